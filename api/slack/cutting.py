"""Texts of articles, harmless and within bounds: cut at sentence ends, else between words."""

from __future__ import annotations

import re
from itertools import accumulate

from api.render.plain import one_line
from api.slack.limits import PIECE_BYTES, TEXT, bytes_of, weight

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")
_LEAST = 0.3
"""A cut this early in a piece would leave it too empty: rather one between words."""


def pieces(text: str, most: int = TEXT, most_bytes: int = PIECE_BYTES) -> list[str]:
    """Return a text on one line, without acting characters, in pieces that each fit.

    Args:
        text: of an article, or ours.
        most: characters of one piece, by Slack's longest count.
        most_bytes: of one piece as JSON.
    """
    rest = one_line(text)
    found = []
    while rest:
        end = _end_of_piece(rest, most, most_bytes)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found


def shortened(text: str, most: int) -> str:
    """Return a text on one line; what does not fit ends in "…"."""
    line = one_line(text)
    end = _fitting(line, most, PIECE_BYTES)
    if end == len(line):
        return line
    end = _fitting(line, most - 1, PIECE_BYTES)
    return line[: _last(_SPACE, line, end) or end].rstrip() + "…"


def _end_of_piece(text: str, most: int, most_bytes: int) -> int:
    end = _fitting(text, most, most_bytes)
    if end == len(text):
        return end
    return _last(_SENTENCE_END, text, end) or _last(_SPACE, text, end) or max(end, 1)


def _fitting(text: str, most: int, most_bytes: int) -> int:
    """Return how many characters fit."""
    head = text[:most]
    long = accumulate(map(weight, head))
    heavy = accumulate(map(bytes_of, head))
    fits = (n <= most and size <= most_bytes for n, size in zip(long, heavy, strict=True))
    return next((at for at, fit in enumerate(fits) if not fit), len(head))


def _last(end: re.Pattern[str], text: str, most: int) -> int | None:
    """Return where the last match that begins within bounds ends; None for one far too early."""
    ends = [m.end() for m in end.finditer(text, 0, most + 1) if m.end() <= most + 1]
    return ends[-1] if ends and ends[-1] >= _LEAST * most else None
