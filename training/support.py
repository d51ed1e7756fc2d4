"""Fit the weights of ``models/support.py``: what evidence supports, against what was edited.

``python -m training.support --data ../shared/data --cache build/support.jsonl`` prints the weights
and the threshold that ``limits.py`` holds, with how well they tell events that they were not
fitted on. True are the hand-written sentences of briefs and rewrites that say the same, of `train`
events alone; wrong are their edits (``edits.py``): rewrites that contradict are what the judge was
trained on, and would make it look better than it is. A sentence stands against the passages it
cites (then only if these have all its names and figures) or against all that the event's groups
tell, as summaries stand against their documents: there what the hard checks find in true sentences
is their own error, and their weight has to know it.

Each event is drawn by a seed of its own and kept in the cache when measured, so a run that was
stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.journal import Journal
from models.checks import unsupported
from models.mentions import Parse
from models.pipeline import Newsroom
from models.support import FEATURES, measure, passages
from models.weights.load import load_newsroom
from training.edits import edited
from training.judge_data import train_rows

NEAREST = 2  # passages that the judge reads a sentence against
SENTENCES = 3  # of a brief
REWRITES = 100  # events; a sentence of each
EDITS = 2  # of a sentence, at most
WHOLE = 0.6  # of the sentences stand against all that the groups tell
STRANGE = 6  # groups of another event, for words that this one lacks
DRAWN = 4000  # texts for the threshold, of each length and truth
Rows = NDArray[np.float64]
Read = list[tuple[str, Parse]]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence against what it is said to rest on."""

    event: str
    kind: str
    evidence: Read
    text: str
    right: bool


def brief_rows(
    event: dict[str, Any], other: dict[str, Any], newsroom: Newsroom, rng: random.Random
) -> Iterator[Row]:
    """Yield hand-written sentences of an event, and edited with words of another event."""
    some = list(other["groups"].values())[:STRANGE]
    elsewhere = read(newsroom, [_plain(m["text"]) for g in some for m in g["members"][:1]])
    told = [
        _plain(said)
        for group in event["groups"].values()
        for member in group["members"]
        for said in (member["before"], member["text"])
        if said.strip()
    ]
    parses = dict(read(newsroom, list(dict.fromkeys(told))))
    sentences = list(event["sentences"])
    rng.shuffle(sentences)
    for sentence in sentences[:SENTENCES]:
        members = [event["groups"][e["group"]]["members"][e["member"]]
                   for e in sentence["evidence"]]  # fmt: skip
        cited = list(dict.fromkeys(_plain(m["text"]) for m in members))
        whole = rng.random() < WHOLE
        evidence = [(t, parses[t]) for t in (dict.fromkeys([*told, *cited]) if whole else cited)]
        if whole or not unsupported(sentence["text"], cited):
            yield from with_edits(
                event["cluster_id"], sentence["text"], evidence, elsewhere, newsroom, rng, EDITS
            )


def rewrite_rows(
    rewrite: dict[str, Any],
    others: Sequence[dict[str, Any]],
    newsroom: Newsroom,
    rng: random.Random,
) -> Iterator[Row]:
    """Yield a rewrite that says the same, and one edit of it."""
    elsewhere = read(newsroom, [_plain(o["text"]) for o in others])
    told = [_plain(t) for t in (rewrite["before"] or "", rewrite["text"]) if t.strip()]
    if unsupported(rewrite["same"], told):
        return
    evidence, event = read(newsroom, told), rewrite["cluster_id"]
    yield from with_edits(event, rewrite["same"], evidence, elsewhere, newsroom, rng, 1)


def with_edits(
    event: str,
    text: str,
    evidence: Read,
    elsewhere: Read,
    newsroom: Newsroom,
    rng: random.Random,
    most: int,
) -> Iterator[Row]:
    """Yield a true sentence and some of its edits."""
    yield Row(event, "true", evidence, text, True)
    (parse,) = newsroom.reader.parse([text])
    made = list(edited(text, parse, evidence, elsewhere, rng))
    rng.shuffle(made)
    for kind, wrong in made[:most]:
        if wrong != text:
            yield Row(event, kind, evidence, wrong, False)


