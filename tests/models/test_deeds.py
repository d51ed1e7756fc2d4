"""One deed of the event with two days, places or hours, however it is worded."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.deeds import deeds, may_tell
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import Disagreement, Parse, Sentence
from models.ports import Reader
from models.sentences import split_sentences
from tests.models.support import COURIER, WIRE, article


def found(reader: Reader, first: str, second: str) -> list[Disagreement]:
    """Return what two articles disagree on about one deed."""
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, _parsed(reader, sentences), strict=True)]
    return deeds(sentences, facts, LIMITS)


def _parsed(reader: Reader, sentences: list[Sentence]) -> list[Parse]:
    return list(reader.parse([s.text for s in sentences]))


@pytest.mark.parametrize(
    ("first", "second", "kind", "values"),
    [
        (
            "The two countries signed an agreement on Tuesday.",
            "The accord signed on Wednesday by the two countries is a victory, he said.",
            "date",
            {"Tuesday", "Wednesday"},
        ),
        (
            "The accord was signed in Geneva by the foreign ministers.",
            "The deal was signed in Vienna after long talks.",
            "place",
            {"Geneva", "Vienna"},
        ),
        (
            "The ship had left when the blaze started in the engine room.",
            "The fire broke out on the car deck, the fire service said.",
            "place",
            {"engine room", "car deck"},
        ),
        (
            "The blaze started at about 8:40 p.m., the operator said.",
            "The fire broke out shortly after 9:20 p.m., survivors said.",
            "date",
            {"8:40 p.m.", "9:20 p.m."},
        ),
        (
            "The company has until October 3 to appeal.",
            "It has until October 17 to do so.",
            "date",
            {"October 3", "October 17"},
        ),
        (
            "The ship passed its last safety inspection on January 22, it said.",
            "The ferry was last inspected on November 19, records show.",
            "date",
            {"January 22", "November 19"},
        ),
    ],
)
def test_one_deed_of_two_days_places_or_hours_is_told(
    reader: Reader, first: str, second: str, kind: str, values: set[str]
) -> None:
    (one,) = found(reader, first, second)
    assert (one.kind, one.status) == (kind, "contradiction")
    assert {p.value for p in one.positions} == values
    assert all(p.value in e.quote for p in one.positions for e in p.evidence)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They signed an agreement on Jan. 3.", "They signed an agreement on January 3."),
        ("They signed an agreement on Tuesday.", "They will sign the agreement on Wednesday."),
        ("They signed an agreement on Tuesday.", "They did not sign the accord on Monday."),
        ("They signed an agreement on Tuesday.", "They signed a petition on Wednesday."),
        ("They signed an agreement on Tuesday.", '"We signed the accord on Friday," he said.'),
        (  # who knows of both days tells of two deeds
            "They signed an agreement on Tuesday. They signed the accord on Monday.",
            "They signed the agreement on Monday.",
        ),
        (  # the day is of another clause
            "On Monday, the day before they signed the agreement, it rained.",
            "They signed the agreement on Tuesday.",
        ),
        ("The accord was signed in France.", "The accord was signed in Paris."),  # inside
        (  # both know both places
            "The accord was signed in Geneva. Talks were held in Vienna.",
            "The accord was signed in Vienna. The envoys live in Geneva.",
        ),
        ("The fire broke out at 8:40 p.m. ET.", "The fire broke out at 5:40 p.m. PT."),
        ("She visited the town on Tuesday.", "She visited the town on Friday."),  # again and again
    ],
)
def test_two_deeds_or_one_told_more_exactly_are_no_disagreement(
    reader: Reader, first: str, second: str
) -> None:
    assert found(reader, first, second) == []


def test_only_what_two_articles_may_tell_is_parsed() -> None:
    first = "They signed an agreement on Tuesday. It rained on Monday."
    second = "The accord was signed in Geneva. The envoys were tired."
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    wanted = may_tell(sentences, read_light(sentences, articles))
    assert {s.text for s in sentences if s.index in wanted} == {
        "They signed an agreement on Tuesday.",
        "The accord was signed in Geneva.",
    }


def test_three_days_are_one_disagreement(reader: Reader) -> None:
    texts = [f"The accord was signed on {day}." for day in ("Monday", "Tuesday", "Friday")]
    articles, _ = clean([article(t, f"Paper {i}") for i, t in enumerate(texts)], LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, _parsed(reader, sentences), strict=True)]
    (one,) = deeds(sentences, facts, LIMITS)
    assert len(one.positions) == 3
    assert one.topic == "the date the accord was signed"
