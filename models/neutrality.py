"""How loaded the wording is: evaluative words per 100, of the brief and of each source.

The list holds words with which a reporter judges rather than reports. Words inside quotation marks
are their speaker's and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTED = re.compile(r"[“\"][^“”\"]{1,2000}[”\"]")


def load_lexicon() -> frozenset[str]:
    """Return the loaded words, in lower case."""
    text = files("models").joinpath("loaded_words.txt").read_text(encoding="utf-8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )


LOADED = load_lexicon()


def loaded_words(text: str) -> list[str]:
    """Return the loaded words of a text, quotations left out."""
    words = (w.lower() for w in _WORD.findall(_QUOTED.sub(" ", text)))
    return [w for w in words if w in LOADED]


def loadedness(texts: Iterable[str]) -> float:
    """Return loaded words per 100 words, quotations left out."""
    words = [w.lower() for t in texts for w in _WORD.findall(_QUOTED.sub(" ", t))]
    return 100.0 * sum(w in LOADED for w in words) / len(words) if words else 0.0
