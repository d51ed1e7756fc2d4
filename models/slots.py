"""Candidates for a disagreement: two mentions of one type whose values cannot both be true.

Values are compared by arithmetic (``figures.compatible``, ``dates.differ``) and by how a predicate
is asserted. Whether the two fill the same slot is for the judge to say; what the parse and the
neighbouring facts know about it goes along as features, named in ``FEATURES``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from models.checks import negations
from models.dates import differ
from models.figures import compatible
from models.limits import Limits
from models.masking import Mention, masked
from models.names import FUNCTION_WORDS, TITLES, name_words
from models.news import DateMention, Facts, Figure, Name, Sentence, Statement
from models.newsroom_words import SPEECH_VERBS

Slot = Literal["number", "date", "name", "place", "polarity", "certainty", "framing"]

# The tolls of an event: it has one of each, however it is told, and they grow with time.
CORE = frozenset({"die", "injure", "missing", "arrest", "release", "evacuate"})
FEATURES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "slot", "opposed", "sure", "counts", "roles", "core", "equal", "elsewhere", "scope",
        "period", "approximate", "ratio", "unit", "small",
    ),
    "date": (
        "slot", "opposed", "sure", "verbs", "speech", "equal", "weekdays", "day", "year", "apart",
    ),
    "name": (
        "slot", "opposed", "sure", "roles", "person", "place", "elsewhere", "spelling", "shared",
    ),
    "statement": (
        "slot", "opposed", "sure", "subject", "object", "polarity", "planned", "possible",
        "alleged", "speech", "copula", "apart",
    ),
    "framing": ("slot", "opposed", "context", "shared", "contrast"),
}  # fmt: skip
_WEAK_ROLES = frozenset(
    "say make take get go come see use put give include follow accord be have do other more "
    "than begin start continue happen".split()
)
_UMBRELLAS = frozenset({"person", "year", "day", "hour", "month", "week", "time", "number"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE"}
_RATE = re.compile(
    r"\b(?:every|each|per|daily|weekly|monthly|annual(?:ly)?|yearly|"
    r"an? (?:day|week|month|year|hour))\b",
    re.IGNORECASE,
)
_OF_MORE = re.compile(
    r"\b(?:additional|more|another|other|further|extra|new|remaining|previous|earlier)\s*$",
    re.IGNORECASE,
)


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
        names = {"place": "name", "polarity": "statement", "certainty": "statement"}
        return names.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Known:
    """What each article mentions, by its number: a value said there too is of another fact."""

    figures: Mapping[int, Sequence[Figure]]
    names: Mapping[int, frozenset[str]]


def known_of(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> Known:
    """Return all figures and words of names of each article."""
    figures: dict[int, list[Figure]] = {}
    names: dict[int, set[str]] = {}
    for sentence in sentences:
        figures.setdefault(sentence.article, []).extend(facts[sentence.index].figures)
        words = names.setdefault(sentence.article, set())
        words.update(w for n in facts[sentence.index].names for w in name_words(n.text))
    return Known(figures, {a: frozenset(w) for a, w in names.items()})


def conflicts_between(
    a: Sentence, b: Sentence, sure: float, facts: Sequence[Facts], known: Known, limits: Limits
) -> Iterator[Conflict]:
    """Yield the candidates of two sentences of different outlets.

    Args:
        a: one sentence.
        b: the other.
        sure: how surely they report the same thing, 0 to 1.
        facts: one for each sentence of the event, by its index.
        known: what each article mentions.
        limits: thresholds.
    """
    if a.article == b.article or a.source.casefold() == b.source.casefold():
        return
    mine, theirs = facts[a.index], facts[b.index]
    yield from _numbers(a, b, sure, mine, theirs, known)
    if sure >= limits.date_pair:
        yield from _dates(a, b, sure, mine, theirs)
    if sure >= limits.name_pair:
        yield from _names(a, b, sure, mine, theirs, known)
    if sure >= limits.statement_pair:
        yield from _statements(a, b, sure, mine, theirs)


def judged(conflict: Conflict, slot: float, opposed: float) -> Conflict:
    """Return the candidate with what the judge says, each a probability."""
    features = (_logit(slot), _logit(opposed), *conflict.features[2:])
    return replace(conflict, features=features)


def _logit(probability: float) -> float:
    """Return log odds in fives, so that all features are of one size."""
    p = min(max(probability, 1e-3), 1 - 1e-3)
    return round(math.log(p / (1 - p)) / 5, 4)


def made(kind: Slot, a: Side, b: Side, slot: frozenset[str], found: Sequence[float]) -> Conflict:
    """Return a candidate that the judge has not seen; ``found`` are the features after its two."""
    return Conflict(kind, a, b, slot, (0.0, 0.0, *(round(float(f), 4) for f in found)))


# --- figures ----------------------------------------------------------------------------------


def _numbers(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    periods = _periods_differ(mine, theirs)
    for figure in mine.figures:
        for other in theirs.figures:
            if not _can_conflict(figure, other):
                continue
            one, two = Side(a, figure), Side(b, other)
            slot = (figure.counts & other.counts) | ((figure.role & other.role) - _WEAK_ROLES)
            yield made("number", one, two, slot, (
                sure,
                _counted(figure, other),
                bool((figure.role & other.role) - _WEAK_ROLES),
                bool(slot & CORE),
                _has_equal(figure, theirs.figures) + _has_equal(other, mine.figures),
                _said(figure, known.figures.get(b.article, ()))
                + _said(other, known.figures.get(a.article, ())),
                _scopes_differ(one, two),
                periods,
                figure.approximate + other.approximate,
                _ratio(figure, other),
                figure.unit != "",
                not figure.unit and max(figure.low, other.low) <= 3,
            ))  # fmt: skip


def _can_conflict(a: Figure, b: Figure) -> bool:
    if a.unit != b.unit or a.unit in {"time", "ordinal"} or compatible(a, b):
        return False
    return not (a.approximate and b.approximate and _close_enough(a, b))


def _counted(a: Figure, b: Figure) -> float:
    """1 where both count one telling thing, 0.5 an umbrella ("people"), -1 different things."""
    if a.counts and b.counts and not a.counts & b.counts:
        return -1.0
    if (a.counts & b.counts) - _UMBRELLAS:
        return 1.0
    return 0.5 if a.counts & b.counts or a.counts & b.role or b.counts & a.role else 0.0


def _ratio(a: Figure, b: Figure) -> float:
    """How far the values lie apart: 0 equal, 1 from twentyfold on."""
    low, high = sorted((abs(a.low), abs(b.low)))
    return 1.0 if low <= 0 else min(1.0, math.log(high / low) / 3)


def _said(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether the other article has this very value of the same thing too."""
    return any(
        figure.unit == o.unit
        and compatible(figure, o)
        and (bool(figure.counts & o.counts) or not (figure.counts and o.counts))
        for o in others
    )


