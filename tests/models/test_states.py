"""What one outlet calls final another calls provisional."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import Disagreement
from models.ports import Reader
from models.sentences import split_sentences
from models.states import may_state, states
from tests.models.support import COURIER, WIRE, article, told

FIRST = "The agreement is provisional until members vote on it, a spokesman said."


def found(reader: Reader, second: str) -> list[Disagreement]:
    """Return what two articles call the opposite."""
    articles, _ = clean([article(FIRST, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    parses = reader.parse([s.text for s in sentences])
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    return states(sentences, facts, LIMITS)


def test_opposite_states_of_one_thing_are_told(reader: Reader) -> None:
    (one,) = found(reader, "The settlement is final and binding on both parties, he said.")
    assert (one.kind, one.status) == ("certainty", "contradiction")
    assert {p.value for p in one.positions} == {"is provisional", "is final"}
    assert all(p.value in e.quote for p in one.positions for e in p.evidence)


@pytest.mark.parametrize(
    "second",
    [
        "The settlement is not final, he said.",
        "The settlement will be final once they vote, he said.",
        "The report is final, he said.",
        '"The settlement is final," he said.',
    ],
)
def test_a_denial_a_plan_and_another_thing_are_no_opposite(reader: Reader, second: str) -> None:
    assert found(reader, second) == []


def test_only_what_may_state_an_opposite_is_parsed() -> None:
    sentences = told(FIRST, "The mayor is content.")
    assert may_state(sentences) == {sentences[0].index}
