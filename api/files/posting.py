"""One file's text as an article of a request, with what the text says of itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from api.files.reading import article_of
from api.render.plain import one_line


def posting_of(name: str, text: str, source: str | None = None) -> dict[str, Any]:
    """Return a text as an article of ``POST /v1/briefs``.

    Args:
        name: of its file, whose ending tells a page from a text; may be anybody's.
        text: of the file.
        source: its outlet, where somebody named it.
    """
    path = Path(one_line(name)[:200].replace("/", " ") or "text")
    posted = article_of("a1", path, text, source, path.stem)
    return {
        "text": posted.text,
        "html": posted.html,
        "source": one_line(posted.source)[:200],
        "title": one_line(posted.title or "")[:1_000] or None,
        "published_at": _moment(posted.published_at),
    }


def _moment(found: dt.date | dt.datetime | None) -> str | None:
    """Return a moment as a request has it: one without a zone is a day."""
    if isinstance(found, dt.datetime) and found.tzinfo is None:
        found = found.date()
    return found.isoformat() if found else None
