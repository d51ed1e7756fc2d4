"""The fit of disagreements: scores mean how often candidates like these are right."""

from __future__ import annotations

import numpy as np

from models.conflicts import FEATURES, Side, made
from models.news import Evidence, Figure, Sentence
from training.candidates import Labelled
from training.conflicts import START, Fitted, adapted, reliability, report

_SOURCE = Sentence(0, 0, 0, Evidence("a0", "Wire", 0, 1, "1"), "1", 0)
_SIDE = Side(_SOURCE, Figure(0, 1, "1", 1.0, 1.0, "", approximate=False))


def _labelled(event: int, sure: float, label: bool, origin: str) -> Labelled:
    rest = [0.0] * (len(FEATURES["number"]) - 3)
    conflict = made("number", _SIDE, _SIDE, frozenset(), [sure, *rest])
    return Labelled(f"e{event}", conflict, label, origin)


def _drawn(count: int, right: float) -> list[Labelled]:
    """Return natural candidates of which a share is right, the surer ones more often."""
    rng = np.random.default_rng(0)
    sures = rng.random(count)
    labels = rng.random(count) < 2 * right * sures
    return [
        _labelled(i % 40, float(s), bool(y), "pairs")
        for i, (s, y) in enumerate(zip(sures, labels, strict=True))
    ]


def test_scores_are_as_high_as_natural_candidates_are_right() -> None:
    made_ones = [_labelled(i % 40, (i / 500) ** 0.5, True, "swaps") for i in range(500)]
    fitted = Fitted("number", [*_drawn(600, 0.2), *made_ones])
    scores = fitted.held_out()[fitted.natural]
    assert abs(scores.mean() - fitted.y[fitted.natural].mean()) < 0.08
    for row in reliability(scores, fitted.y[fitted.natural]):
        if row["reported"] >= 60:
            assert abs(row["mean_score"] - row["precision"]) < 0.15


def test_without_candidates_that_tell_otherwise_the_start_holds() -> None:
    start = np.array([2.0, -1.0])
    x, y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([True, False])
    held = adapted(x, y, np.array([0.01, 0.01]), start, 100.0)
    assert np.allclose(held[:2], start, atol=0.05)


def test_many_candidates_move_the_weights_from_the_start() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(2000, 2))
    y = rng.random(2000) < 1 / (1 + np.exp(-(3 * x[:, 1] - 1)))
    moved = adapted(x, y, np.ones(2000), np.array([2.0, 0.0]), 1.0)
    assert abs(moved[0]) < 0.3
    assert abs(moved[1] - 3) < 0.4
    assert abs(moved[2] + 1) < 0.3


def test_the_report_names_each_feature_and_the_same_fit_is_the_same() -> None:
    labelled = [*_drawn(200, 0.3), _labelled(1, 0.9, True, "rewrites")]
    first, second = (report(Fitted("number", labelled)) for _ in range(2))
    assert first == second
    assert tuple(first["weights"]) == FEATURES["number"]
    assert first["natural"][1] == 200
    assert first["made"] == [1, 1]


def test_every_start_has_a_weight_for_each_feature() -> None:
    assert {k: len(v) for k, v in START.items()} == {k: len(FEATURES[k]) for k in START}
