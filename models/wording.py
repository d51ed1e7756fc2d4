"""The words that a second wording may use: those of its evidence, and those that say nothing.

A first wording that was refused had mostly added something. The second is held to the words of the
evidence in any form, to function words and to a few verbs; never to a loaded word, to "today", or
to a denial or a number that the evidence does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.checks import negations
from models.dates import relative_days
from models.figures import COUNTING
from models.names import FUNCTION_WORDS
from models.neutrality import loaded_words

WORD = re.compile(r"\d[\d.,]*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARKS = frozenset('"“”‘()')
_ENDINGS = ("ies", "ied", "es", "s", "ed", "d", "ing")
_PLAIN = frozenset(
    "am being done did made took taken got gave given went gone came became said says told saw "
    "seen found led began begun kept left held used called reported according accused him them us "
    "me himself herself itself themselves than out up off down away back including per upon toward "
    "towards within whether".split()
)
_NOT_FREE = frozenset("no not never nor officials police authorities people cannot without".split())


def vocabulary(evidence: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the words and marks for one task, as they may be written within a sentence.

    Args:
        evidence: outlet and sentence, as in the task.
    """
    words = {w for w in FUNCTION_WORDS if w not in _NOT_FREE and w not in COUNTING} | _PLAIN
    for outlet, text in evidence:
        words.update(m.group() for m in WORD.finditer(outlet))
        words.update(c for c in text if c in _MARKS)
        for found in WORD.finditer(text):
            words.update(_forms(found.group().replace("’", "'").rstrip(".,")))
        if negations(text):
            words.add("not")
    return frozenset(w for w in words if not loaded_words(w.lower()) and not relative_days(w))


def _forms(word: str) -> Iterator[str]:
    """Yield a word, its possessive, and of common words roughly each form they may take."""
    bare = re.sub(r"'s?$", "", word)
    yield from (word, bare)
    if not bare[:1].isalpha():
        return
    yield f"{bare}'s"
    if not bare.islower() or len(bare) < 3:
        return
    for ending in ("", *_ENDINGS):
        stem = bare.removesuffix(ending)
        if stem != bare or not ending:
            yield from _of_stem(stem)


def _of_stem(stem: str) -> Iterator[str]:
    if len(stem) < 3:
        return
    yield from (stem, f"{stem}e", f"{stem}y", *(stem + e for e in _ENDINGS))
    if stem[-1] in "ey":
        yield from (stem[:-1] + e for e in ("ing", "ies", "ied"))
    if stem[-1] == stem[-2]:
        yield stem[:-1]
