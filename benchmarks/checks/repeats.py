"""The same request twice, and the same articles in another order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.checks.answer import Answer, Citation, Finding, shorten

CHANGING = ("id", "created_at", "timings_ms")
Span = tuple[str, int, int]


def check_repeat(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Finding]:
    """Equal requests give equal answers, but for id, time of creation and timings."""
    for key in sorted(set(first) | set(second)):
        if key not in CHANGING and first.get(key) != second.get(key):
            yield Finding("determinism", _difference(key, first.get(key), second.get(key)))


def check_order(first: Answer, shuffled: Answer) -> Iterator[Finding]:
    """The order of the articles changes neither the clusters nor the disagreements."""
    for name, read in (
        ("claims", _claims),
        ("duplicates", _duplicates),
        ("disagreements", _disagreements),
    ):
        before, after = read(first), read(shuffled)
        if before != after:
            lost, new = list((before - after).elements()), list((after - before).elements())
            detail = f"{len(lost)} lost, {len(new)} new, such as {(lost or new)[0]}"
            yield Finding(f"order_{name}", shorten(detail, 300))
    for key in ("text", "headline"):
        if first[key] != shuffled[key]:
            yield Finding(f"order_{key}", shorten(shuffled["text"]), info=True)


def _difference(path: str, first: Any, second: Any) -> str:
    """The first place where two values differ."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key in sorted(set(first) | set(second)):
            if first.get(key) != second.get(key):
                return _difference(f"{path}/{key}", first.get(key), second.get(key))
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for n, (a, b) in enumerate(zip(first, second, strict=True)):
            if a != b:
                return _difference(f"{path}/{n}", a, b)
    return f"{path}: {shorten(repr(first), 120)} and {shorten(repr(second), 120)}"


def _span(citation: Citation) -> Span:
    return citation["article_id"], citation["start"], citation["end"]


def _claims(answer: Answer) -> Counter[tuple[Span, ...]]:
    return Counter(tuple(sorted(map(_span, claim["evidence"]))) for claim in answer["claims"])


def _duplicates(answer: Answer) -> Counter[tuple[Span, ...]]:
    groups = ([group["kept"], *group["merged"]] for group in answer["duplicates"])
    return Counter(tuple(sorted(map(_span, group))) for group in groups)


def _disagreements(answer: Answer) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            disagreement["kind"],
            disagreement["status"],
            tuple(
                sorted(
                    (p["value"], tuple(sorted(map(_span, p["evidence"]))))
                    for p in disagreement["positions"]
                )
            ),
        )
        for disagreement in answer["disagreements"]
    )
