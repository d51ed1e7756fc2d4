"""Does the plan rank what the hand ranked? On events of ``briefs_train`` that it never saw.

``python -m benchmarks.planning --data ../shared/data [--role look]`` orders the hand-written groups
of each event by the walk's salience and prints JSON, beside order by offset and at random, each
with a 95% bootstrap interval over events:

- ``pairs``: of two groups that the hand ranked differently, how often the order is the hand's (ties
  count half);
- ``weightiest``: of the groups of salience 3, the share among the first as many;
- ``lead``: events in which a group that the hand's first sentence rests on is ranked first.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.limits import LIMITS
from models.salience import salience
from models.weights.load import load_newsroom
from training.ranked import Group, Ranked, ranked_events

Score = Callable[[Group], float]
RESAMPLED = 2000


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits and tries of each measure in one event."""

    pairs: tuple[float, int]
    weightiest: tuple[int, int]
    lead: tuple[int, int]


def by_salience(group: Group) -> float:
    """Return the walk's score; what the walk has no sentence for comes last."""
    return salience(group.features, LIMITS) if group.features else float("-inf")


def count(event: Ranked, scores: Sequence[float]) -> Counts:
    """Return how well scores order the groups of an event."""
    groups = event.groups
    pairs = [
        (scores[a] > scores[b]) + 0.5 * (scores[a] == scores[b])
        for a, more in enumerate(groups)
        for b, less in enumerate(groups)
        if more.salience > less.salience
    ]
    order = sorted(range(len(groups)), key=lambda i: -scores[i])
    most = sum(g.salience == 3 for g in groups)
    first = sum(groups[i].salience == 3 for i in order[:most])
    leads = any(g.leads for g in groups)
    return Counts(
        (sum(pairs), len(pairs)), (first, most), (int(leads and groups[order[0]].leads), int(leads))
    )


def shares(counts: Sequence[Counts]) -> dict[str, float]:
    """Return hits over tries of each measure."""
    found = {}
    for name in ("pairs", "weightiest", "lead"):
        both = [getattr(c, name) for c in counts]
        found[name] = sum(hit for hit, _ in both) / max(1, sum(tried for _, tried in both))
    return found


def with_intervals(counts: Sequence[Counts], seed: int) -> dict[str, dict[str, Any]]:
    """Return each measure with its 95% interval over events (percentile bootstrap)."""
    rng = random.Random(seed)
    drawn = [shares(rng.choices(counts, k=len(counts))) for _ in range(RESAMPLED)]
    result = {}
    for name, value in shares(counts).items():
        spread = sorted(d[name] for d in drawn)
        low, high = spread[int(0.025 * RESAMPLED)], spread[int(0.975 * RESAMPLED) - 1]
        result[name] = {"share": round(value, 4), "from": round(low, 4), "to": round(high, 4)}
    return result


def main() -> None:
    """Rank, count, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--role", choices=["look", "test"], default="look")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    events = list(ranked_events(args.data, args.role, load_newsroom().encoder, None))
    rng = random.Random(args.seed)
    ways: dict[str, Score] = {
        "salience": by_salience,
        "offset": lambda g: -g.offset,
        "mean offset": lambda g: -g.mean_offset,
        "random": lambda _: rng.random(),
    }
    found = {
        way: with_intervals([count(e, [score(g) for g in e.groups]) for e in events], args.seed)
        for way, score in ways.items()
    }
    groups = sum(len(e.groups) for e in events)
    unseen = sum(g.features is None for e in events for g in e.groups)
    head = {"role": args.role, "events": len(events), "groups": groups, "unseen_groups": unseen}
    print(json.dumps({**head, **found}, indent=2))


if __name__ == "__main__":
    main()
