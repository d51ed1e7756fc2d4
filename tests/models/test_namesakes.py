"""One person with two first names."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import read_light
from models.limits import LIMITS
from models.namesakes import namesakes
from models.news import Disagreement
from models.sentences import split_sentences
from tests.models.support import COURIER, WIRE, article

FIRST = "Judge Alina Corbett of the Commercial Court blocked the merger."


def found(first: str, second: str) -> list[Disagreement]:
    """Return what two articles say of one person's first name."""
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    return namesakes(sentences, read_light(sentences, articles), LIMITS)


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (FIRST, "Families wept as Judge Elaine Corbett read her decision.", {"Alina", "Elaine"}),
        (
            "She thanked the mediator, Helen Oduya, for her patience.",
            "The deal was signed, said mediator Miriam Oduya, a retired judge.",
            {"Helen", "Miriam"},
        ),
    ],
)
def test_two_first_names_of_one_official_are_told(
    first: str, second: str, values: set[str]
) -> None:
    (one,) = found(first, second)
    assert (one.kind, one.status) == ("name", "contradiction")
    assert {p.value.split()[-2] for p in one.positions} == values
    assert all(p.value in e.quote for p in one.positions for e in p.evidence)


@pytest.mark.parametrize(
    "second",
    [
        "Families wept as Judge Corbett read her decision.",
        "Families wept as lawyer Elaine Corbett read the decision.",  # another person
        "Judge Elaine Corbett agreed with her sister, Alina.",  # who knows of both
        "Families wept as Judge Ali Corbett read her decision.",  # a short form
        "Families wept as Judge A. Corbett read her decision.",
        "The judge's daughter-in-law, Elaine Corbett, attended.",
        'A neighbor said: "It was Judge Elaine Corbett who read the decision."',
    ],
)
def test_what_may_be_another_person_or_the_same_name_is_no_disagreement(second: str) -> None:
    assert found(FIRST, second) == []


def test_nicknames_relatives_and_common_surnames_are_no_disagreement() -> None:
    assert found("Mayor Bobby Dyer spoke.", "The mayor, Robert Dyer, spoke to reporters.") == []
    assert found("President Donald Trump spoke.", "Adviser Ivanka Trump spoke.") == []
    one = "The president's daughter-in-law, Lara Trump, spoke to reporters on Friday."
    assert found("President Donald Trump spoke.", one) == []
    assert found("Fox anchor Shepard Smith spoke.", "Fox anchor Sandra Smith spoke.") == []
