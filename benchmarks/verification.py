"""Is a summary consistent with its document? All that the judge and the hard checks know together.

``python -m benchmarks.verification --data ../shared/data`` prints JSON: balanced accuracy on the
news part of SummEdits (Laban et al., 2023) of the hard checks alone, of the judge alone, and of
``models/support.py``, which puts them together. SummEdits is a test set: weights and thresholds
stand in ``limits.py`` and come from elsewhere. A summary is as supported as its least supported
sentence.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.judge import balanced
from benchmarks.segmentation import rows
from models.articles import clean
from models.checks import unsupported
from models.limits import LIMITS
from models.mentions import Parse
from models.news import Posted
from models.pipeline import Newsroom
from models.sentences import split_sentences
from models.support import measure, passages, supported
from models.weights.load import load_newsroom

NEAREST = 2  # document sentences that the judge reads a summary sentence against


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    articles, _ = clean([Posted("d", "d", text)], LIMITS)
    return [s.text for s in split_sentences(articles)] or [text]


@lru_cache(maxsize=8)
def read(newsroom: Newsroom, text: str) -> tuple[list[tuple[str, Parse]], Any]:
    """Return a text's sentences with their parses, and their vectors; documents come again."""
    told = sentences_of(text)
    evidence = list(zip(told, newsroom.reader.parse(told), strict=True))
    return evidence, newsroom.encoder.encode(told)


def scores(newsroom: Newsroom, document: str, summary: str) -> tuple[float, float]:
    """Return the least support of a summary's sentences, by the judge and by all together."""
    evidence, known = read(newsroom, document)
    asked, vectors = read(newsroom, summary)
    best = [np.argsort(-(known @ vector))[:NEAREST] for vector in vectors]
    near = [[evidence[i][0] for i in many] for many in best]
    judged = newsroom.judge.support(
        [("\n".join(n), text) for n, (text, _) in zip(near, asked, strict=True)]
    )
    opposed = [
        max(newsroom.judge.opposed([(n, text) for n in many]))
        for many, (text, _) in zip(near, asked, strict=True)
    ]
    told = passages(evidence)
    together = [
        supported(measure(text, parse, told, j, o), LIMITS.support_weights)
        for (text, parse), j, o in zip(asked, judged, opposed, strict=True)
    ]
    return min(judged), min(together)


def report(newsroom: Newsroom, data: Path) -> dict[str, Any]:
    """Return the balanced accuracies, and the area under the curve of each score."""
    checked, judged, together, truth = [], [], [], []
    for row in rows(data / "summedits_news_dev.jsonl.gz"):
        by_judge, by_all = scores(newsroom, row["doc"], row["summary"])
        checked.append(not unsupported(row["summary"], [row["doc"]]))
        judged.append(by_judge)
        together.append(by_all)
        truth.append(bool(row["label"]))
    return {
        "hard_checks": balanced(checked, truth),
        "judge": balanced([j >= LIMITS.support for j in judged], truth),
        "together": balanced([t >= LIMITS.supported for t in together], truth),
        "auc": {"judge": area(judged, truth), "together": area(together, truth)},
    }


def area(scored: list[float], truth: list[bool]) -> float:
    """Return the share of pairs of a true and a wrong one that the scores order rightly."""
    right = [s for s, t in zip(scored, truth, strict=True) if t]
    wrong = [s for s, t in zip(scored, truth, strict=True) if not t]
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return round(won / max(1, len(right) * len(wrong)), 4)


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    newsroom = load_newsroom()
    started = time.perf_counter()
    result = report(newsroom, args.data)
    print(json.dumps({**result, "seconds": round(time.perf_counter() - started, 1)}, indent=2))


if __name__ == "__main__":
    main()
