"""What a disagreement is about, in words that can be read."""

from __future__ import annotations

import pytest

from models.news import Figure
from models.phrases import plural
from models.topics import _of_figures, is_nameless


def figure(unit: str, counts: str = "") -> Figure:
    """Return a figure of this unit."""
    counted = frozenset({counts} if counts else ())
    return Figure(0, 1, "4", 4, 4, unit, False, counts=counted)


@pytest.mark.parametrize(
    ("unit", "counts", "phrase", "topic"),
    [
        ("", "member", "members killed", "the number of members killed"),
        ("", "", "people injured", "the number of people injured"),
        ("", "", "the death toll", "the death toll"),
        ("%", "", "unemployment rate", "the unemployment rate"),
        ("%", "", "Hang Seng index", "the figure for the Hang Seng index"),
        ("%", "", "tariffs", "the figure for tariffs"),
        ("%", "", "the % of patients", "the figure for patients"),
        ("day", "day", "days", "the number of days"),
        ("%", "", "", "the percentage"),
        ("%", "", "the percent of the residents", "the figure for residents"),
        ("USD", "", "", "the amount"),
    ],
)
def test_figures_are_named_grammatically(unit: str, counts: str, phrase: str, topic: str) -> None:
    assert _of_figures(figure(unit, counts), phrase) == topic


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("member", "members"), ("city", "cities"), ("day", "days"), ("church", "churches"),
        ("people", "people"), ("mph", "mph"),
        ("woman", "women"), ("boss", "bosses"), ("members", "members"),
    ],
)  # fmt: skip
def test_what_is_counted_stands_in_the_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("topic", "shared", "expected"),
    [
        ("the date", False, True),
        ("the date", True, False),
        ("the date the bridge closed", False, False),
        ("the date this was said", False, False),
        ("the place", True, True),
        ("how it is seen", False, False),
    ],
)
def test_a_date_of_no_deed_is_nameless(topic: str, shared: bool, expected: bool) -> None:
    assert is_nameless(topic, shared) is expected
