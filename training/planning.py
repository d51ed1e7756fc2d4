"""Fit the weights of salience on hand-ranked groups: pairs of claims, one of which matters more.

``python -m training.planning --data ../shared/data --cache build/planning`` reads the events of
role ``train``, cross-validates by event, fits on all of them, writes ``models/salience.txt`` (with
``--write``) and prints the weights that ``limits.py`` holds, with how the groups of held-out events
are ordered. Vectors are kept in the cache, so it goes on where it stopped.

Logistic loss on differences of features (Joachims, "Optimizing search engines using clickthrough
data", 2002), ridge penalty, each event weighing as much as the root of its pairs; solved by
Newton's method. A group that the hand's first sentence rests on is also ranked above its equals.
The embedding is fitted together with the features, its 384 numbers under a far heavier penalty.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.planning import Counts, count, shares
from models import salience
from models.salience import FEATURES, Rows
from models.weights.load import load_newsroom
from training.ranked import Group, Ranked, ranked_events

FOLDS = 10
STEPS = 6
SUBJECT = FEATURES.index("subject")
KEPT = Path(salience.__file__).with_name("salience.txt")


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of ``FEATURES``, shape ``(len(FEATURES),)``, and the subject's direction."""

    weights: Rows
    direction: Rows

    def score(self, group: Group) -> float:
        """Return a group's salience; what the walk has no sentence for comes last."""
        if group.features is None:
            return float("-inf")
        return float(_row(group) @ np.r_[self.weights, self.direction])


@dataclass(frozen=True, slots=True)
class Penalties:
    """Of a squared weight, in units of its feature's spread: of the features, of the embedding."""

    features: float
    embedding: float


def _row(group: Group) -> Rows:
    """Return a group's features, the subject left open, and its embedding."""
    row: Rows = np.concatenate([group.features or (), group.vector], dtype=np.float64)
    row[SUBJECT] = 0.0
    return row


def differences(events: Sequence[Ranked]) -> tuple[Rows, Rows]:
    """Return feature differences, the higher less the lower, ``(n, k)``, and weights, ``(n,)``."""
    rows, weights = [], []
    for event in events:
        known = [(g, _row(g)) for g in event.groups if g.features]
        found = [
            mine - theirs
            for a, mine in known
            for b, theirs in known
            if (a.salience, a.leads) > (b.salience, b.leads) and a.salience >= b.salience
        ]
        rows += found
        weights += [len(found) ** -0.5] * len(found)
    scale = np.array(weights)
    return np.array(rows), scale / scale.mean()


def fit(events: Sequence[Ranked], penalties: Penalties) -> Fit:
    """Return the weights that order the pairs best."""
    rows, weights = differences(events)
    spread = rows.std(axis=0) + 1e-9
    scaled = rows / spread
    width = len(FEATURES)
    ridge = np.full(scaled.shape[1], penalties.embedding)
    ridge[:width] = penalties.features
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        wrong = 1 / (1 + np.exp(scaled @ found))
        gradient = scaled.T @ (weights * wrong) - ridge * found
        curvature = (scaled * (weights * wrong * (1 - wrong))[:, None]).T @ scaled
        found = found + np.linalg.solve(curvature + np.diag(ridge), gradient)
    found = found / spread
    found[SUBJECT] = 1.0
    return Fit(found[:width], found[width:])


def ordered(event: Ranked, fitted: Fit) -> Counts:
    """Return how well weights order the groups of an event."""
    return count(event, [fitted.score(g) for g in event.groups])


def cross_validated(events: Sequence[Ranked], penalties: Penalties) -> dict[str, float]:
    """Return the measures of the benchmark, each event ranked by a fit on the other folds."""
    fold = [crc32(e.id.encode()) % FOLDS for e in events]
    counts = []
    for held in range(FOLDS):
        fitted = fit([e for e, f in zip(events, fold, strict=True) if f != held], penalties)
        counts += [ordered(e, fitted) for e, f in zip(events, fold, strict=True) if f == held]
    return {name: round(value, 4) for name, value in shares(counts).items()}


def write(path: Path, encoder: str, direction: Rows) -> None:
    """Write the direction, eight numbers a line, after the name of the encoder it belongs to."""
    numbers = [f"{v:.3f}" for v in direction]
    lines = [" ".join(numbers[i : i + 8]) for i in range(0, len(numbers), 8)]
    head = "# What sentences that matter speak of, in an encoder's space: training/planning.py\n"
    path.write_text(f"{head}{encoder}\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read, fit, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("build/planning"))
    parser.add_argument("--ridge", type=float, default=60.0)
    parser.add_argument("--subject-ridge", type=float, default=4000.0)
    parser.add_argument("--write", action="store_true", help=f"write {KEPT.name}")
    args = parser.parse_args()
    penalties = Penalties(args.ridge, args.subject_ridge)
    encoder = load_newsroom().encoder
    events = list(ranked_events(args.data, "train", encoder, args.cache))
    fitted = fit(events, penalties)
    if args.write:
        write(KEPT, encoder.name, fitted.direction)
    offset = shares([count(e, [-g.offset for g in e.groups]) for e in events])
    result = {
        "events": len(events),
        "held_out": cross_validated(events, penalties),
        "offset": {name: round(value, 4) for name, value in offset.items()},
        "weights": dict(zip(FEATURES, fitted.weights.round(3).tolist(), strict=True)),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