def _plain(text: str) -> str:
    return " ".join(text.split())


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


def drawn(
    data: Path, newsroom: Newsroom, seed: int
) -> Iterator[tuple[str, Callable[[], Iterator[Row]]]]:
    """Yield a key for each event and kind of text, and how to draw its rows."""
    briefs = train_rows(data, "briefs_train.jsonl.gz")
    for n, event in enumerate(briefs):
        rng = random.Random(f"{seed}:{event['cluster_id']}")
        draw = partial(brief_rows, event, briefs[n - 1], newsroom, rng)
        yield f"brief {event['cluster_id']}", draw
    rewrites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in train_rows(data, "rewrites_train.jsonl.gz"):
        rewrites[row["cluster_id"]].append(row)
    names = sorted(rewrites)[:REWRITES]
    for n, name in enumerate(names):
        rng = random.Random(f"{seed + 1}:{name}")
        draw = partial(rewrite_rows, rewrites[name][0], rewrites[names[n - 1]], newsroom, rng)
        yield f"rewrite {name}", draw


def measured(path: Path, data: Path, seed: int) -> list[dict[str, Any]]:
    """Return the measured rows; those of events that the cache has are not measured again."""
    newsroom = load_newsroom()
    journal = Journal(path, {"seed": seed, "features": list(FEATURES)}, resume=True)
    done = journal.done()
    for key, draw in drawn(data, newsroom, seed):
        if key in done:
            continue
        rows = list(draw())
        found = features_of(newsroom, rows) if rows else []
        lines = [
            {"event": r.event, "kind": r.kind, "right": r.right, "x": x}
            for r, x in zip(rows, found, strict=True)
        ]
        journal.add({"cluster": key, "rows": lines})
    return [row for record in journal.records for row in record["rows"]]


def threshold(held: Rows, rows: Sequence[dict[str, Any]], seed: int) -> float:
    """Return the score that best parts true texts of one to three sentences from edited ones.

    A text scores as its least sentence; in a wrong one a single sentence is wrong.
    """
    rng = random.Random(seed)
    true = [h for h, r in zip(held, rows, strict=True) if r["right"]]
    wrong = [h for h, r in zip(held, rows, strict=True) if not r["right"]]
    texts = [
        (min([rng.choice(true if right else wrong), *rng.choices(true, k=others)]), right)
        for right in (True, False)
        for others in (0, 1, 2)
        for _ in range(DRAWN)
    ]
    score, is_true = np.array(texts).T
    return float(max(np.linspace(0.2, 0.8, 61), key=lambda t: float(
        np.mean(score[is_true == 1] >= t) + np.mean(score[is_true == 0] < t)
    )))  # fmt: skip


def fit(rows: Sequence[dict[str, Any]], seed: int) -> dict[str, Any]:
    """Return weights, and how well they do on events they were not fitted on."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score
    from sklearn.model_selection import GroupKFold

    x = np.array([r["x"] for r in rows], dtype=float)
    y = np.array([r["right"] for r in rows])
    groups = np.array([r["event"] for r in rows])
    model = LogisticRegression(class_weight="balanced", max_iter=2000, C=0.5)
    held = np.zeros(len(rows))
    for train, test in GroupKFold(5).split(x, y, groups):
        held[test] = model.fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    model.fit(x, y)
    told = {
        kind: round(float(np.mean([h < 0.5 for h, r in zip(held, rows, strict=True)
                                   if r["kind"] == kind])), 3)
        for kind in sorted({r["kind"] for r in rows})
    }  # fmt: skip
    return {
        "rows": len(rows),
        "balanced_accuracy": round(float(balanced_accuracy_score(y, held >= 0.5)), 4),
        "auc": round(float(roc_auc_score(y, held)), 4),
        "called_wrong": told,
        "weights": dict(zip(FEATURES, model.coef_[0].round(3).tolist(), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
        "supported": round(threshold(held, rows, seed), 2),
    }


def main() -> None:
    """Measure the rows, fit, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("build/support.jsonl"))
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.cache.parent.mkdir(parents=True, exist_ok=True)
    print(json.dumps(fit(measured(args.cache, args.data, args.seed), args.seed), indent=1))


if __name__ == "__main__":
    main()
