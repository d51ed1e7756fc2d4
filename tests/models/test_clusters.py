"""Sentences + vectors -> clusters: a partition, whatever the articles' order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean
from models.clusters import Grouping, group_sentences, merge
from models.facts import read_light
from models.lexical import LexicalEncoder
from models.limits import LIMITS
from models.news import Posted, Sentence
from models.sentences import split_sentences
from models.similarity import Pair
from tests.models.hostile import ANY_TEXT, PROPERTY

A = "The dam above Olmo broke on Sunday and flooded three towns."
B = "On Sunday the dam above Olmo broke and three towns were flooded."
TWELVE = "Mayor Ana Ruiz said that 12 people were missing after the flood."
FIFTEEN = "Mayor Ana Ruiz said that 15 people were missing after the flood."
SCHOOLS = "Schools will stay closed until the water has gone."
PRICES = "Shares of the builder Acme fell by half in early trading."


def grouped(*texts: str) -> tuple[list[Sentence], Grouping]:
    """Return the sentences of one article a text, and their clusters."""
    posted = [Posted(f"a{n}", f"Outlet {n}", text) for n, text in enumerate(texts)]
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    vectors = LexicalEncoder().encode([s.text for s in sentences])
    return sentences, group_sentences(sentences, vectors, read_light(sentences, articles), LIMITS)


def sets(*texts: str) -> set[frozenset[str]]:
    """Return the clusters as sets of texts."""
    sentences, grouping = grouped(*texts)
    return {frozenset(sentences[i].text for i in c.members) for c in grouping.clusters}


def test_one_report_in_other_words_is_one_cluster() -> None:
    """And other reports stay apart."""
    assert sets(f"{A} {SCHOOLS}", f"{B} {PRICES}") == {
        frozenset({A, B}),
        frozenset({SCHOOLS}),
        frozenset({PRICES}),
    }


def test_a_different_value_does_not_part_two_sentences() -> None:
    """The pair "12 missing", "15 missing" is what the product is for."""
    assert sets(TWELVE, FIFTEEN) == {frozenset({TWELVE, FIFTEEN})}


def test_sentences_of_one_article_merge_only_when_repeated() -> None:
    """An article does not say one thing twice in other words."""
    assert frozenset({TWELVE, SCHOOLS}) not in sets(f"{TWELVE} {SCHOOLS}")
    sentences, grouping = grouped(f"{TWELVE} {SCHOOLS} {TWELVE}")
    assert sorted(len(c.members) for c in grouping.clusters) == [1, 2]
    assert len(sentences) == 3


def test_near_pairs_are_of_two_articles() -> None:
    """They are what is parsed and compared."""
    _, grouping = grouped(f"{TWELVE} {TWELVE}", FIFTEEN)
    assert grouping.near
    assert all(a.article != b.article for a, b, _ in grouping.near)
    assert all(LIMITS.near_report <= s <= 1.0 for _, _, s in grouping.near)


@pytest.mark.parametrize("outlets", [2, LIMITS.neighbours + 1, 60, 100])
def test_many_copies_of_one_text_stay_together(outlets: int) -> None:
    """Also where a sentence has more twins than neighbours are looked at."""
    text = f"{A} {TWELVE} {SCHOOLS}"
    sentences, grouping = grouped(*[text] * outlets, f"{B} {FIFTEEN}")
    sizes = sorted(len(c.members) for c in grouping.clusters)
    assert sizes == [outlets, outlets + 1, outlets + 1]
    assert len(sentences) == 3 * outlets + 2


def is_partition(sentences: list[Sentence], grouping: Grouping) -> bool:
    """Tell whether each sentence is in exactly one cluster."""
    members = [i for c in grouping.clusters for i in c.members]
    return sorted(members) == list(range(len(sentences)))


@given(st.lists(st.lists(ANY_TEXT, max_size=3).map("\n\n".join), max_size=6))
@PROPERTY
def test_clusters_partition_any_sentences(texts: list[str]) -> None:
    """Each has its representative, ascending members and their similarities."""
    sentences, grouping = grouped(*texts)
    assert is_partition(sentences, grouping)
    for c in grouping.clusters:
        assert c.kept in c.members
        assert list(c.members) == sorted(c.members)
        assert len(c.similarity) == len(c.members)
        assert c.similarity[c.members.index(c.kept)] == pytest.approx(1.0, abs=1e-4)
    firsts = [c.members[0] for c in grouping.clusters]
    assert firsts == sorted(firsts)


STORY = (A, B, TWELVE, FIFTEEN, SCHOOLS, PRICES)
STORIES = st.lists(
    st.lists(st.sampled_from(STORY), min_size=1, max_size=4, unique=True).map(" ".join),
    min_size=1,
    max_size=5,
)


@given(STORIES, st.randoms())
@PROPERTY
def test_the_order_of_articles_changes_nothing(texts: list[str], random: object) -> None:
    """The same clusters, as sets of text and span."""
    posted = [Posted(f"a{n}", f"Outlet {n}", text) for n, text in enumerate(texts)]
    shuffled = list(posted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    results = []
    for order in (posted, shuffled):
        articles, _ = clean(order, LIMITS)
        sentences = split_sentences(articles)
        vectors = LexicalEncoder().encode([s.text for s in sentences])
        grouping = group_sentences(sentences, vectors, read_light(sentences, articles), LIMITS)
        assert is_partition(sentences, grouping)
        results.append(
            {frozenset(sentences[i].evidence for i in c.members) for c in grouping.clusters}
        )
    assert results[0] == results[1]


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]),
    st.floats(0.0, 1.0),
    max_size=40,
)


@given(PAIRS)
@PROPERTY
def test_merging_gives_a_partition_of_close_clusters(links: dict[tuple[int, int], float]) -> None:
    """The linkage within each stays above nothing less than the threshold of its last merge."""
    pairs = [Pair(a, b, 1.0, 1.0) for a, b in links]
    groups = merge(12, pairs, list(links.values()), LIMITS)
    assert sorted(i for g in groups for i in g) == list(range(12))
    assert groups == sorted(groups)
    for group in groups:
        inside = [v for (a, b), v in links.items() if a in group and b in group]
        assert len(group) == 1 or max(inside) >= LIMITS.same_report


@given(PAIRS)
@PROPERTY
def test_no_two_clusters_left_are_close(links: dict[tuple[int, int], float]) -> None:
    """Merging goes on until no average lies above the threshold."""
    groups = merge(12, [Pair(a, b, 1.0, 1.0) for a, b in links], list(links.values()), LIMITS)
    for i, g in enumerate(groups):
        for h in groups[i + 1 :]:
            total = sum(links.get((min(a, b), max(a, b)), 0.0) for a in g for b in h)
            assert total / (len(g) * len(h)) < LIMITS.same_report + 1e-9


@pytest.mark.parametrize("texts", [(), ("",), ("!!!", "12")])
def test_nothing_to_group_gives_no_clusters(texts: tuple[str, ...]) -> None:
    """An empty event is no error."""
    assert grouped(*texts)[1] == Grouping((), ())


def test_three_thousand_sentences_are_grouped_fast() -> None:
    """As many as a hundred articles have; most of the time is the parser's, not this."""
    texts = [
        " ".join(f"Town {n} of county {n * k} lost {k} barns." for k in range(30))
        for n in range(100)
    ]
    start = time.process_time()
    sentences, grouping = grouped(*texts)
    assert is_partition(sentences, grouping)
    assert time.process_time() - start < 30