def _close_enough(a: Figure, b: Figure) -> bool:
    high = max(abs(a.low), abs(b.low))
    return high > 0 and abs(a.low - b.low) <= 0.25 * high


def _scopes_differ(one: Side, two: Side) -> bool:
    """Tell a rate from a total, "another 12" from 12, and what is denied from what is said."""
    texts = (one.sentence.text, two.sentence.text)
    rates = [{m.group().lower() for m in _RATE.finditer(t)} for t in texts]
    more = [bool(_OF_MORE.search(s.sentence.text[: s.mention.start])) for s in (one, two)]
    return (
        rates[0] != rates[1] or any(more) or bool(negations(texts[0])) != bool(negations(texts[1]))
    )


def _has_equal(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether the other sentence has the figure too: then the differing one is another."""
    return any(figure.unit == o.unit and compatible(figure, o) for o in others)


def _periods_differ(mine: Facts, theirs: Facts) -> bool:
    """Tell whether the sentences speak of different months or years: another event or period."""
    months = [{m for m in map(_month, f.dates) if m} for f in (mine, theirs)]
    years = [{d.year for d in f.dates if d.year} for f in (mine, theirs)]
    if all(months) and not months[0] & months[1]:
        return True
    if all(years) and not years[0] & years[1]:
        return True
    return any(
        _month(d) not in months[1 - i]
        for i, f in enumerate((mine, theirs))
        for d in f.dates
        if d.month and not d.day
    )


def _month(mention: DateMention) -> int | None:
    """Return the month as written, or as resolved."""
    return mention.month or (mention.resolved.month if mention.resolved else None)


# --- dates ------------------------------------------------------------------------------------


def _dates(a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts) -> Iterator[Conflict]:
    for mention in mine.dates:
        for date in theirs.dates:
            if not differ(mention, date) or _precision(mention) != _precision(date):
                continue
            equal = any(_agree(mention, o) for o in theirs.dates if o is not date)
            equal |= any(_agree(date, o) for o in mine.dates if o is not mention)
            shared = (mention.verbs & date.verbs) - _WEAK_ROLES
            verbs = shared - SPEECH_VERBS
            yield made("date", Side(a, mention), Side(b, date), verbs, (
                sure,
                bool(verbs),
                bool(shared & SPEECH_VERBS),
                equal,
                mention.weekday is not None and date.weekday is not None,
                bool(mention.day and date.day),
                _precision(mention) == "year",
                _days_apart(a, b),
            ))  # fmt: skip


def _agree(a: DateMention, b: DateMention) -> bool:
    return not differ(a, b) and _precision(a) == _precision(b)


def _precision(mention: DateMention) -> str:
    if mention.weekday is not None or mention.day:
        return "day"
    return "month" if mention.month else "year"


def _days_apart(a: Sentence, b: Sentence) -> float:
    """How far apart the articles were published: 0 the same day or unknown, 1 from ten days on."""
    if a.published_at is None or b.published_at is None:
        return 0.0
    days = abs(a.published_at.toordinal() - b.published_at.toordinal())
    return min(1.0, days / 10)


# --- names ------------------------------------------------------------------------------------


def _names(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    """Yield names of one type, each of which the other sentence lacks."""
    for name in _lacking(mine, theirs):
        for other in _lacking(theirs, mine):
            if _TYPES[name.label] != _TYPES[other.label]:
                continue
            one, two = name_words(name.text), name_words(other.text)
            kind: Slot = "place" if name.label in _PLACES else "name"
            yield made(kind, Side(a, name), Side(b, other), name.role & other.role, (
                sure,
                bool((name.role & other.role) - _WEAK_ROLES),
                name.label == "PERSON",
                kind == "place",
                (one <= known.names.get(b.article, frozenset()))
                + (two <= known.names.get(a.article, frozenset())),
                SequenceMatcher(None, name.text.lower(), other.text.lower()).ratio(),
                bool(one & two),
            ))  # fmt: skip


def _lacking(mine: Facts, theirs: Facts) -> list[Name]:
    """Return the typed names none of whose telling words stands in the other sentence."""
    words = [name_words(n.text) for n in theirs.names]
    return [
        n
        for n in mine.names
        if n.label in _TYPES
        and _telling(n)
        and not any(_one_name(name_words(n.text), w) for w in words)
    ]


def _telling(name: Name) -> bool:
    return bool(name_words(name.text)) and name.text.lower() not in TITLES | FUNCTION_WORDS


def _one_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two names may be one: "Smith" and "John Smith", "GOP" by its letters."""
    if a <= b or b <= a:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) > 1:
        letters = "".join(sorted(w[0] for w in long))
        return "".join(sorted(next(iter(short)))) == letters
    return False


