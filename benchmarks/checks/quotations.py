"""Quotations: what stands between double quotation marks, and whether the evidence holds it."""

import re
from collections.abc import Sequence

from benchmarks.checks.answer import Citation, Posted
from benchmarks.checks.fold import fold_quotes

_GAP = 3
_QUOTED = re.compile(r'"([^"]*)"')


def find_quotations(text: str) -> list[str]:
    """The quotations of a text; one that is opened and never closed goes to the end."""
    folded = _without_inches(fold_quotes(text))
    found = _QUOTED.findall(folded)
    if is_balanced(text):
        return [quotation for quotation in found if quotation.strip()]
    rest = _QUOTED.sub("", folded)
    opened = re.search(r'(?:^|[\s(\[-])"(\S.*)$', rest)
    return [*(q for q in found if q.strip()), *([opened[1]] if opened and not found else [])]


def is_balanced(text: str) -> bool:
    """Whether every quotation mark has its partner."""
    return _without_inches(fold_quotes(text)).count('"') % 2 == 0


def without_quotations(text: str) -> str:
    """The folded text with its quotations left out, for checks that they answer themselves."""
    return _QUOTED.sub('" "', text) if text.count('"') % 2 == 0 else text


def is_quoted(quotation: str, passages: Sequence[str]) -> bool:
    """Whether a passage holds the quotation exactly, but for the stop that closes it."""
    wanted = " ".join(quotation.split())
    forms = {wanted, wanted.rstrip(".,").rstrip()} - {""}
    return any(form in passage for form in forms for passage in passages)


def passages(citations: Sequence[Citation], articles: dict[str, Posted]) -> list[str]:
    """The cited quotes, folded; those that follow each other in one article are one passage."""
    spans = sorted((c["article_id"], c["start"], c["end"]) for c in citations)
    merged: list[tuple[str, int, int]] = []
    for article, start, end in spans:
        last = merged[-1] if merged else None
        if last and last[0] == article and start - last[2] <= _GAP:
            merged[-1] = (article, last[1], max(end, last[2]))
        else:
            merged.append((article, start, end))
    whole = [articles[a].text[start:end] for a, start, end in merged if a in articles]
    return [fold_quotes(text) for text in [*whole, *(c["quote"] for c in citations)]]


def _without_inches(text: str) -> str:
    """Leave out the mark of `6'2"`, which quotes nothing."""
    return re.sub(r"(\d'\d{1,2})\"", r"\1", text)
