"""Adding up: violations with examples, and counts of what the briefs are made of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, quantiles
from typing import Any

from benchmarks.checks.answer import Answer, Finding
from benchmarks.checks.form import word_count
from benchmarks.checks.record import Record

EXAMPLES = 20
REASONS = 40


def figures_of(answer: Answer, seconds: float) -> dict[str, Any]:
    """What one brief adds to the counts."""
    return {
        "methods": [sentence["method"] for sentence in answer["sentences"]],
        "words": word_count(answer["text"]),
        "disagreements": [f"{d['kind']}/{d['status']}" for d in answer["disagreements"]],
        "dropped": [_reason(dropped["reason"]) for dropped in answer["dropped"]],
        "warnings": [warning["code"] for warning in answer["warnings"]],
        "seconds": round(seconds, 3),
    }


def summary(wanted: int, records: Sequence[Record]) -> dict[str, Any]:
    """The result of a run, ready for JSON."""
    violations = [row for row in _rows(records) if not row[2].info]
    notes = [row for row in _rows(records) if row[2].info]
    return {
        "clusters": wanted,
        "checked": len(records),
        "violations": _counted(finding.check for _, _, finding in violations),
        "examples": _examples(violations),
        "info": _counted(finding.check for _, _, finding in notes),
        "info_examples": _examples(notes),
        "counts": counts([record.figures for record in records if record.figures]),
    }


def counts(briefs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Counts over all briefs; shares are of sentences."""
    methods = Counter(method for brief in briefs for method in brief["methods"])
    sentences = sum(methods.values())
    found = [d.split("/") for brief in briefs for d in brief["disagreements"]]
    return {
        "briefs": len(briefs),
        "sentences": sentences,
        "methods": dict(methods.most_common()),
        "method_shares": {m: round(n / sentences, 4) for m, n in methods.most_common()},
        "briefs_with_fallback": sum(
            any(method != "abstractive" for method in brief["methods"]) for brief in briefs
        ),
        "empty_briefs": sum(not brief["methods"] for brief in briefs),
        "mean_words": round(mean(brief["words"] for brief in briefs), 1) if briefs else None,
        "disagreements": sum(len(brief["disagreements"]) for brief in briefs),
        "disagreements_by_kind": _counted(kind for kind, _ in found),
        "disagreements_by_status": _counted(status for _, status in found),
        "dropped": _counted((r for brief in briefs for r in brief["dropped"]), REASONS),
        "warnings": _counted(code for brief in briefs for code in brief["warnings"]),
        "latency_s": _latency([brief["seconds"] for brief in briefs]),
    }


def _rows(records: Sequence[Record]) -> list[tuple[str, str, Finding]]:
    return [
        (record.cluster, variant, finding)
        for record in records
        for variant, finding in record.findings
    ]


def _examples(rows: Iterable[tuple[str, str, Finding]]) -> dict[str, list[dict[str, str]]]:
    """Up to 20 details for each check."""
    examples: dict[str, list[dict[str, str]]] = {}
    for cluster, variant, finding in rows:
        kept = examples.setdefault(finding.check, [])
        if len(kept) < EXAMPLES:
            kept.append({"cluster": cluster, "request": variant, "detail": finding.detail})
    return examples


def _counted(words: Iterable[str], most: int | None = None) -> dict[str, int]:
    return dict(Counter(words).most_common(most))


def _reason(reason: str) -> str:
    """A reason with its numbers and quoted words folded, so that reasons of a kind add up."""
    folded = re.sub(r"[\"“][^\"”]*[\"”]", "…", reason)
    return re.sub(r"\d+(?:[.,]\d+)*", "N", folded)


def _latency(seconds: list[float]) -> dict[str, float] | None:
    if len(seconds) < 2:
        return {"p50": seconds[0], "p95": seconds[0]} if seconds else None
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {"p50": round(cuts[49], 3), "p95": round(cuts[94], 3)}
