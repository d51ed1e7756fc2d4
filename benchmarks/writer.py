"""How good are the writer's sentences before any check? On hand-written events it never saw.

``python -m benchmarks.writer --data ../shared/data [--role look]`` gives the writer the evidence
that the hand used for each sentence and prints JSON: the share of sentences with a number, date,
name or quotation that the evidence lacks, of copies, of unfinished ones, new word pairs, and words
shared with the hand-written sentence (F1), beside the first source sentence.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from models.checks import folded, unfinished, unsupported
from models.weights.load import load_newsroom
from training.writer import Row, brief_rows

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return lower-case words."""
    return _WORD.findall(text.lower())


def overlap(a: str, b: str) -> float:
    """Return the F1 of shared words, counted (ROUGE-1 without stemming)."""
    mine, theirs = words(a), words(b)
    shared = sum(min(mine.count(w), theirs.count(w)) for w in set(mine))
    return 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def new_pairs(text: str, evidence: list[str]) -> float:
    """Return the share of word pairs that no evidence sentence has."""
    mine = list(zip(words(text), words(text)[1:], strict=False))
    known = {p for e in evidence for p in zip(words(e), words(e)[1:], strict=False)}
    return sum(p not in known for p in mine) / len(mine) if mine else 0.0


def judge(row: Row, text: str) -> dict[str, Any]:
    """Return what is to be counted of one sentence."""
    evidence = [t for _, t in row.task.evidence]
    sources = [s for s, _ in row.task.evidence]
    return {
        "unsupported": bool(unsupported(text, evidence, sources)),
        "unfinished": bool(unfinished(text)) and row.task.kind != "headline",
        "copied": any(folded(text).rstrip(".") in folded(e) for e in evidence),
        "new_pairs": new_pairs(text, evidence),
        "overlap": overlap(text, row.target),
        "overlap_first_source": overlap(evidence[0], row.target),
    }


def main() -> None:
    """Write, count, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--role", choices=["look", "test"], default="look")
    parser.add_argument("--show", action="store_true", help="print each on standard error")
    args = parser.parse_args()
    rows = brief_rows(args.data, args.role)
    writer = load_newsroom().writer
    start = time.perf_counter()
    texts = [
        t for i in range(0, len(rows), 16) for t in writer.write([r.task for r in rows[i : i + 16]])
    ]
    seconds = time.perf_counter() - start
    found: dict[str, list[dict[str, Any]]] = {"sentence": [], "headline": []}
    for row, written in zip(rows, texts, strict=True):
        kind = "headline" if row.task.kind == "headline" else "sentence"
        found[kind].append(judge(row, written[0] if written else ""))
        if args.show:
            print(
                row.task.kind, "|", row.target, "|", written, "|", found[kind][-1], file=sys.stderr
            )
    result = {
        kind: {"count": len(many)}
        | {k: round(sum(m[k] for m in many) / len(many), 4) for k in many[0]}
        for kind, many in found.items()
        if many
    }
    print(json.dumps({"role": args.role, "seconds": round(seconds, 1), **result}, indent=2))


if __name__ == "__main__":
    main()
