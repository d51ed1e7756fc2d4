"""Title, outlet and date of an article, from its front matter or its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from api.files.dates import full_date

_LINES = 8  # a title, a standfirst, a byline and a date stand within so many lines
_HEAD = 4000  # characters in which those lines are looked for
_SHORT = 160  # a longer line is a paragraph of the story
_BYLINE = re.compile(r"by:?\s+(?P<who>\S.*)", re.IGNORECASE)
_OUTLET_AFTER = re.compile(r"\s+(?:for|of)\s+(?=[A-Z])|\s*[,;]\s*|\s+[-–—]\s+")
_BESIDE = re.compile(r"\s+[|·•]\s+")
_JOB = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|contributor|columnist|journalist|analyst|"
    r"chief|bureau|producer|photographer|jr|sr|ph\.?d|m\.?d)\b",
    re.IGNORECASE,
)
_NAMELIKE = re.compile(r"[A-Z]\S*(?:\s+(?:[A-Z0-9&]\S*|of|the|for|de|la|le|du|del|di|und))*")
_MARKS = re.compile(r"^#{1,6}\s+|\s+#+$|^[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}$")
_SENTENCE_END = re.compile(r"[.:;,][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|No)\.$")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the head of an article says about it."""

    title: str | None = None
    source: str | None = None
    published_at: date | datetime | None = None


def read_first_lines(text: str) -> Opening:
    """Return title, outlet and date where the first lines of a plain text state them."""
    head = [line.strip() for line in text[:_HEAD].splitlines() if line.strip()]
    lines = list(islice(_before_story(head), _LINES))
    pieces = [piece for line in lines for piece in _BESIDE.split(line)]
    return Opening(
        title=_title(lines[0]) if len(head) > 1 else None,
        source=next(filter(None, map(_outlet, pieces)), None),
        published_at=next(filter(None, map(full_date, pieces)), None),
    )


def _before_story(head: list[str]) -> Iterator[str]:
    """Yield the lines before the first paragraph of the story, without Markdown's marks."""
    for number, line in enumerate(head):
        if number > 0 and len(line) > _SHORT:
            return
        yield _MARKS.sub("", line).strip()


def _title(line: str) -> str | None:
    """Return the first line where it reads like a title: short, and not a sentence."""
    sentence = _SENTENCE_END.search(line) and not _ABBREVIATION.search(line)
    if len(line) > _SHORT or sentence or _BYLINE.fullmatch(line) or full_date(line):
        return None
    return line or None


def _outlet(line: str) -> str | None:
    """Return the outlet of a byline ("By Ana Reyes, Reuters"); a job title is none."""
    byline = _BYLINE.fullmatch(line)
    if byline is None:
        return None
    parts = [p for p in _OUTLET_AFTER.split(byline["who"]) if p and not re.search(r"\d", p)]
    if len(parts) != 2:
        return None
    outlet = parts[1].strip().rstrip(".")
    return outlet if _NAMELIKE.fullmatch(outlet) and not _JOB.search(outlet) else None
