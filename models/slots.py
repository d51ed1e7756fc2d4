"""Two mentions in one slot whose values cannot both be true.

A slot is what a figure counts with its predicate, or the event that a date is of. Values are
compared by arithmetic (``figures.compatible``, ``dates.differ``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from models.checks import negations
from models.dates import differ
from models.facts import SPEECH_VERBS
from models.figures import compatible
from models.limits import Limits
from models.names import FUNCTION_WORDS, TITLES, name_words
from models.news import Claim, DateMention, Facts, Figure, Name, Sentence

Mention = Figure | DateMention | Name

# The tolls of an event: it has one of each, however it is told, and they grow with time.
CORE = frozenset({"die", "injure", "missing", "arrest", "release", "evacuate"})
_WEAK_ROLES = frozenset(
    "say make take get go come see use put give include follow accord be have do other more "
    "than begin start continue happen".split()
)
_UMBRELLAS = frozenset({"person", "year", "day", "hour", "month", "week", "time", "number"})
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
        text = self.sentence.text
        return f"{text[: self.mention.start]}[MASK]{text[self.mention.end :]}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that cannot both be true."""

    kind: Literal["number", "date", "name"]
    a: Side
    b: Side
    slot: frozenset[str]
    score: float


def conflicts_between(
    a: Sentence, b: Sentence, sure: float, facts: Sequence[Facts], limits: Limits
) -> Iterator[Conflict]:
    """Yield the conflicts of two sentences of different outlets.

    Args:
        a: one sentence.
        b: the other.
        sure: how surely they report the same thing, 0 to 1.
        facts: one for each sentence of the event, by its index.
        limits: thresholds.
    """
    if a.article == b.article or a.source.casefold() == b.source.casefold():
        return
    mine, theirs = facts[a.index], facts[b.index]
    for figure in mine.figures:
        for other in theirs.figures:
            slot = _figure_slot(Side(a, figure), Side(b, other), mine, theirs)
            floor = limits.core_figure_pair if slot & CORE else limits.figure_pair
            if slot and sure >= floor:
                yield Conflict("number", Side(a, figure), Side(b, other), slot, sure)
    if sure >= limits.name_pair:
        yield from _names_between(a, b, sure, mine, theirs)
    if sure >= limits.date_pair:
        for mention in mine.dates:
            for date in theirs.dates:
                slot = _date_slot(mention, date, mine, theirs)
                if slot:
                    yield Conflict("date", Side(a, mention), Side(b, date), slot, sure)


def _names_between(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts
) -> Iterator[Conflict]:
    """Yield persons of one surname whom the two sentences call by different first names."""
    for name in mine.names:
        for other in theirs.names:
            if _another_first_name(name, other) and not _both_named(name, other, mine, theirs):
                slot = frozenset({name.text.split()[-1].lower()})
                yield Conflict("name", Side(a, name), Side(b, other), slot, sure)


def _another_first_name(a: Name, b: Name) -> bool:
    mine, theirs = a.text.split(), b.text.split()
    if not a.label == b.label == "PERSON" or len(mine) != 2 or len(theirs) != 2:
        return False
    (first, last), (other, surname) = mine, theirs
    short = min(len(first), len(other), 3)
    known = {first.lower().rstrip("."), other.lower().rstrip(".")} & (TITLES | FUNCTION_WORDS)
    return last == surname and first[:short] != other[:short] and short == 3 and not known


def _both_named(a: Name, b: Name, mine: Facts, theirs: Facts) -> bool:
    """Tell whether one sentence has both names: two persons, relatives perhaps."""
    return any(name_words(n.text) == name_words(b.text) for n in mine.names) or any(
        name_words(n.text) == name_words(a.text) for n in theirs.names
    )


def _figure_slot(one: Side, two: Side, mine: Facts, theirs: Facts) -> frozenset[str]:
    """Return what both figures count and do, empty unless that is one slot with two values."""
    a, b = one.mention, two.mention
    if not isinstance(a, Figure) or not isinstance(b, Figure):
        return frozenset()
    if a.unit != b.unit or a.unit in {"time", "ordinal"} or compatible(a, b):
        return frozenset()
    if a.approximate and b.approximate and _close_enough(a, b):
        return frozenset()
    counts, roles = a.counts & b.counts, (a.role & b.role) - _WEAK_ROLES
    if not one_slot(a, b) or _scopes_differ(one, two):
        return frozenset()
    if _has_equal(a, theirs.figures) or _has_equal(b, mine.figures):
        return frozenset()
    if _periods_differ(mine, theirs):
        return frozenset()
    return counts | roles


def one_slot(a: Figure, b: Figure) -> bool:
    """Tell whether two figures count the same: one thing by one predicate.

    "15" in "the number of people killed rose to 15" counts nothing itself; the people and their
    fate stand in its predicate. A telling noun ("passengers") needs no common predicate.
    """
    counts, roles = a.counts & b.counts, (a.role & b.role) - _WEAK_ROLES
    if a.unit != b.unit or (a.counts and b.counts and not counts):
        return False
    if counts - _UMBRELLAS:
        return True
    named = counts or not (a.counts or b.counts) or a.counts & b.role or b.counts & a.role
    return bool(roles and (named or a.unit))


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
    return any(_month(d) not in months[1 - i] for i, f in enumerate((mine, theirs)) for d in f.dates
               if d.month and not d.day)  # fmt: skip


def _month(mention: DateMention) -> int | None:
    """Return the month as written, or as resolved."""
    return mention.month or (mention.resolved.month if mention.resolved else None)


def _date_slot(a: DateMention, b: DateMention, mine: Facts, theirs: Facts) -> frozenset[str]:
    verbs = (a.verbs & b.verbs) - _WEAK_ROLES - SPEECH_VERBS
    if not verbs or not differ(a, b) or not _same_precision(a, b):
        return frozenset()
    equal = any(not differ(a, o) for o in theirs.dates if o is not b and _same_precision(a, o))
    equal |= any(not differ(b, o) for o in mine.dates if o is not a and _same_precision(b, o))
    return frozenset() if equal else verbs


def _same_precision(a: DateMention, b: DateMention) -> bool:
    """Tell whether both name a day, both a month or both a year."""
    return _precision(a) == _precision(b)


def _precision(mention: DateMention) -> str:
    if mention.weekday is not None or mention.day:
        return "day"
    return "month" if mention.month else "year"


def figures_of_articles(claims: Sequence[Claim], facts: Sequence[Facts]) -> dict[int, list[Figure]]:
    """Return all figures of each article, by its number."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for claim in claims:
        for sentence in claim.sentences:
            found[sentence.article] += facts[sentence.index].figures
    return found


def also_said(conflict: Conflict, said: dict[int, list[Figure]]) -> bool:
    """Tell whether either article has the other's figure too: then they are of two things."""
    for mine, other in ((conflict.a, conflict.b), (conflict.b, conflict.a)):
        figure = mine.mention
        if not isinstance(figure, Figure):
            return False
        for found in said[other.sentence.article]:
            if one_slot(found, figure) and compatible(found, figure):
                return True
    return False
