"""An article's text, cut where evidence begins and ends; places are code points, as offsets are.

Whatever is cut, the pieces together are the text, character by character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

PART = 12_000
"""About how many characters of an article are shown at once: some six screens."""


@dataclass(frozen=True, slots=True)
class Span:
    """A numbered passage."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which nothing begins or ends.

    ``numbers`` are of the passages that it is part of, ``begun`` of those that begin with it;
    ``skipped`` where it is not the story.
    """

    text: str
    numbers: tuple[int, ...] = ()
    begun: tuple[int, ...] = ()
    skipped: bool = False


def parts_of(text: str, most: int = PART) -> tuple[tuple[int, int], ...]:
    """Return a text as parts, given by start and end, each ending with a line where it can."""
    parts, start = [], 0
    while len(text) - start > most:
        line_end = text.rfind("\n", start, start + most) + 1
        end = line_end if line_end > start + most // 2 else start + most
        parts.append((start, end))
        start = end
    return (*parts, (start, len(text)))


def pieces_of(
    text: str,
    spans: Sequence[Span],
    skipped: Iterable[tuple[int, int]] = (),
    part: tuple[int, int] | None = None,
) -> tuple[Piece, ...]:
    """Cut a text, or a part of it; a passage that crosses the part's border is in both parts."""
    start, end = part or (0, len(text))
    skipped = [(a, b) for a, b in skipped if a < end and b > start]
    inside = sorted((s for s in spans if s.start < end and s.end > start), key=_place)
    edges = {start, end}
    edges.update(min(max(e, start), end) for s in inside for e in (s.start, s.end))
    edges.update(min(max(e, start), end) for pair in skipped for e in pair)
    return tuple(_pieces(text, sorted(edges), inside, skipped))


def _place(span: Span) -> tuple[int, int, int]:
    return span.start, span.end, span.number


def _pieces(
    text: str, edges: list[int], spans: list[Span], skipped: list[tuple[int, int]]
) -> Iterator[Piece]:
    """Walk from edge to edge with the passages that are open there."""
    coming, is_open = iter([*spans]), list[Span]()
    following = next(coming, None)
    for start, end in pairwise(edges):
        is_open = [span for span in is_open if span.end > start]
        while following is not None and following.start <= start:
            is_open.append(following)
            following = next(coming, None)
        yield Piece(
            text[start:end],
            tuple(span.number for span in is_open),
            tuple(span.number for span in is_open if span.start == start),
            any(a <= start and end <= b for a, b in skipped),
        )
