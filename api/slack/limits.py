"""What Slack takes, and what we give it at most. Slack refuses a whole message over one of them.

From Slack's reference of Block Kit, as of 2026: 50 blocks a message, 100 a modal, 3,000 characters
a text, 150 a header, 75 a button, 24 a modal's title, 2,000 a button's value. The 12,000 bytes of
blocks are where messages begin to be refused as ``msg_blocks_too_long``.
"""

from __future__ import annotations

import json
from typing import Any

MESSAGE_BLOCKS = 50
MESSAGE_BYTES = 12_000
MODAL_BLOCKS = 100
MODAL_BYTES = 100_000
"""Slack takes 250,000; nobody reads more than this."""
TEXT = 3_000
HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2_000
MODAL_TITLE = 24
FIELD = 3_000
"""Characters that one text field of a modal takes."""
FILES = 10
"""Files that one file input takes."""
METADATA = 3_000
BLOCK_ID = 255

PIECE_BYTES = 5_000
"""What one text may weigh: two of them and their frame stay under ``MESSAGE_BYTES``."""


def measure(text: str) -> int:
    """Return how long a text is at most by any of Slack's counts: UTF-16, with ``&<>`` escaped."""
    return sum(map(weight, text))


def weight(character: str) -> int:
    """Return what one character adds to ``measure``."""
    if character in "<>":
        return 4
    if character == "&":
        return 5
    return 2 if ord(character) > 0xFFFF else 1


def bytes_of(character: str) -> int:
    """Return what one character without control characters adds to ``size_of`` at most."""
    if character.isascii():
        return 2 if character in '"\\' else 1
    return 12 if ord(character) > 0xFFFF else 6


def size_of(value: Any) -> int:
    r"""Return the bytes of a value as JSON; ``\u…`` for all that is not ASCII, the longest form."""
    return len(json.dumps(value, ensure_ascii=True))
