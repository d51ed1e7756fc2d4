"""Fit how the judge's answers and the parse together tell a disagreement: one regression a type.

``python -m training.conflicts --data ../shared/data [--cache FILE]`` runs the first half of the
walk on the events of ``disagreements_train`` and on the labelled pairs of ``relations_train`` (role
``train`` only), labels every candidate by what readers found, and prints for each type of mention
the weights for ``limits.py`` with figures from five folds by event.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from benchmarks.disputes.ours import day
from benchmarks.disputes.pairs import small_article
from benchmarks.memory import Memory, remembering
from benchmarks.segmentation import rows as jsonl
from models.conflicts import FEATURES, Conflict, Side
from models.disagreements import judge_all, weighed
from models.lexical import LexicalJudge, LexicalWriter
from models.limits import LIMITS
from models.news import Options, Posted, Sentence
from models.pipeline import Newsroom, compare
from models.ports import Judge
from models.weights.load import load_newsroom
from training.judge_data import CONFLICTS, train_rows
from training.swaps import swapped

# How often a candidate of each type is taken to be one: contradictions that were made are weighed
# down to it. Higher finds more, lower is surer; read off the `look` clusters.
PRIOR = {"number": 0.6, "date": 0.45, "name": 0.2, "statement": 0.35, "framing": 0.3}
FEWEST = 5  # positives from which a type is fitted
STATEMENT_KINDS = {"polarity", "certainty", "attribution"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One candidate, and whether it is a disagreement."""

    event: str
    conflict: Conflict
    label: bool


def candidates(posted: list[Posted], newsroom: Newsroom, judge: Judge) -> list[Conflict]:
    """Return the weighed candidates of one event."""
    found = compare(posted, replace(newsroom, judge=LexicalJudge()), Options())
    return weighed(found.claims, found.near, found.facts, judge, LIMITS)


def of_events(
    data: Path, clusters: dict[str, Any], newsroom: Newsroom, judge: Judge
) -> Iterator[Labelled]:
    """Yield the candidates of the events that were read fully."""
    events = train_rows(data, "disagreements_train.jsonl.gz")
    for number, event in enumerate(events):
        articles = clusters[event["cluster_id"]]["articles"]
        posted = [
            Posted(f"a{i}", a["source"], a["text"], title=a["title"], published_at=day(a["date"]))
            for i, a in enumerate(articles)
        ]
        found = compare(posted, replace(newsroom, judge=LexicalJudge()), Options())
        for conflict in weighed(found.claims, found.near, found.facts, judge, LIMITS):
            label = _label(conflict, event["disagreements"])
            if label is not None:
                yield Labelled(event["cluster_id"], conflict, label)
        made = list(swapped(found.sentences, found.near, found.facts, LIMITS))
        for conflict in judge_all(made, judge, LIMITS):
            yield Labelled(event["cluster_id"], conflict, True)
        print(f"events {number + 1}/{len(events)}", end="\r", file=sys.stderr)


def _label(conflict: Conflict, disagreements: list[dict[str, Any]]) -> bool | None:
    """Tell whether readers found it; None where they found something else in these sentences."""
    unclear = False
    for found in disagreements:
        one = _positions(conflict.a.sentence, found)
        two = _positions(conflict.b.sentence, found)
        apart = [(p, q) for p in one for q in two if p != q]
        if apart and _is_it(conflict, found, apart):
            return True
        unclear |= bool(apart)
    return None if unclear else False


def _is_it(conflict: Conflict, found: dict[str, Any], apart: list[tuple[int, int]]) -> bool:
    """Tell whether the candidate is what readers found in these two sentences."""
    if found["kind"] == "framing":
        return False
    if conflict.type == "statement":
        return found["kind"] in STATEMENT_KINDS
    values = [p["value"] for p in found["positions"]]
    return any(_holds(values[p], conflict.a) and _holds(values[q], conflict.b) for p, q in apart)


def _positions(sentence: Sentence, found: dict[str, Any]) -> list[int]:
    e = sentence.evidence
    article = int(e.article_id[1:])
    return [
        i
        for i, p in enumerate(found["positions"])
        for q in p["evidence"]
        if q["article"] == article and q["start"] < e.end and e.start < q["start"] + len(q["quote"])
    ]


def _holds(value: str, side: Side) -> bool:
    mine, theirs = side.mention.text.lower(), value.lower()
    return mine in theirs or theirs in mine


def of_pairs(data: Path, newsroom: Newsroom, judge: Judge, most: int) -> Iterator[Labelled]:
    """Yield the candidates of labelled pairs; what stands in other sentences is left out."""
    rows = train_rows(data, "relations_train.jsonl.gz")
    positive = [r for r in rows if r["relation"] in CONFLICTS]
    others = [r for r in rows if r["relation"] not in CONFLICTS | {"framing"}]
    random.Random(0).shuffle(others)
    for number, row in enumerate(positive + others[:most]):
        for conflict in candidates(
            [small_article(row[s], f"a{i}")[0] for i, s in enumerate("ab")], newsroom, judge
        ):
            label = _pair_label(conflict, row)
            if label is not None:
                yield Labelled(row["cluster_id"], conflict, label)
        print(f"pairs {number + 1}", end="\r", file=sys.stderr)


