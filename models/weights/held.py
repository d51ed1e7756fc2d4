"""Holding a language model to a vocabulary, or to known names, while it decodes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from models.wording import WORD

_MARKS = frozenset('"“”‘()')
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_REPEAT = 4  # tokens: greedy decoding under a constraint runs in circles


class Held:
    """What one text may go on with: complete words of the vocabulary, or the beginning of one."""

    def __init__(self, words: frozenset[str], tokenizer: Any) -> None:
        self._words = words
        self._sorted = sorted(words)
        self._tokenizer = tokenizer

    def takes(self, tokens: Sequence[int], ended: bool = False) -> bool:
        """Tell whether a text may begin with these tokens, or end with them."""
        if not ended and _circles(tokens):
            return False
        text = str(self._tokenizer.decode(tokens, skip_special_tokens=True)).replace("’", "'")
        if any(c in _MARKS and c not in self._words for c in text):
            return False
        found = list(WORD.finditer(text))
        for word in found[-2:]:  # those before were looked at when they were last
            opens = word.start() == found[0].start()
            whole = ended or word.end() < len(text)
            if not self._known(word.group(), opens, whole):
                return False
        return True

    def _known(self, word: str, opens: bool, whole: bool) -> bool:
        """Tell whether a word, or the beginning of one, is in the vocabulary."""
        spellings = [word, word[:1].lower() + word[1:]] if opens else [word]
        if any(s.rstrip(".,") in self._words for s in spellings):
            return True
        return not whole and any(self._begins(s) for s in spellings)

    def _begins(self, start: str) -> bool:
        at = bisect_left(self._sorted, start)
        return at < len(self._sorted) and self._sorted[at].startswith(start)


class Grounded:
    """Names and figures as the passages have them; every other word is free.

    Any word with a capital within a sentence counts as a name. What a model would say instead of an
    unknown name is its next likely token: a wrong name is cheaper to forbid than to catch.
    """

    def __init__(self, passages: Sequence[tuple[str, str]], tokenizer: Any) -> None:
        told = " ".join(part for passage in passages for part in passage).replace("’", "'")
        words = {m.group().lower() for m in WORD.finditer(told)}
        bare = {_POSSESSIVE.sub("", w).rstrip(".,") for w in words}
        self._words = words | bare | {f"{w}s" for w in bare if not w[-1:].isdigit()}
        self._sorted = sorted(self._words)
        self._tokenizer = tokenizer

    def takes(self, tokens: Sequence[int], ended: bool = False) -> bool:
        """Tell whether a text may begin with these tokens, or end with them."""
        if not ended and _circles(tokens):
            return False
        text = str(self._tokenizer.decode(tokens, skip_special_tokens=True)).replace("’", "'")
        found = list(WORD.finditer(text))
        for word in found[-2:]:  # those before were looked at when they were last
            opens = word.start() == found[0].start()
            marked = word.group()[0].isdigit() or (word.group()[0].isupper() and not opens)
            if marked and not self._known(word.group(), ended or word.end() < len(text)):
                return False
        return True

    def _known(self, word: str, whole: bool) -> bool:
        plain = _POSSESSIVE.sub("", word.lower()).rstrip(".,")
        if plain in self._words:
            return True
        at = bisect_left(self._sorted, plain)
        return not whole and at < len(self._sorted) and self._sorted[at].startswith(plain)


def _circles(tokens: Sequence[int]) -> bool:
    """Tell whether the last tokens stood in the text before."""
    last = list(tokens[-_NO_REPEAT:])
    if len(last) < _NO_REPEAT:
        return False
    return any(list(tokens[i : i + _NO_REPEAT]) == last for i in range(len(tokens) - _NO_REPEAT))
