"""Was the plant given back, with both values, the right sources and verbatim quotes?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from benchmarks.plants.near import holds
from benchmarks.plants.plant import PLANTERS, VALUED, Passage, Plant

SOFT = frozenset({"polarity", "certainty"})


class EvidenceLike(Protocol):
    """What is read of a quoted passage."""

    @property
    def article_id(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def quote(self) -> str: ...  # noqa: D102


class PositionLike(Protocol):
    """What is read of one side of a disagreement."""

    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def articles(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[EvidenceLike]: ...  # noqa: D102


class DisagreementLike(Protocol):
    """What is read of a disagreement."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102
    @property
    def positions(self) -> Sequence[PositionLike]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one plant."""

    found: bool = False
    right: bool = False
    kind_right: bool = False  # polarity and certainty count for each other
    kind_strict: bool = False
    status: str = ""
    score: float = 0.0


def article_id(number: int) -> str:
    """Return the id under which an article is posted: a1, a2, ..."""
    return f"a{number + 1}"


def touches(evidence: EvidenceLike, passage: Passage) -> bool:
    """Tell whether a quote covers half of the passage, or lies in it by half."""
    shared = min(evidence.end, passage.end) - max(evidence.start, passage.start)
    shorter = min(evidence.end - evidence.start, passage.end - passage.start)
    return evidence.article_id == article_id(passage.article) and 2 * shared > shorter


def judge(plant: Plant, found: Sequence[DisagreementLike], texts: Sequence[str]) -> Verdict:
    """Return the best of what was found that sets the plant against a witness.

    Args:
        plant: what was planted.
        found: the disagreements of the edited cluster.
        texts: its articles as posted.
    """
    verdicts = [v for d in found for v in _verdicts(plant, d, texts)]
    key = lambda v: (v.right, v.kind_right, v.kind_strict, v.score)  # noqa: E731
    return max(verdicts, key=key, default=Verdict())


def _verdicts(plant: Plant, found: DisagreementLike, texts: Sequence[str]) -> list[Verdict]:
    """Return a verdict for every two positions of which one has the plant, one a witness."""
    strict = found.kind == plant.kind
    kind_right = strict or {found.kind, plant.kind} <= SOFT
    verdicts = []
    for mine in found.positions:
        for theirs in found.positions:
            if mine is theirs or not _opposed(plant, mine, theirs):
                continue
            right = _right(plant, mine, theirs, texts)
            score = float(found.score)
            verdicts.append(Verdict(True, right, kind_right, strict, found.status, score))
    return verdicts


def _opposed(plant: Plant, mine: PositionLike, theirs: PositionLike) -> bool:
    planted = any(touches(e, plant.after) for e in mine.evidence)
    return planted and any(touches(e, w) for e in theirs.evidence for w in plant.witnesses)


def _right(plant: Plant, mine: PositionLike, theirs: PositionLike, texts: Sequence[str]) -> bool:
    """Tell whether values, sources and quotes are as they must be."""
    quotes = [e for p in (mine, theirs) for e in p.evidence]
    verbatim = all(_text(e, texts)[e.start : e.end] == e.quote for e in quotes)
    author = article_id(plant.after.article)
    sources = all(set(p.articles) == {e.article_id for e in p.evidence} for p in (mine, theirs))
    sources = sources and author in mine.articles
    if not (verbatim and sources):
        return False
    return plant.kind not in VALUED or _values_right(plant, mine, theirs)


def _values_right(plant: Plant, mine: PositionLike, theirs: PositionLike) -> bool:
    """Tell whether each side gives its value and its quote holds it."""
    originals = (plant.original, plant.partner)
    held = any(touches(e, plant.after) and holds(e.quote, plant.planted) for e in mine.evidence)
    witnessed = any(
        touches(e, w) and any(holds(e.quote, o) for o in originals)
        for e in theirs.evidence
        for w in plant.witnesses
    )
    given = _alike(mine.value, plant.planted) and any(_alike(theirs.value, o) for o in originals)
    return held and witnessed and given


def _alike(given: str, wanted: str) -> bool:
    return holds(given, wanted) or holds(wanted, given)


def _text(evidence: EvidenceLike, texts: Sequence[str]) -> str:
    return texts[int(evidence.article_id[1:]) - 1]


def wilson(hits: int, of: int, z: float = 1.96) -> list[float]:
    """Return the 95% interval of a share."""
    if not of:
        return [0.0, 1.0]
    share, square = hits / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return [round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)]


def tally(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures of each kind and of all, from rows of ``kind`` and verdict."""
    result = {k: _figures([r for r in rows if r["kind"] == k]) for k in PLANTERS}
    return {**result, "all": _figures(rows)}


def _figures(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    def count(key: str) -> int:
        return sum(bool(r[key]) for r in rows)

    planted, right = len(rows), count("right")
    return {
        "planted": planted,
        "found": count("found"),
        "right": right,
        "kind_right": count("kind_right"),
        "kind_strict": count("kind_strict"),
        "right_and_kind": sum(r["right"] and r["kind_right"] for r in rows),
        "found_before": count("found_before"),
        "recall": round(right / planted, 3) if planted else None,
        "interval": wilson(right, planted),
        "statuses": dict(sorted(Counter(r["status"] for r in rows if r["found"]).items())),
    }


def row(plant: Plant, verdict: Verdict, found_before: bool) -> dict[str, Any]:
    """Return what the journal keeps of one plant, without any text."""
    kept = {"kind": plant.kind, "form": plant.form, "closeness": plant.closeness}
    return {**kept, **asdict(verdict), "found_before": found_before}
