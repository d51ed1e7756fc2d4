"""Two mentions between the same words: "the maternity ward at [ ] would have closed".

Where outlets that did not copy each other use the same words directly before and behind a value,
these words name its slot, whatever the rest of the two sentences says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.conflicts import Side
from models.dates import find_dates
from models.names import FUNCTION_WORDS
from models.news import DateMention, Name
from models.similarity import stem

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_MANY_HAVE = frozenset(
    "prime minister foreign defense defence finance interior health vice deputy assistant "
    "president press secretary chief executive attorney general chairman director district judge "
    "governor mayor senator former state federal national staff leader majority minority house "
    "senate committee party republican democratic county city head police spokesman".split()
)
_QUOTED = 6  # equal words from which two quotations are one, as in ``limits.quoted_words``
_MARK = re.compile(r"[\"“”]")
_SAID_WORD = re.compile(r"[^\W_]+")
_REACH = 8  # words on each side
_EQUAL, _TELLING = 4, 2  # words around both in all, and telling ones among them


def between_same_words(one: Side, two: Side) -> bool:
    """Tell whether the words directly around two mentions are the same ones."""
    before = _shared(_before(one)[::-1], _before(two)[::-1])
    behind = _shared(_behind(one), _behind(two))
    shared = [*before, *behind]
    telling = {w for w in shared if len(w) > 3 and w not in FUNCTION_WORDS and not w[0].isdigit()}
    return len(shared) >= _EQUAL and len(telling) >= _TELLING


def _before(side: Side) -> list[str]:
    words = _WORD.findall(side.sentence.text[: side.mention.start].lower())
    return [stem(w) for w in words[-_REACH:]]


def _behind(side: Side) -> list[str]:
    words = _WORD.findall(side.sentence.text[side.mention.end :].lower())
    return [stem(w) for w in words[:_REACH]]


def _shared(a: list[str], b: list[str]) -> list[str]:
    """Return the words that both begin with."""
    count = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    return a[: min(len(a), len(b)) if count is None else count]


def of_one_office(one: Side, two: Side) -> bool:
    """Tell two persons who are said to be the same: "Army Secretary", "the Secretary of the Army".

    Offices that many bodies have ("prime minister") say nothing without their body.
    """
    a, b = one.mention, two.mention
    if not isinstance(a, Name) or not isinstance(b, Name):
        return False
    return a.office == b.office and len(a.office) > 1 and bool(a.office - _MANY_HAVE)


def date_one_saying(one: Side, two: Side) -> bool:
    """Tell the only dates of two sentences that quote the same words of somebody."""
    if not one_quotation(one.sentence.text, two.sentence.text):
        return False
    return all(
        isinstance(s.mention, DateMention)
        and s.mention.weekday is not None
        and len(find_dates(s.sentence.text)) == 1
        for s in (one, two)
    )


def one_quotation(a: str, b: str) -> bool:
    """Tell whether two sentences quote the same words."""
    one, two = (
        {run for words in map(_said_words, _quoted(t)) for run in _runs(words)} for t in (a, b)
    )
    return not one.isdisjoint(two)


def _quoted(text: str) -> list[str]:
    """Return the words between quotation marks, also where the closing one is missing."""
    return _MARK.split(text)[1::2]


def _said_words(text: str) -> list[str]:
    return _SAID_WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + _QUOTED]) for i in range(len(words) - _QUOTED + 1))
