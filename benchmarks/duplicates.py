"""Do we group what says the same? The pair score and the final partition on labelled real pairs.

``python -m benchmarks.duplicates --data ../shared/data [--cache FILE] [--fit]`` prints JSON. The
pair score is a logistic regression, fitted and measured in five folds by event on
``relations_train`` (positives: same, conflict, superseded; negatives: unrelated; compatible and
framing are left out, their line to either side is soft). ``--fit`` prints the weights for
``limits.py``, fitted on all.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.segmentation import rows
from models.articles import clean
from models.clusters import merge, score_pairs
from models.dates import find_dates
from models.facts import read_light
from models.figures import find_figures
from models.limits import LIMITS, Limits
from models.names import find_names
from models.news import Facts, Posted, Sentence
from models.ports import Encoder, Vectors
from models.sentences import split_sentences
from models.similarity import (
    FEATURES,
    Pair,
    close_pairs,
    features,
    inverse_frequencies,
    score,
    words_of,
)

POSITIVE = {"same", "conflict", "superseded"}


@dataclass(frozen=True, slots=True)
class Event:
    """One event as the walk sees it before grouping."""

    sentences: list[Sentence]
    facts: list[Facts]
    vectors: Vectors
    pairs: dict[tuple[int, int], Pair]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled pair inside its event; ``pair`` is None where grouping never looks at it."""

    event: str
    a: int
    b: int
    relation: str
    pair: Pair | None
    row: list[float]


def read_event(cluster: dict[str, Any], encoder: Encoder) -> Event:
    """Run the walk up to the close pairs."""
    posted = [
        Posted(f"a{i}", a["source"], a["text"], title=a["title"])
        for i, a in enumerate(cluster["articles"])
    ]
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    facts = read_light(sentences, articles)
    vectors = encoder.encode([s.text for s in sentences])
    pairs = {(p.a, p.b): p for p in close_pairs(sentences, vectors, LIMITS)}
    return Event(sentences, facts, vectors, pairs)


def place(event: Event, side: dict[str, Any]) -> int | None:
    """Return the sentence that covers most of a labelled span."""
    best, most = None, 0
    for s in event.sentences:
        e = s.evidence
        if e.article_id == f"a{side['article']}":
            shared = min(e.end, side["end"]) - max(e.start, side["start"])
            if shared > most:
                best, most = s.index, shared
    return best if most * 2 > side["end"] - side["start"] else None


def label_pairs(events: dict[str, Event], relations: list[dict[str, Any]]) -> list[Labelled]:
    """Find each labelled pair among its event's sentences."""
    found = []
    for relation in relations:
        event = events[relation["cluster_id"]]
        a, b = place(event, relation["a"]), place(event, relation["b"])
        if a is None or b is None or a == b:
            continue
        a, b = min(a, b), max(a, b)
        pair = event.pairs.get((a, b))
        frequencies = inverse_frequencies(event.sentences)
        words = {i: words_of(event.sentences[i], event.facts[i], frequencies) for i in (a, b)}
        row = features(pair, words, frequencies) if pair else []
        found.append(Labelled(relation["cluster_id"], a, b, relation["relation"], pair, row))
    return found


def fit(pairs: list[Labelled]) -> LogisticRegression:
    """Fit the pair score on positives and negatives that grouping looks at."""
    used = [p for p in pairs if p.pair and (p.relation in POSITIVE or p.relation == "unrelated")]
    x = np.array([p.row for p in used])
    y = np.array([p.relation in POSITIVE for p in used])
    return LogisticRegression(C=1.0, max_iter=1000).fit(x, y)


def limits_of(model: LogisticRegression) -> Limits:
    """Return the limits with these weights."""
    return replace(
        LIMITS,
        same_report_weights=tuple(float(w) for w in model.coef_[0]),
        same_report_bias=float(model.intercept_[0]),
    )


def five_folds(
    events: dict[str, Event], pairs: list[Labelled], thresholds: list[float]
) -> tuple[NDArray[np.float64], dict[float, NDArray[np.bool_]]]:
    """Return each pair's held-out score, and whether the held-out partition joins it."""
    groups = [p.event for p in pairs]
    scores = np.zeros(len(pairs))
    joined = {t: np.zeros(len(pairs), dtype=bool) for t in thresholds}
    for train, test in GroupKFold(5).split(pairs, groups=groups):
        limits = limits_of(fit([pairs[i] for i in train]))
        by_event: dict[str, list[int]] = {}
        for i in test:
            by_event.setdefault(pairs[i].event, []).append(int(i))
        for name, indices in by_event.items():
            _measure_event(events[name], pairs, indices, limits, scores, joined)
    return scores, joined


def _measure_event(
    event: Event,
    pairs: list[Labelled],
    indices: list[int],
    limits: Limits,
    scores: NDArray[np.float64],
    joined: dict[float, NDArray[np.bool_]],
) -> None:
    close = list(event.pairs.values())
    values = score_pairs(close, event.sentences, event.facts, limits)
    by_pair = {(p.a, p.b): v for p, v in zip(close, values, strict=True)}
    for i in indices:
        scores[i] = by_pair.get((pairs[i].a, pairs[i].b), 0.0)
    for threshold, result in joined.items():
        groups = merge(len(event.sentences), close, values, replace(limits, same_report=threshold))
        group_of = {m: n for n, g in enumerate(groups) for m in g}
        for i in indices:
            result[i] = group_of[pairs[i].a] == group_of[pairs[i].b]


