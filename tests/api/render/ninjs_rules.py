"""The rules of ninjs 3.1, written from IPTC's JSON schema of that version (ninjs-schema_3.1.json).

Each property has a rule, nested ones too; a property that the schema does not know is an error, as
``unevaluatedProperties`` and ``additionalProperties`` are false throughout. Properties that no text
item of ours could have (places' GeoJSON, planned coverage, renditions) are left out, and would
therefore be found as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

Rule = Callable[[Any, str], Iterator[str]]


def broken(item: Any) -> list[str]:
    """Return where an object breaks a rule."""
    return list(_item(item, "item"))


def _text(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{where}: not a string"


def _uri(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not urlsplit(value).scheme or re.search(r"\s", value):
        yield f"{where}: not a complete URI"


def _date_time(value: Any, where: str) -> Iterator[str]:
    """RFC 3339: with a time and a zone."""
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        yield f"{where}: not a date-time"
        return
    datetime.fromisoformat(value)


def _whole(least: int | None = None, most: int | None = None) -> Rule:
    def rule(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{where}: not an integer"
        elif (least is not None and value < least) or (most is not None and value > most):
            yield f"{where}: out of range"

    return rule


def _one_of(*allowed: str) -> Rule:
    def rule(value: Any, where: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{where}: none of {allowed}"

    return rule


def _object(required: tuple[str, ...] = (), **rules: Rule) -> Rule:
    def rule(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: not an object"
            return
        yield from (f"{where}: lacks {name}" for name in required if name not in value)
        for name, held in value.items():
            if name not in rules:
                yield f"{where}: unknown property {name}"
            else:
                yield from rules[name](held, f"{where}.{name}")

    return rule


def _array(each: Rule) -> Rule:
    def rule(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: not an array"
            return
        for number, held in enumerate(value):
            yield from each(held, f"{where}[{number}]")

    return rule


_VALUED = {"role": _text, "contentType": _text, "value": _text}
_CONCEPT = {"name": _text, "uri": _uri, "literal": _text}
_COUNTED = {**_VALUED, "charCount": _whole(), "wordCount": _whole()}
_RATED = {"creator": _text, "relevance": _whole(0, 100), "confidence": _whole(0, 100)}

_item = _object(
    required=("uri",),
    uri=_uri,
    type=_one_of(
        "text",
        "audio",
        "video",
        "picture",
        "graphic",
        "composite",
        "component",
        "event",
        "planning",
    ),
    representationType=_one_of("full", "partial"),
    profile=_text,
    version=_text,
    firstCreated=_date_time,
    versionCreated=_date_time,
    contentCreated=_date_time,
    embargoedUntil=_date_time,
    pubStatus=_one_of("usable", "withheld", "canceled"),
    urgency=_whole(1, 9),
    copyrightHolder=_text,
    copyrightNotice=_text,
    usageTerms=_text,
    edNote=_text,
    language=_text,
    descriptions=_array(_object(("value",), **_VALUED)),
    bodies=_array(_object(("value",), **_COUNTED)),
    headlines=_array(_object(("value",), **_VALUED)),
    people=_array(_object(**_CONCEPT, rel=_text)),
    organisations=_array(_object(**_CONCEPT, rel=_text)),
    places=_array(_object(**_CONCEPT, rel=_text)),
    subjects=_array(_object(**_CONCEPT, rel=_text, **_RATED)),
    infoSources=_array(_object(**_CONCEPT, role=_text)),
    title=_text,
    by=_text,
    slugline=_text,
    located=_text,
    altIds=_array(_object(role=_text, value=_text)),
    trustIndicators=_array(_object(role=_uri, title=_text, href=_uri)),
    standard=_object(name=_text, version=_text, schema=_uri),
    genres=_array(_object(**_CONCEPT)),
    expires=_date_time,
    digitalSourceType=_object(**_CONCEPT),
)
