"""What a thread holds that can be briefed: links, pasted articles, text files. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from api.slack.asked import Attached, Pasted
from api.slack.spoken import LINK, spoken

LEAST = 280
"""Characters from which a message counts as an article: a comment is shorter, a lead is not."""

_BARE = re.compile(r"https?://[^\s<>|]+")
_TEXT_FILES = frozenset({"text/plain", "text/html", "text/markdown"})
_TEXT_NAMES = (".txt", ".text", ".md", ".markdown", ".html", ".htm")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """Articles in the order in which they were said, and how much was passed over.

    ``inside`` counts the links in the middle of articles, which lead elsewhere; ``no_text`` counts
    the files that hold no text.
    """

    urls: tuple[str, ...]
    texts: tuple[Pasted, ...]
    files: tuple[Attached, ...]
    inside: int = 0
    no_text: int = 0


def collected(messages: Sequence[Json], bot_user: str | None) -> Collected:
    """Return what the messages of a thread hold; ours are left out."""
    theirs = [m for m in messages if bot_user is None or m.get("user") != bot_user]
    told = [said for m in theirs for said in (m, *_shared(m))]
    links = [_links_of(said) for said in told]
    urls = dict.fromkeys(url for found, _ in links for url in found)
    texts = dict.fromkeys(Pasted(spoken(said)) for said in told if _is_article(said))
    files = [file for said in told for file in said.get("files") or [] if not _is_gone(file)]
    usable = tuple(text_files(files))
    return Collected(
        urls=tuple(urls),
        texts=tuple(texts),
        files=usable,
        inside=sum(inside for _, inside in links),
        no_text=len(files) - len(usable),
    )


def links_in(text: str) -> list[str]:
    """Return the addresses in what somebody typed behind a command."""
    marked = [html.unescape(url) for url, _ in LINK.findall(text)]
    bare = _BARE.findall(LINK.sub(" ", text))
    return list(dict.fromkeys(url for url in [*marked, *bare] if not _slacks(url)))


def _links_of(said: Json) -> tuple[list[str], int]:
    """Return the links of a message, and how many of its own stand inside an article.

    What leads away from the middle of a pasted article is no article of this event; an address on a
    line of its own is.
    """
    text = said.get("text") or ""
    every = [*links_in(text), *(u for u in _in_blocks(said.get("blocks") or []) if not _slacks(u))]
    found = list(dict.fromkeys(every))
    if not _is_article(said):
        return found, 0
    alone = {url for line in text.splitlines() for url in _alone(line)}
    return [url for url in found if url in alone], len([u for u in found if u not in alone])


def _alone(line: str) -> list[str]:
    """Return the links of a line that holds nothing else."""
    rest = _BARE.sub("", LINK.sub("", line))
    return [] if rest.strip(" -–•*>") else links_in(line)


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


def _is_article(said: Json) -> bool:
    return len(_BARE.sub("", spoken(said))) >= LEAST


def _shared(message: Json) -> Iterator[Json]:
    """Yield the messages that were shared in this one; previews of links are no articles."""
    for attached in message.get("attachments") or []:
        if attached.get("is_share") or attached.get("is_msg_unfurl"):
            yield attached


def _is_gone(file: Json) -> bool:
    return file.get("mode") in {"tombstone", "hidden_by_limit"}


def text_files(files: Iterable[Json]) -> Iterator[Attached]:
    """Yield the files that hold text; what is no text, or was deleted, is passed over."""
    for file in files:
        url = file.get("url_private_download") or file.get("url_private")
        if _is_text(file) and url and file.get("mode") != "external":  # kept elsewhere: not Slack's
            yield Attached(_name_of(file), str(url))


def _is_text(file: Json) -> bool:
    named = str(file.get("name") or "").lower().endswith(_TEXT_NAMES)
    return named or file.get("mode") == "snippet" or file.get("mimetype") in _TEXT_FILES


def _name_of(file: Json) -> str:
    """Return a file's name, which tells a page from a text by its ending."""
    name = str(file.get("name") or file.get("title") or "text")
    is_page = file.get("mimetype") == "text/html" and not name.lower().endswith((".html", ".htm"))
    return f"{name}.html" if is_page else name