def precision_at_recall(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], recall: float
) -> float:
    """Return the best precision at this recall or more."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    precision = hits / np.arange(1, len(order) + 1)
    return float(precision[hits >= recall * truth.sum()].max())


def pair_report(
    scores: NDArray[np.float64], pairs: list[Labelled], cosine: bool
) -> dict[str, float]:
    """Precision at several recalls, positives against unrelated."""
    used = [i for i, p in enumerate(pairs) if p.relation in POSITIVE or p.relation == "unrelated"]
    truth = np.array([pairs[i].relation in POSITIVE for i in used])
    values = np.array(
        [(pairs[i].pair.cosine if pairs[i].pair else 0.0) if cosine else scores[i] for i in used]  # type: ignore[union-attr]
    )
    return {
        f"precision_at_recall_{r}": round(precision_at_recall(values, truth, r), 4)
        for r in (0.4, 0.5, 0.6, 0.7, 0.8)
    }


def partition_report(joined: NDArray[np.bool_], pairs: list[Labelled]) -> dict[str, Any]:
    """Precision and recall of the partition on the labelled pairs, and recall by relation."""
    total = Counter(p.relation for p in pairs)
    together = Counter(p.relation for p, j in zip(pairs, joined, strict=True) if j)
    hits = sum(together[r] for r in POSITIVE)
    contested = (together["conflict"] + together["superseded"]) / (
        total["conflict"] + total["superseded"]
    )
    return {
        "precision": round(hits / max(1, hits + together["unrelated"]), 4),
        "recall": round(hits / sum(total[r] for r in POSITIVE), 4),
        "joined_by_relation": {r: round(together[r] / n, 4) for r, n in sorted(total.items())},
        "recall_same": round(together["same"] / total["same"], 4),
        "recall_conflict_and_superseded": round(contested, 4),
    }


def swapped_report(
    events: dict[str, Event], pairs: list[Labelled], limits: Limits
) -> dict[str, Any]:
    """Change a shared figure in one sentence of each ``same`` pair: does the pair stay together?

    The words of the walk are used as they are; the changed sentence is encoded anew by the caller's
    encoder only if one is at hand, so here the cosine is that of the unchanged pair.
    """
    before = after = count = 0
    for p in pairs:
        event = events[p.event]
        facts_a, facts_b = event.facts[p.a], event.facts[p.b]
        shared = {(f.low, f.unit) for f in facts_a.figures} & {
            (f.low, f.unit) for f in facts_b.figures
        }
        if p.relation != "same" or not p.pair or not shared:
            continue
        frequencies = inverse_frequencies(event.sentences)
        old = event.sentences[p.b]
        figure = next(f for f in facts_b.figures if (f.low, f.unit) in shared)
        text = f"{old.text[: figure.start]}{int(figure.low) + 7}{old.text[figure.end :]}"
        new = replace(old, text=text)
        changed = Facts(find_figures(text), find_dates(text), find_names(text))
        words = {
            p.a: words_of(event.sentences[p.a], facts_a, frequencies),
            p.b: words_of(new, changed, frequencies),
        }
        moved = float(score(np.array([features(p.pair, words, frequencies)]), limits)[0])
        stayed = float(score(np.array([p.row]), limits)[0])
        count, before, after = (
            count + 1,
            before + (stayed >= limits.same_report),
            after + (moved >= limits.same_report),
        )
    return {
        "pairs": count,
        "recall": round(before / count, 4),
        "recall_with_another_figure": round(after / count, 4),
    }


def load_events(args: argparse.Namespace, wanted: set[str]) -> dict[str, Event]:
    """Encode the events, or take them from the cache file."""
    if args.cache and args.cache.is_file():
        cached: dict[str, Event] = pickle.loads(args.cache.read_bytes())  # our own file
        return cached
    from models.weights.load import load_newsroom

    encoder = load_newsroom().encoder
    events = {}
    for cluster in rows(args.data / "clusters_dev.jsonl.gz"):
        if cluster["id"] in wanted:
            events[cluster["id"]] = read_event(cluster, encoder)
            print(f"{len(events)}/{len(wanted)}", end="\r", file=sys.stderr)
    if args.cache:
        args.cache.write_bytes(pickle.dumps(events))
    return events


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="keep the encoded events here between runs")
    parser.add_argument("--fit", action="store_true", help="also print weights fitted on all pairs")
    args = parser.parse_args()
    roles = json.loads((args.data / "splits.json").read_text())
    relations = [
        r
        for r in rows(args.data / "relations_train.jsonl.gz")
        if roles[r["cluster_id"]] != "test"  # final figures only: never tuned on
    ]
    events = load_events(args, {r["cluster_id"] for r in relations})
    pairs = label_pairs(events, relations)
    thresholds = sorted({0.2, 0.3, 0.4, 0.5, 0.6, LIMITS.same_report})
    scores, joined = five_folds(events, pairs, thresholds)
    result: dict[str, Any] = {
        "pairs": len(pairs),
        "relations": dict(Counter(p.relation for p in pairs)),
        "not_close": dict(Counter(p.relation for p in pairs if not p.pair)),
        "pair_score": pair_report(scores, pairs, cosine=False),
        "cosine_alone": pair_report(scores, pairs, cosine=True),
        "partition": {str(t): partition_report(j, pairs) for t, j in joined.items()},
        "same_report": LIMITS.same_report,
        "same_pairs_with_a_figure_changed": swapped_report(events, pairs, LIMITS),
    }
    if args.fit:
        limits = limits_of(fit(pairs))
        result["weights"] = dict(
            zip(FEATURES, np.round(limits.same_report_weights, 3).tolist(), strict=True)
        )
        result["bias"] = round(limits.same_report_bias, 3)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