# --- statements -------------------------------------------------------------------------------


def _statements(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts
) -> Iterator[Conflict]:
    for one in mine.statements:
        for two in theirs.statements:
            kind = _asserted_otherwise(one, two)
            if kind is None:
                continue
            levels = {one.certainty, two.certainty}
            yield made(kind, Side(a, one), Side(b, two), frozenset({one.concept}), (
                sure,
                bool(one.subject & two.subject),
                bool(one.object & two.object),
                one.negated != two.negated,
                "planned" in levels and len(levels) > 1,
                "possible" in levels and len(levels) > 1,
                "alleged" in levels and len(levels) > 1,
                one.concept in SPEECH_VERBS,
                one.concept.startswith("be "),
                _days_apart(a, b),
            ))  # fmt: skip


def _asserted_otherwise(a: Statement, b: Statement) -> Literal["polarity", "certainty"] | None:
    """Return how two assertions of one predicate differ, None where they do not clash."""
    if a.concept != b.concept or not (a.subject & b.subject or a.object & b.object):
        return None
    if a.negated != b.negated:
        return "polarity"
    strong, weak = {"done"}, {"planned", "possible", "alleged"}
    levels = [a.certainty, b.certainty]
    clash = any(x in strong and y in weak for x, y in (levels, levels[::-1]))
    clash |= levels.count("alleged") == 1
    return "certainty" if clash else None
