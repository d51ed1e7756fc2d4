"""Pure scoring: overlaps of passages, shares with intervals, precision and recall by score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")
Counted = tuple[int, int]  # hits, and out of how many
Point = tuple[float, float, float]  # threshold, precision, recall


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of one article."""

    article: str
    start: int
    end: int


Side = Sequence[Passage]


def overlaps(a: Passage, b: Passage) -> bool:
    """Tell whether two passages share a character."""
    return a.article == b.article and a.start < b.end and b.start < a.end


def touches(a: Side, b: Side) -> bool:
    """Tell whether any passage of one side overlaps any of the other."""
    return any(overlaps(x, y) for x in a for y in b)


def is_hit(ours: Sequence[Side], labelled: Sequence[Side]) -> bool:
    """Tell whether two different sides of ours overlap two different sides of the label.

    Sides without a passage do not count; where the label has but one, one of ours is enough.
    """
    sides = [s for s in labelled if s]
    links = [(i, j) for i, p in enumerate(ours) for j, s in enumerate(sides) if touches(p, s)]
    if len(sides) == 1:
        return bool(links)
    return any(i != k and j != m for i, j in links for k, m in links)


def bootstrap(
    parts: Sequence[Counted], rounds: int = 2000, seed: int = 0
) -> tuple[float, float] | None:
    """Return the 95% interval of the pooled share when events are drawn anew."""
    counts = np.array([p for p in parts if p[1]], dtype=float).reshape(-1, 2)
    if not len(counts):
        return None
    drawn = np.random.default_rng(seed).integers(0, len(counts), (rounds, len(counts)))
    sums = counts[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)


def share(parts: Sequence[Counted]) -> dict[str, Any]:
    """Return the pooled share of the events' counts with its interval."""
    hits, total = sum(h for h, _ in parts), sum(n for _, n in parts)
    return {
        "hits": hits,
        "of": total,
        "share": round(hits / total, 4) if total else None,
        "interval_95": bootstrap(parts),
    }


def counted(items: Sequence[T], good: Callable[[T], bool]) -> Counted:
    """Return how many items are good, and how many there are."""
    return sum(1 for i in items if good(i)), len(items)


def curve(scores: Sequence[float], truth: Sequence[bool]) -> list[Point]:
    """Return precision and recall at every distinct score above zero, the highest first."""
    positives = sum(truth)
    points: list[Point] = []
    for threshold in sorted({s for s in scores if s > 0}, reverse=True):
        found = [t for s, t in zip(scores, truth, strict=True) if s >= threshold]
        recall = sum(found) / positives if positives else 0.0
        points.append((threshold, sum(found) / len(found), recall))
    return points


def precision_at(points: Sequence[Point], recall: float) -> Point | None:
    """Return the point of best precision at this recall or more, else at the highest reached."""
    if not points:
        return None
    wanted = min(recall, max(r for _, _, r in points))
    return max((p for p in points if p[2] >= wanted), key=lambda p: (p[1], p[2]))


def average_precision(points: Sequence[Point]) -> float:
    """Return the precision at each gain of recall; what scores zero counts as never found."""
    before, total = 0.0, 0.0
    for _, precision, recall in points:
        total += precision * (recall - before)
        before = recall
    return total


def buckets(scored: Sequence[tuple[float, bool]], edges: Sequence[float]) -> list[dict[str, Any]]:
    """Return for each bucket of scores its mean score and precision; the last includes its end."""
    rows = []
    for low, high in pairwise(edges):
        last = high == edges[-1]
        inside = [(s, t) for s, t in scored if low <= s and (s < high or (last and s <= high))]
        row: dict[str, Any] = {"from": low, "to": high, "reported": len(inside)}
        if inside:
            row["mean_score"] = round(sum(s for s, _ in inside) / len(inside), 4)
            row["precision"] = round(sum(t for _, t in inside) / len(inside), 4)
        rows.append(row)
    return rows
