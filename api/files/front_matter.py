"""YAML front matter: what it says, and the text without it at unchanged offsets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.files.dates import as_precise_as_known, full_date
from api.files.opening import Opening
from api.render.plain import one_line

_BLOCK = re.compile(r"\s*^---[ \t]*\r?\n(?P<yaml>.{0,20000}?)^---[ \t]*\r?$", re.DOTALL | re.M)
_TITLE = ("title", "headline")
_SOURCE = ("source", "outlet", "publication", "publisher", "site")
_DATE = ("published_at", "published", "date", "pubdate")


def read_front_matter(text: str) -> tuple[Opening, str]:
    """Return what the front matter says and the text with that block turned into spaces.

    Spaces rather than a cut, so that every offset still refers to the whole file's text.
    """
    block = _BLOCK.match(text)
    fields = _fields(block["yaml"]) if block else None
    if block is None or fields is None:
        return Opening(), text
    opening = Opening(
        title=_text(_first(fields, _TITLE)),
        source=_text(_first(fields, _SOURCE)),
        published_at=_date(_first(fields, _DATE)),
    )
    return opening, re.sub(r"[^\r\n]", " ", block.group()) + text[block.end() :]


def _fields(block: str) -> Mapping[str, Any] | None:
    """Return the block's fields; ``None`` where it is no mapping, so belongs to the story."""
    from frontmatter.default_handlers import YAMLHandler
    from yaml import YAMLError  # type: ignore[import-untyped]

    try:
        loaded = YAMLHandler().load(block)  # the safe loader
    except (YAMLError, ValueError, RecursionError):  # ValueError: a day that does not exist
        return _plain_fields(block)
    if not isinstance(loaded, dict):
        return None
    return {str(key).lower(): value for key, value in loaded.items()}


def _plain_fields(block: str) -> Mapping[str, str] | None:
    """Read ``key: value`` line by line, where YAML stumbles over an unquoted colon."""
    pairs = re.findall(r"^(\w+)[ \t]*:[ \t]*(.*?)[ \t\r]*$", block, re.MULTILINE)
    return {key.lower(): value.strip("\"'") for key, value in pairs} or None


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((fields[key] for key in keys if fields.get(key) is not None), None)


def _text(value: Any) -> str | None:
    return one_line(str(value)) or None if isinstance(value, str | int) else None


def _date(value: Any) -> date | datetime | None:
    if isinstance(value, date):  # YAML knows dates by itself; a datetime is one too
        return as_precise_as_known(value) if 1900 <= value.year < 2100 else None
    return full_date(value) if isinstance(value, str) else None
