"""Salience: what the hand ranked higher is higher, whatever the articles' order."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest

from models.articles import clean
from models.claims import read_claims
from models.clusters import group_sentences
from models.facts import read_light
from models.limits import LIMITS
from models.news import Claim, Posted
from models.salience import (
    FEATURES,
    OF_SENTENCE,
    Story,
    features,
    fitted_subject,
    measure,
    salience,
)
from models.sentences import split_sentences
from models.weights.load import ENCODER
from tests.models.support import story_of

DAM = "The dam above Olmo broke on Sunday and flooded three towns, officials said."
SAME = "The dam above Olmo broke on Sunday, flooding three towns, the mayor said."
OLD = "In 1998 the owners of a quarry near Varn previously paid for a new school roof."
TALK = "Engineers will examine the walls of the flooded houses in the three towns."
ALONE = "A bakery in the old quarter of Varn gave away bread to its neighbours."


def post(name: str, *sentences: str, title: str | None = None) -> Posted:
    return Posted(name, name, " ".join(sentences), title=title)


def claims_of(posted: Sequence[Posted]) -> list[Claim]:
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    facts = read_light(sentences, articles)
    story = story_of(articles, sentences)
    clusters = group_sentences(sentences, story.vectors, facts, LIMITS).clusters
    return read_claims(clusters, story, facts, {}, LIMITS)


EVENT = (
    post("X", DAM, TALK, OLD, title="Dam above Olmo breaks, three towns flooded"),
    post("Y", SAME, TALK.replace("will", "are to"), title="Three towns flooded as dam breaks"),
    post("Z", ALONE, SAME),
)


def weights(posted: Sequence[Posted]) -> dict[str, float]:
    """Return each claim's salience by its sentences, in no article's order."""
    return {"|".join(sorted(s.text for s in c.sentences)): c.salience for c in claims_of(posted)}


def score(text: str) -> float:
    return next(c.salience for c in claims_of(EVENT) if text in {s.text for s in c.sentences})


def test_what_happened_matters_more_than_what_follows_and_than_background() -> None:
    assert score(DAM) > score(TALK) > score(OLD)


def test_what_one_outlet_begins_with_matters_less_than_what_all_tell() -> None:
    assert score(DAM) > score(ALONE)


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_the_order_of_the_articles_changes_nothing(order: Sequence[int]) -> None:
    assert weights([EVENT[i] for i in order]) == weights(EVENT)


def test_equal_events_are_measured_alike() -> None:
    assert [c.salience for c in claims_of(EVENT)] == [c.salience for c in claims_of(EVENT)]


def test_there_is_a_weight_for_each_feature() -> None:
    assert len(LIMITS.salience_weights) == len(FEATURES)
    assert len(features(np.zeros((2, len(OF_SENTENCE))), 1)) == len(FEATURES)


def test_a_claim_of_one_sentence_has_the_values_of_that_sentence() -> None:
    row = np.linspace(0.0, 1.0, len(OF_SENTENCE))
    assert features(row[None], 1) == [1.0, *row.tolist()]
    assert features(np.array([row, row]), 1) == pytest.approx([1.0, *row.tolist()])


@pytest.mark.parametrize(("feature", "sign"), [("origins", 1), ("depth", -1), ("background", -1)])
def test_more_origins_raise_the_score_and_depth_and_background_lower_it(
    feature: str, sign: int
) -> None:
    values = [0.5] * len(FEATURES)
    more = list(values)
    more[FEATURES.index(feature)] += 0.25
    assert sign * (salience(more, LIMITS) - salience(values, LIMITS)) > 0


@pytest.mark.parametrize("titles", [(None, None), ("", "Dam breaks"), ("Dam", "Dam breaks")])
def test_articles_without_titles_are_measured_too(titles: tuple[str | None, str | None]) -> None:
    posted = [post("X", DAM, title=titles[0]), post("Y", SAME, OLD, title=titles[1])]
    assert all(math.isfinite(c.salience) for c in claims_of(posted))


def test_no_sentences_have_no_rows() -> None:
    assert measure(story_of([], []), LIMITS).shape == (0, len(OF_SENTENCE))


def test_the_fitted_subject_is_a_direction_of_the_embedded_encoder() -> None:
    name, direction = fitted_subject()
    assert name == ENCODER.name
    assert direction.shape == (384,)
    assert np.abs(direction).max() > 0


def test_a_sentence_is_measured_along_the_subject_with_its_own_encoder_alone() -> None:
    name, direction = fitted_subject()
    articles, _ = clean([post("X", DAM, OLD), post("Y", SAME)], LIMITS)
    sentences = split_sentences(articles)
    vectors = np.zeros((len(sentences), len(direction)), dtype=np.float32)
    vectors[0] = direction / np.linalg.norm(direction)
    titles = np.zeros((2, len(direction)), dtype=np.float32)
    at = OF_SENTENCE.index("subject")
    mine = measure(Story(articles, sentences, vectors, titles, name), LIMITS)[:, at]
    others = measure(Story(articles, sentences, vectors, titles, "another"), LIMITS)[:, at]
    assert mine.tolist() == pytest.approx([float(np.linalg.norm(direction)), 0, 0])
    assert others.tolist() == [0, 0, 0]


def test_a_sentence_lies_near_the_other_articles_first_sentences_not_its_own() -> None:
    articles, _ = clean(
        [post("X", DAM, ALONE, title="Dam breaks"), post("Y", TALK, title="A bakery in Varn")],
        LIMITS,
    )
    found = measure(story_of(articles, split_sentences(articles)), LIMITS)
    near, titles = (OF_SENTENCE.index(n) for n in ("near_leads", "near_titles"))
    assert found[0, near] < 0.5  # its own first sentence, which it is, does not count
    assert found[0, titles] < 0.5  # the title least like it is the bakery's


def test_the_share_of_words_in_quotation_marks_is_measured() -> None:
    said = 'The mayor said "we lost it" on Sunday in Olmo.'
    articles, _ = clean([post("X", said)], LIMITS)
    found = measure(story_of(articles, split_sentences(articles)), LIMITS)
    assert found[0, OF_SENTENCE.index("quoted")] == pytest.approx(0.3)
