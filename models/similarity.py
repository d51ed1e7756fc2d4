"""How surely two sentences report the same thing: cosine, helped by the words and facts they share.

A differing value in the same slot ("12 died", "15 died") must never part two sentences, so the
words are compared with figures and dates masked, and a figure counts by its slot ("# died"). The
weights are a logistic regression on labelled pairs (see ``benchmarks/duplicates.py``); they stand
in ``limits.py``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.limits import Limits
from models.names import FUNCTION_WORDS, fold_word, name_words
from models.news import Facts, Figure, Sentence
from models.ports import Vectors

_WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")
_WORD_CHARS = re.compile(r"\w+")
_WORD_OR_MASK = re.compile(rf"{_WORD.pattern}|#")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly)$")
_COUNT = re.compile(
    r"(?<![\w.,$])(?!(?:1[5-9]|20)\d\d\b)(\d[\d,.]*\d)(?: (million|billion|trillion))? ([a-z]{3,})"
)
_OF_TIME = frozenset(
    "percent percentage points days weeks months years year hours minutes and per cents".split()
)
FEATURES = (
    "cosine", "best_of_article", "overlap", "containment", "names", "slots", "bigrams",
    "length_ratio",
)  # fmt: skip
_MASK = "#"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with its values masked, as sets: stems, pairs of stems, names, figures' slots."""

    stems: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    names: frozenset[str]
    slots: frozenset[tuple[str, str]]  # unit and the word after it
    weight: float  # summed inverse document frequency of the stems


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentence indices, ``a`` before ``b``, and how near they are."""

    a: int
    b: int
    cosine: float
    best: float  # 0.5 where one is the other's nearest in that article, else 0


@lru_cache(maxsize=16384)  # asked for the same words by every check
def stem(word: str) -> str:
    """Return a word folded and without its commonest endings."""
    folded = fold_word(word)
    return _ENDINGS.sub("", folded) if len(folded) > 4 else folded


def long_stems(text: str) -> set[str]:
    """Return the stems of a text's words of four letters and more."""
    return {stem(w) for w in _WORD_CHARS.findall(text) if len(w) > 3}


