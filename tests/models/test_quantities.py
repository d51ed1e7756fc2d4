"""Candidates among figures: which two are two values of one count."""

from __future__ import annotations

import pytest

from models.ports import Reader
from tests.models.support import COURIER, WIRE, article
from tests.models.test_slots import candidates


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (  # twice the other figure: what is left is that figure itself, no part of a total
            "Gunmen killed three women and twelve children.",
            "Gunmen killed three women and six children.",
            ("number", "six", "twelve"),
        ),
        (  # the words around them name what takes so long
            "Russia must use the next twelve months to return to full compliance.",
            "NATO urged Russia to use the next six months to return to full compliance.",
            ("number", "six", "twelve"),
        ),
        (  # a bound so exact is a value
            "Karvel undertook to release at least 340 cubic metres of water per second.",
            "Karvel must let at least 430 cubic metres per second through the dam.",
            ("number", "340", "430"),
        ),
        (
            "They planned to cut 450 administrative jobs in two years.",
            "The union says 600 administrative posts would have gone within two years.",
            ("number", "450", "600"),
        ),
        (  # "hundreds" of people say nothing of the homes
            "The fire destroyed 570 homes and drove hundreds from the town.",
            "The fire destroyed 200 homes and drove hundreds from the town.",
            ("number", "200", "570"),
        ),
    ],
)
def test_two_counts_of_one_thing_are_compared(
    reader: Reader, first: str, second: str, expected: tuple[str, str, str]
) -> None:
    assert expected in candidates(reader, article(first, WIRE), article(second, COURIER))


def test_a_part_is_no_other_count_than_its_total(reader: Reader) -> None:
    first = article("Police held 60 men. Later 12 men were freed.", WIRE)
    second = article("Police held 48 men.", COURIER)
    found = candidates(reader, first, second)
    assert ("number", "48", "60") not in found


@pytest.mark.parametrize(
    "second",
    [
        "More than 2,000 miners struck.",  # a round bound leaves the rest open
        "Police killed 12 miners.",
    ],
)
def test_a_round_bound_and_another_toll_are_no_other_count(reader: Reader, second: str) -> None:
    first = article("More than 3,000 miners struck.", WIRE)
    assert candidates(reader, first, article(second, COURIER)) == []
