"""The measures of ``benchmarks/planning.py`` on orders that can be counted by hand."""

from __future__ import annotations

import math

import pytest

from benchmarks.planning import by_salience, count, shares, with_intervals
from training.planning import fit
from training.ranked import Group, Ranked


def event(*groups: tuple[int, bool, float]) -> Ranked:
    return Ranked(
        "e", tuple(Group(s, leads, i, i, (x, 0.0)) for i, (s, leads, x) in enumerate(groups))
    )


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
    assert by_salience(Group(3, True, 0, 0.0, None)) == -math.inf


def test_intervals_hold_the_share_and_are_the_same_for_the_same_seed() -> None:
    counts = [count(EVENT, [4, 3, 2, 1]), count(EVENT, [1, 2, 3, 4]), count(EVENT, [4, 2, 3, 1])]
    found = with_intervals(counts, 0)
    assert found == with_intervals(counts, 0)
    for measure in found.values():
        assert measure["from"] <= measure["share"] <= measure["to"]


def test_the_fit_finds_the_feature_that_orders() -> None:
    first, second = fit([EVENT, event((3, True, 1.0), (1, False, 0.5))], ridge=1.0)
    assert first > 0
    assert second == pytest.approx(0.0)
