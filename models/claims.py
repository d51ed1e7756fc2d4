"""Clusters -> claims: who says it, verbatim, and from how many independent origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from models.limits import Limits
from models.news import Claim, Cluster, Facts, Sentence
from models.origins import count_origins
from models.ports import Vectors
from models.salience import Rows, Story, features, measure, salience


def read_claims(
    clusters: Sequence[Cluster],
    story: Story,
    facts: Sequence[Facts],
    copies: Mapping[str, str],
    limits: Limits,
) -> list[Claim]:
    """Return one claim a cluster, in the clusters' order; ids are given when claims are ranked.

    Args:
        clusters: of the story's sentences.
        story: the event.
        facts: one a sentence.
        copies: by article, the one that it is a copy of.
        limits: thresholds.
    """
    centre = _centre(story.sentences, story.vectors)
    rows = measure(story, limits)
    return [
        _weighed(
            _claim(c, story.sentences, facts, story.vectors, centre, copies),
            rows[list(c.members)],
            limits,
        )
        for c in clusters
    ]


def _weighed(claim: Claim, rows: Rows, limits: Limits) -> Claim:
    return replace(claim, salience=salience(features(rows, claim.origins), limits))


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
