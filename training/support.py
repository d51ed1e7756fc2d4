"""Fit the weights of ``models/support.py``: what evidence supports, against what was edited.

``python -m training.support --data ../shared/data --cache rows.jsonl`` prints the weights and how
well they tell five parts of the events each from the others. True are the hand-written sentences
of briefs and rewrites that say the same, of `train` events alone; wrong are their edits
(``edits.py``) and rewrites that contradict. A sentence stands against the passages it cites or,
every other time, against the article too, as summaries stand against their documents.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.segmentation import rows as jsonl
from models.articles import clean
from models.checks import unsupported
from models.limits import LIMITS
from models.mentions import Parse
from models.news import Posted
from models.pipeline import Newsroom
from models.sentences import split_sentences
from models.support import FEATURES, measure, passages
from models.weights.load import load_newsroom
from training.edits import edited
from training.judge_data import train_rows

BATCH = 256
NEAREST = 2  # passages that the judge reads a sentence against
MOST_SENTENCES = 25  # of an article
EDITS = 3  # of a sentence, at most
Read = list[tuple[str, Parse]]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence against what it is said to rest on."""

    event: str
    kind: str
    evidence: Read
    text: str
    right: bool


def brief_rows(data: Path, newsroom: Newsroom, rng: random.Random, most: int) -> Iterator[Row]:
    """Yield hand-written sentences, and edited."""
    texts = {r["id"]: r["articles"] for r in jsonl(data / "clusters_dev.jsonl.gz")}
    events = train_rows(data, "briefs_train.jsonl.gz")
    rng.shuffle(events)
    last: Read = []
    for event in events[:most]:
        articles: dict[int, Read] = {}
        for sentence in event["sentences"]:
            members = [event["groups"][e["group"]]["members"][e["member"]]
                       for e in sentence["evidence"]]  # fmt: skip
            cited = list(dict.fromkeys(" ".join(m["text"].split()) for m in members))
            evidence = read(newsroom, cited)
            if rng.random() < 0.5 and event["cluster_id"] in texts:
                number = members[0]["article"]
                if number not in articles:
                    text = texts[event["cluster_id"]][number]["text"]
                    articles[number] = read(newsroom, sentences_of(text)[:MOST_SENTENCES])
                evidence = [*articles[number], *evidence]
            if last:
                yield from with_edits(event["cluster_id"], sentence["text"], evidence, last,
                                      newsroom, rng)  # fmt: skip
        last = evidence


def rewrite_rows(data: Path, newsroom: Newsroom, rng: random.Random, most: int) -> Iterator[Row]:
    """Yield rewrites that say the same, edited, and rewrites that contradict."""
    last: Read = []
    rows = train_rows(data, "rewrites_train.jsonl.gz")
    rng.shuffle(rows)
    for row in rows[:most]:
        evidence = read(newsroom, [row["before"] or "", row["text"]])
        event = row["cluster_id"]
        if last:
            yield from with_edits(event, row["same"], evidence, last, newsroom, rng, most=1)
        yield Row(event, "conflict", evidence, row["conflict"], False)
        last = evidence


def with_edits(
    event: str,
    text: str,
    evidence: Read,
    elsewhere: Read,
    newsroom: Newsroom,
    rng: random.Random,
    most: int = EDITS,
) -> Iterator[Row]:
    """Yield a true sentence and some of its edits, if its evidence has all names of it."""
    if unsupported(text, [said for said, _ in evidence]):
        return
    yield Row(event, "true", evidence, text, True)
    (parse,) = newsroom.reader.parse([text])
    made = list(edited(text, parse, evidence, elsewhere, rng))
    rng.shuffle(made)
    for kind, wrong in made[:most]:
        yield Row(event, kind, evidence, wrong, False)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    articles, _ = clean([Posted("d", "d", text)], LIMITS)
    return [s.text for s in split_sentences(articles)] or [text]


