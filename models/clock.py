"""Times of the day: two sentences that give one event two of them are not told side by side.

Which event a time belongs to is not known well enough to report a disagreement; but a brief that
says "the fire started at 8:40 p.m." and "it broke out after 9:20 p.m." contradicts itself.
"""

from __future__ import annotations

import re

from models.news import Sentence

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b"
    r"|(?<![\d:.])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![\d:])",
    re.IGNORECASE,
)
_MINUTES_APART = 10


def times(text: str) -> list[int]:
    """Return the times of a text in minutes after midnight, each once, in reading order."""
    return list(dict.fromkeys(minutes for _, _, minutes in clock_times(text)))


def clock_times(text: str) -> list[tuple[int, int, int]]:
    """Return the times of a text as start, end and minutes after midnight, in reading order."""
    found = []
    for m in _TIME.finditer(text):
        if m["half"]:
            hour = int(m["hour"]) % 12 + 12 * (m["half"].lower() == "p")
            found.append((*m.span(), 60 * hour + int(m["minute"] or 0)))
        else:
            found.append((*m.span(), 60 * int(m["hour24"]) + int(m["minute24"])))
    return found


def rival_times(a: Sentence, b: Sentence) -> bool:
    """Tell whether two sentences give one time each, and another."""
    mine, theirs = times(a.text), times(b.text)
    return len(mine) == len(theirs) == 1 and abs(mine[0] - theirs[0]) >= _MINUTES_APART
