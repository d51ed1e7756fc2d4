"""The form of the desk as somebody filled it in, and the request that it makes.

Browsers send line ends as CR LF: a pasted text is brought to LF first, and all offsets are into
that.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from api.body import read_bytes
from api.errors import DoorError, InvalidRequest, WrongMediaType
from api.files.decoding import Unreadable, decode
from api.files.posting import posting_of
from api.settings import Settings
from models.errors import Flaw

BOXES, MORE = 2, 2
WORDS = ("60", "120", "180", "300", "600")
_FIELDS_OF_A_BOX = 3
_URLS = re.compile(r"\s*(?:https?://\S+\s*)+")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_PLACE = re.compile(r"#/articles/(\d+)")


@dataclass(frozen=True, slots=True)
class Box:
    """One article as it was pasted: its text, or a link on each line."""

    text: str = ""
    source: str = ""
    date: str = ""

    @property
    def filled(self) -> bool:
        """Whether there is anything to brief in it."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class File:
    """A file that was dropped or chosen."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form."""

    boxes: tuple[Box, ...] = (Box(),) * BOXES
    files: tuple[File, ...] = ()
    words: str = "180"
    style: str = "paragraph"

    def with_more(self) -> Sheet:
        """Return the same with more room."""
        return Sheet(self.boxes + (Box(),) * MORE, (), self.words, self.style)


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that a sheet makes; ``origins`` says of each article which box or file it was."""

    raw: dict[str, Any]
    origins: tuple[int | str, ...]

    def troubles(self, error: DoorError) -> Troubles:
        """Return what is wrong with the request, where it was filled in."""
        boxes: dict[int, str] = {}
        rest: list[str] = []
        for flaw in error.flaws:
            place = _PLACE.match(flaw.pointer)
            origin = self.origins[int(place[1])] if place else None
            if isinstance(origin, int):
                boxes.setdefault(origin, f"This article {_said(flaw)}")
            else:
                rest.append(f"{origin}: {_said(flaw)}" if origin else _said(flaw))
        if not rest and not boxes:
            rest.append(error.detail)
        elif boxes and "CROSSWIRE_" in error.detail:  # it names the setting
            rest.insert(0, error.detail)
        return Troubles(tuple(rest), boxes)


@dataclass(frozen=True, slots=True)
class Troubles:
    """What is wrong with a form: in general, and by the number of a box from 0."""

    said: tuple[str, ...] = ()
    boxes: Mapping[int, str] | None = None

    def of(self, box: int) -> str:
        """Return what is wrong in a box; nothing where all is well."""
        return (self.boxes or {}).get(box, "")


def _said(flaw: Flaw) -> str:
    return flaw.detail if flaw.detail.endswith(".") else f"{flaw.detail}."


# --- reading the form -------------------------------------------------------------------------


async def posted_form(request: Request, settings: Settings) -> FormData:
    """Return the fields of a form, which has at most as many bytes as a request in JSON.

    Raises:
        BodyTooLarge: it has more.
        WrongMediaType: it is no form.
        InvalidRequest: it cannot be read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_bytes(request, settings.max_body_bytes)
    if kind == "application/x-www-form-urlencoded":
        return await FormParser(request.headers, _once(body)).parse()
    if kind != "multipart/form-data":
        raise WrongMediaType("A form is sent as multipart/form-data.")
    return await _multipart(request.headers, body, settings)


async def _multipart(headers: Headers, body: bytes, settings: Settings) -> FormData:
    parser = MultiPartParser(
        headers,
        _once(body),
        max_files=settings.max_articles,
        max_fields=_FIELDS_OF_A_BOX * settings.max_articles + 20,
        max_part_size=settings.max_body_bytes,
    )
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as error:  # KeyError: it has no boundary
        said = getattr(error, "message", "The form cannot be read.")
        raise InvalidRequest(said, [Flaw("#", said)]) from None


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
    yield b""


def field(form: FormData, name: str) -> str:
    """Return a field's text with LF line ends; nothing where there is none."""
    value = form.get(name)
    return re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else ""


async def sheet_of(form: FormData) -> Sheet:
    """Return the form as it was filled in, without the empty boxes; its files are closed."""
    boxes = [
        Box(field(form, f"text{n}"), field(form, f"source{n}").strip(), field(form, f"date{n}"))
        for n in sorted(_numbers(form))
    ]
    uploads = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
    files = [File(f.filename or "file", await f.read()) for f in uploads if f.filename]
    await form.close()
    kept = [box for box in boxes if box.filled or box.source or box.date]
    room = max(0, BOXES - len(kept))
    return Sheet(
        boxes=(*kept, *(Box(),) * room),
        files=tuple(files),
        words=field(form, "words") if field(form, "words") in WORDS else "180",
        style="bullets" if field(form, "style") == "bullets" else "paragraph",
    )


def _numbers(form: FormData) -> Iterator[int]:
    found = (re.fullmatch(r"text([0-9]{1,4})", name) for name in form)
    yield from (int(match[1]) for match in found if match)


# --- the request ------------------------------------------------------------------------------


def asked_of(sheet: Sheet) -> Asked:
    """Return the request that a sheet makes.

    Raises:
        InvalidRequest: a file cannot be read, or nothing was filled in.
    """
    articles: list[dict[str, Any]] = []
    origins: list[int | str] = []
    for place, box in enumerate(sheet.boxes):
        found = list(_articles(place, box)) if box.filled else []
        articles += found
        origins += [place] * len(found)
    for file, article in zip(sheet.files, _read(sheet.files), strict=True):
        articles.append(article)
        origins.append(file.name)
    if not articles:
        said = "Paste at least one article, name a link to one, or choose a file."
        raise InvalidRequest(said)
    options = {"max_words": int(sheet.words), "style": sheet.style}
    return Asked({"articles": articles, "options": options}, tuple(origins))


def _articles(place: int, box: Box) -> Iterator[dict[str, Any]]:
    if _URLS.fullmatch(box.text):
        urls = box.text.split()
        stated = _stated(box) if len(urls) == 1 else {}
        yield from ({"url": url, **stated} for url in urls)
        return
    name = f"Article {place + 1}{'.html' if _PAGE.match(box.text) else '.txt'}"
    yield {**posting_of(name, box.text, box.source or None), **_stated(box)}


def _stated(box: Box) -> dict[str, str]:
    stated = {"source": box.source, "published_at": box.date}
    return {name: value for name, value in stated.items() if value}


def _read(files: Sequence[File]) -> list[dict[str, Any]]:
    read, flaws = [], []
    for file in files:
        try:
            text = re.sub(r"\r\n?", "\n", decode(file.data).text)
            if not text.strip():
                raise Unreadable("is empty")
            read.append(posting_of(file.name, text))
        except Unreadable as why:
            flaws.append(Flaw("#", f"The file {file.name[:100]} {why}"))
    if flaws:
        raise InvalidRequest("A file cannot be used.", flaws)
    return read
