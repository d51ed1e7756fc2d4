"""The measures of ``benchmarks/planning.py`` on orders that can be counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.planning import by_salience, count, shares, with_intervals
from models.salience import FEATURES
from training.planning import Penalties, fit, write
from training.ranked import Group, Ranked


def event(*groups: tuple[int, bool, float]) -> Ranked:
    return Ranked(
        "e", tuple(group(s, leads, i, (x, 0.0)) for i, (s, leads, x) in enumerate(groups))
    )


def group(
    salience: int, leads: bool, offset: int, values: tuple[float, float] | None, subject: float = 0
) -> Group:
    """Return a group whose first and last features are given, and its embedding of one number."""
    known = None
    if values:
        known = (values[0], *[0.0] * (len(FEATURES) - 2), values[1])
    return Group(salience, leads, offset, offset, known, np.array([subject], dtype=np.float32))


EVENT = event((3, True, 3.0), (3, False, 2.0), (2, False, 1.0), (1, False, 0.0))


def test_the_order_of_the_hand_scores_all() -> None:
    assert shares([count(EVENT, [4, 3, 2, 1])]) == {"pairs": 1, "weightiest": 1, "lead": 1}


def test_the_reverse_scores_nothing() -> None:
    assert shares([count(EVENT, [1, 2, 3, 4])]) == {"pairs": 0, "weightiest": 0, "lead": 0}


def test_ties_count_half_and_equals_are_no_pair() -> None:
    counted = count(EVENT, [1, 1, 1, 1])
    assert counted.pairs == (2.5, 5)


def test_one_pair_of_five_in_the_wrong_order() -> None:
    found = shares([count(EVENT, [4, 2, 3, 1])])
    assert found == {"pairs": pytest.approx(0.8), "weightiest": 0.5, "lead": 1}


def test_what_the_walk_has_no_sentence_for_comes_last() -> None:
    assert by_salience(group(3, True, 0, None)) == -math.inf


def test_intervals_hold_the_share_and_are_the_same_for_the_same_seed() -> None:
    counts = [count(EVENT, [4, 3, 2, 1]), count(EVENT, [1, 2, 3, 4]), count(EVENT, [4, 2, 3, 1])]
    found = with_intervals(counts, 0)
    assert found == with_intervals(counts, 0)
    for measure in found.values():
        assert measure["from"] <= measure["share"] <= measure["to"]


def test_the_fit_finds_the_feature_that_orders() -> None:
    found = fit([EVENT, event((3, True, 1.0), (1, False, 0.5))], Penalties(1.0, 1.0))
    assert found.weights[0] > 0
    assert found.weights[1:-1] == pytest.approx(0.0)
    assert found.direction == pytest.approx(0.0)


def test_the_fit_finds_the_direction_that_orders() -> None:
    groups = (group(3, False, 0, (1.0, 9.0), 2.0), group(1, False, 0, (1.0, 0.0), -1.0))
    found = fit([Ranked("e", groups), Ranked("f", groups)], Penalties(1.0, 1.0))
    assert found.direction[0] > 0
    assert found.score(groups[0]) > found.score(groups[1])
    assert found.weights[FEATURES.index("subject")] == 1.0  # measured with an older direction


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "direction.txt", "an encoder", np.linspace(-1, 1, 20))
    head, name, *rows = (tmp_path / "direction.txt").read_text(encoding="utf-8").splitlines()
    assert head.startswith("#")
    assert name == "an encoder"
    assert np.array(" ".join(rows).split(), dtype=float) == pytest.approx(
        np.linspace(-1, 1, 20), abs=5e-4
    )
