"""Clusters -> claims: who says it, verbatim, and from how many independent origins."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean
from models.claims import read_claims
from models.clusters import group_sentences
from models.facts import read_light
from models.limits import LIMITS
from models.news import Claim, Cluster, Posted, Sentence
from models.salience import Story
from models.sentences import split_sentences
from tests.models.hostile import ANY_TEXT, PROPERTY
from tests.models.support import story_of

A = "The dam above Olmo broke on Sunday and flooded three towns."
B = "On Saturday the dam above Olmo broke and three towns were flooded."
SCHOOLS = "Schools will stay closed until the water has gone."


def claims_of(
    *posted: Posted, copies: dict[str, str] | None = None
) -> tuple[list[Sentence], list[Claim]]:
    """Return the sentences and claims of articles."""
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    facts = read_light(sentences, articles)
    story = story_of(articles, sentences)
    clusters = group_sentences(sentences, story.vectors, facts, LIMITS).clusters
    return sentences, read_claims(clusters, story, facts, copies or {}, LIMITS)


def post(name: str, text: str, day: int = 14) -> Posted:
    """Return an article of an outlet."""
    return Posted(name, name, text, published_at=date(2025, 12, day))


def test_a_claim_is_its_representative_verbatim() -> None:
    """Which stands first among its sentences."""
    _, claims = claims_of(post("X", A), post("Y", B), post("Z", SCHOOLS))
    for claim in claims:
        assert claim.text == claim.sentences[0].text
        assert claim.id == f"s{claim.sentences[0].index}"
        assert set(claim.articles) == {s.evidence.article_id for s in claim.sentences}
    assert sorted(c.origins for c in claims) == [1, 2]


def test_copies_are_one_origin() -> None:
    """Two articles say it, one of them copied from the other."""
    _, claims = claims_of(post("X", A), post("Y", B), copies={"Y": "X"})
    assert [c.origins for c in claims] == [1]
    assert set(claims[0].articles) == {"X", "Y"}


def test_a_claim_has_the_date_that_most_of_its_sentences_give() -> None:
    """Resolved against the day of publication."""
    _, claims = claims_of(post("X", A), post("Y", A.replace("towns", "villages")), post("Z", B))
    assert [c.date for c in claims] == [date(2025, 12, 14)]


def test_a_claim_without_a_date_has_none() -> None:
    """Nothing is guessed."""
    _, claims = claims_of(post("X", SCHOOLS))
    assert [c.date for c in claims] == [None]


def test_a_tie_between_dates_is_always_broken_alike() -> None:
    """Two equal requests give equal answers, in any process."""
    articles, _ = clean([post("X", A), post("Y", B)], LIMITS)
    sentences = split_sentences(articles)
    facts = read_light(sentences, articles)
    story = story_of(articles, sentences)
    found = {
        read_claims([Cluster(k, (0, 1), (1.0, 1.0))], story, facts, {}, LIMITS)[0].date
        for k in (0, 1)
        for _ in range(3)
    }
    assert found == {date(2025, 12, 13)}


def test_what_more_articles_say_is_more_central() -> None:
    """The centre is the mean of the articles, not of the sentences."""
    _, claims = claims_of(post("X", f"{A} {SCHOOLS}"), post("Y", B), post("Z", A))
    central = max(claims, key=lambda c: c.centrality)
    assert len(central.sentences) == 3


@given(st.lists(st.lists(ANY_TEXT, max_size=3).map("\n\n".join), max_size=5))
@PROPERTY
def test_claims_hold_every_sentence_once(texts: list[str]) -> None:
    """Whatever the texts hold; no number is beyond its range."""
    sentences, claims = claims_of(*(post(f"a{n}", t) for n, t in enumerate(texts)))
    said = [s.index for c in claims for s in c.sentences]
    assert sorted(said) == list(range(len(sentences)))
    for claim in claims:
        assert 1 <= claim.origins <= len(claim.articles)
        assert 0.0 <= claim.centrality <= 1.0
        assert math.isfinite(claim.salience)


def test_no_clusters_give_no_claims() -> None:
    """An event without sentences is no error."""
    empty = np.zeros((0, 4), dtype=np.float32)
    assert read_claims([], Story([], [], empty, empty), [], {}, LIMITS) == []
