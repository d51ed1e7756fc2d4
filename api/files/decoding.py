"""The bytes of a file -> its text, without changing a character of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (  # the longer mark first: UTF-32 LE starts with the mark of UTF-16 LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a compressed file"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; the HTML standard asks for the first 1,024
_WESTERN = "cp1252"  # what browsers read for "latin-1" too
_ENCODINGS = (
    "ascii", "big5", "cp", "euc_", "gb", "iso8859", "koi8", "mac", "shift_jis", "tis", "utf-16",
    "utf-32", "utf-8",
)  # fmt: skip
"""How the names of encodings begin that a page may declare. Python knows others: some take time
that grows with the square of the page (``idna``), some make no characters (``unicode_escape``)."""


class Unreadable(ValueError):
    """A file that has no text to read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and how it was read where that had to be guessed."""

    text: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a file; line ends stay as they are, a byte order mark goes.

    Args:
        data: the file.
        declared: the encoding that came with it, where one did. A text that is UTF-8 is read as
            that whatever is declared: servers say "latin-1" of everything.

    Raises:
        Unreadable: the bytes are no text, or in no encoding that can be told.
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise Unreadable(f"is {name}; save it as plain text, Markdown or HTML")
    named = (_as_named(data, name) for name in (declared, _declared(data)) if name)
    decoded = _by_mark(data) or _as_utf8(data) or next(filter(None, named), None) or _guessed(data)
    if decoded is None or "\0" in decoded.text:
        raise Unreadable("is not text (binary, or an unknown encoding); save it as UTF-8 text")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    return None if b"\0" in data else _strictly(data, "utf-8")


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page's own ``<meta>`` names."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found.group(1).decode("ascii", "replace") if found else None


def _as_named(data: bytes, label: str) -> Decoded | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if not name.startswith(_ENCODINGS) or (b"\0" in data and not name.startswith("utf-")):
        return None
    western = name in ("iso8859-1", "ascii", "utf-8")  # it is not UTF-8, whatever it says
    return _strictly(data, _WESTERN if western else name)


def _guessed(data: bytes) -> Decoded | None:
    """Read as western text where that makes sense, else in the likeliest encoding.

    Western first, because on a short text the likeliest encoding turns "£5" into "Ł5".
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=[_WESTERN]).best() or from_bytes(data).best()
    if best is None:
        return None
    note = f"is not UTF-8 and was read as {best.encoding}; save it as UTF-8 if that is wrong"
    return Decoded(str(best), note)


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):  # LookupError: a codec that makes no text
        return None