def read(newsroom: Newsroom, texts: Sequence[str]) -> Read:
    """Return the texts with their parses."""
    told = [t for t in texts if t.strip()]
    return list(zip(told, newsroom.reader.parse(told), strict=True))


def features_of(newsroom: Newsroom, rows: Sequence[Row]) -> list[tuple[float, ...]]:
    """Return the features of each row; the models are asked about all at once."""
    vectors = _vectors(newsroom, rows)
    near = [_nearest(row, vectors) for row in rows]
    judged = newsroom.judge.support(
        [("\n".join(n), r.text) for n, r in zip(near, rows, strict=True)]
    )
    pairs = [(n, r.text) for many, r in zip(near, rows, strict=True) for n in many]
    opposed = dict(zip(pairs, newsroom.judge.opposed(pairs), strict=True))
    parses = newsroom.reader.parse([r.text for r in rows])
    return [
        measure(
            row.text, parse, passages(row.evidence), score, max(opposed[n, row.text] for n in many)
        )
        for row, parse, score, many in zip(rows, parses, judged, near, strict=True)
    ]


def _vectors(newsroom: Newsroom, rows: Sequence[Row]) -> dict[str, Any]:
    texts = sorted({t for r in rows for t in (r.text, *(e for e, _ in r.evidence))})
    return dict(zip(texts, newsroom.encoder.encode(texts), strict=True))


def _nearest(row: Row, vectors: dict[str, Any]) -> list[str]:
    """Return the passages nearest to a sentence."""
    known = {text: float(vectors[text] @ vectors[row.text]) for text, _ in row.evidence}
    return sorted(known, key=lambda text: -known[text])[:NEAREST]


def cached(path: Path, data: Path, seed: int, events: int) -> list[dict[str, Any]]:
    """Return the measured rows, from a file where there is one."""
    if not path.exists():
        newsroom, rng = load_newsroom(), random.Random(seed)
        made = itertools.chain(
            brief_rows(data, newsroom, rng, events), rewrite_rows(data, newsroom, rng, 3 * events)
        )
        unfinished = path.with_name(path.name + ".part")
        with unfinished.open("w") as out:
            while rows := list(itertools.islice(made, BATCH)):
                for row, found in zip(rows, features_of(newsroom, rows), strict=True):
                    line = {"event": row.event, "kind": row.kind, "right": row.right, "x": found}
                    out.write(json.dumps(line) + "\n")
                out.flush()
        unfinished.rename(path)
    return [json.loads(line) for line in path.open()]


def fit(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return weights, and how well they do on events they were not fitted on."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score
    from sklearn.model_selection import GroupKFold

    x = np.array([r["x"] for r in rows])
    y = np.array([r["right"] for r in rows])
    groups = np.array([r["event"] for r in rows])
    held = np.zeros(len(rows))
    for train, test in GroupKFold(5).split(x, y, groups):
        model = LogisticRegression(class_weight="balanced", max_iter=2000, C=0.5)
        held[test] = model.fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    model = LogisticRegression(class_weight="balanced", max_iter=2000, C=0.5).fit(x, y)
    kinds = {r["kind"] for r in rows}
    told = {
        kind: round(float(np.mean([h < 0.5 for h, r in zip(held, rows, strict=True)
                                   if r["kind"] == kind])), 3)
        for kind in sorted(kinds)
    }  # fmt: skip
    return {
        "rows": len(rows),
        "balanced_accuracy": round(float(balanced_accuracy_score(y, held >= 0.5)), 4),
        "auc": round(float(roc_auc_score(y, held)), 4),
        "called_wrong": told,
        "weights": dict(zip(FEATURES, model.coef_[0].round(3).tolist(), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
    }


def main() -> None:
    """Measure the rows, fit, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--events", type=int, default=282, help="hand-written events to use")
    args = parser.parse_args()
    print(json.dumps(fit(cached(args.cache, args.data, args.seed, args.events)), indent=1))


if __name__ == "__main__":
    main()
