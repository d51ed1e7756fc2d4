"""How long does writing take, beside a language model that is prompted with all articles?

``python -m benchmarks.writing --data ../shared/data`` prints JSON: the wall seconds of writing a
brief of 150 words from ten articles (the stage ``write`` of warm runs), those of SmolLM2 prompted
with the same articles for as many words, turn by turn in one run, and how many times as long that
takes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.latency import SIZES, articles_of, drawn
from benchmarks.summing.stories import story_of
from models.news import Options
from models.pipeline import summarise
from models.weights.load import load_newsroom

WORDS = 150


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Write with both, in turns; the first turn warms and is not counted."""
    from benchmarks.summing.peers import Prompted

    posted = tuple(articles_of(drawn(args.data, args.seed), *SIZES["10x30"]))
    newsroom, prompted, story = load_newsroom(), Prompted(), story_of("ten", posted)
    ours, theirs, words = [], [], []
    for _ in range(args.runs + 1):
        brief = summarise(posted, newsroom, Options(max_words=WORDS))
        ours.append(brief.timings_ms["write"] / 1000)
        start = time.perf_counter()
        text = prompted.write(story, [WORDS])[0]
        theirs.append(time.perf_counter() - start)
        words.append((len(brief.text.split()), len(text.split())))
    return {
        "articles": len(posted),
        "words": words[-1],
        "writing_seconds": round(median(ours[1:]), 2),
        "prompted_seconds": round(median(theirs[1:]), 2),
        "times_as_long": round(median(t / o for t, o in zip(theirs[1:], ours[1:], strict=True)), 2),
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    print(json.dumps(measure(parser.parse_args()), indent=1))


if __name__ == "__main__":
    main()
