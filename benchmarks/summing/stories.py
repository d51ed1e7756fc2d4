"""The events to summarise: a human neutral reference, and articles as every system gets them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.disputes.ours import day
from benchmarks.segmentation import rows
from models.articles import clean
from models.limits import LIMITS
from models.news import Posted
from models.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Story:
    """One event."""

    id: str
    reference: str  # what a person wrote from the articles
    posted: tuple[Posted, ...]
    leans: dict[str, str]  # article id -> left, center, right
    articles: dict[str, tuple[str, ...]]  # article id -> sentences without boilerplate, in the
    # canonical order: the same for every system


def wanted_rows(data: Path, role: str, most: int, seed: int) -> list[dict[str, Any]]:
    """Return clusters with a reference, first those of three articles that editors chose."""
    roles = json.loads((data / "splits.json").read_text(encoding="utf-8"))
    every = [
        c
        for c in rows(data / "clusters_dev.jsonl.gz")
        if roles.get(c["id"]) == role and (c["reference_neutral_summary"] or "").strip()
    ]
    every.sort(key=lambda c: str(c["id"]))
    random.Random(seed).shuffle(every)
    return sorted(every, key=_rank)[:most]


def _rank(cluster: dict[str, Any]) -> tuple[bool, bool]:
    """Sort first what has three articles, then what editors alone chose."""
    chosen = all(str(a["selected_by"]).startswith("allsides") for a in cluster["articles"])
    return len(cluster["articles"]) < 3, not chosen


def read_story(cluster: dict[str, Any]) -> Story:
    """Return one event, its articles cleaned and split as the walk does."""
    posted = tuple(_posted(i, a) for i, a in enumerate(cluster["articles"], 1))
    leans = {p.id: a["bias"] for p, a in zip(posted, cluster["articles"], strict=True)}
    reference = " ".join(cluster["reference_neutral_summary"].split())
    return story_of(cluster["id"], posted, reference, leans)


def story_of(
    name: str,
    posted: tuple[Posted, ...],
    reference: str = "",
    leans: dict[str, str] | None = None,
) -> Story:
    """Return an event of these articles, cleaned and split as the walk does."""
    articles, _ = clean(posted, LIMITS)
    split: dict[str, list[str]] = {a.id: [] for a in articles if a.usable}
    for sentence in split_sentences([a for a in articles if a.usable]):
        split[sentence.evidence.article_id].append(sentence.text)
    told = {i: tuple(s) for i, s in split.items() if s}
    return Story(name, reference=reference, posted=posted, leans=leans or {}, articles=told)


def _posted(number: int, article: dict[str, Any]) -> Posted:
    return Posted(
        f"a{number}", article["source"], article["text"], title=article.get("title"),
        published_at=day(article.get("date")),
    )  # fmt: skip


def cut(sentences: Sequence[str], words: int) -> str:
    """Return the text cut at a word, in the middle of a sentence where it comes to that."""
    return " ".join(" ".join(sentences).split()[:words])
