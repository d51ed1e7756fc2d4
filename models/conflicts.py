"""Two mentions whose values cannot both be true: a candidate for a disagreement.

What the judge, the parse and the neighbouring facts know about it goes along as features, named in
``FEATURES``; ``slots`` makes candidates, ``disagreements`` weighs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.masking import Mention, masked
from models.names import FUNCTION_WORDS, name_words
from models.news import Facts, Figure, Sentence, Statement
from models.similarity import stem

Slot = Literal["number", "date", "name", "place", "attribution", "polarity", "certainty", "framing"]

# The tolls of an event: it has one of each, however it is told, and they grow with time.
CORE = frozenset({"die", "injure", "missing", "arrest", "release", "evacuate"})
_TELLING = re.compile(r"[^\W\d_]{3,}")
_NEAR_WORDS = 6  # on each side
_FEW_WORDS = 3
_BESIDE = 2  # words on each side, from which two mentions stand in one wording
_STEM = 5  # letters that tell one word from another well enough
_MARKED = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,;:()–—\"“”]")  # words and marks between them
# The judge's slot for tolls in other words ("lost their lives", "the number of people killed rose")
# lies between these; below, it has read that they are of two events.
_OTHER_WORDS, _EVEN = 0.1, 0.5
SURE = 2  # the place among the features of how surely two sentences are one report
FEATURES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "slot", "opposed", "sure", "counts", "roles", "core", "elsewhere",
        "approximate", "ratio", "unit", "small", "names", "around",
    ),
    "date": (
        "slot", "opposed", "sure", "verbs", "speech", "weekdays", "day", "year", "apart",
        "names", "around",
    ),
    "name": (
        "slot", "opposed", "sure", "roles", "person", "place", "elsewhere", "spelling", "shared",
        "office", "alone", "words", "siblings", "labels",
    ),
    "statement": (
        "slot", "opposed", "sure", "subject", "object", "polarity", "planned", "possible",
        "alleged", "copula", "apart", "around",
    ),
    "framing": ("slot", "opposed", "context", "contrast"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One mention in one sentence."""

    sentence: Sentence
    mention: Mention

    @property
    def masked(self) -> str:
        """The sentence with the mention masked, for the judge."""
        return masked(self.sentence.text, self.mention)

    @property
    def value(self) -> str:
        """The value as written, a verbatim part of the sentence."""
        if isinstance(self.mention, Statement):
            start, end = self.mention.value
            return self.sentence.text[start:end].strip()
        return self.mention.text.strip()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that cannot both be true if they fill one slot."""

    kind: Slot
    a: Side
    b: Side
    slot: frozenset[str]
    features: tuple[float, ...]  # as FEATURES of its type; the judge's two come first
    score: float = 0.0  # probability that it is one; 0 before it is judged

    @property
    def type(self) -> str:
        """The type of its mentions: number, date, name or statement."""
        names = {"place": "name", "attribution": "name",
                 "polarity": "statement", "certainty": "statement"}  # fmt: skip
        return names.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Known:
    """What each article mentions, by its number: a value said there too is of another fact."""

    figures: Mapping[int, Sequence[Figure]]
    names: Mapping[int, frozenset[str]]
    verbs: Mapping[int, frozenset[str]] = field(default_factory=dict)


def known_of(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> Known:
    """Return all figures, words of names and verbs of each article."""
    figures: dict[int, list[Figure]] = {}
    names: dict[int, set[str]] = {}
    verbs: dict[int, set[str]] = {}
    for sentence in sentences:
        figures.setdefault(sentence.article, []).extend(facts[sentence.index].figures)
        words = names.setdefault(sentence.article, set())
        words.update(w for n in facts[sentence.index].names for w in name_words(n.text))
        verbs.setdefault(sentence.article, set()).update(facts[sentence.index].verbs)
    return Known(figures, *({a: frozenset(w) for a, w in d.items()} for d in (names, verbs)))


def days_apart(a: Sentence, b: Sentence) -> float:
    """How far apart the articles were published: 0 the same day or unknown, 1 from ten days on."""
    if a.published_at is None or b.published_at is None:
        return 0.0
    days = abs(a.published_at.toordinal() - b.published_at.toordinal())
    return min(1.0, days / 10)


def names_shared(mine: Facts, theirs: Facts) -> float:
    """How much of the names of the sentence with fewer the other names too, 0 to 1."""
    a, b = (frozenset(w for n in f.names for w in name_words(n.text)) for f in (mine, theirs))
    return len(a & b) / max(1, min(len(a), len(b)))


def words_around(one: Side, two: Side) -> float:
    """How many of the words near one mention stand near the other too, 0 to 1.

    "The company's frozen assets at $2.1 billion" and "froze assets of the company worth
    $1.2 billion" name one thing though the figures count nothing.
    """
    a, b = _around(one), _around(two)
    return len(a & b) / max(_FEW_WORDS, min(len(a), len(b)))


def _around(side: Side) -> frozenset[str]:
    """Return the stems of the telling words shortly before and after a mention."""
    text, mention = side.sentence.text, side.mention
    before, after = _TELLING.findall(text[: mention.start]), _TELLING.findall(text[mention.end :])
    near = [w.lower() for w in (*before[-_NEAR_WORDS:], *after[:_NEAR_WORDS])]
    return frozenset(stem(w) for w in near if w not in FUNCTION_WORDS)


def words_beside(one: Side, two: Side) -> float:
    """How far the words right before and right after two mentions are the same, 0 to 1.

    "New York and Ana Ruiz of Ohio" beside "New York and Lee Moss of Ohio": in a list, where a parse
    errs, the wording still tells what stands for what. A function word counts half, a mark nothing,
    but it must be the same.
    """
    before = (_MARKED.findall(s.sentence.text[: s.mention.start].lower())[::-1] for s in (one, two))
    after = (_MARKED.findall(s.sentence.text[s.mention.end :].lower()) for s in (one, two))
    return (_run(*before) + _run(*after)) / (2 * _BESIDE)


def _run(one: Sequence[str], two: Sequence[str]) -> float:
    """Return how many words both begin with."""
    total = 0.0
    for x, y in zip(one, two, strict=False):
        if x[:_STEM] != y[:_STEM] or total >= _BESIDE:
            break
        if x[0].isalnum():
            total += 0.5 if x in FUNCTION_WORDS else 1.0
    return min(total, _BESIDE)


def of_one_outlet(a: Sentence, b: Sentence) -> bool:
    """Tell whether one article, or two of one outlet, hold both sentences."""
    return a.article == b.article or a.source.casefold() == b.source.casefold()


def judged(conflict: Conflict, slot: float, opposed: float) -> Conflict:
    """Return the candidate with what the judge says, each a probability.

    An event has one toll of each kind, so that other words around it are no doubt that it is one.
    """
    if conflict.kind == "number" and conflict.slot & CORE and slot >= _OTHER_WORDS:
        slot = max(slot, _EVEN)
    features = (_logit(slot), _logit(opposed), *conflict.features[2:])
    return replace(conflict, features=features)


def _logit(probability: float) -> float:
    """Return log odds in fives, so that all features are of one size."""
    p = min(max(probability, 1e-3), 1 - 1e-3)
    return round(math.log(p / (1 - p)) / 5, 4)


def made(kind: Slot, a: Side, b: Side, slot: frozenset[str], found: Sequence[float]) -> Conflict:
    """Return a candidate that the judge has not seen; ``found`` are the features after its two."""
    return Conflict(kind, a, b, slot, (0.0, 0.0, *(round(float(f), 4) for f in found)))
