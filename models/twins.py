"""Two mentions between the same words: "the maternity ward at [ ] would have closed".

Where outlets that did not copy each other use the same words directly before and behind a value,
these words name its slot, whatever the rest of the two sentences says.
"""

from __future__ import annotations

import re

from models.conflicts import Side
from models.names import FUNCTION_WORDS
from models.similarity import stem

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
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
