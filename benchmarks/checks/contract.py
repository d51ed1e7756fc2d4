"""The shape of the answer: required keys, their types, words from closed lists."""

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any

from benchmarks.checks.answer import Finding, shorten

KINDS = frozenset(
    ("number", "date", "place", "name", "attribution", "polarity", "certainty", "framing")
)
STATUSES = frozenset(("contradiction", "superseded", "inconsistent", "framing"))
METHODS = frozenset(("abstractive", "compressed", "quoted"))

NUMBER = (int, float)
TEXT_OR_NULL = (str, NoneType)
SPAN = {"article_id": str, "start": int, "end": int}
QUOTE = {**SPAN, "quote": str}
CITATION = {**QUOTE, "source": str}
SENTENCE = {
    "text": str,
    "support": NUMBER,
    "origins": int,
    "method": METHODS,
    "citations": [CITATION],
    "disputed": [str],
}
POSITION = {"value": str, "articles": [str], "evidence": [CITATION], "basis?": TEXT_OR_NULL}
DISAGREEMENT = {
    "id": str,
    "kind": KINDS,
    "status": STATUSES,
    "topic": str,
    "note": str,
    "score": NUMBER,
    "positions": [POSITION],
}
CLAIM = {
    "id": str,
    "text": str,
    "date": TEXT_OR_NULL,
    "origins": int,
    "articles": [str],
    "disagreements": [str],
    "evidence": [CITATION],
}
ARTICLE = {
    "id": str,
    "source": str,
    "sentences": int,
    "used": int,
    "boilerplate_spans": [[int]],
    "same_copy_as": TEXT_OR_NULL,
    "text": TEXT_OR_NULL,
}
ANSWER = {
    "id": str,
    "status": frozenset(("succeeded",)),
    "created_at": str,
    "headline": str,
    "headline_citations": [CITATION],
    "text": str,
    "sentences": [SENTENCE],
    "disagreements": [DISAGREEMENT],
    "claims": [CLAIM],
    "single_source_total": int,
    "single_source": [{**SPAN, "text": str}],
    "duplicates": [{"kept": QUOTE, "merged": [{**QUOTE, "similarity": NUMBER}]}],
    "dropped": [{"text": str, "reason": str}],
    "articles": [ARTICLE],
    "neutrality": {"brief": NUMBER, "articles": dict},
    "warnings": [{"code": str, "article_id?": TEXT_OR_NULL, "detail": str}],
    "reviews": [{"verdict": str, "by": str, "at": str, "reason": TEXT_OR_NULL}],
    "models": {"encoder": str, "judge": str, "writer": str, "crosswire": str},
    "timings_ms": {"total": NUMBER},
}
OPEN = frozenset(("/timings_ms", "/neutrality/articles"))
SINGLE_SOURCE_CAP = 20


def check_contract(answer: Any) -> Iterator[Finding]:
    """The answer has the shape of the contract; keys beyond it are only noted."""
    findings = list(_shape(answer, ANSWER, ""))
    yield from findings
    if not any(not finding.info for finding in findings):
        yield from _single_source_count(answer)


def _single_source_count(answer: Mapping[str, Any]) -> Iterator[Finding]:
    listed, total = len(answer["single_source"]), answer["single_source_total"]
    if listed > min(total, SINGLE_SOURCE_CAP):
        yield Finding("single_source_count", f"{listed} listed, {total} in all")


def _shape(value: Any, shape: Any, path: str) -> Iterator[Finding]:
    """Compare a value with a type, a closed list of words, a list or an object of shapes."""
    if isinstance(shape, frozenset):
        if not isinstance(value, str) or value not in shape:
            yield Finding("contract_word", f"{path}: {shorten(repr(value), 80)}")
    elif isinstance(shape, type | tuple):
        if not isinstance(value, shape) or isinstance(value, bool):
            yield Finding("contract_type", f"{path}: {type(value).__name__}")
    elif isinstance(shape, list):
        yield from _each(value, shape[0], path)
    else:
        yield from _object(value, shape, path)


def _each(value: Any, shape: Any, path: str) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield Finding("contract_type", f"{path}: {type(value).__name__}, not a list")
        return
    for number, item in enumerate(value):
        yield from _shape(item, shape, f"{path}/{number}")


def _object(value: Any, shape: Mapping[str, Any], path: str) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Finding("contract_type", f"{path}: {type(value).__name__}, not an object")
        return
    names = {key.removesuffix("?"): key for key in shape}
    for name, key in names.items():
        if name in value:
            yield from _shape(value[name], shape[key], f"{path}/{name}")
        elif not key.endswith("?"):
            yield Finding("contract_key", f"{path}/{name} is missing")
    if path not in OPEN:
        unknown = sorted(set(value) - set(names))
        yield from (Finding("unknown_key", f"{path}/{name}", info=True) for name in unknown)
