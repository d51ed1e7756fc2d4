"""One whole quotation in two mouths, also where an office or a pronoun names the speaker."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.mouths import mouths
from models.news import Disagreement
from models.ports import Reader
from models.sentences import split_sentences
from tests.models.support import COURIER, WIRE, article

BY_PRONOUN = (
    "Attorney General Marcus Weil, whose office brought the case, welcomed the decision. "
    '"Patients are not bargaining chips," he told reporters.'
)
BY_OFFICE = (
    "President Adela Quorin signed the bill. "
    '"Patients are not bargaining chips," the president said.'
)
BY_NAME = '"Patients are not bargaining chips," Anna Ruiz told the crowd.'


def found(reader: Reader, first: str, second: str) -> list[Disagreement]:
    """Return who is said to have said what in two articles."""
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    parses = reader.parse([s.text for s in sentences])
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    return mouths(sentences, facts, LIMITS)


@pytest.mark.parametrize(
    ("first", "value"),
    [(BY_PRONOUN, "Attorney General Marcus Weil"), (BY_OFFICE, "the president")],
)
def test_words_given_to_two_persons_are_told(reader: Reader, first: str, value: str) -> None:
    (one,) = found(reader, first, BY_NAME)
    assert (one.kind, one.status) == ("attribution", "contradiction")
    assert {p.value for p in one.positions} == {value, "Anna Ruiz"}
    assert all(any(p.value in e.quote for e in p.evidence) for p in one.positions)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BY_OFFICE, '"Patients are not bargaining chips," Adela Quorin told the crowd.'),
        (BY_OFFICE.replace("President Adela Quorin", "She"), BY_NAME),  # nobody knows who that is
        (BY_PRONOUN, '"Patients are not bargaining chips," he told a crowd.'),
        (BY_PRONOUN, '"Patients are no chips," Anna Ruiz told the crowd.'),
        (BY_PRONOUN, '"Patients are not bargaining chips," Anna Ruiz quoted Mr. Weil, he said.'),
    ],
)
def test_one_person_or_nobody_known_is_no_disagreement(
    reader: Reader, first: str, second: str
) -> None:
    assert found(reader, first, second) == []
