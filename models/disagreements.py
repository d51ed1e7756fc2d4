"""Claims -> disagreements: two mentions that fill the same slot and cannot both be true.

``slots.py`` finds the conflicts between two sentences; here the judge has its say, conflicts of one
slot become one disagreement with all its positions, and it is put into words. The calendar is a
witness too: a weekday that a written date did not have is an ``inconsistent`` source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from models.attribution import joined
from models.dates import WEEKDAYS, calendar_error, find_dates
from models.figures import find_figures
from models.limits import Limits
from models.news import (
    Claim,
    DateMention,
    Disagreement,
    Evidence,
    Facts,
    Figure,
    Name,
    Position,
    Sentence,
    Status,
)
from models.origins import Components, moment
from models.ports import Judge
from models.slots import (
    CORE,
    Conflict,
    Mention,
    Side,
    also_said,
    conflicts_between,
    figures_of_articles,
)

_GROWING = CORE | frozenset("rise climb grow number toll total case vote donate raise".split())


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
    said = figures_of_articles(claims, facts)
    conflicts = [
        c
        for a, b, sure in near
        for c in conflicts_between(a, b, sure, facts, limits)
        if not also_said(c, said)
    ]
    conflicts = _judged(conflicts, judge, limits)
    found = [(_build(group), _gravity(group, limits)) for group in _grouped(conflicts)]
    found += [(d, 1.0) for d in _calendar_errors(claims, facts)]
    weight = {s.evidence: c for c in claims for s in c.sentences}
    floor = limits.disagreement_score if min_score is None else min_score
    able = [(d, gravity) for d, gravity in found if d.score >= floor]
    ranked = sorted(able, key=lambda pair: _rank(pair[0], pair[1], weight))
    return [_numbered(d, i, weight) for i, (d, _) in enumerate(ranked, 1)]


def _gravity(group: Sequence[Conflict], limits: Limits) -> float:
    """Return how grave the matter is: the dead first, then the other tolls of an event."""
    slots = {word for c in group for word in c.slot}
    if "die" in slots:
        return limits.gravity_of_deaths
    return limits.gravity_of_tolls if slots & CORE else 1.0


def _judged(conflicts: list[Conflict], judge: Judge, limits: Limits) -> list[Conflict]:
    """Keep the conflicts whose two mentions the judge puts into the same slot."""
    pairs = [(c.a.masked, c.b.masked) for c in conflicts]
    scores = judge.same_slot(pairs) if pairs else []
    return [
        Conflict(c.kind, c.a, c.b, c.slot, min(0.99, (_sure(c, limits) + s) / 2))
        for c, s in zip(conflicts, scores, strict=True)
        if s >= limits.same_slot
    ]


def _sure(conflict: Conflict, limits: Limits) -> float:
    """Return how surely both sides are of one fact; an event has one toll, however it is told."""
    return max(conflict.score, limits.core_sure) if conflict.slot & CORE else conflict.score


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
    if isinstance(mention, Name):
        return (mention.text,)
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
        status=_status(group, ordered),
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


def _status(group: Sequence[Conflict], positions: Sequence[dict[int, Side]]) -> Status:
    """A running count of a later report is an update, all else a contradiction."""
    if group[0].kind != "number" or not any(c.slot & _GROWING for c in group):
        return "contradiction"
    published = [[s.sentence.published_at for s in p.values()] for p in positions]
    if any(when is None for p in published for when in p):
        return "contradiction"
    spans = sorted((min(map(moment, p)), max(map(moment, p))) for p in published)
    exact = all(isinstance(when, datetime) for p in published for when in p)
    gap = timedelta(hours=1) if exact else timedelta(days=1)
    later = all(b[0] - a[1] >= gap for a, b in pairwise(spans))
    return "superseded" if later else "contradiction"


def _topic(group: Sequence[Conflict]) -> str:
    """Name the slot in words of the evidence, without the disputed value."""
    mentions = [s.mention for c in group for s in (c.a, c.b)]
    phrases = [m.phrase for m in mentions if not isinstance(m, Name) and m.phrase]
    slot = {w[:5] for c in group for w in c.slot}
    phrase = min(phrases, key=lambda p: _awkwardness(p, slot), default="")
    if isinstance(group[0].a.mention, Name):
        return f"the full name of {group[0].a.mention.text.split()[-1]}"
    if isinstance(group[0].a.mention, DateMention):
        return f"the date on which {phrase}" if len(phrase.split()) > 1 else "the date"
    counted = group[0].a.mention.counts and group[0].a.mention.unit == ""
    bare = re.sub(r"^(?:(?:an?|the|some|another|number of) )+", "", phrase, flags=re.IGNORECASE)
    return f"the {'number of' if counted else 'figure for'} {bare}" if bare else "the figure"


def _awkwardness(phrase: str, slot: set[str]) -> tuple[bool, bool, int, str]:
    """Sort key: a phrase that names the slot in three to seven words comes first."""
    named = any(word in phrase.lower() for word in slot)
    return not named, not 3 <= len(phrase.split()) <= 7, len(phrase), phrase


def note(topic: str, positions: Sequence[Position]) -> str:
    """Return one plain sentence that says who gives which value."""
    first, *others = (_gives(p) for p in positions)
    if first[:1].islower():  # a file's name may be all that is known of an outlet
        return f"As {topic}, " + "; ".join([first, *others]) + "."
    return "; ".join([f"{first} as {topic}", *others]) + "."


def _gives(position: Position) -> str:
    names = list(dict.fromkeys(e.source for e in position.evidence))
    verb = "gives" if len(names) == 1 else "give"
    return f"{joined(names)} {verb} {_in_a_sentence(position.value)}"


def _in_a_sentence(value: str) -> str:
    """Return a value that began a sentence ("Seven") as it stands inside one."""
    number = bool(find_figures(value)) and value[0].isupper() and value[1:].islower()
    return value.lower() if number and not find_dates(value) else value


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
        note=f"{joined(names)} {verb} {text}; by the calendar that date was a {actual}.",
        score=0.99,
        positions=(
            Position(text, articles, evidence),
            Position(actual, (), (), basis="calendar"),
        ),
    )


def _rank(
    found: Disagreement, gravity: float, weight: dict[Evidence, Claim]
) -> tuple[float, str, str]:
    """Sort key: what many origins report near the centre of the event comes first."""
    held = [weight[e] for p in found.positions for e in p.evidence if e in weight]
    matter = max((c.origins * c.centrality for c in held), default=0.0)
    return (-matter * found.score * gravity, found.kind, found.note)


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
