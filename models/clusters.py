"""Sentences + vectors -> clusters: a partition of all sentences, whatever the articles' order.

Average linkage over the close pairs: the two clusters whose sentences are on average most surely
the same report are merged, as long as that average stays above the threshold. Sentences of one
article are only merged when they say the same almost word for word.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.limits import Limits
from models.news import Cluster, Facts, Sentence
from models.ports import Vectors
from models.similarity import Pair, close_pairs, features, inverse_frequencies, score, words_of

Links = dict[int, dict[int, float]]
Near = tuple[Sentence, Sentence, float]
"""Two sentences of two articles, and how surely they report the same."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The clusters, and the pairs of sentences of two articles that came close to one another.

    ``reworded`` pairs share words but their vectors lie apart, as where the names differ: worth
    comparing, too doubtful to take for one report.
    """

    clusters: tuple[Cluster, ...]
    near: tuple[Near, ...]
    reworded: tuple[Near, ...] = ()


def group_sentences(
    sentences: Sequence[Sentence], vectors: Vectors, facts: Sequence[Facts], limits: Limits
) -> Grouping:
    """Return clusters, each sentence in exactly one, ordered by their first sentence."""
    pairs = list(close_pairs(sentences, vectors, limits, limits.reworded_floor))
    scored = list(zip(pairs, score_pairs(pairs, sentences, facts, limits), strict=True))
    close = [(p, value) for p, value in scored if p.cosine >= limits.cosine_floor]
    groups = _copied(sentences, vectors, facts, limits)
    if groups is None:
        groups = merge(len(sentences), [p for p, _ in close], [v for _, v in close], limits)
    apart = [(p, value) for p, value in scored if p.cosine < limits.cosine_floor]
    return Grouping(
        clusters=tuple(_cluster(members, vectors) for members in groups),
        near=tuple(_near(close, sentences, limits.near_report)),
        reworded=tuple(_near(apart, sentences, limits.near_reworded)),
    )


def _near(
    scored: Sequence[tuple[Pair, float]], sentences: Sequence[Sentence], least: float
) -> Iterator[Near]:
    """Yield the pairs of two articles that score at least so much."""
    for pair, value in scored:
        a, b = sentences[pair.a], sentences[pair.b]
        if a.article != b.article and value >= least:
            yield a, b, value


def _copied(
    sentences: Sequence[Sentence], vectors: Vectors, facts: Sequence[Facts], limits: Limits
) -> list[tuple[int, ...]] | None:
    """Group by wording where one stands more often than neighbours are looked at, else None.

    When fifty outlets run one copy, each of its sentences has more twins than neighbours: most
    links would be missing and the copies fall apart. Each wording is then grouped once.
    """
    twins: dict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        twins[sentence.text].append(i)
    if max(map(len, twins.values()), default=0) <= limits.neighbours:
        return None
    firsts = [same[0] for same in twins.values()]
    few = [sentences[i] for i in firsts]
    pairs = list(close_pairs(few, vectors[firsts], limits))
    scores = score_pairs(pairs, few, [facts[i] for i in firsts], limits)
    wordings = list(twins.values())
    merged = merge(len(few), pairs, scores, limits)
    return sorted(tuple(sorted(i for w in group for i in wordings[w])) for group in merged)


def score_pairs(
    pairs: Sequence[Pair], sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[float]:
    """Return how surely each pair is one report; pairs inside one article only when repeated."""
    if not pairs:
        return []
    frequencies = inverse_frequencies(sentences)
    words = [words_of(s, f, frequencies) for s, f in zip(sentences, facts, strict=True)]
    rows = np.array([features(p, words, frequencies) for p in pairs])
    scores = score(rows, limits)
    return [
        float(s) if _may_merge(p, sentences, limits) else 0.0
        for p, s in zip(pairs, scores, strict=True)
    ]


def _may_merge(pair: Pair, sentences: Sequence[Sentence], limits: Limits) -> bool:
    one_article = sentences[pair.a].article == sentences[pair.b].article
    return not one_article or pair.cosine >= limits.repeated_in_article


def merge(
    count: int,
    pairs: Sequence[Pair],
    scores: Sequence[float],
    limits: Limits,
) -> list[tuple[int, ...]]:
    """Average-linkage agglomeration over sparse links; a missing link counts as zero."""
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    links: Links = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for pair, value in zip(pairs, scores, strict=True):
        if value > 0:
            links[pair.a][pair.b] = links[pair.b][pair.a] = value
            heap.append((-value, pair.a, pair.b))
    heapq.heapify(heap)
    while heap and -heap[0][0] >= limits.same_report:
        value, a, b = heapq.heappop(heap)
        if a in members and b in members and _linkage(links, members, a, b) == -value:
            _join(a, b, members, links, heap)
    return sorted(tuple(sorted(m)) for m in members.values())


def _linkage(links: Links, members: dict[int, list[int]], a: int, b: int) -> float:
    total = links.get(a, {}).get(b, 0.0)
    return total / (len(members[a]) * len(members[b]))


def _join(
    a: int,
    b: int,
    members: dict[int, list[int]],
    links: Links,
    heap: list[tuple[float, int, int]],
) -> None:
    """Merge ``b`` into ``a`` and put the new linkages on the heap."""
    members[a] += members.pop(b)
    gone = links.pop(b, {})
    links[a].pop(b, None)
    for other, total in gone.items():
        if other != a:
            links[other].pop(b, None)
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
    for other in links[a]:
        low, high = min(a, other), max(a, other)
        heapq.heappush(heap, (-_linkage(links, members, low, high), low, high))


def _cluster(members: tuple[int, ...], vectors: Vectors) -> Cluster:
    """Keep the sentence that lies nearest to all others; the first of equals."""
    rows = vectors[list(members)]
    cosines = np.clip(rows @ rows.T, -1.0, 1.0)
    kept = int(np.argmax(np.round(cosines.sum(axis=1), 4)))
    return Cluster(
        kept=members[kept], members=members, similarity=tuple(float(c) for c in cosines[kept])
    )
