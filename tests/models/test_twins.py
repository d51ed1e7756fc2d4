"""Values between the same words."""

from __future__ import annotations

import pytest

from models.conflicts import Side
from models.dates import find_dates
from models.disagreements import find_disagreements, judge_all
from models.figures import find_figures
from models.lexical import LexicalJudge
from models.limits import LIMITS
from models.news import Facts, Name
from models.ports import Reader
from models.twins import between_same_words, date_one_saying, of_one_office
from tests.models.support import COURIER, WIRE, article, claim_of, sentence_of
from tests.models.test_slots import conflicts


def sides(first: str, second: str) -> tuple[Side, Side]:
    """Return the first figures of two sentences."""
    one, two = (Side(sentence_of(t), find_figures(t)[0]) for t in (first, second))
    return one, two


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The train was carrying nine crew members.", "It was carrying eight crew members.", True),
        ("The train had nine crew members.", "The bus had eight crew members.", False),
        ("It hit 12 of them in May.", "It was seen by 15 of them in May.", False),
        ("The ward on 3 floors was closed.", "The school has 4 rooms.", False),
    ],
)
def test_words_directly_around_a_value_name_its_slot(
    first: str, second: str, expected: bool
) -> None:
    assert between_same_words(*sides(first, second)) is expected


def test_two_hospitals_between_the_same_words_are_one_ward_in_two_places(reader: Reader) -> None:
    first = "The maternity ward at Eastbrook Hospital, which loses money, would have been shut."
    second = "The maternity ward at Northfield Hospital would have closed. Eastbrook is larger."
    found = conflicts(reader, article(first, WIRE), article(second, COURIER))
    (place,) = judge_all([c for c in found if c.kind == "place"], LexicalJudge(), LIMITS)
    assert {place.a.value, place.b.value} == {"Eastbrook Hospital", "Northfield Hospital"}
    assert place.score >= LIMITS.twin_score
    claims = [claim_of(s.sentence) for s in (place.a, place.b)]
    (one,) = find_disagreements(claims, [place], [Facts()] * 3, LIMITS)
    assert (one.kind, one.topic) == ("place", "which hospital")


def test_what_somebody_denies_is_a_disagreement_on_whether_it_is_so(reader: Reader) -> None:
    first = "There is a secret annex to the agreement, two officials told the paper."
    second = "The minister denied that there was any secret annex to the agreement."
    found = conflicts(reader, article(first, WIRE), article(second, COURIER))
    (denial,) = judge_all([c for c in found if c.kind == "polarity"], LexicalJudge(), LIMITS)
    assert denial.score >= LIMITS.denied_score
    claims = [claim_of(s.sentence) for s in (denial.a, denial.b)]
    (one,) = find_disagreements(claims, [denial], [Facts()] * 3, LIMITS)
    assert one.topic == "whether there is a secret annex"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The mayor said Monday morning: “We will never pay a single cent for this wall.”",
            "“We will never pay a single cent for this wall,” the mayor wrote on Sunday.",
            True,
        ),
        (
            "The mayor said Monday: “We will pay.”",
            "“We will never pay a single cent for this wall,” the mayor wrote on Sunday.",
            False,
        ),
        (
            "On Friday the mayor said of Monday: “We will never pay a single cent for this wall.”",
            "“We will never pay a single cent for this wall,” the mayor wrote on Sunday.",
            False,
        ),
    ],
)
def test_the_only_dates_of_one_quotation_are_of_one_saying(
    first: str, second: str, expected: bool
) -> None:
    one, two = (Side(sentence_of(t), find_dates(t)[0]) for t in (first, second))
    assert date_one_saying(one, two) is expected


@pytest.mark.parametrize(
    ("office", "expected"),
    [("army secretary", True), ("prime minister", False), ("mayor", False)],
)
def test_an_office_with_its_body_has_one_holder(office: str, expected: bool) -> None:
    text = "Ana Ruiz met Bo Lind in the town hall."
    words = frozenset(office.split())
    one, two = (
        Side(sentence_of(text), Name(start, end, text[start:end], "PERSON", office=words))
        for start, end in ((0, 8), (13, 20))
    )
    assert of_one_office(one, two) is expected
