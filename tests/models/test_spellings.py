"""One name in two spellings is found; two names, and two ways to transliterate one, are not."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import read_light
from models.limits import LIMITS
from models.news import Disagreement
from models.sentences import split_sentences
from models.spellings import is_slip, misspellings
from tests.models.support import COURIER, WIRE, article


def found(first: str, second: str) -> list[Disagreement]:
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    return misspellings(sentences, read_light(sentences, articles), LIMITS)


def test_two_outlets_that_spell_a_surname_differently_are_told_of() -> None:
    (slip,) = found("A deal was made by Jared Kushner.", "A deal was made by Jared Kusher in May.")
    assert (slip.kind, slip.status, slip.minor) == ("name", "contradiction", True)
    assert {p.value: [e.source for e in p.evidence] for p in slip.positions} == {
        "Jared Kushner": [WIRE],
        "Jared Kusher": [COURIER],
    }
    assert all(p.value in e.quote for p in slip.positions for e in p.evidence)


def test_an_article_that_spells_a_name_in_two_ways_is_inconsistent() -> None:
    text = "Counsel Kory Langhofer wrote a letter. The court read what Longhofer wrote."
    (slip,) = found(text, "The letter was written by Kory Langhofer.")
    assert slip.status == "inconsistent"
    assert [p.value for p in slip.positions] == ["Kory Langhofer", "Longhofer"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("President Petro Zelensky spoke.", "President Petro Zelenskiy spoke."),
        ("A man named Omar Sulaiman spoke.", "A man named Omar Suleiman spoke."),
        ("House Democrats voted in May.", "House Democratic leaders voted in May."),
        ("It was said by Ana Clinton.", "It was said by the Clintons."),
        ("It was said by Ana Trump.", "It was the Triumph of the year."),
        ("It was said by Ana Hale.", "It was said by Ann Hale."),  # first names: for ``slots``
        ("Ministry of Defence men spoke.", "Ministry of Defense men spoke."),
        ("The writer was Ana Langhofer.", "The writer was Tom Longhofer."),
        ("The group is called Nazi Satanist.", "He spoke of Satanism in Mr Satanism."),
        ("A deal was made by Ana Langhofer.", "We spelled Ana Langhofer as Ana Longhofer."),
    ],
)
def test_two_names_and_two_transliterations_are_no_slip(first: str, second: str) -> None:
    assert found(first, second) == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("kavanaugh", "kavanuagh", True),
        ("elovitch", "elovich", True),
        ("loewentritt", "lowentritt", True),
        ("lukashenko", "lukashenka", False),
        ("russia", "russian", False),
        ("palestine", "palestinian", False),
        ("ruiz", "rui", False),
    ],
)
def test_what_is_a_slip_of_the_pen(a: str, b: str, expected: bool) -> None:
    assert is_slip(a, b, LIMITS) is expected
    assert is_slip(b, a, LIMITS) is expected


def test_a_slip_is_told_once_whatever_stands_before_the_name() -> None:
    both = "Brett Kavanaugh spoke. Impeaching Kavanaugh would be hard. Ed Kavanaugh left."
    assert len(found(both, "Many wrote that Brett Kavanuagh spoke.")) == 1
