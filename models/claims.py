"""Clusters -> claims: who says it, verbatim, and from how many independent origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from models.limits import Limits
from models.news import Claim, Cluster, Facts, Sentence
from models.origins import count_origins
from models.ports import Vectors
from models.similarity import nearest_per_article


def read_claims(
    clusters: Sequence[Cluster],
    sentences: Sequence[Sentence],
    facts: Sequence[Facts],
    vectors: Vectors,
    copies: Mapping[str, str],
    limits: Limits,
) -> list[Claim]:
    """Return one claim a cluster, in the clusters' order; ids are given when claims are ranked."""
    centre = _centre(sentences, vectors)
    echoes = _echoes(sentences, vectors, limits)
    lengths = Counter(s.article for s in sentences)
    return [
        replace(
            _claim(c, sentences, facts, vectors, centre, copies),
            echo=float(np.mean([echoes[i] for i in c.members])),
            depth=float(np.mean([_depth(sentences[i], lengths) for i in c.members])),
        )
        for c in clusters
    ]


def _depth(sentence: Sentence, lengths: Mapping[int, int]) -> float:
    return sentence.position / lengths[sentence.article]


def _echoes(sentences: Sequence[Sentence], vectors: Vectors, limits: Limits) -> Vectors:
    """Return how nearly the other articles say each sentence too, shape ``(n,)``."""
    articles = np.array([s.article for s in sentences])
    if len(set(articles.tolist())) < 2:
        return np.zeros(len(sentences), dtype=np.float32)
    starts = np.flatnonzero(np.r_[True, articles[1:] != articles[:-1]])
    best = nearest_per_article(vectors, starts, limits.similarity_block)
    own = np.searchsorted(starts, np.arange(len(sentences)), side="right") - 1
    best[np.arange(len(sentences)), own] = 0.0
    total: Vectors = np.clip(best, 0.0, 1.0).sum(axis=1) / (len(starts) - 1)
    return total


def _centre(sentences: Sequence[Sentence], vectors: Vectors) -> Vectors:
    """Return the event's direction: the mean of the articles' mean vectors, length one."""
    numbers = np.array([s.article for s in sentences])
    means = [vectors[numbers == n].mean(axis=0) for n in sorted(set(numbers.tolist()))]
    if not means:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    centre = np.mean(means, axis=0)
    result: Vectors = (centre / max(float(np.linalg.norm(centre)), 1e-9)).astype(np.float32)
    return result


def _claim(
    cluster: Cluster,
    sentences: Sequence[Sentence],
    facts: Sequence[Facts],
    vectors: Vectors,
    centre: Vectors,
    copies: Mapping[str, str],
) -> Claim:
    kept = sentences[cluster.kept]
    others = [sentences[i] for i in cluster.members if i != cluster.kept]
    members = (kept, *others)
    resolved = [d.resolved for i in cluster.members for d in facts[i].dates if d.resolved]
    return Claim(
        id=f"s{cluster.kept}",
        text=kept.text,
        sentences=members,
        origins=count_origins(members, copies),
        articles=tuple(dict.fromkeys(s.evidence.article_id for s in members)),
        centrality=float(np.clip(vectors[list(cluster.members)].mean(axis=0) @ centre, 0.0, 1.0)),
        date=max(sorted(set(resolved)), key=resolved.count) if resolved else None,
    )
