"""How surely two sentences report the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean
from models.facts import read_light
from models.lexical import LexicalEncoder
from models.limits import LIMITS, Limits
from models.news import Posted
from models.sentences import split_sentences
from models.similarity import (
    FEATURES,
    Pair,
    close_pairs,
    features,
    inverse_frequencies,
    repeated_openings,
    score,
    shared_counts,
    stem,
    words_of,
)
from tests.models.hostile import ANY_TEXT, PROPERTY


def pairs_of(*texts: str, limits: Limits = LIMITS) -> list[Pair]:
    """Return the close pairs of one article a text."""
    articles, _ = clean([Posted(t, t, t) for t in texts], LIMITS)
    sentences = split_sentences(articles)
    return list(
        close_pairs(sentences, LexicalEncoder().encode([s.text for s in sentences]), limits)
    )


def rows_of(*texts: str) -> list[dict[str, float]]:
    """Return the features of each close pair, by name."""
    articles, _ = clean([Posted(t, t, t) for t in texts], LIMITS)
    sentences = split_sentences(articles)
    facts = read_light(sentences, articles)
    frequencies = inverse_frequencies(sentences)
    words = [words_of(s, f, frequencies) for s, f in zip(sentences, facts, strict=True)]
    vectors = LexicalEncoder().encode([s.text for s in sentences])
    pairs = close_pairs(sentences, vectors, LIMITS)
    return [dict(zip(FEATURES, features(p, words, frequencies), strict=True)) for p in pairs]


def probabilities(rows: Sequence[dict[str, float]]) -> list[float]:
    """Return how surely each pair is one report."""
    return [float(p) for p in score(np.array([[r[n] for n in FEATURES] for r in rows]), LIMITS)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("flooding", "flooded"),
        ("Ruiz’s", "Ruiz"),
        ("U.S.", "US"),
        ("towns", "town"),
        ("bus", "bus"),
    ],
)
def test_words_are_compared_without_their_endings(a: str, b: str) -> None:
    """And without possessives, dots and case."""
    assert stem(a) == stem(b)


def test_another_value_in_the_same_slot_does_not_part_two_sentences() -> None:
    """The pair "12 died", "15 died" is what the product is for."""
    same = rows_of(
        "The flood in Olmo killed 12 people.", "The flood in Olmo killed 12 people on it."
    )
    differ = rows_of(
        "The flood in Olmo killed 12 people.", "The flood in Olmo killed 15 people on it."
    )
    without_cosine = [n for n in FEATURES if n not in {"cosine", "best_of_article"}]
    assert [same[0][n] for n in without_cosine] == [differ[0][n] for n in without_cosine]


def test_what_is_alike_scores_higher() -> None:
    """One report in other words, above another event."""
    first = "The dam above Olmo broke on Sunday and flooded three towns."
    (alike,) = rows_of(first, "On Sunday the dam above Olmo broke, and three towns were flooded.")
    (other,) = rows_of(first, "The dam above Trevi broke in spring and killed many cows in a town.")
    good, bad = probabilities([alike, other])
    assert good > LIMITS.same_report
    assert good > bad + 0.3


def test_a_sentence_has_no_pair_with_itself() -> None:
    """Nor has a lone one any."""
    assert pairs_of("The dam broke in Olmo.") == []
    assert pairs_of() == []
    found = pairs_of("The dam broke in Olmo.", "The dam broke at Olmo.")
    assert [(p.a, p.b) for p in found] == [(0, 1)]
    assert found[0].cosine == pytest.approx(1.0, abs=1e-5)


def test_only_close_sentences_are_pairs() -> None:
    """What lies below the floor is not looked at."""
    assert pairs_of("The dam broke in Olmo.", "Prices rose by half this spring.") == []


@given(st.lists(ANY_TEXT, min_size=1, max_size=6, unique=True), st.sampled_from([1, 2, 512]))
@PROPERTY
def test_pairs_do_not_depend_on_the_block(texts: list[str], block: int) -> None:
    """How many rows of the cosine matrix are held at once changes nothing."""
    limits = Limits(similarity_block=block, neighbours=50)
    found = pairs_of(*texts, limits=limits)
    usual = pairs_of(*texts, limits=Limits(neighbours=50))
    assert [(p.a, p.b, p.best) for p in found] == [(p.a, p.b, p.best) for p in usual]
    assert all(p.a < p.b and p.cosine >= LIMITS.cosine_floor for p in found)


@given(st.lists(ANY_TEXT, min_size=2, max_size=5, unique=True))
@PROPERTY
def test_features_and_scores_stay_in_bounds(texts: list[str]) -> None:
    """Whatever the texts hold."""
    rows = rows_of(*texts, "The dam broke in Olmo.", "The dam broke at Olmo.")
    assert all(-1.0001 <= v <= 1.0001 for row in rows for v in row.values())
    assert all(0.0 <= p <= 1.0 for p in probabilities(rows))


def openings(*texts: str, limits: Limits = LIMITS) -> set[tuple[int, int]]:
    articles, _ = clean([Posted(t, t, t) for t in texts], LIMITS)
    sentences = split_sentences(articles)
    vectors = LexicalEncoder().encode([s.text for s in sentences])
    return repeated_openings(sentences, vectors, limits)


def test_two_articles_that_open_alike_tell_one_event() -> None:
    fire = "Fire destroyed the grain store of the port of Ellin on Monday."
    again = "The grain store of the port of Ellin was destroyed by fire on Monday."
    other = "The school board hired eleven new teachers."
    assert len(openings(f"{fire} Nobody was hurt.", f"{again} It was old.", other)) == 1
    assert openings(fire, other) == set()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Employers hired 38,000 workers.", "Only 38,000 workers were hired.", True),
        ("It cost 4.5 million euros.", "The 4.5 million euros were lost.", True),
        ("It cost 45 million euros.", "The 45 million crowns were lost.", False),
        ("They met in 2012 sessions.", "The 2012 sessions were long.", False),
        ("He got 12 years.", "It took 12 years.", False),
        ("Employers hired 38,000 workers.", "Only 39,000 workers were hired.", False),
    ],
)
def test_the_same_count_is_one_fact(a: str, b: str, same: bool) -> None:
    assert shared_counts(a, b) is same
