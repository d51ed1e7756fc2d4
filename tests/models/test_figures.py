"""Numbers in a sentence: value, range, unit, and whether two can both be true."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures import at_odds, compatible, find_figures, loose_digits, written_values
from models.news import Figure
from tests.models.hostile import ANY_TEXT, PROPERTY, slow


def read(text: str) -> list[tuple[str, float, float, str]]:
    """Return wording, range and unit of each figure."""
    return [(f.text, f.low, f.high, f.unit) for f in find_figures(text)]


def one(text: str) -> Figure:
    """Return the only figure of a text."""
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 people", 12),
        ("twelve people", 12),
        ("half a million people", 500_000),
        ("Twelve people", 12),
        ("twenty-one people", 21),
        ("a hundred people", 100),
        ("one hundred and five people", 105),
        ("1,234 people", 1234),
        ("1.5 million people", 1.5e6),
        ("two million five hundred thousand people", 2.5e6),
        ("twelve hundred people", 1200),
        (".5 litres", 0.5),
        ("12,000,000 people", 12e6),
        ("3bn people", 3e9),
        ("a dozen people", 12),
        ("two dozen people", 24),
        ("One American died", 1),
        ("only one person died", 1),
        ("One person died", 1),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    """In digits or in words."""
    figure = one(text)
    assert (figure.low, figure.high) == (value, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 1,000 people", 1000, inf),
        ("over $5 million", 5e6, inf),
        ("at least twelve people", 12, inf),
        ("up to 50 people", 0, 50),
        ("fewer than 50 people", 0, 50),
        ("about 150 people", 135, 165),
        ("nearly 100 people", 90, 100),
        ("dozens of people", 24, inf),
        ("hundreds of people", 200, inf),
        ("1,150 to 1,275 people", 1150, 1275),
        ("between five and ten people", 5, 10),
        ("5-10 percent", 5, 10),
        ("$5 to $10 million", 5e6, 10e6),
        ("2 to 3 million people", 2e6, 3e6),
        ("turnover 50 million euros", 50e6, 50e6),
        ("a handsome 50 euros", 50, 50),
    ],
)
def test_a_bound_or_range_is_kept(text: str, low: float, high: float) -> None:
    """What stands before a number says what it bounds, when it is a word of its own."""
    figure = one(text)
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rose from 3 to 5 points", [3, 5]),
        ("five and six people", [5, 6]),
        ("one two three", [1, 2, 3]),
        ("2-3-4", [2, 4]),
        ("12 died and 15 were hurt", [12, 15]),
    ],
)
def test_figures_that_make_no_range_stay_apart(text: str, values: list[float]) -> None:
    """The words "from 3 to 5" are a change; words that make no one number are several."""
    assert [f.low for f in find_figures(text)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5%", "%"),
        ("5 percent", "%"),
        ("5 per cent", "%"),
        ("5 percentage points", "percentage point"),
        ("$5m", "USD"),
        ("US$5 million", "USD"),
        ("5 million dollars", "USD"),
        ("€5", "EUR"),
        ("5 euros", "EUR"),
        ("£5", "GBP"),
        ("five-year term", "year"),
        ("five years", "year"),
        ("3rd", "ordinal"),
        ("third", "ordinal"),
        ("at 10 a.m.", "time"),
        ("at 10:30", "time"),
        ("12 people", ""),
    ],
)
def test_a_number_has_its_unit(text: str, unit: str) -> None:
    """Signs and words of one unit are one."""
    assert find_figures(text)[0].unit == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [("thirteenth", 13), ("twentieth", 20), ("twenty-first", 21), ("thirtieth", 30), ("21st", 21)],
)
def test_an_ordinal_has_its_value(text: str, value: int) -> None:
    """In words as in digits."""
    figure = one(f"the {text} time")
    assert (figure.low, figure.unit) == (value, "ordinal")


@pytest.mark.parametrize(
    "text", ["no one came", "one of them", "the one who left", "Air Force One said"]
)
def test_one_as_a_pronoun_or_name_is_no_count(text: str) -> None:
    """Nothing is counted there."""
    assert read(text) == []


def test_taken_spans_are_left_out() -> None:
    """A date's numbers belong to the date."""
    text = "On December 13, 2025, 12 died."
    assert [f.text for f in find_figures(text, ((3, 20),))] == ["12"]


def test_digits_of_no_number_are_loose() -> None:
    """What ``written_values`` does not see is still there to be compared."""
    assert loose_digits("An F-16 and 12 tanks, 5,6 tons in 2025", ((34, 38),)) == ["16", "6"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5 a.m.", [(5, "am", "5")]),
        ("5:30 pm", [(5, "pm", "5"), (30, "pm", "30")]),
        ("more than 5 people", [(5, "", "5")]),
        ("nineteen eighty-four", [(19, "", "nineteen"), (84, "", "eighty-four")]),
    ],
)
def test_written_values_are_as_written(text: str, values: list[tuple[float, str, str]]) -> None:
    """Without bounds or ranges, with the half of the day."""
    assert written_values(text) == values


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 people", "twelve people"),
        ("about 150 people", "148 people"),
        ("over 1,000 people", "1,150 to 1,275 people"),
        ("nearly 2 million people", "1.9 million people"),
        ("$1.2 billion", "$1.23 billion"),
        ("1.5 million people", "1,480,000 people"),
        ("dozens of people", "48 people"),
        ("up to 50 people", "48 people"),
    ],
)
def test_values_that_can_both_be_true_are_compatible(a: str, b: str) -> None:
    """Rounding, bounds and ranges, whichever comes first."""
    assert compatible(one(a), one(b))
    assert compatible(one(b), one(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 people", "15 people"),
        ("twelve people", "13 people"),
        ("over 100 people", "90 people"),
        ("fewer than 50 people", "60 people"),
        ("about 150 people", "200 people"),
        ("5 to 10 people", "11 people"),
        ("1.5 million people", "1.6 million people"),
        ("123 people", "120.5 people"),
    ],
)
def test_values_that_cannot_both_be_true_are_not(a: str, b: str) -> None:
    """Whichever comes first."""
    assert not compatible(one(a), one(b))
    assert not compatible(one(b), one(a))


