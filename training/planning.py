"""Fit the weights of salience on hand-ranked groups: pairs of claims, one of which matters more.

``python -m training.planning --data ../shared/data --cache build/planning`` reads the events of
role ``train``, cross-validates by event, fits on all of them and prints the weights that
``limits.py`` holds, with how the groups of held-out events are ordered. Vectors are kept in the
cache, so it goes on where it stopped.

Logistic loss on differences of features (Joachims, "Optimizing search engines using clickthrough
data", 2002), ridge penalty, each event weighing as much as the root of its pairs; solved by
Newton's method. A group that the hand's first sentence rests on is also ranked above its equals.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.planning import Counts, count, shares
from models.salience import FEATURES, Rows
from models.weights.load import load_newsroom
from training.ranked import Ranked, ranked_events

FOLDS = 10
STEPS = 12


def differences(events: Sequence[Ranked]) -> tuple[Rows, Rows]:
    """Return feature differences, the higher less the lower, ``(n, k)``, and weights, ``(n,)``."""
    rows, weights = [], []
    for event in events:
        known = [g for g in event.groups if g.features]
        found = [
            np.subtract(a.features or (), b.features or ())
            for a in known
            for b in known
            if (a.salience, a.leads) > (b.salience, b.leads) and a.salience >= b.salience
        ]
        rows += found
        weights += [len(found) ** -0.5] * len(found)
    scale = np.array(weights)
    return np.array(rows), scale / scale.mean()


def fit(events: Sequence[Ranked], ridge: float) -> Rows:
    """Return one weight a feature, shape ``(len(FEATURES),)``."""
    rows, weights = differences(events)
    spread = rows.std(axis=0) + 1e-9
    scaled = rows / spread
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        wrong = 1 / (1 + np.exp(scaled @ found))
        gradient = scaled.T @ (weights * wrong) - ridge * found
        curvature = (scaled * (weights * wrong * (1 - wrong))[:, None]).T @ scaled
        found = found + np.linalg.solve(curvature + ridge * np.eye(len(found)), gradient)
    result: Rows = found / spread
    return result


def ordered(event: Ranked, weights: Rows) -> Counts:
    """Return how well weights order the groups of an event."""
    last = float("-inf")
    scores = [float(np.dot(g.features, weights)) if g.features else last for g in event.groups]
    return count(event, scores)


def cross_validated(events: Sequence[Ranked], ridge: float) -> dict[str, float]:
    """Return the measures of the benchmark, each event ranked by a fit on the other folds."""
    fold = [crc32(e.id.encode()) % FOLDS for e in events]
    counts = []
    for held in range(FOLDS):
        weights = fit([e for e, f in zip(events, fold, strict=True) if f != held], ridge)
        counts += [ordered(e, weights) for e, f in zip(events, fold, strict=True) if f == held]
    return {name: round(value, 4) for name, value in shares(counts).items()}


def main() -> None:
    """Read, fit, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("build/planning"))
    parser.add_argument("--ridge", type=float, default=60.0)
    args = parser.parse_args()
    events = list(ranked_events(args.data, "train", load_newsroom().encoder, args.cache))
    weights = fit(events, args.ridge)
    offset = shares([count(e, [-g.offset for g in e.groups]) for e in events])
    result = {
        "events": len(events),
        "held_out": cross_validated(events, args.ridge),
        "offset": {name: round(value, 4) for name, value in offset.items()},
        "weights": dict(zip(FEATURES, weights.round(3).tolist(), strict=True)),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
