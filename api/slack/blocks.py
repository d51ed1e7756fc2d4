"""The elements of Block Kit that we use, none of which can hold markup.

Texts are ``plain_text`` or text elements of ``rich_text``: Slack reads no mention, link, emoji or
formatting there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from api.slack.cutting import pieces, shortened
from api.slack.limits import (
    BUTTON,
    HEADER,
    MESSAGE_BLOCKS,
    MESSAGE_BYTES,
    PIECE_BYTES,
    TEXT,
    measure,
    size_of,
)

Element = dict[str, Any]
"""Part of a block, as JSON."""
Block = dict[str, Any]
"""One block, as JSON."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``text`` is what a notification shows, and in our words alone."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Some words and whether they are set in bold; a person of Slack's where ``user`` is given."""

    words: str
    bold: bool = False
    user: str | None = None


def plain(words: str) -> Element:
    """Return a text that Slack shows as it stands."""
    return {"type": "plain_text", "text": words, "emoji": False}


def header(words: str) -> Block:
    """Return a headline, shortened where it is too long."""
    return {"type": "header", "text": plain(shortened(words, HEADER))}


def button(
    name: str, words: str, value: str, style: Literal["primary", "danger"] | None = None
) -> Element:
    """Return a button; ``name`` is what its listener is found by."""
    found = {
        "type": "button",
        "action_id": name,
        "text": plain(shortened(words, BUTTON)),
        "value": value,
    }
    return {**found, "style": style} if style else found


def line(*said: Said) -> list[Element]:
    """Return words as one ``rich_text_section``; as several where they are too long for one."""
    sections: list[list[Element]] = [[]]
    for element in _spaced(said):
        if sections[-1] and _too_long([*sections[-1], element]):
            sections.append([])
        sections[-1].append(element)
    return [{"type": "rich_text_section", "elements": found} for found in sections if found]


def _too_long(elements: Sequence[Element]) -> bool:
    words = sum(measure(element.get("text", "")) for element in elements)
    return words > TEXT or size_of(elements) > PIECE_BYTES


def _spaced(said: Sequence[Said]) -> Iterator[Element]:
    """Yield the words' elements with a space behind each but the last."""
    found = [element for one in said for element in _elements(one)]
    for place, element in enumerate(found):
        last = place == len(found) - 1
        yield element if last or element["type"] != "text" else _with_space(element)
        if not last and element["type"] != "text":
            yield {"type": "text", "text": " "}


def _with_space(element: Element) -> Element:
    return {**element, "text": f"{element['text']} "}


def _elements(said: Said) -> list[Element]:
    if said.user:
        return [{"type": "user", "user_id": said.user}]
    style = {"style": {"bold": True}} if said.bold else {}
    # one character less, for the space behind
    return [{"type": "text", "text": piece, **style} for piece in pieces(said.words, 2_999)]


def quotation(words: str) -> list[Element]:
    """Return words of an article as ``rich_text_quote``, several where they are long."""
    return [
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": piece}]}
        for piece in pieces(words)
    ]


def bullets(items: Iterable[Sequence[Said]]) -> list[Element]:
    """Return a list; several where it is too long for one block."""
    lists: list[list[Element]] = [[]]
    for section in (section for item in items for section in line(*item)):
        if size_of([*lists[-1], section]) > PIECE_BYTES and lists[-1]:
            lists.append([])
        lists[-1].append(section)
    return [
        {"type": "rich_text_list", "style": "bullet", "elements": found} for found in lists if found
    ]


def rich(elements: Sequence[Element]) -> list[Block]:
    """Return elements as one ``rich_text`` block; as several where they are too long for one."""
    blocks: list[list[Element]] = [[]]
    for element in elements:
        if size_of([*blocks[-1], element]) > 2 * PIECE_BYTES and blocks[-1]:
            blocks.append([])
        blocks[-1].append(element)
    return [{"type": "rich_text", "elements": found} for found in blocks if found]


def paragraph(*said: Said) -> list[Block]:
    """Return words as a block of their own."""
    return rich(line(*said))


def packed(blocks: Sequence[Block], room: int = 0) -> list[list[Block]]:
    """Return blocks in as few messages as hold them, in their order.

    Args:
        blocks: each within the limits.
        room: bytes that are to be left free in the last message, and two blocks for them; the last
            block moves there, so that it does not stand empty but for them.
    """
    messages: list[list[Block]] = [[]]
    for block in blocks:
        full = len(messages[-1]) == MESSAGE_BLOCKS
        if messages[-1] and (full or size_of([*messages[-1], block]) > MESSAGE_BYTES):
            messages.append([])
        messages[-1].append(block)
    crowded = len(messages[-1]) > MESSAGE_BLOCKS - 2
    if room and (crowded or size_of(messages[-1]) > MESSAGE_BYTES - room):
        last = messages[-1].pop() if _moves(messages[-1], room) else None
        messages.append([last] if last else [])
        return messages
    return [found for found in messages if found or room]


def _moves(message: Sequence[Block], room: int) -> bool:
    """Whether the last block of a message may go into the next one, and leaves something."""
    return len(message) > 1 and size_of([message[-1]]) <= MESSAGE_BYTES - room
