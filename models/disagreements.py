"""Claims -> disagreements: two mentions that fill the same slot and cannot both be true.

A slot is what a figure counts with its predicate, or the event that a date is of. Values are
compared by arithmetic (``figures.compatible``, ``dates.differ``). The calendar is a witness too: a
weekday that a written date did not have is an ``inconsistent`` source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from models.dates import WEEKDAYS, calendar_error, differ
from models.facts import SPEECH_VERBS
from models.figures import compatible
from models.limits import Limits
from models.news import (
    Claim,
    DateMention,
    Disagreement,
    Evidence,
    Facts,
    Figure,
    Kind,
    Position,
    Sentence,
    Status,
)
from models.origins import Components, moment
from models.ports import Judge

Mention = Figure | DateMention
_WEAK_ROLES = frozenset(
    "say make take get go come see use put give include follow accord be have do other more "
    "than begin start continue happen".split()
)

_RATE = re.compile(
    r"\b(?:every|each|per|daily|weekly|monthly|annual(?:ly)?|yearly|a (?:day|week|month|year))\b",
    re.IGNORECASE,
)
_OF_MORE = frozenset("additional more another other further extra new remaining previous".split())


@dataclass(frozen=True, slots=True)
class Side:
    """One mention in one sentence."""

    sentence: Sentence
    mention: Mention


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that cannot both be true."""

    kind: Literal["number", "date"]
    a: Side
    b: Side
    slot: frozenset[str]
    score: float


def find_disagreements(
    claims: Sequence[Claim],
    near: Iterable[tuple[Sentence, Sentence, float]],
    facts: Sequence[Facts],
    judge: Judge,
    limits: Limits,
    min_score: float | None = None,
) -> list[Disagreement]:
    """Return disagreements, the weightiest first, with ids d1, d2, ...

    Args:
        claims: who says what; tells how much a disagreement matters.
        near: pairs of sentences of different articles that may report the same fact, with how
            surely they do.
        facts: one for each sentence, by its index.
        judge: whether two masked mentions fill the same slot.
        limits: thresholds.
        min_score: the caller's own threshold, else the one in ``limits``.
    """
    said = _figures_of_articles(claims, facts)
    conflicts = [
        c
        for a, b, sure in near
        for c in _compare(a, b, sure, facts, limits)
        if not _also_said(c, said)
    ]
    conflicts = _judged(conflicts, judge, limits)
    found = [_build(group) for group in _grouped(conflicts)]
    found += _calendar_errors(claims, facts)
    weight = {s.evidence: c for c in claims for s in c.sentences}
    floor = limits.disagreement_score if min_score is None else min_score
    ranked = sorted((d for d in found if d.score >= floor), key=lambda d: _rank(d, weight))
    return [_numbered(d, i, weight) for i, d in enumerate(ranked, 1)]


def _compare(
    a: Sentence, b: Sentence, sure: float, facts: Sequence[Facts], limits: Limits
) -> Iterator[Conflict]:
    if a.article == b.article or a.source.casefold() == b.source.casefold():
        return
    mine, theirs = facts[a.index], facts[b.index]
    if sure >= limits.figure_pair:
        for figure in mine.figures:
            for other in theirs.figures:
                slot = _figure_slot(figure, other, mine, theirs, a.text, b.text)
                if slot:
                    yield Conflict("number", Side(a, figure), Side(b, other), slot, sure)
    if sure >= limits.date_pair:
        for mention in mine.dates:
            for date_b in theirs.dates:
                slot = _date_slot(mention, date_b, mine, theirs)
                if slot:
                    yield Conflict("date", Side(a, mention), Side(b, date_b), slot, sure)


def _figure_slot(
    a: Figure, b: Figure, mine: Facts, theirs: Facts, mine_text: str, their_text: str
) -> frozenset[str]:
    """Return what both figures count and do, empty unless that is one slot with two values."""
    if a.unit != b.unit or a.unit in {"time", "ordinal"} or compatible(a, b):
        return frozenset()
    counts, roles = a.counts & b.counts, (a.role & b.role) - _WEAK_ROLES
    if a.approximate and b.approximate and _close_enough(a, b):
        return frozenset()
    if (a.counts | b.counts) & _OF_MORE:
        return frozenset()
    if not roles or (not counts and a.unit == "" and (a.counts or b.counts)):
        return frozenset()
    if (
        _has_equal(a, theirs.figures)
        or _has_equal(b, mine.figures)
        or _periods_differ(mine, theirs)
    ):
        return frozenset()
    return counts | roles