def of_rewrites(
    data: Path, newsroom: Newsroom, judge: Judge, most: int | None
) -> Iterator[Labelled]:
    """Yield the candidates between a report and others that were worded by hand after it.

    One of them contradicts it in one marked value, one only looks different: the nearest thing to
    real contradictions in number, in other words than the report's own.
    """
    rows = train_rows(data, "rewrites_train.jsonl.gz")[:most]
    for number, row in enumerate(rows):
        for ours in ("text", "same"):
            for theirs in ("conflict", "compatible"):
                if not row[ours] or not row[theirs]:
                    continue
                posted = [_reworded(row, ours, "a0"), _reworded(row, theirs, "a1")]
                for conflict in candidates(posted, newsroom, judge):
                    label = _rewrite_label(conflict, row, theirs)
                    if label is not None:
                        yield Labelled(row["cluster_id"], conflict, label)
        print(f"rewrites {number + 1}/{len(rows)}", end="\r", file=sys.stderr)


def _reworded(row: dict[str, Any], key: str, name: str) -> Posted:
    """Return one wording as an article; only the first stands after the words before it."""
    before = f"{row['before']} " if key == "text" and row["before"] else ""
    text, source = f"{before}{row[key]}", row["source"] if name == "a0" else "Another outlet"
    return Posted(name, source, text, published_at=day(row["date"]))


def _rewrite_label(conflict: Conflict, row: dict[str, Any], theirs: str) -> bool | None:
    if theirs == "compatible":
        return False
    if conflict.type == "statement":
        return True if row["kind"] in STATEMENT_KINDS else None
    values = [v for v in (row["value_a"], row["value_b"]) if v]
    held = all(any(_holds(v, s) for v in values) for s in (conflict.a, conflict.b))
    return True if held else None


def _pair_label(conflict: Conflict, row: dict[str, Any]) -> bool | None:
    texts = [row[s]["text"] for s in "ab"]
    sides = [conflict.a, conflict.b]
    if not all(any(s.sentence.text[:40] in t for t in texts) for s in sides):
        return None
    if row["relation"] not in CONFLICTS:
        return False
    if conflict.type == "statement":
        return True if row["kind"] in STATEMENT_KINDS else None
    values = [v for v in (row["value_a"], row["value_b"]) if v]
    return True if all(any(_holds(v, s) for v in values) for s in sides) else None


def fit(kind: str, labelled: list[Labelled]) -> dict[str, Any]:
    """Fit one type's weights and measure them in five folds by event."""
    x = np.array([c.conflict.features for c in labelled])
    y = np.array([c.label for c in labelled])
    groups = np.array([c.event for c in labelled])
    odds = PRIOR[kind] / (1 - PRIOR[kind])
    weight = np.where(y, odds * (~y).sum() / y.sum(), 1.0)
    scores = np.zeros(len(y))
    for train, held in GroupKFold(5).split(x, y, groups):
        fitted = _regression().fit(x[train], y[train], sample_weight=weight[train])
        scores[held] = fitted.predict_proba(x[held])[:, 1]
    model = _regression().fit(x, y, sample_weight=weight)
    order = np.argsort(-scores)
    found = np.cumsum(y[order])
    return {
        "candidates": len(y),
        "positive": int(y.sum()),
        "average_precision": round(float(average_precision_score(y, scores)), 4),
        "precision_at": {
            str(k): round(float(found[k - 1] / k), 3) for k in (10, 20, 40, 80) if k <= len(y)
        },
        "reliability": _reliability(scores, y),
        "weights": dict(zip(FEATURES[kind], np.round(model.coef_[0], 3).tolist(), strict=True)),
        "bias": round(float(model.intercept_[0]), 3),
    }


def _regression() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=2000)


def _reliability(scores: Any, y: Any) -> list[tuple[float, int, float]]:
    """Return lower edge, count and share of positives for each bucket of scores."""
    rows = []
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = (scores >= low) & (scores < low + 0.1)
        if inside.any():
            rows.append((low, int(inside.sum()), round(float(y[inside].mean()), 3)))
    return rows


def main() -> None:
    """Fit, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="keep vectors and parses here between runs")
    parser.add_argument("--pairs", type=int, default=0, help="labelled pairs that are none")
    parser.add_argument("--rewrites", type=int, help="only so many of the hand-worded reports")
    parser.add_argument("--rows", type=Path, help="write the labelled candidates here, to read")
    args = parser.parse_args()
    loaded = load_newsroom()
    memory = Memory(args.cache)
    newsroom = remembering(replace(loaded, writer=LexicalWriter()), memory)
    events = {r["cluster_id"] for r in train_rows(args.data, "disagreements_train.jsonl.gz")}
    clusters = {c["id"]: c for c in jsonl(args.data / "clusters_dev.jsonl.gz") if c["id"] in events}
    found = list(of_events(args.data, clusters, newsroom, loaded.judge))
    memory.save()
    found += of_pairs(args.data, newsroom, loaded.judge, args.pairs)
    memory.save()
    for number, one in enumerate(of_rewrites(args.data, newsroom, loaded.judge, args.rewrites)):
        found.append(one)
        if number % 1000 == 0:
            memory.save()
    memory.save()
    by_type: dict[str, list[Labelled]] = defaultdict(list)
    for labelled in found:
        by_type[labelled.conflict.type].append(labelled)
    if args.rows:
        args.rows.write_text("\n".join(_line(x) for x in found), encoding="utf-8")
    able = {k: v for k, v in sorted(by_type.items()) if sum(x.label for x in v) >= FEWEST}
    print(json.dumps({k: fit(k, v) for k, v in able.items()}, indent=1))


def _line(x: Labelled) -> str:
    c = x.conflict
    return json.dumps(
        [x.event, c.type, c.kind, x.label, c.score, c.features, c.a.value, c.b.value,
         c.a.sentence.text, c.b.sentence.text], ensure_ascii=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
