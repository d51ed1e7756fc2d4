"""Measure A, whole events: what share of the labelled disagreements is reported, and how purely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from benchmarks.disputes.ours import day, find, is_framing, shown, sides_of
from benchmarks.disputes.scoring import Counted, Passage, Side, buckets, is_hit, share
from models.news import Disagreement, Posted
from models.pipeline import Newsroom

GROUPS = {
    "number_date_name_place": ("number", "date", "name", "place"),
    "polarity_certainty_attribution": ("polarity", "certainty", "attribution"),
}
KINDS = tuple(k for kinds in GROUPS.values() for k in kinds)
REFUSED = {"not_one", "framing", None}  # the second reader sees no disagreement
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled disagreement; ``core`` ones are those that recall is measured on."""

    kind: str
    status: str
    topic: str
    note: str
    importance: int
    core: bool
    sides: tuple[Side, ...]
    quotes: tuple[tuple[str, tuple[str, ...]], ...]  # value and quotes of each position

    @property
    def framing(self) -> bool:
        """Whether it is one of wording, motive or blame alone."""
        return self.kind == "framing" or self.status == "framing"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What looks like a disagreement and is none."""

    topic: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its labels and all that the walk has a score for."""

    id: str
    labels: tuple[Label, ...]
    near_misses: tuple[NearMiss, ...]
    found: tuple[Disagreement, ...]

    def reported(self, min_score: float | None) -> list[Disagreement]:
        """Return what is reported at the threshold."""
        return shown(self.found, min_score)


def posted_of(cluster: dict[str, Any]) -> list[Posted]:
    """Return the cluster's articles as a caller would post them."""
    return [
        Posted(f"a{i}", a["source"], a["text"], title=a["title"], published_at=day(a["date"]))
        for i, a in enumerate(cluster["articles"], 1)
    ]


def passage(evidence: dict[str, Any]) -> Passage:
    """Return the passage of a labelled quote."""
    start = int(evidence["start"])
    return Passage(f"a{evidence['article'] + 1}", start, start + len(evidence["quote"]))


def label_of(row: dict[str, Any]) -> Label:
    """Read one label; where there is no second reader, high confidence stands in."""
    if "second_reader" in row:
        confirmed = (row["second_reader"] or {}).get("verdict") not in REFUSED
    else:
        confirmed = row["confidence"] == "high"
    positions = row["positions"]
    return Label(
        kind=row["kind"],
        status=row["status"],
        topic=row["topic"],
        note=row["note"],
        importance=row["importance"],
        core=confirmed and row["importance"] >= 2,
        sides=tuple(tuple(passage(e) for e in p["evidence"]) for p in positions),
        quotes=tuple((p["value"], tuple(e["quote"] for e in p["evidence"])) for p in positions),
    )


def read_event(row: dict[str, Any], cluster: dict[str, Any], newsroom: Newsroom) -> Event:
    """Run the walk on one labelled event."""
    misses = [n for n in row["near_misses"] if len(n["quotes"]) > 1]
    return Event(
        id=row["cluster_id"],
        labels=tuple(label_of(d) for d in row["disagreements"]),
        near_misses=tuple(
            NearMiss(n["topic"], tuple((passage(q),) for q in n["quotes"])) for n in misses
        ),
        found=tuple(find(posted_of(cluster), newsroom)),
    )


def hits(reports: Iterable[Disagreement], sides: Sequence[Side]) -> list[Disagreement]:
    """Return the reports that overlap two sides of a label or near miss."""
    return [d for d in reports if is_hit(sides_of(d), sides)]


def recall(
    events: Sequence[Event], wanted: Callable[[Label], bool], min_score: float | None
) -> dict[str, Any]:
    """Return the share of the wanted labels that a report overlaps."""
    parts: list[Counted] = []
    for event in events:
        reports = event.reported(min_score)
        labels = [x for x in event.labels if wanted(x)]
        parts.append((sum(1 for x in labels if hits(reports, x.sides)), len(labels)))
    return share(parts)


def plain(kinds: Sequence[str] = KINDS, core: bool = False) -> Callable[[Label], bool]:
    """Return what picks labels of these kinds, framing apart."""
    return lambda x: x.kind in kinds and not x.framing and (x.core or not core)


