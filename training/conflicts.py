"""Fit how surely a candidate is a disagreement: one calibrated regression for each type of mention.

``python -m training.conflicts --data ../shared/data [--cache FILE]`` runs the first half of the
walk on the events of ``disagreements_train`` and on the labelled pairs of ``relations_train`` (role
``train`` only), labels every candidate by what readers found (``candidates``), and prints for each
type the weights for ``limits.py`` with figures from five folds by event.

Natural candidates count as often as they occur. Made contradictions are many and unlike real ones
in how often they occur: together they weigh ``LENT`` times as much as the real ones, and how often
a candidate is right is read from natural ones alone (Platt 1999, "Probabilistic outputs for support
vector machines": scale and offset of the log odds on scores from folds that were held out, which
go into the weights).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.disputes.scoring import buckets
from benchmarks.memory import Memory, remembering
from benchmarks.segmentation import rows as jsonl
from models.conflicts import FEATURES
from models.lexical import LexicalWriter
from models.weights.load import load_newsroom
from training.candidates import NATURAL, Labelled, of_events, of_pairs, of_rewrites
from training.judge_data import train_rows

LENT = {"number": 0.3, "date": 3.0, "name": 1.0, "statement": 1.0}
FOLDS, ROUNDS = 5, 4  # the folds are drawn anew in each round
SCALED = 12  # real disagreements from which the scale is fitted too, not the offset alone
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Array = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Fitted:
    """A regression on some candidates, calibrated on the natural ones among them."""

    def __init__(self, kind: str, labelled: list[Labelled]) -> None:
        self.kind = kind
        self.x: Array = np.array([c.conflict.features for c in labelled], dtype=float)
        self.y: Bools = np.array([c.label for c in labelled])
        self.natural: Bools = np.array([c.origin in NATURAL for c in labelled])
        self.weight = _weights(kind, self.y, self.natural)
        self.events = [c.event for c in labelled]
        self.held = self._held()  # calibrated, by folds that saw neither the candidate's event

    def weights(self) -> tuple[list[float], float]:
        """Return the weights of the features and the bias, calibrated."""
        model = _regression().fit(self.x, self.y, sample_weight=self.weight)
        scale, offset = _platt(self._raw()[self.natural], self.y[self.natural])
        bias = float(model.intercept_[0]) * scale + offset
        return [round(float(w) * scale, 3) for w in model.coef_[0]], round(bias, 3)

    def _held(self) -> Array:
        raw, probability = self._raw(), np.zeros(len(self.y))
        for inside in self._folds(0):
            rest = self.natural & ~inside
            scale, offset = _platt(raw[rest], self.y[rest])
            probability[inside] = 1 / (1 + np.exp(-(scale * raw[inside] + offset)))
        return probability

    def _raw(self) -> Array:
        """Return log odds before calibration, each from regressions that did not see the event."""
        total = np.zeros(len(self.y))
        for seed in range(ROUNDS):
            for inside in self._folds(seed):
                model = _regression().fit(
                    self.x[~inside], self.y[~inside], sample_weight=self.weight[~inside]
                )
                total[inside] += model.decision_function(self.x[inside]) / ROUNDS
        return total

    def _folds(self, seed: int) -> Iterator[Bools]:
        names = sorted(set(self.events))
        drawn = np.random.default_rng(seed).integers(0, FOLDS, len(names))
        fold_of = dict(zip(names, drawn.tolist(), strict=True))
        folds = np.array([fold_of[e] for e in self.events])
        for fold in range(FOLDS):
            yield folds == fold


def _weights(kind: str, y: Bools, natural: Bools) -> Array:
    """Return 1 for each natural candidate; the made ones share what the real ones weigh."""
    made = max(1, int((y & ~natural).sum()))
    return np.where(natural, 1.0, LENT[kind] * max(1, int((y & natural).sum())) / made)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=3000)


def _platt(raw: Array, y: Bools) -> tuple[float, float]:
    """Return scale and offset that make log odds of what was read probabilities.

    The targets are Platt's, drawn in a little: few candidates are no proof of never or always.
    """
    yes, no = int(y.sum()), int((~y).sum())
    target = np.where(y, (yes + 1) / (yes + 2), 1 / (no + 2))
    x = np.column_stack([raw, np.ones(len(raw))])
    values = np.array([1.0, 0.0])
    free = np.array([yes >= SCALED, True])
    for _ in range(50):  # Newton's method on one or two values
        p = 1 / (1 + np.exp(-(x @ values)))
        slope = x.T @ (p - target)
        curve = (x.T * (p * (1 - p))) @ x + 1e-6 * np.eye(2)
        values[free] -= np.linalg.solve(curve[np.ix_(free, free)], slope[free])
    return float(max(values[0], 0.1)), float(values[1])


def report(fitted: Fitted) -> dict[str, Any]:
    """Return the weights and how the held-out scores of natural candidates do."""
    weights, bias = fitted.weights()
    y, score = fitted.y[fitted.natural], fitted.held[fitted.natural]
    return {
        "natural": [int(y.sum()), len(y)],
        "made": [int((fitted.y & ~fitted.natural).sum()), int((~fitted.natural).sum())],
        "average_precision": round(float(average_precision_score(y, score)), 4),
        "thresholds": _thresholds(score, y),
        "reliability": reliability(score, y),
        "weights": dict(zip(FEATURES[fitted.kind], weights, strict=True)),
        "bias": bias,
    }


def _thresholds(score: Array, y: Bools) -> dict[str, list[float]]:
    """Return how many are reported, precision and recall from some scores on."""
    rows = {}
    for floor in (0.3, 0.4, 0.5, 0.6, 0.7):
        said = score >= floor
        right = int((said & y).sum())
        share = round(right / max(1, int(said.sum())), 3)
        rows[str(floor)] = [int(said.sum()), share, round(right / max(1, int(y.sum())), 3)]
    return rows


def reliability(score: Array, y: Bools) -> list[dict[str, Any]]:
    """Return for each bucket of scores its size, mean score and the share that is right."""
    scored = list(zip(score.tolist(), y.tolist(), strict=True))
    return [row for row in buckets(scored, EDGES) if row["reported"]]


def collect(args: argparse.Namespace) -> list[Labelled]:
    """Return all labelled candidates, natural and made."""
    loaded, memory = load_newsroom(), Memory(args.cache)
    newsroom = remembering(replace(loaded, writer=LexicalWriter()), memory)
    events = {r["cluster_id"] for r in train_rows(args.data, "disagreements_train.jsonl.gz")}
    clusters = {c["id"]: c for c in jsonl(args.data / "clusters_dev.jsonl.gz") if c["id"] in events}
    found: list[Labelled] = []
    for part in (
        of_events(args.data, clusters, newsroom, loaded.judge),
        of_pairs(args.data, newsroom, loaded.judge),
        of_rewrites(args.data, newsroom, loaded.judge, args.rewrites),
    ):
        found += part
        memory.save()
    return found


def fit(found: list[Labelled]) -> dict[str, Any]:
    """Return the report of each type, and of all natural candidates together."""
    by_type: dict[str, list[Labelled]] = defaultdict(list)
    for labelled in found:
        by_type[labelled.conflict.type].append(labelled)
    fitted = [Fitted(kind, by_type[kind]) for kind in LENT if by_type[kind]]
    score = np.concatenate([f.held[f.natural] for f in fitted])
    y = np.concatenate([f.y[f.natural] for f in fitted])
    together = {"thresholds": _thresholds(score, y), "reliability": reliability(score, y)}
    return {**{f.kind: report(f) for f in fitted}, "together": together}


def main() -> None:
    """Fit, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="keep vectors and parses here between runs")
    parser.add_argument("--rewrites", type=int, default=500, help="so many hand-worded reports")
    parser.add_argument("--rows", type=Path, help="write the labelled candidates here, to read")
    args = parser.parse_args()
    found = collect(args)
    if args.rows:
        args.rows.write_text("\n".join(_line(x) for x in found), encoding="utf-8")
    print(json.dumps(fit(found), indent=1))


def _line(x: Labelled) -> str:
    c = x.conflict
    return json.dumps(
        [x.event, x.origin, c.type, c.kind, x.label, c.score, c.features, c.a.value, c.b.value,
         c.a.sentence.text, c.b.sentence.text], ensure_ascii=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
