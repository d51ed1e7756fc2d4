"""The hand-ranked groups of ``briefs_train`` as claims of the walk, with their features.

A member of a group is the sentence of the walk that overlaps it most. What the walk has no
sentence for (a caption, a heading) it cannot rank: such a group has no features.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.disputes.ours import day
from benchmarks.segmentation import rows as jsonl
from models.articles import clean
from models.limits import LIMITS
from models.news import Posted, Sentence
from models.origins import count_origins, same_copies
from models.ports import Encoder, Vectors
from models.salience import Story, features, measure
from models.sentences import split_sentences

HALF = 0.5  # of the shorter of two spans must be shared for them to be one sentence


@dataclass(frozen=True, slots=True)
class Group:
    """One group of close sentences, as the hand ranked it and as the walk sees it."""

    salience: int  # 0 to 3, by hand
    leads: bool  # the first sentence of the hand-written brief rests on it
    offset: int  # the smallest of its members' in their articles
    mean_offset: float
    features: tuple[float, ...] | None  # in the order of salience.FEATURES
    vector: Vectors | None  # the mean of its members' embeddings, shape ``(dimensions,)``


@dataclass(frozen=True, slots=True)
class Ranked:
    """The groups of one event."""

    id: str
    groups: tuple[Group, ...]


def ranked_events(data: Path, role: str, encoder: Encoder, cache: Path | None) -> Iterator[Ranked]:
    """Yield the events of a role; vectors are kept in the folder ``cache`` where one is given."""
    roles = json.loads((data / "splits.json").read_text(encoding="utf-8"))
    briefs = [b for b in jsonl(data / "briefs_train.jsonl.gz") if roles[b["cluster_id"]] == role]
    wanted = {b["cluster_id"] for b in briefs}
    clusters = {c["id"]: c for c in jsonl(data / "clusters_dev.jsonl.gz") if c["id"] in wanted}
    for brief in briefs:
        articles = clusters[brief["cluster_id"]]["articles"]
        kept = cache / f"{brief['cluster_id']}.npz" if cache else None
        yield read_event(brief, articles, encoder, kept)


def read_event(
    brief: dict[str, Any], posted: Sequence[dict[str, Any]], encoder: Encoder, kept: Path | None
) -> Ranked:
    """Return the groups of one hand-written brief with the features that the walk gives them."""
    articles, _ = clean(
        [
            Posted(f"a{i}", a["source"], a["text"], title=a["title"], published_at=day(a["date"]))
            for i, a in enumerate(posted)
        ],
        LIMITS,
    )
    sentences = split_sentences(articles)
    texts = [*(s.text for s in sentences), *(a.title or "" for a in articles)]
    vectors = _vectors(texts, encoder, kept)
    n = len(sentences)
    rows = measure(Story(articles, sentences, vectors[:n], vectors[n:], encoder.name), LIMITS)
    copies = same_copies([a for a in articles if a.usable], LIMITS)
    leads = {e["group"] for e in brief["sentences"][0]["evidence"]}
    groups = []
    for name, group in brief["groups"].items():
        members = group["members"]
        found = list({i: None for m in members if (i := _nearest(m, sentences)) is not None})
        origins = count_origins([sentences[i] for i in found], copies)
        groups.append(
            Group(
                salience=group["salience"],
                leads=name in leads,
                offset=min(m["start"] for m in members),
                mean_offset=float(np.mean([m["start"] for m in members])),
                features=tuple(features(rows[found], origins)) if found else None,
                vector=vectors[found].mean(axis=0) if found else None,
            )
        )
    return Ranked(brief["cluster_id"], tuple(groups))


def _vectors(texts: Sequence[str], encoder: Encoder, kept: Path | None) -> Any:
    if kept and kept.is_file():
        found = np.load(kept)["vectors"]
        if len(found) == len(texts):
            return found
    vectors = encoder.encode(texts)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new.npz")
        np.savez(fresh, vectors=vectors)
        fresh.replace(kept)
    return vectors


def _nearest(member: dict[str, Any], sentences: Sequence[Sentence]) -> int | None:
    """Return the index of the sentence that a member is, or none."""
    best, most = None, 0
    for i, sentence in enumerate(sentences):
        e = sentence.evidence
        if e.article_id == f"a{member['article']}":
            shared = min(e.end, member["end"]) - max(e.start, member["start"])
            shorter = min(e.end - e.start, member["end"] - member["start"])
            if shared > most and shared >= HALF * shorter:
                best, most = i, shared
    return best