def recall_report(events: Sequence[Event], min_score: float | None) -> dict[str, Any]:
    """Return recall by group, by kind, over all labels, and of framing."""

    def of(wanted: Callable[[Label], bool]) -> dict[str, Any]:
        return recall(events, wanted, min_score)

    return {
        "core": of(plain(core=True)),
        "core_by_group": {name: of(plain(kinds, core=True)) for name, kinds in GROUPS.items()},
        "core_by_kind": {k: of(plain((k,), core=True)) for k in KINDS},
        "all_besides_framing": of(plain()),
        "all_by_kind": {k: of(plain((k,))) for k in KINDS},
        "framing": of(lambda x: x.framing),
        "framing_importance_2": of(lambda x: x.framing and x.importance >= 2),
    }


def hit_kinds(events: Sequence[Event], min_score: float | None) -> dict[str, Any]:
    """Return how far the reports that find a label besides framing name its kind."""
    same = other = only_framing = 0
    for event in events:
        for label in (x for x in event.labels if not x.framing):
            found = hits(event.reported(min_score), label.sides)
            if not found:
                continue
            same += any(d.kind == label.kind for d in found)
            other += all(d.kind != label.kind for d in found)
            only_framing += all(is_framing(d) for d in found)
    return {"same_kind": same, "another_kind": other, "found_as_framing_only": only_framing}


def precision_report(
    events: Sequence[Event], framing: bool, min_score: float | None
) -> dict[str, Any]:
    """Return the share of the reports that overlap a label, and that overlap a near miss only."""
    labelled: list[Counted] = []
    near: list[Counted] = []
    for event in events:
        reports = [d for d in event.reported(min_score) if is_framing(d) == framing]
        good = [d for d in reports if found_label(event, d)]
        bad = [d for d in reports if not found_label(event, d) and found_near_miss(event, d)]
        labelled.append((len(good), len(reports)))
        near.append((len(bad), len(reports)))
    return {"on_a_label": share(labelled), "on_a_near_miss": share(near)}


def found_label(event: Event, d: Disagreement) -> Label | None:
    """Return a label that this report overlaps, one of its kind if there is any."""
    found = [x for x in event.labels if is_hit(sides_of(d), x.sides)]
    return max(found, key=lambda x: x.kind == d.kind, default=None)


def found_near_miss(event: Event, d: Disagreement) -> NearMiss | None:
    """Return a near miss that this report overlaps."""
    return next((n for n in event.near_misses if is_hit(sides_of(d), n.sides)), None)


def near_miss_report(events: Sequence[Event], min_score: float | None) -> dict[str, Any]:
    """Return the share of the near misses that are reported."""
    parts = [
        (sum(1 for n in e.near_misses if hits(e.reported(min_score), n.sides)), len(e.near_misses))
        for e in events
    ]
    return share(parts)


def count_report(events: Sequence[Event], min_score: float | None) -> dict[str, Any]:
    """Return how many disagreements there are to an event."""
    reported = [e.reported(min_score) for e in events]
    besides = [sum(1 for d in r if not is_framing(d)) for r in reported]
    framing = [sum(1 for d in r if is_framing(d)) for r in reported]
    labels = [sum(1 for x in e.labels if not x.framing) for e in events]
    return {
        name: {"mean": round(mean(n), 2), "median": median(n), "most": max(n), "none": n.count(0)}
        for name, n in (("besides_framing", besides), ("framing", framing), ("labelled", labels))
    }


def reliability(events: Sequence[Event]) -> dict[str, Any]:
    """Return precision by score, of all that has one, whatever the threshold."""

    def scored(framing: bool) -> list[tuple[float, bool]]:
        return [
            (d.score, found_label(e, d) is not None)
            for e in events
            for d in e.found
            if is_framing(d) == framing
        ]

    return {
        "besides_framing": buckets(scored(False), EDGES),
        "framing": buckets(scored(True), EDGES),
    }


def event_report(events: Sequence[Event], min_score: float | None) -> dict[str, Any]:
    """Return measure A."""
    if not events:
        return {"events": 0}
    return {
        "events": len(events),
        "recall": recall_report(events, min_score),
        "kinds_of_hits": hit_kinds(events, min_score),
        "precision_besides_framing": precision_report(events, False, min_score),
        "precision_framing": precision_report(events, True, min_score),
        "near_misses_reported": near_miss_report(events, min_score),
        "per_event": count_report(events, min_score),
        "reliability": reliability(events),
    }
