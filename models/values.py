"""Where the values of a disagreement stand in a text."""

from __future__ import annotations

import re

from models.checks import folded, says_no_more
from models.dates import find_dates
from models.news import Disagreement, Span


def value_spans(text: str, disagreement: Disagreement) -> list[Span]:
    """Return where a value of the disagreement stands, also in other words.

    A date stands there when all that the text says of it agrees with the value: "Friday" holds
    "Friday, December 13, 2025".
    """
    spans = set()
    for position in disagreement.positions:
        if position.basis is None:
            spans |= {m.span() for m in value_pattern(position.value).finditer(text)}
            if disagreement.kind == "date":
                spans |= _dates_within(text, position.value)
    return sorted(spans)


def _dates_within(text: str, value: str) -> set[Span]:
    wanted = find_dates(value)
    return {
        (m.start, m.end)
        for m in find_dates(text)
        for w in wanted
        if (m.weekday is not None or m.day is not None) and says_no_more(m, w)
    }


def holds_value(text: str, disagreement: Disagreement) -> bool:
    """Tell whether a text holds a value of the disagreement."""
    return bool(value_spans(folded(text), disagreement))


def value_pattern(value: str) -> re.Pattern[str]:
    """Return what finds a value as whole words, in any case."""
    words = r"\s+".join(re.escape(w) for w in folded(value).split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
