"""The words of a message as somebody sees them: without markup, links and faces. Pure.

A message has its words twice: in ``text`` with Slack's own markup, where pasted bold becomes
asterisks, and in blocks of ``rich_text``, where words and how they are set stand apart.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>")
_MARKUP = re.compile(r"<([@#!][^>]*|mailto:[^>]*)>")
_LINES = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}

Json = Mapping[str, Any]


def spoken(message: Json) -> str:
    """Return a message's words; those of its rich text where it has one."""
    rich = [b for b in _blocks(message) if b.get("type") == "rich_text"]
    return "\n".join(_lines(rich)).strip() or plain_text(message.get("text") or "")


def plain_text(text: str) -> str:
    """Return a message's ``text`` without Slack's markup."""
    named = LINK.sub(lambda m: m[2] or m[1], text)
    return html.unescape(_MARKUP.sub("", named)).strip()


def _blocks(message: Json) -> Iterator[Json]:
    """Yield its blocks; a message that was shared keeps them one level deeper."""
    yield from message.get("blocks") or []
    for shared in message.get("message_blocks") or []:
        yield from (shared.get("message") or {}).get("blocks") or []


def _lines(elements: Sequence[Json]) -> Iterator[str]:
    for element in elements:
        inner = element.get("elements") or []
        if element.get("type") in _LINES:
            yield "".join(map(_word, inner))
        else:  # the block itself, or a list
            yield from _lines(inner)


def _word(element: Json) -> str:
    match element.get("type"):
        case "text":
            return str(element.get("text") or "")
        case "link":
            return str(element.get("text") or element.get("url") or "")
        case _:  # people, channels, faces
            return ""
