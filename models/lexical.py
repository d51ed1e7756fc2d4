"""Encoder, Reader, Judge and Writer without weights: for tests of the walk and golden files.

They are rough on purpose, but real: everything behind the ports sees honest vectors, parses and
scores, only made from words alone.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

import numpy as np

from models.names import FUNCTION_WORDS
from models.news import Parse, Token
from models.pipeline import Newsroom
from models.ports import Vectors, WritingTask
from models.similarity import stem

_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_DIMENSIONS = 512
_IRREGULAR = {
    "said": "say", "told": "tell", "died": "die", "killed": "kill", "found": "find",
    "freed": "free", "released": "release", "began": "begin", "took": "take", "left": "leave",
    "met": "meet", "won": "win", "were": "be", "was": "be", "is": "be", "are": "be",
    "had": "have", "has": "have", "lives": "life", "people": "people",
}  # fmt: skip


class LexicalEncoder:
    """Hashed bags of stems, damped and normalised."""

    name = "lexical"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, shape ``(len(texts), 512)``."""
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            words = [stem(w) for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS]
            for word in words or ["(nothing)"]:
                row[_bucket(word)] += 1.0
            np.sqrt(row, out=row)
            row /= np.linalg.norm(row)
        return rows


def _bucket(word: str) -> int:
    return (
        int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big") % _DIMENSIONS
    )


class LexicalReader:
    """A parse by form: every noun hangs on the nearest verb, every number on the next noun."""

    name = "lexical"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return the tokens of each text."""
        return [_parse(t) for t in texts]


def _parse(text: str) -> Parse:
    found = list(_TOKEN.finditer(text))
    tags = [_tag(m.group(), i) for i, m in enumerate(found)]
    verbs = [i for i, t in enumerate(tags) if t == "VERB"] or [0]
    return tuple(_token(i, m, tags, verbs) for i, m in enumerate(found))


def _tag(word: str, at: int) -> str:
    lowered = word.lower()
    if not re.match(r"\w", word):
        return "PUNCT"
    if re.match(r"\d", word) or lowered in {"one", "two", "three", "four", "five", "ten", "twelve"}:
        return "NUM"
    if lowered in _IRREGULAR and lowered not in {"lives", "people"}:
        return "VERB"
    if lowered in FUNCTION_WORDS - {"people", "police", "officials", "authorities"}:
        return "ADP" if lowered in {"on", "in", "at", "of", "by", "from", "to"} else "X"
    if re.fullmatch(r"[a-z]{3,}ed", word):
        return "VERB"
    return "PROPN" if word[0].isupper() and at else "NOUN"


def _token(at: int, found: re.Match[str], tags: Sequence[str], verbs: Sequence[int]) -> Token:
    verb = min(verbs, key=lambda v: (abs(v - at), v))
    head, dep = verb, "nsubj" if at < verb else "dobj"
    if at == verb:
        head, dep = at, "ROOT"
    elif tags[at] == "NUM":
        noun = next((i for i in range(at + 1, len(tags)) if tags[i] == "NOUN"), verb)
        head, dep = noun, "nummod"
    word = found.group()
    return Token(
        start=found.start(),
        end=found.end(),
        text=word,
        lemma=_lemma(word),
        pos=tags[at],
        dep=dep if tags[at] not in {"PUNCT", "ADP", "X"} else tags[at].lower(),
        head=head,
        entity="",
        starts_entity=False,
    )


def _lemma(word: str) -> str:
    lowered = word.lower()
    if lowered in _IRREGULAR:
        return _IRREGULAR[lowered]
    if lowered.endswith("ed") and len(lowered) > 4:
        return lowered[:-2] if lowered[-3] not in "sv" else lowered[:-1]
    return lowered[:-1] if lowered.endswith("s") and len(lowered) > 3 else lowered


class LexicalJudge:
    """Support by shared stems; masked mentions fill one slot when their sentences share stems."""

    name = "lexical"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the share of each sentence's stems that its evidence holds."""
        return [coverage(evidence, sentence) for evidence, sentence in pairs]

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the square root of the share of stems that both sentences hold."""
        return [math.sqrt(min(1.0, 1.5 * _overlap(a, b))) for a, b in pairs]

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return that nothing is known of it."""
        return [0.5] * len(pairs)


def coverage(evidence: str, sentence: str) -> float:
    """Return the share of the sentence's content stems that the evidence holds, 0 to 1."""
    known, wanted = _stems(evidence), _stems(sentence)
    return len(known & wanted) / len(wanted) if wanted else 0.0


def _stems(text: str) -> set[str]:
    return {stem(w) for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS}


def _overlap(a: str, b: str) -> float:
    mine, theirs = _stems(a), _stems(b)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


class LexicalWriter:
    """Offers the evidence as it stands; choosing shortens and attributes it."""

    name = "lexical"

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return the first sentence of evidence of each task."""
        return [[task.evidence[0][1]] if task.evidence else [] for task in tasks]


def lexical_newsroom() -> Newsroom:
    """Return a newsroom without weights."""
    return Newsroom(LexicalEncoder(), LexicalReader(), LexicalWriter(), LexicalJudge())
