"""Title, outlet and date of an HTML page, from its metadata."""

from __future__ import annotations

from datetime import date, datetime

from api.files.dates import full_date
from api.files.opening import Opening

_TIMES = "//meta[@property='article:published_time' or @itemprop='datePublished']/@content"


def read_metadata(html: str) -> Opening:
    """Return what the page's metadata says about it."""
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(html, extensive=False)
    except ValueError:  # lxml's, on a control character that the page's heading writes as a number
        return Opening(published_at=_moment(html))
    return Opening(
        title=found.title or None,
        source=found.sitename or None,
        published_at=_moment(html) or (date.fromisoformat(found.date) if found.date else None),
    )


def _moment(html: str) -> date | datetime | None:
    """Return the time that the page states; trafilatura keeps its day alone."""
    from trafilatura import load_html

    page = load_html(html)
    stated = [] if page is None else page.xpath(_TIMES)
    return next(filter(None, map(full_date, map(str, stated))), None)