@given(ANY_TEXT)
@PROPERTY
def test_any_text_can_be_read(text: str) -> None:
    """Every figure stands where it says it stands, and its range is a range."""
    figures = find_figures(text)
    assert all(text[f.start : f.end] == f.text != "" for f in figures)
    assert all(f.low <= f.high for f in figures if f.low >= 0)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    written_values(text)


@given(st.floats(0, 1e12), st.floats(0, 1e12))
@PROPERTY
def test_compatibility_does_not_depend_on_order(a: float, b: float) -> None:
    """Any two exact values, and a value with itself."""
    x, y = (Figure(0, 1, f"{v:.2f}", v, v, "", False) for v in (a, b))
    assert compatible(x, y) == compatible(y, x)
    assert compatible(x, x)


@given(st.integers(1, 999_999_999))
@PROPERTY
def test_digits_with_commas_are_the_same_number(number: int) -> None:
    """As in "1,234" and "1234"."""
    assert one(f"{number:,} birds").low == one(f"{number} birds").low == number


def test_a_number_of_hundreds_of_digits_can_be_compared() -> None:
    """It is infinite, and no error."""
    assert not compatible(one("9" * 400 + " birds"), one("12 birds"))
    assert not compatible(one("12 birds"), one("9" * 400 + " birds"))


def test_hostile_texts_are_read_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    pieces = (
        "1,1,1",
        "1-",
        "1 and ",
        "one-",
        "one, two, ",
        " and one hundred",
        "million ",
        "$",
        "a ",
    )
    assert slow(find_figures, *pieces) == {}
    assert slow(written_values, "one-", "one, two, ", "1 a.m. ") == {}
    assert slow(loose_digits, "F-16 ") == {}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("more than 750 people", "nearly 1,400 people", True),
        ("more than 50 people", "49 people", True),
        ("over 1,000 people", "1,150 to 1,275 people", False),
        ("over 100 people", "123 people", False),
        ("more than 4,700 votes", "4,742 votes", False),
        ("dozens of people", "90 people", False),
        ("dozens of pages", "55,000 pages", True),
        ("more than 17,000 troops", "an estimated 16,000 troops", True),
        ("more than 16,000 troops", "about 16,000 troops", False),
        ("about 14,000 troops", "approximately 13,000 troops", True),
        ("about 2.5 million people", "about 2.6 million people", True),
        ("about 500 people", "about 450 people", False),
        ("about 150 people", "148 people", False),
        ("nearly two dozen aides", "25 people", True),
        ("between $628,000 and $1.72 million", "between $582,029 and $1.56 million", True),
        ("between 10 and 20 people", "10 to 20 people", False),
        ("20 to 30 people", "25 people", False),
        ("$5 billion", "$5.7 billion", True),
        ("$22 trillion", "$22.012 trillion", False),
        ("about $10 billion", "an estimated $7 billion", True),
        ("between 150,000 and 200,000", "some 100,000 people", True),
        ("26-28%", "about 26 percent", False),
        ("over $250 million", "roughly $500 million", True),
        ("over $250 million", "$300 million", False),
        ("thousands of people", "tens of thousands of people", True),
        ("hundreds of thousands", "hundreds of thousands", False),
        ("between $628,000 and $1.72 million", "$628,000 to $1.7 million", False),
        ("between $1.5 million and $6 million", "at least $1 million", False),
        ("between $1.5 million and $6 million", "at least $8 million", True),
        ("310 to 3,100 miles", "300 to 3,400 miles", True),
        ("half a million people", "510,000 people", False),
    ],
)
def test_two_figures_are_at_odds_where_a_reader_takes_them_for_two_values(
    a: str, b: str, expected: bool
) -> None:
    (one,), (two,) = find_figures(a), find_figures(b)
    assert at_odds(one, two) is at_odds(two, one) is expected


@pytest.mark.parametrize("text", ["ahead by 48%-39% in Ohio", "ahead by 48% - 39% in Ohio"])
def test_a_dash_between_two_shares_is_no_minus(text: str) -> None:
    assert [f.low for f in find_figures(text)] == [48.0, 39.0]


def test_large_vague_numbers_are_one_number_each() -> None:
    (many,) = find_figures("hundreds of thousands marched")
    assert (many.low, many.text) == (200_000, "hundreds of thousands")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("at least 16 people", "19 people", True),
        ("at least four people", "nine people", True),
        ("at least 16 people", "16 people", False),
        ("more than 200 people", "213 people", False),
        ("at least 130 people", "more than 140 people", False),
        ("dozens of people", "90 people", False),
    ],
)
def test_a_count_of_the_dead_is_what_was_known(a: str, b: str, expected: bool) -> None:
    """Of the dead, "at least 16" are 16; a round bound is no count."""
    dead = frozenset({"die"})
    one, two = (replace(f, role=dead) for text in (a, b) for f in find_figures(text))
    assert at_odds(one, two) is at_odds(two, one) is expected
