"""How good is the judge? Same slot on real pairs, support on edited summaries, and its speed.

``python -m benchmarks.judge --data ../shared/data`` prints JSON:

- ``slot``: balanced accuracy on labelled pairs of `test` events. Positives: the marked values of
  conflict, superseded and same pairs; negatives: other mentions of the same type in those pairs.
- ``support``: balanced accuracy on SummEdits (news): is a summary consistent with its document? A
  summary is as supported as its least supported sentence, read against the document's nearest
  sentences. Alone, with the hard checks, and the hard checks alone. Thresholds are those of
  ``limits.py``, fitted elsewhere.
- ``pairs_a_second`` at 64 tokens.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.segmentation import rows
from models.articles import clean
from models.checks import unsupported
from models.figures import find_figures
from models.limits import LIMITS
from models.masking import MASK
from models.names import find_names
from models.news import Posted
from models.pipeline import Newsroom
from models.sentences import split_sentences
from models.weights.load import load_newsroom

NEAREST = 3  # document sentences a summary sentence is read against
RELATIONS = {"conflict", "superseded", "same"}


def balanced(said: list[bool], truth: list[bool]) -> dict[str, float]:
    """Return the share of positives and of negatives that are right, and their mean."""
    right = [s for s, t in zip(said, truth, strict=True) if t]
    wrong = [not s for s, t in zip(said, truth, strict=True) if not t]
    shares = [sum(right) / max(1, len(right)), sum(wrong) / max(1, len(wrong))]
    return {
        "positives": round(shares[0], 4),
        "negatives": round(shares[1], 4),
        "balanced_accuracy": round(sum(shares) / 2, 4),
        "of": len(truth),
    }


def slot_pairs(data: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield masked pairs of `test` events with their label."""
    roles = json.loads((data / "splits.json").read_text())
    for name in ("relations_train.jsonl.gz", "gold_dev.jsonl.gz"):
        for row in rows(data / name):
            if roles[row["cluster_id"]] == "test" and row["relation"] in RELATIONS:
                texts = [s.get("sentence") or s["text"] for s in (row["a"], row["b"])]
                yield from _masked(texts, (row["value_a"], row["value_b"]), row["kind"])


def _masked(
    texts: list[str], values: tuple[str | None, str | None], kind: str | None
) -> Iterator[tuple[str, str, bool]]:
    a, b = values
    if not a or not b or texts[0].count(a) != 1 or texts[1].count(b) != 1:
        return
    one, two = texts[0].replace(a, MASK), texts[1].replace(b, MASK)
    yield one, two, True
    if find_figures(a):
        others = [f.text for f in find_figures(texts[1])]
    elif kind in {"entity", None} and find_names(a):
        others = [n.text for n in find_names(texts[1])]
    else:
        others = []
    for other in others:
        if other not in b and b not in other and texts[1].count(other) == 1:
            yield one, texts[1].replace(other, MASK), False


def slot_report(newsroom: Newsroom, data: Path) -> dict[str, Any]:
    """Return the balanced accuracy of the same-slot head."""
    pairs = list(slot_pairs(data))
    scores = newsroom.judge.same_slot([(a, b) for a, b, _ in pairs])
    return balanced([s >= 0.5 for s in scores], [y for _, _, y in pairs])


def support_report(newsroom: Newsroom, data: Path) -> dict[str, Any]:
    """Return the balanced accuracy on SummEdits by the judge, the hard checks, and both."""
    judged, checked, truth = [], [], []
    for row in rows(data / "summedits_news_dev.jsonl.gz"):
        document, summary = _sentences(row["doc"]), _sentences(row["summary"])
        if not summary:
            continue
        judged.append(_least(newsroom, document, summary))
        checked.append(not unsupported(row["summary"], [row["doc"]]))
        truth.append(bool(row["label"]))
    said = [j >= LIMITS.support for j in judged]
    both = [j and c for j, c in zip(said, checked, strict=True)]
    best = max(
        balanced([j >= t for j in judged], truth)["balanced_accuracy"]
        for t in np.arange(0.05, 1.0, 0.025)
    )
    return {
        "judge": balanced(said, truth),
        "hard_checks": balanced(checked, truth),
        "together": balanced(both, truth),
        "judge_at_its_best_threshold": best,
    }


def _sentences(text: str) -> list[str]:
    articles, _ = clean([Posted("d", "d", text)], LIMITS)
    return [s.text for s in split_sentences(articles)] or [text]


def _least(newsroom: Newsroom, document: list[str], summary: list[str]) -> float:
    known, asked = newsroom.encoder.encode(document), newsroom.encoder.encode(summary)
    pairs = []
    for sentence, vector in zip(summary, asked, strict=True):
        nearest = sorted(np.argsort(-(known @ vector))[:NEAREST])
        pairs.append(("\n".join(document[i] for i in nearest), sentence))
    return min(newsroom.judge.support(pairs))


def speed(newsroom: Newsroom, count: int = 512) -> float:
    """Return judged pairs a second at about 64 tokens a pair, warm."""
    side = "The committee approved the plan on Tuesday after a long debate about its cost and {} x"
    pairs = [(f"{side} {MASK}".format(i), f"{side} {MASK} now".format(-i)) for i in range(count)]
    newsroom.judge.same_slot(pairs[:64])
    started = time.perf_counter()
    newsroom.judge.same_slot(pairs)
    return round(count / (time.perf_counter() - started), 1)


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    newsroom = load_newsroom()
    result = {
        "slot": slot_report(newsroom, args.data),
        "support": support_report(newsroom, args.data),
        "pairs_a_second": speed(newsroom),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
