"""Slack's limits and ours, read off a payload: what a checker of Slack's would refuse.

Written from Slack's reference, apart from the code that builds the payloads: only the numbers that
both are held to are shared by neither.
"""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

OUR_TEXT_ELEMENTS = {"plain_text", "text"}
BLOCKS = {"header", "rich_text", "actions", "input"}
RICH = {"rich_text_section", "rich_text_list", "rich_text_quote"}
JOINERS = "\u200c\u200d"


def length(text: str) -> int:
    """The longest of Slack's counts: UTF-16 units of the escaped text."""
    return len(html.escape(text, quote=False).encode("utf-16-le")) // 2


def flaws_of_message(message: Any) -> list[str]:
    """Everything that is wrong with a message as it is posted."""
    found = list(_blocks(message["blocks"], most=50))
    size = len(json.dumps(message["blocks"]).encode())
    if size > 12_000:
        found.append(f"{size} bytes of blocks")
    if not 1 <= length(message["text"]) <= 3_000 or set("<>&*_~`@:#") & set(message["text"]) - {
        ":"
    }:
        found.append(f"notification {message['text']!r}")
    return found


def flaws_of_modal(view: Any) -> list[str]:
    """Everything that is wrong with a modal as it is opened."""
    found = list(_blocks(view["blocks"], most=100))
    found += [
        f"{n}: {view[n]}" for n in ("title", "submit", "close") if n in view and not _short(view[n])
    ]
    if len(json.dumps(view)) > 250_000:
        found.append("too large")
    if len(view.get("private_metadata", "")) > 3_000:
        found.append("private_metadata")
    return found


def _short(text: Any) -> bool:
    return text["type"] == "plain_text" and 1 <= length(text["text"]) <= 24


def _blocks(blocks: Sequence[Any], most: int) -> Iterator[str]:
    if not 1 <= len(blocks) <= most:
        yield f"{len(blocks)} blocks"
    names = [b["block_id"] for b in blocks if "block_id" in b]
    if len(set(names)) < len(names):
        yield "a block's name stands twice"
    for block in blocks:
        if block["type"] not in BLOCKS:
            yield f"block {block['type']}"
        yield from _block(block)
        yield from (f"unsound {text!r}" for text in texts(block) if not _sound(text))


def _block(block: Any) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from _plain(block["text"], 150)
        case "rich_text":
            yield from (f for e in block["elements"] for f in _rich(e))
            if not block["elements"]:
                yield "empty rich_text"
        case "actions":
            yield from (f for e in block["elements"] for f in _button(e))
            if not 1 <= len(block["elements"]) <= 25:
                yield "actions"
        case "input":
            yield from _plain(block["label"], 2_000)
            yield from _plain(block.get("hint", block["label"]), 2_000)
            if (
                block["element"].get("max_length", 1) > 3_000
                or block["element"].get("max_files", 1) > 10
            ):
                yield f"input {block['element']}"


def _button(element: Any) -> Iterator[str]:
    yield from _plain(element["text"], 75)
    if (
        element["type"] != "button"
        or len(element["value"]) > 2_000
        or len(element["action_id"]) > 255
    ):
        yield f"button {element}"


def _plain(text: Any, most: int) -> Iterator[str]:
    if text["type"] != "plain_text" or text["emoji"] or not 1 <= length(text["text"]) <= most:
        yield f"text {text}"


def _rich(element: Any) -> Iterator[str]:
    if element["type"] not in RICH or not element["elements"]:
        yield f"rich {element['type']}"
    if element["type"] == "rich_text_list":
        yield from (f for e in element["elements"] for f in _rich(e))
        return
    if sum(length(e.get("text", "")) for e in element["elements"]) > 3_000:
        yield "a section over 3,000 characters"
    for part in element["elements"]:
        if part["type"] not in {"text", "user"} or set(part.get("style", {})) - {"bold"}:
            yield f"element {part}"
        if part["type"] == "text" and not part["text"]:
            yield "empty text"


def texts(payload: Any) -> Iterator[str]:
    """Every text that a person would see."""
    if isinstance(payload, dict):
        if payload.get("type") in OUR_TEXT_ELEMENTS:
            yield payload["text"]
        for value in payload.values():
            yield from texts(value)
    elif isinstance(payload, list | tuple):
        for value in payload:
            yield from texts(value)


def _sound(text: str) -> bool:
    return not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in JOINERS for c in text)


def users(payload: Any) -> Iterator[str]:
    """Every person that a payload mentions."""
    if isinstance(payload, dict):
        if payload.get("type") == "user":
            yield payload["user_id"]
        for value in payload.values():
            yield from users(value)
    elif isinstance(payload, list | tuple):
        for value in payload:
            yield from users(value)