def inverse_frequencies(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return for each stem the logarithm of how rarely the event's sentences hold it."""
    counts = Counter(s for x in sentences for s in _stems(x.text))
    return {s: math.log((len(sentences) + 1) / (c + 0.5)) for s, c in counts.items()}


def _stems(text: str) -> frozenset[str]:
    words = (w for w in _WORD.findall(text) if w.lower() not in FUNCTION_WORDS)
    return frozenset(stem(w) for w in words)


def words_of(sentence: Sentence, facts: Facts, frequencies: dict[str, float]) -> Words:
    """Return the sets of one sentence."""
    text = _masked(sentence.text, facts)
    ordered = [w if w == _MASK else stem(w) for w in _WORD_OR_MASK.findall(text)]
    stems = _stems(text)
    return Words(
        stems=stems,
        bigrams=frozenset(pairwise(ordered)),
        names=frozenset(w for n in facts.names for w in name_words(n.text)),
        slots=frozenset((f.unit, _word_after(sentence.text, f)) for f in facts.figures),
        weight=math.fsum(frequencies.get(s, 0.0) for s in stems) or 1e-9,
    )


def _masked(text: str, facts: Facts) -> str:
    spans = [(m.start, m.end) for m in facts.figures] + [(m.start, m.end) for m in facts.dates]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {_MASK} {text[end:]}"
    return text


def _word_after(text: str, figure: Figure) -> str:
    found = _WORD.search(text, figure.end)
    return stem(found.group()) if found else ""


def features(
    pair: Pair, words: Sequence[Words] | Mapping[int, Words], frequencies: dict[str, float]
) -> list[float]:
    """Return the values of ``FEATURES`` for one pair, each between -1 and 1."""
    a, b = words[pair.a], words[pair.b]
    shared = math.fsum(frequencies.get(s, 0.0) for s in a.stems & b.stems)  # in any order
    return [
        pair.cosine,
        pair.best,
        shared / (a.weight + b.weight - shared + 1e-9),
        shared / min(a.weight, b.weight),
        _shared(a.names, b.names),
        _shared(a.slots, b.slots),
        _shared(a.bigrams, b.bigrams),
        min(len(a.stems), len(b.stems)) / (max(len(a.stems), len(b.stems)) or 1),
    ]


def _shared(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def score(rows: NDArray[np.float64], limits: Limits) -> NDArray[np.float64]:
    """Return the probability that each row of features is of one report, shape ``(n,)``."""
    logits = rows @ np.asarray(limits.same_report_weights) + limits.same_report_bias
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
    return result


def close_pairs(
    sentences: Sequence[Sentence], vectors: Vectors, limits: Limits, floor: float | None = None
) -> Iterator[Pair]:
    """Yield each sentence's nearest others, blocked to keep memory flat.

    Their cosine is at least ``floor``, or the one in ``limits``.
    """
    if len(sentences) < 2:
        return
    articles = np.array([s.article for s in sentences])
    starts = np.flatnonzero(np.r_[True, articles[1:] != articles[:-1]])
    best = nearest_per_article(vectors, starts, limits.similarity_block)
    column = np.searchsorted(starts, np.arange(len(sentences)), side="right") - 1
    for a, b, cosine in _neighbours(
        vectors, limits, limits.cosine_floor if floor is None else floor
    ):
        nearest = best[a, column[b]] <= cosine + 1e-6 or best[b, column[a]] <= cosine + 1e-6
        yield Pair(a, b, cosine, 0.5 if nearest else 0.0)


def shared_counts(a: str, b: str) -> bool:
    """Tell whether two texts count the same: "38,000 jobs" in both is one fact told twice.

    Of 3,845 pairs of sentences of `train` briefs written by hand one does.
    """
    return bool(_counts(a) & _counts(b))


@lru_cache(maxsize=4096)
def _counts(text: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (m[1], m[2] or "", stem(m[3])) for m in _COUNT.finditer(text) if m[3] not in _OF_TIME
    )


def repeated_openings(
    sentences: Sequence[Sentence], vectors: Vectors, limits: Limits
) -> set[tuple[int, int]]:
    """Return the pairs of first sentences that tell one event, as sentence indices, low first.

    What an article opens with is what it takes the event to be, so that two near ones are one
    report though each words it its own way.

    Args:
        sentences: of all articles.
        vectors: their embeddings, one row each, of length one.
        limits: thresholds.
    """
    firsts = [s.index for s in sentences if s.position == 0]
    return {
        (a, b)
        for i, a in enumerate(firsts)
        for b in firsts[i + 1 :]
        if float(vectors[a] @ vectors[b]) >= limits.repeated_opening
    }


def nearest_per_article(vectors: Vectors, starts: NDArray[np.int64], block: int) -> Vectors:
    """Return for each sentence its highest cosine in each article, shape ``(n, articles)``."""
    n = len(vectors)
    best = np.empty((n, len(starts)), dtype=np.float32)
    for top in range(0, n, block):
        cosines = vectors[top : top + block] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(top, top + len(cosines))] = -1.0
        best[top : top + block] = np.maximum.reduceat(cosines, starts, axis=1)
    return best


def _neighbours(vectors: Vectors, limits: Limits, floor: float) -> list[tuple[int, int, float]]:
    n, k = len(vectors), min(limits.neighbours, len(vectors) - 1)
    found: dict[tuple[int, int], float] = {}
    for top in range(0, n, limits.similarity_block):
        cosines = vectors[top : top + limits.similarity_block] @ vectors.T
        rows = np.arange(len(cosines))
        cosines[rows, rows + top] = -1.0
        nearest = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        for row, others in zip(rows, nearest, strict=True):
            for other in others:
                if cosines[row, other] >= floor:
                    i = int(row) + top
                    key = (min(i, int(other)), max(i, int(other)))
                    found[key] = max(found.get(key, -1.0), float(cosines[row, other]))
    return [(a, b, c) for (a, b), c in sorted(found.items())]
