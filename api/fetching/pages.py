"""What was fetched -> the article in it. Processor time, in a thread of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime

from api.fetching.errors import Unusable
from api.files.decoding import Unreadable, decode
from api.schemas.fields import title as title_of

MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
MOST_TAGS = 50_000
"""Extraction takes 25 to 70 µs for a ``<br>``, however many there are: at most 4 s for a page of
this size, a minute for one of 5 MB. A news page has some thousand tags."""

log = logging.getLogger("crosswire")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page with what its headers say of them."""

    body: bytes
    media_type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an article, and what its page says about it."""

    text: str
    title: str | None = None
    published_at: date | datetime | None = None


def media_type_of(header: str) -> tuple[str, str | None]:
    """Return the media type and the charset of a ``Content-Type``.

    Raises:
        Unusable: it is none of text.
    """
    media_type, *parameters = (part.strip() for part in header.split(";"))
    if media_type.lower() not in MEDIA_TYPES:
        raise Unusable("it is neither a page nor plain text, by its content type")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.lower(), value.strip(" \"'")[:40] or None
    return media_type.lower(), None


def page_of(fetched: Fetched) -> Page:
    """Return the article of a page.

    Raises:
        Unusable: it holds none that can be read.
    """
    text = _decoded(fetched)
    if fetched.media_type == "text/plain":
        if not text.strip():
            raise Unusable("the page is empty")
        return Page(text)
    if text.count("<") > MOST_TAGS:
        raise Unusable(f"the page has more than {MOST_TAGS:,} tags")
    return _article_in(text)


def _decoded(fetched: Fetched) -> str:
    try:
        return decode(fetched.body, fetched.charset).text
    except Unreadable:  # says what to do with a file
        raise Unusable("it cannot be read as text") from None


def _article_in(html: str) -> Page:
    from api.files.pages import read_metadata
    from models.articles import text_of_page

    try:
        text, stated = text_of_page(html), read_metadata(html)
    except Exception as error:  # whatever a hostile page does to the parsers
        log.warning("a fetched page could not be parsed: %s", type(error).__qualname__)
        raise Unusable("the page could not be parsed") from None
    if text is None:
        raise Unusable("no article text was found in the page")
    return Page(text, _title(stated.title), stated.published_at)


def _title(stated: str | None) -> str | None:
    """A page's title, where a caller could have posted it."""
    try:
        return title_of(stated)
    except ValueError:  # PydanticCustomError is one: control characters, or far too long
        return None
