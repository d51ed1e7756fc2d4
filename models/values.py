"""Where the values of a disagreement stand in a text."""

from __future__ import annotations

import re

from models.checks import folded
from models.news import Disagreement, Span


def value_spans(text: str, disagreement: Disagreement) -> list[Span]:
    """Return where a value of the disagreement stands, as whole words, in any case."""
    return [
        found.span()
        for position in disagreement.positions
        if position.basis is None
        for found in value_pattern(position.value).finditer(text)
    ]


def holds_value(text: str, disagreement: Disagreement) -> bool:
    """Tell whether a text holds a value of the disagreement."""
    return bool(value_spans(folded(text), disagreement))


def value_pattern(value: str) -> re.Pattern[str]:
    """Return what finds a value as whole words, in any case."""
    words = r"\s+".join(re.escape(w) for w in folded(value).split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
