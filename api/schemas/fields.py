"""The strings of a request: what each may hold, said precisely when it does not.

A validator returns the value that the walk gets. Messages are shown to callers, so they never
repeat what was posted.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_ID = 64
MAX_LABEL = 200
MAX_TITLE = 1_000
MAX_URL = 2_048

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def _flaw(code: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(code, message)


def sound(text: str) -> str:
    """Refuse what no encoding can carry: NUL and lone surrogates."""
    if "\x00" in text:
        raise _flaw("nul", "must not contain NUL (U+0000)")
    if found := _SURROGATE.search(text):
        raise _flaw(
            "lone_surrogate",
            f"must not contain lone surrogates (the first is character {found.start()})",
        )
    return text


def filled(text: str) -> str:
    """Refuse a text without a visible character."""
    if not sound(text).strip():
        raise _flaw("empty", "must not be empty")
    return text


def _line(text: str, most: int) -> str | None:
    """One line without control characters; blank counts as absent."""
    line = " ".join(sound(text).split())
    if _CONTROL.search(line):
        raise _flaw("control", "must not contain control characters")
    if len(line) > most:
        raise _flaw("too_long", f"must not be longer than {most} characters")
    return line or None


def label(text: str | None) -> str | None:
    """The name of an outlet."""
    return None if text is None else _line(text, MAX_LABEL)


def title(text: str | None) -> str | None:
    """A headline."""
    return None if text is None else _line(text, MAX_TITLE)


def identifier(text: str | None) -> str | None:
    """1 to 64 printable characters."""
    if text is None:
        return None
    sound(text)
    if not 1 <= len(text) <= MAX_ID or not text.isprintable() or text != text.strip():
        raise _flaw("id", f"must be 1 to {MAX_ID} printable characters without outer spaces")
    return text


def language(text: str | None) -> str | None:
    """A short language tag such as ``en`` or ``pt-BR``."""
    if text is not None and not _LANGUAGE.fullmatch(text):
        raise _flaw("language", "must be a language tag such as 'en' or 'pt-BR'")
    return text


def host_of(url: str) -> str | None:
    """Return the host of an http(s) address without ``www.``, or None where there is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return host.removeprefix("www.") or None


def web_address(text: str | None) -> str | None:
    """An http or https address; blank counts as absent."""
    url = None if text is None else sound(text).strip()
    if not url:
        return None
    if len(url) > MAX_URL:
        raise _flaw("too_long", f"must not be longer than {MAX_URL} characters")
    if re.search(r"\s", url) or _CONTROL.search(url) or host_of(url) is None:
        raise _flaw("url", "must be an address that begins with http:// or https://")
    return url


def moment(value: Any) -> date | datetime | None:
    """RFC 3339: a date-time with its zone, or a plain date (day precision)."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise _flaw("date_type", "must be a string that holds an RFC 3339 date or date-time")
    try:
        return _moment(value)
    except (ValueError, OverflowError):
        raise _flaw(
            "date",
            "must be an RFC 3339 date-time with its zone, such as 2025-12-13T10:00:00Z, "
            "or a date, such as 2025-12-13",
        ) from None


def _moment(text: str) -> date | datetime:
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    if not _DATE_TIME.fullmatch(text):
        raise ValueError
    leap = text[17:19] == "60"  # a leap second, which datetime does not know
    found = datetime.fromisoformat((text[:17] + "59" + text[19:] if leap else text).upper())
    found.astimezone(UTC)  # the walk compares in UTC: overflow is refused here
    return found


def written(value: date | datetime | None) -> str | None:
    """Return a moment as it is read again."""
    return None if value is None else value.isoformat()


_MOMENT_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "date"},
        {"type": "null"},
    ]
}


def _or_null(**said: Any) -> WithJsonSchema:
    """Say in the document what a validator above checks, as far as JSON Schema can say it."""
    return WithJsonSchema({"anyOf": [{"type": "string", **said}, {"type": "null"}]})


# The patterns of the document are ECMAScript's.
_FILLED = r"^[^\u0000]*\S[^\u0000]*$"
_NO_CONTROL = r"^[^\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f]*$"
_WEB = r"^\s*([Hh][Tt][Tt][Pp][Ss]?://.*)?$"

Text = Annotated[
    str, AfterValidator(filled), Field(json_schema_extra={"pattern": _FILLED, "minLength": 1})
]
Id = Annotated[str | None, AfterValidator(identifier), _or_null(minLength=1, maxLength=MAX_ID)]
Label = Annotated[str | None, AfterValidator(label), _or_null(pattern=_NO_CONTROL)]
Title = Annotated[str | None, AfterValidator(title), _or_null(pattern=_NO_CONTROL)]
WebAddress = Annotated[str | None, AfterValidator(web_address), _or_null(pattern=_WEB)]
Language = Annotated[
    str | None, AfterValidator(language), _or_null(pattern=f"^{_LANGUAGE.pattern}$")
]
Moment = Annotated[
    date | datetime | None,
    PlainValidator(moment),
    PlainSerializer(written, when_used="json"),
    WithJsonSchema(_MOMENT_SCHEMA, mode="validation"),
]
Score = Annotated[float, Field(ge=0, le=1)]
