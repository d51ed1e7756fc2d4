"""Pairs of masked mentions from sentences that were worded by hand to say the same.

Sentences of two outlets that share a value mostly share their words too, so a model that has seen
only these learns to compare words. The hand-written rewrites and briefs word one fact twice on
purpose: what they share fills the same slot, what else stands in them does not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from models.dates import find_dates
from models.facts import deepen
from models.figures import find_figures
from models.names import find_names
from models.news import Facts
from models.ports import Reader
from training.judge_data import train_rows
from training.slot_pairs import SlotPair, of_pair

BLOCK = 400  # texts parsed at a time


def paraphrased(data: Path, reader: Reader, seed: int) -> Iterator[tuple[str, SlotPair]]:
    """Yield pairs with their event, from ``rewrites_train`` and ``briefs_train``."""
    rng = random.Random(seed)
    groups = [*_rewrites(data), *_briefs(data)]
    for start in range(0, len(groups), BLOCK):
        part = groups[start : start + BLOCK]
        texts = list(dict.fromkeys(t for _, pairs in part for pair in pairs for t in pair))
        facts = dict(zip(texts, facts_of(texts, reader), strict=True))
        for event, pairs in part:
            for a, b in pairs:
                yield from ((event, p) for p in of_pair((a, b), (facts[a], facts[b]), 1.0, rng))


def facts_of(texts: Sequence[str], reader: Reader) -> Iterator[Facts]:
    """Yield the facts of texts that stand alone."""
    for text, parse in zip(texts, reader.parse(texts), strict=True):
        dates = find_dates(text, None)
        figures = find_figures(text, tuple((d.start, d.end) for d in dates))
        yield deepen(Facts(figures=figures, dates=dates, names=find_names(text)), parse)


def _rewrites(data: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield a sentence and its rewrites, each with each; all tell of one fact."""
    for row in train_rows(data, "rewrites_train.jsonl.gz"):
        texts = [row[k] for k in ("text", "same", "compatible", "conflict") if row[k]]
        yield row["cluster_id"], list(combinations(dict.fromkeys(texts), 2))


def _briefs(data: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield hand-written sentences with each sentence that they rest on."""
    for event in train_rows(data, "briefs_train.jsonl.gz"):
        pairs = [
            (sentence["text"], _member(event, e)["text"])
            for sentence in event["sentences"]
            for e in sentence["evidence"]
        ]
        yield event["cluster_id"], [(a, b) for a, b in pairs if a != b]


def _member(event: dict[str, Any], evidence: dict[str, int]) -> dict[str, Any]:
    member: dict[str, Any] = event["groups"][evidence["group"]]["members"][evidence["member"]]
    return member
