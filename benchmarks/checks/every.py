"""All checks of one answer."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from benchmarks.checks.answer import Answer, Case, Finding, posted_articles
from benchmarks.checks.contract import check_contract
from benchmarks.checks.disputes import check_disputes
from benchmarks.checks.form import check_form
from benchmarks.checks.invention import check_invention
from benchmarks.checks.offsets import check_offsets

CHECKS = (check_offsets, check_invention, check_form, check_disputes)


def check_answer(
    body: Mapping[str, Any], answer: Any, ordinary: frozenset[str]
) -> Iterator[Finding]:
    """Check an answer against the request; one without the contract's shape is not read on."""
    shape = list(check_contract(answer))
    yield from shape
    if any(not finding.info for finding in shape):
        return
    options = body["options"]
    case = Case(
        articles=posted_articles(body),
        answer=cast(Answer, answer),
        max_words=options["max_words"],
        style=options.get("style", "paragraph"),
        ordinary=ordinary,
    )
    for check in CHECKS:
        yield from check(case)
