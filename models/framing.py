"""Evaluations of one fact: "framed as a breakthrough", "interpreted as a strategic play".

A framing difference is no contradiction: the same fact, judged otherwise. Found are evaluations
that a source itself marks as such ("seen as", "called it"); the judge says whether two of them are
of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from models.conflicts import Conflict, Side, made, of_one_outlet
from models.mentions import Evaluation
from models.news import Sentence
from models.similarity import stem

_VIEWED = (
    r"(?:framed|interpreted|seen|viewed|described|characteri[sz]ed|portrayed|regarded|hailed|"
    r"dismissed|cast|painted|branded|denounced|praised|condemned|touted|billed|decried|blasted|"
    r"slammed|criticized|criticised|derided|defended|rejected|welcomed|labell?ed|presented|"
    r"depicted|understood|perceived)"
)
_AS = re.compile(
    rf"\b{_VIEWED}(?: (?!as\b)[\w'’-]+){{0,6}} as ((?:an?|the) [^.;:!?\n]{{3,140}})", re.IGNORECASE
)
_CALLED = re.compile(
    r"\b(?:called|calling|calls|labell?ed|dubbed|deemed|considered|considers|declared) "
    r"(?:it|him|her|them|this|that|(?:the|his|her|their|its) [\w'’-]+(?: [\w'’-]+){0,3}) "
    r"((?:an?|the) [^.;:!?\n]{3,120})",
    re.IGNORECASE,
)
_END = re.compile(
    r",? (?:after|before|when|while|because|since|although|but|and (?:he|she|they|it|said))\b.*|,.*"
)
_CONTRAST = re.compile(r"\b(?:rather than|instead of|not an?|and not|more than)\b", re.IGNORECASE)
_SHORTEST, _LONGEST = 2, 16  # words


def read_evaluations(text: str) -> tuple[Evaluation, ...]:
    """Return the marked evaluations of a sentence."""
    found = []
    for pattern in (_AS, _CALLED):
        for match in pattern.finditer(text):
            words = match[1] if _CONTRAST.search(match[1]) else _END.sub("", match[1])
            words = words.rstrip(" ,\"”'’")
            if _SHORTEST <= len(words.split()) <= _LONGEST and words.count('"') % 2 == 0:
                start = match.start(1)
                found.append(Evaluation(start, start + len(words), words))
    return tuple(found)


def framings(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield pairs of evaluations by different outlets, whatever they are of."""
    sides = [Side(s, e) for s in sentences for e in read_evaluations(s.text)]
    for a, b in combinations(sides, 2):
        if of_one_outlet(a.sentence, b.sentence):
            continue
        if _stems(a.mention.text) & _stems(b.mention.text):
            continue  # the same evaluation, or one that takes up the other
        context = _stems(a.masked) & _stems(b.masked)
        yield made("framing", a, b, frozenset(), (
            min(1.0, len(context) / 5),
            bool(_CONTRAST.search(a.mention.text)) + bool(_CONTRAST.search(b.mention.text)),
        ))  # fmt: skip


def _stems(text: str) -> set[str]:
    return {stem(w) for w in re.findall(r"[^\W\d_]{4,}", _CONTRAST.sub(" ", text))}
