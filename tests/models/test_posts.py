"""One person in two posts."""

from __future__ import annotations

import pytest

from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import Disagreement
from models.ports import Reader
from models.posts import posts
from tests.models.support import COURIER, WIRE, article


def found(reader: Reader, first: str, second: str) -> list[Disagreement]:
    """Return what two articles say of one person's post."""
    from models.articles import clean
    from models.sentences import split_sentences

    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    parses = reader.parse([s.text for s in sentences])
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    return posts(sentences, facts, LIMITS)


def test_rival_posts_are_told_with_their_words(reader: Reader) -> None:
    first = "Senate Majority Leader Chuck Schumer spoke to reporters on Monday in Washington."
    second = "Senate Minority Leader Chuck Schumer spoke to reporters on Monday in Washington."
    (one,) = found(reader, first, second)
    assert (one.kind, one.topic) == ("name", "the post of Chuck Schumer")
    assert all(p.value in e.quote for p in one.positions for e in p.evidence)


@pytest.mark.parametrize(
    "second",
    [
        "Democratic Leader Chuck Schumer spoke to reporters on Monday in Washington.",
        "Senate Majority Leader John Thune spoke to reporters on Monday in Washington.",
        "Senate Majority Leader Chuck Schumer spoke. Senate Minority Leader Chuck Schumer left.",
    ],
)
def test_less_exact_posts_other_persons_and_both_posts_are_no_error(
    reader: Reader, second: str
) -> None:
    first = "Senate Majority Leader Chuck Schumer spoke to reporters on Monday in Washington."
    assert found(reader, first, second) == []
