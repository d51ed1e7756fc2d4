"""What a thread holds that can be briefed: links, pasted articles, text files. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from api.slack.asked import Attached, Pasted

LEAST = 280
"""Characters from which a message counts as an article: a comment is shorter, a lead is not."""

_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>")
_MARKUP = re.compile(r"<([@#!][^>]*|mailto:[^>]*)>")
_BARE = re.compile(r"https?://[^\s<>|]+")
_TEXT_FILES = frozenset({"text/plain", "text/html", "text/markdown"})

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """Articles in the order in which they were said."""

    urls: tuple[str, ...]
    texts: tuple[Pasted, ...]
    files: tuple[Attached, ...]


def collected(messages: Sequence[Json], bot_user: str | None) -> Collected:
    """Return what the messages of a thread hold; ours are left out."""
    theirs = [m for m in messages if bot_user is None or m.get("user") != bot_user]
    urls = [url for m in theirs for url in _links_of(m)]
    texts = [text for m in theirs for text in _texts_of(m)]
    files = [file for m in theirs for file in _files_of(m)]
    return Collected(tuple(dict.fromkeys(urls)), tuple(dict.fromkeys(texts)), tuple(files))


def links_in(text: str) -> list[str]:
    """Return the addresses in what somebody typed behind a command."""
    marked = [html.unescape(url) for url, _ in _LINK.findall(text)]
    bare = _BARE.findall(_LINK.sub(" ", text))
    return list(dict.fromkeys(url for url in [*marked, *bare] if not _slacks(url)))


def _links_of(message: Json) -> Iterator[str]:
    yield from links_in(message.get("text") or "")
    yield from (url for url in _in_blocks(message.get("blocks") or []) if not _slacks(url))
    for shared in _shared(message):
        yield from links_in(shared.get("text") or "")


def _in_blocks(found: Any) -> Iterator[str]:
    """Yield the links of rich text, however deep."""
    if isinstance(found, Mapping):
        url = found.get("url")
        if found.get("type") == "link" and isinstance(url, str) and _BARE.fullmatch(url):
            yield url
        for part in found.values():
            yield from _in_blocks(part)
    elif isinstance(found, list):
        for part in found:
            yield from _in_blocks(part)


def _slacks(url: str) -> bool:
    """Whether a link leads to Slack itself: another message, a file."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return host == "slack.com" or host.endswith((".slack.com", ".slack-edge.com"))


def _texts_of(message: Json) -> Iterator[Pasted]:
    for said in (message, *_shared(message)):
        text = plain_text(said.get("text") or "")
        if len(_BARE.sub("", text)) >= LEAST:
            yield Pasted(text)


def _shared(message: Json) -> Iterator[Json]:
    """Yield the messages that were shared in this one; previews of links are no articles."""
    for attached in message.get("attachments") or []:
        if attached.get("is_share") or attached.get("is_msg_unfurl"):
            yield attached


def plain_text(text: str) -> str:
    """Return a message's text without Slack's markup."""
    named = _LINK.sub(lambda m: m[2] or m[1], text)
    return html.unescape(_MARKUP.sub("", named)).strip()


def _files_of(message: Json) -> Iterator[Attached]:
    yield from text_files(message.get("files") or [])


def text_files(files: Iterable[Json]) -> Iterator[Attached]:
    """Yield the files that hold text; what is no text, or was deleted, is passed over."""
    for file in files:
        url = file.get("url_private_download") or file.get("url_private")
        is_text = file.get("mode") == "snippet" or file.get("mimetype") in _TEXT_FILES
        if is_text and url and file.get("mode") != "external":  # kept elsewhere: not Slack's
            yield Attached(_name_of(file), str(url))


def _name_of(file: Json) -> str:
    """Return a file's name, which tells a page from a text by its ending."""
    name = str(file.get("name") or file.get("title") or "text")
    is_page = file.get("mimetype") == "text/html" and not name.lower().endswith((".html", ".htm"))
    return f"{name}.html" if is_page else name
