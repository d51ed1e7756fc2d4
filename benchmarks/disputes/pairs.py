"""Measure B, labelled pairs: two small articles each, and how surely we report the pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.disputes.ours import FLOOR, FRAMING_FLOOR, day, find, is_framing, sides_of
from benchmarks.disputes.scoring import (
    Passage,
    average_precision,
    buckets,
    counted,
    curve,
    is_hit,
    precision_at,
    share,
)
from models.news import Disagreement, Posted
from models.pipeline import Newsroom

POSITIVE = {"conflict", "superseded"}
KINDS = {"entity": "name", "wording": "framing", "motive": "framing"}
RECALL = 0.45
EDGES = (0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_FIRST_END = re.compile(r"[.!?][\"”’')\]]*\s+|\n+")
_LAST_END = re.compile(r".*[.!?][\"”’')\]]*(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled pair and the best report on it, besides framing and of framing."""

    id: str
    event: str
    relation: str
    kind: str | None
    best: Disagreement | None
    framing: Disagreement | None

    @property
    def score(self) -> float:
        """How surely we say that the two disagree."""
        return self.best.score if self.best else 0.0

    @property
    def framing_score(self) -> float:
        """How surely we say that the two frame one fact differently."""
        return self.framing.score if self.framing else 0.0


def neighbours(side: dict[str, Any]) -> tuple[str, str]:
    """Return the words around a sentence; where they were cut by length, only whole sentences."""
    before, after = side["before"] or "", side["after"] or ""
    if "sentence" in side:
        return before, after
    first, last = _FIRST_END.search(before), _LAST_END.match(after)
    return (before[first.end() :] if first else ""), (last.group() if last else "")


def small_article(side: dict[str, Any], name: str) -> tuple[Posted, Passage]:
    """Return a sentence between its neighbours as an article, and where the sentence stands."""
    before, after = neighbours(side)
    sentence = side.get("sentence") or side["text"]
    before = before if not before or before[-1].isspace() else f"{before} "
    after = after if not after or after[0].isspace() else f" {after}"
    posted = Posted(
        name, side["source"], f"{before}{sentence}{after}", published_at=day(side["date"])
    )
    return posted, Passage(name, len(before), len(before) + len(sentence))


def score_pair(row: dict[str, Any], newsroom: Newsroom) -> Scored:
    """Run the walk on the two small articles."""
    (first, a), (second, b) = small_article(row["a"], "a1"), small_article(row["b"], "a2")
    found = [d for d in find([first, second], newsroom) if is_hit(sides_of(d), [[a], [b]])]
    return Scored(
        row["pair_id"],
        row["cluster_id"],
        row["relation"],
        KINDS.get(row["kind"], row["kind"]),
        max((d for d in found if not is_framing(d)), key=lambda d: d.score, default=None),
        max((d for d in found if is_framing(d)), key=lambda d: d.score, default=None),
    )


def detection(
    pairs: Sequence[Scored],
    positive: Callable[[Scored], bool],
    score: Callable[[Scored], float],
    floor: float,
) -> dict[str, Any]:
    """Return the curve of one detection, its summary, and its figures at a threshold."""
    truth = [positive(p) for p in pairs]
    points = curve([score(p) for p in pairs], truth)
    at = precision_at(points, RECALL)
    said = [p for p in pairs if score(p) >= floor]
    return {
        "positives": sum(truth),
        "threshold": floor,
        "recall": share_of([p for p in pairs if positive(p)], lambda p: score(p) >= floor),
        "precision": share_of(said, positive),
        "false_alarms": false_alarms(pairs, lambda p: score(p) >= floor),
        f"precision_at_recall_{RECALL}": _point(at) if at else None,
        "recall_reached": bool(at and at[2] >= RECALL),
        "average_precision": round(average_precision(points), 4),
        "curve": [_point(p) for p in points],
    }


def _point(point: tuple[float, float, float]) -> list[float]:
    return [round(v, 4) for v in point]


def share_of(pairs: Sequence[Scored], good: Callable[[Scored], bool]) -> dict[str, Any]:
    """Return a share of pairs, its interval by event."""
    events: dict[str, list[Scored]] = {}
    for p in pairs:
        events.setdefault(p.event, []).append(p)
    return share([counted(group, good) for group in events.values()])


def false_alarms(pairs: Sequence[Scored], said: Callable[[Scored], bool]) -> dict[str, Any]:
    """Return the share reported of pairs that agree."""
    wanted = {
        "same": ("same",),
        "compatible": ("compatible",),
        "same_and_compatible": ("same", "compatible"),
        "unrelated": ("unrelated",),
    }
    return {n: share_of([p for p in pairs if p.relation in r], said) for n, r in wanted.items()}


def right_kind(pairs: Sequence[Scored], floor: float) -> dict[str, Any]:
    """Return the share of the conflicts found that are reported as the kind they are."""
    found = [p for p in pairs if p.relation in POSITIVE and p.score >= floor]
    return share_of(found, lambda p: p.best is not None and p.best.kind == p.kind)


def found_by_kind(pairs: Sequence[Scored], floor: float) -> dict[str, Any]:
    """Return recall for each kind of conflict."""
    wanted = [p for p in pairs if p.relation in POSITIVE]
    kinds = sorted({str(p.kind) for p in wanted})
    return {
        k: share_of([p for p in wanted if str(p.kind) == k], lambda p: p.score >= floor)
        for k in kinds
    }


def reliability(pairs: Sequence[Scored]) -> list[dict[str, Any]]:
    """Return for each bucket of scores the share of pairs with a report that are a conflict."""
    scored = [(p.score, p.relation in POSITIVE) for p in pairs if p.best is not None]
    return [row for row in buckets(scored, EDGES) if row["reported"]]


def pair_report(pairs: Sequence[Scored], min_score: float | None) -> dict[str, Any]:
    """Return measure B."""
    floor = FLOOR if min_score is None else min_score
    framing_floor = FRAMING_FLOOR if min_score is None else min_score
    return {
        "pairs": len(pairs),
        "conflict": detection(pairs, lambda p: p.relation in POSITIVE, lambda p: p.score, floor),
        "conflict_recall_by_kind": found_by_kind(pairs, floor),
        "conflict_right_kind": right_kind(pairs, floor),
        "conflict_reliability": reliability(pairs),
        "framing": detection(
            pairs, lambda p: p.relation == "framing", lambda p: p.framing_score, framing_floor
        ),
    }