def _figures_of_articles(
    claims: Sequence[Claim], facts: Sequence[Facts]
) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    for claim in claims:
        for sentence in claim.sentences:
            found[sentence.article] += facts[sentence.index].figures
    return found


def _also_said(conflict: Conflict, said: dict[int, list[Figure]]) -> bool:
    """Tell whether either article has the other's figure too: then they are of two things."""
    for mine, other in ((conflict.a, conflict.b), (conflict.b, conflict.a)):
        figure = mine.mention
        if not isinstance(figure, Figure):
            return False
        for found in said[other.sentence.article]:
            alike = found.counts & figure.counts or found.role & figure.role
            if found.unit == figure.unit and compatible(found, figure) and alike:
                return True
    return False


def _close_enough(a: Figure, b: Figure) -> bool:
    high = max(abs(a.low), abs(b.low))
    return high > 0 and abs(a.low - b.low) <= 0.25 * high


def _has_equal(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether the other sentence has the figure too: then the differing one is another."""
    return any(figure.unit == o.unit and compatible(figure, o) for o in others)


def _periods_differ(mine: Facts, theirs: Facts) -> bool:
    """Tell whether the sentences speak of different months or years: another event or period."""
    return any(
        (a.month and b.month and a.month != b.month) or (a.year and b.year and a.year != b.year)
        for a in mine.dates
        for b in theirs.dates
    )


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


def _judged(conflicts: list[Conflict], judge: Judge, limits: Limits) -> list[Conflict]:
    """Keep the conflicts whose two mentions the judge puts into the same slot."""
    pairs = [(_masked(c.a), _masked(c.b)) for c in conflicts]
    scores = judge.same_slot(pairs) if pairs else []
    return [
        Conflict(c.kind, c.a, c.b, c.slot, min(0.99, (c.score + s) / 2))
        for c, s in zip(conflicts, scores, strict=True)
        if s >= limits.same_slot
    ]


def _masked(side: Side) -> str:
    text, mention = side.sentence.text, side.mention
    return f"{text[: mention.start]}[MASK]{text[mention.end :]}"


def _grouped(conflicts: Sequence[Conflict]) -> list[list[Conflict]]:
    """Join conflicts that share a mention or are about the same slot with the same values."""
    sets = Components()
    for i, conflict in enumerate(conflicts):
        for side in (conflict.a, conflict.b):
            sets.join(("c", i), (conflict.kind, side.sentence.index, side.mention.start))
            for word in conflict.slot:
                sets.join(("c", i), (conflict.kind, word, _key(side.mention)))
    groups: dict[object, list[Conflict]] = defaultdict(list)
    for i, conflict in enumerate(conflicts):
        groups[sets.find(("c", i))].append(conflict)
    return list(groups.values())


def _key(mention: Mention) -> tuple[object, ...]:
    if isinstance(mention, Figure):
        return (mention.low, mention.high, mention.unit)
    if mention.weekday is not None:
        return ("weekday", mention.weekday)
    return (mention.year, mention.month, mention.day)


def _build(group: Sequence[Conflict]) -> Disagreement:
    sides: dict[tuple[object, ...], dict[int, Side]] = defaultdict(dict)
    for conflict in group:
        for side in (conflict.a, conflict.b):
            sides[_key(side.mention)][side.sentence.index] = side
    ordered = sorted(sides.values(), key=lambda s: min(s))
    positions = tuple(_position(list(s.values())) for s in ordered)
    kind = group[0].kind
    topic = _topic(group)
    return Disagreement(
        id="",
        kind=kind,
        status=_status(kind, ordered),
        topic=topic,
        note=note(topic, positions),
        score=round(max(c.score for c in group), 4),
        positions=positions,
    )


def _position(sides: Sequence[Side]) -> Position:
    best = max(sides, key=lambda s: (len(s.mention.text), -s.sentence.index))
    evidence = tuple(s.sentence.evidence for s in sorted(sides, key=lambda s: s.sentence.index))
    articles = tuple(dict.fromkeys(e.article_id for e in evidence))
    return Position(best.mention.text.strip(), articles, evidence)


def _status(kind: Kind, positions: Sequence[dict[int, Side]]) -> Status:
    """A count that grows with the time of publication is an update, all else a contradiction."""
    if kind != "number":
        return "contradiction"
    latest = [max(_day(s) for s in p.values()) for p in positions]
    if any(day == date.max for day in latest) or len(set(latest)) < len(latest):
        return "contradiction"
    spread = max(latest) - min(latest)
    return "superseded" if spread >= timedelta(days=1) else "contradiction"


def _day(side: Side) -> date:
    published = side.sentence.published_at
    return moment(published).date() if published else date.max


def _topic(group: Sequence[Conflict]) -> str:
    """Name the slot in words of the evidence, without the disputed value."""
    phrases = [s.mention.phrase for c in group for s in (c.a, c.b) if s.mention.phrase]
    slot = {w[:5] for c in group for w in c.slot}
    phrase = min(phrases, key=lambda p: _awkwardness(p, slot), default="")
    if isinstance(group[0].a.mention, DateMention):
        return f"the date on which {phrase}" if len(phrase.split()) > 1 else "the date"
    counted = group[0].a.mention.counts and group[0].a.mention.unit == ""
    bare = re.sub(r"^(?:an?|the|some|another) ", "", phrase)
    return f"the {'number of' if counted else 'figure for'} {bare}" if bare else "the figure"


def _awkwardness(phrase: str, slot: set[str]) -> tuple[bool, bool, int, str]:
    """Sort key: a phrase that names the slot in three to seven words comes first."""
    named = any(word in phrase.lower() for word in slot)
    return not named, not 3 <= len(phrase.split()) <= 7, len(phrase), phrase


def note(topic: str, positions: Sequence[Position]) -> str:
    """Return one plain sentence that says who gives which value."""
    first, *others = (
        f"{join_names(list(dict.fromkeys(e.source for e in p.evidence)))} "
        f"{'gives' if len({e.source for e in p.evidence}) == 1 else 'give'} {p.value}"
        for p in positions
    )
    return "; ".join([f"{first} as {topic}", *others]) + "."


def join_names(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _calendar_errors(claims: Sequence[Claim], facts: Sequence[Facts]) -> list[Disagreement]:
    """Return one for each written date whose weekday the calendar denies."""
    wrong: dict[str, list[Side]] = defaultdict(list)
    for claim in claims:
        for sentence in claim.sentences:
            for mention in facts[sentence.index].dates:
                if calendar_error(mention):
                    wrong[mention.text].append(Side(sentence, mention))
    return [_calendar_error(text, sides) for text, sides in sorted(wrong.items())]


def _calendar_error(text: str, sides: Sequence[Side]) -> Disagreement:
    actual = next(
        WEEKDAYS[s.mention.calendar_weekday or 0].capitalize()
        for s in sides
        if isinstance(s.mention, DateMention)
    )
    evidence = tuple(s.sentence.evidence for s in sides)
    articles = tuple(dict.fromkeys(e.article_id for e in evidence))
    names = list(dict.fromkeys(e.source for e in evidence))
    verb = "writes" if len(names) == 1 else "write"
    return Disagreement(
        id="",
        kind="date",
        status="inconsistent",
        topic=f"the weekday of {text.split(',', 1)[-1].strip()}",
        note=f"{join_names(names)} {verb} {text}; by the calendar that date was a {actual}.",
        score=0.99,
        positions=(
            Position(text, articles, evidence),
            Position(actual, (), (), basis="calendar"),
        ),
    )


def _rank(found: Disagreement, weight: dict[Evidence, Claim]) -> tuple[float, str, str]:
    """Sort key: what many origins report near the centre of the event comes first."""
    held = [weight[e] for p in found.positions for e in p.evidence if e in weight]
    matter = max((c.origins * c.centrality for c in held), default=0.0)
    return (-matter * found.score, found.kind, found.note)


def _numbered(found: Disagreement, number: int, weight: dict[Evidence, Claim]) -> Disagreement:
    claims = tuple(
        dict.fromkeys(weight[e].id for p in found.positions for e in p.evidence if e in weight)
    )
    return Disagreement(
        id=f"d{number}",
        kind=found.kind,
        status=found.status,
        topic=found.topic,
        note=found.note,
        score=found.score,
        positions=found.positions,
        claims=claims,
    )
