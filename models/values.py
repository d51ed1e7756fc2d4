"""Where the values of a disagreement stand in a text, and who vouches for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.checks import folded
from models.dates import find_dates, says_no_more
from models.facts import find_speakers
from models.figures import written_values
from models.names import find_quotations, stands_in
from models.news import Disagreement, Position, Span
from models.similarity import long_stems

_OF_THE_WORDS = 0.5  # of a quotation's stems: a text that holds them tells of it

_PARENT_OF = re.compile(
    r"\b(?:(?:grand)?(?:father|mother)|parents?|mom|mum|dad|family) of (?:about |at least )?$",
    re.IGNORECASE,
)


def contested(disagreements: Sequence[Disagreement]) -> list[Disagreement]:
    """Return those whose values must not stand as plain fact."""
    return [d for d in disagreements if d.status != "framing"]


def value_spans(text: str, disagreement: Disagreement) -> list[Span]:
    """Return where a value of the disagreement stands, also in other words.

    "Twelve" holds "12"; "Friday" holds "Friday, December 13, 2025": a date stands there when all
    that the text says of it agrees with the value.
    """
    return sorted({s for p in disagreement.positions for s in position_spans(text, p)})


def position_spans(text: str, position: Position) -> set[Span]:
    """Return where one side's value stands; the calendar's stands nowhere."""
    if position.basis is not None:
        return set()
    spans = {m.span() for m in value_pattern(position.value).finditer(text)}
    spans |= _dates_within(text, position.value) | _numbers_within(text, position.value)
    return {s for s in spans if not _of_children(text, s, position)}


def _of_children(text: str, span: Span, position: Position) -> bool:
    """Tell "a father of four" from the four of whom a position tells."""
    start, end = span
    before = _PARENT_OF.search(text[:start])
    if before is None or not position.evidence:
        return False
    children = f"{before.group()}{text[start:end]}".casefold()
    return not any(children in folded(e.quote).casefold() for e in position.evidence)


def _dates_within(text: str, value: str) -> set[Span]:
    wanted = find_dates(value)
    return {
        (m.start, m.end)
        for m in find_dates(text)
        for w in wanted
        if (m.weekday is not None or m.day is not None) and says_no_more(m, w)
    }


def _numbers_within(text: str, value: str) -> set[Span]:
    if find_dates(value):
        return set()
    wanted = {number for number, _, _ in written_values(value)}
    dates = tuple((d.start, d.end) for d in find_dates(text))
    spans: set[Span] = set()
    for number, _, wording in written_values(text, dates):
        if number in wanted:
            spans |= {m.span() for m in value_pattern(wording).finditer(text)}
    return spans


def holds_value(text: str, disagreement: Disagreement) -> bool:
    """Tell whether a text holds a value of the disagreement."""
    return bool(value_spans(folded(text), disagreement))


def vouched(text: str, disagreement: Disagreement) -> bool:
    """Tell whether each value that a text holds is given with an outlet or speaker of its side."""
    plain = folded(text)
    held = [p for p in disagreement.positions if position_spans(plain, p)]
    if disagreement.kind == "attribution":
        # The speaker is the value: he vouches for nothing, and may be told of otherwise.
        return not _says_so(plain, held) or all(_names_outlet(plain, p) for p in held)
    return all(_names_outlet(plain, p) or _names_speaker(plain, p) for p in held)


def _says_so(text: str, held: Sequence[Position]) -> bool:
    """Tell whether a text tells of the words that are given to several speakers."""
    mine = long_stems(text)
    said = [long_stems(q.text) for p in held for e in p.evidence for q in find_quotations(e.quote)]
    return any(words and len(words & mine) >= _OF_THE_WORDS * len(words) for words in said)


def _names_outlet(text: str, position: Position) -> bool:
    return any(stands_in(e.source, text) for e in position.evidence)


def _names_speaker(text: str, position: Position) -> bool:
    quotes = " ".join(folded(e.quote) for e in position.evidence)
    return any(s in quotes for s in find_speakers(text))


def value_pattern(value: str) -> re.Pattern[str]:
    """Return what finds a value as whole words, in any case and with any marks.

    No part of a number: "12" does not stand in "12,500" or "1.12".
    """
    words = r"\s+".join(re.escape(w) for w in folded(value).split())
    words = words.replace("'", "['‘’]").replace('"', '["“”]')
    return re.compile(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)", re.IGNORECASE)
