"""How good are the writer's sentences before any check? On hand-written events it never saw.

``python -m benchmarks.writer --data ../shared/data [--role look]`` gives the writer the evidence
that the hand used for each sentence, each passage alone as in the walk, and prints JSON: the share
of sentences with a number, date, name or quotation that the evidence lacks, of copies, of
unfinished ones, new word pairs, and ROUGE-1, 2 and L (F1) against the hand-written sentence, beside
the first source sentence and the best one in hindsight. Counted is the surest wording of the first
passage; headlines get all passages.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.summing.rouge import rouge, words
from models.checks import folded, unfinished, unsupported
from models.ports import WritingTask
from models.weights.load import load_newsroom
from training.writer import Row, brief_rows


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
        **_rouge("ours", text, row.target),
        **_rouge("first_source", evidence[0], row.target),
        **_rouge("best_source", max(evidence, key=lambda e: _f1(e, row.target)), row.target),
    }


def _rouge(name: str, text: str, target: str) -> dict[str, float]:
    return {f"{name}_{kind}": f1 for kind, f1 in rouge(text, target).items()}


def _f1(text: str, target: str) -> float:
    return rouge(text, target)["rouge1"]


def _first_passage(row: Row) -> WritingTask:
    """Return the task as the walk asks it: a headline of all passages, a sentence of one."""
    told = row.task.kind in {"headline", "dispute"}
    return row.task if told else replace(row.task, evidence=row.task.evidence[:1])


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
        t
        for i in range(0, len(rows), 16)
        for t in writer.write([_first_passage(r) for r in rows[i : i + 16]])
    ]
    seconds = time.perf_counter() - start
    found: dict[str, list[dict[str, Any]]] = {"sentence": [], "headline": []}
    for row, written in zip(rows, texts, strict=True):
        kind = "headline" if row.task.kind == "headline" else "sentence"
        told = written[0] if written else row.task.evidence[0][1]  # as in the walk
        found[kind].append({"none": not written, **judge(row, told)})
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
