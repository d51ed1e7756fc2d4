"""Sentence boundaries and boilerplate against labels made by reading.

``python -m benchmarks.segmentation --data ../shared/data [--part dev|final] [--show]`` prints JSON:
precision, recall and F1 of sentence ends, and the share of story lines wrongly marked and of
boilerplate lines missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

from models.articles import clean
from models.limits import LIMITS
from models.news import Posted
from models.sentences import boundaries

LABELS = Path(__file__).parent / "labels"


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line) for line in lines]


def measure_boundaries(clusters: dict[str, Any], part: str, show: bool) -> dict[str, float]:
    """Compare sentence ends inside the labelled passages."""
    hit = predicted = labelled = 0
    for row in rows(LABELS / "sentence_boundaries.jsonl"):
        if row["part"] != part:
            continue
        text = clusters[row["cluster_id"]]["articles"][row["article"]]["text"]
        ends: set[int] = set()
        at = row["start"]
        for line in text[row["start"] : row["end"]].split("\n"):
            ends |= {b for _, b in boundaries(text, (at, at + len(line)))}
            at += len(line) + 1
        gold = set(row["boundaries"])
        hit, predicted, labelled = (
            hit + len(ends & gold),
            predicted + len(ends),
            labelled + len(gold),
        )
        if show:
            for offset in sorted(ends ^ gold):
                side = "extra " if offset in ends else "missed"
                print(
                    side,
                    repr(text[offset - 60 : offset]),
                    "|",
                    repr(text[offset : offset + 40]),
                    file=sys.stderr,
                )
    precision, recall = hit / predicted, hit / labelled
    f1 = 2 * precision * recall / (precision + recall)
    return {"boundaries": labelled, "precision": precision, "recall": recall, "f1": f1}


def measure_boilerplate(clusters: dict[str, Any], part: str, show: bool) -> dict[str, float]:
    """Compare the marking of whole lines: a line counts as marked when half of it is."""
    counts = {"story": 0, "story_marked": 0, "boilerplate": 0, "boilerplate_missed": 0}
    for row in rows(LABELS / "boilerplate.jsonl"):
        if row["part"] != part:
            continue
        posted = clusters[row["cluster_id"]]["articles"][row["article"]]
        one = Posted("a1", posted["source"], posted["text"], title=posted["title"])
        article = clean([one], LIMITS)[0][0]
        for span in row["spans"]:
            kept = sum(
                min(b, span["end"]) - max(a, span["start"])
                for a, b in article.story
                if a < span["end"] and b > span["start"]
            )
            marked = kept * 2 < span["end"] - span["start"]
            counts[span["label"]] += 1
            wrong = marked == (span["label"] == "story")
            if wrong:
                counts["story_marked" if marked else "boilerplate_missed"] += 1
                if show:
                    print(
                        "MARKED" if marked else "MISSED",
                        posted["source"],
                        repr(article.text[span["start"] : span["end"]][:200]),
                        file=sys.stderr,
                    )
    return {
        **counts,
        "story_marked_share": counts["story_marked"] / counts["story"],
        "boilerplate_missed_share": counts["boilerplate_missed"] / counts["boilerplate"],
    }


def main() -> None:
    """Run both measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=["dev", "final"], default="dev")
    parser.add_argument("--show", action="store_true", help="print each error on standard error")
    args = parser.parse_args()
    clusters = {c["id"]: c for c in rows(args.data / "clusters_dev.jsonl.gz")}
    result = {
        "part": args.part,
        "sentence_boundaries": measure_boundaries(clusters, args.part, args.show),
        "boilerplate": measure_boilerplate(clusters, args.part, args.show),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
