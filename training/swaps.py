"""Contradictions made from what close sentences of two outlets share.

Where both give the same value for the same thing, the value of one is changed in its facts (the
judge sees it masked anyway). What the candidates look like then is what a contradiction looks like:
labelled real ones are too few to fit anything on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from models.conflicts import Conflict, known_of
from models.limits import Limits
from models.masking import Mention
from models.news import DateMention, Facts, Figure, Name, Sentence, Statement
from models.places import sort_of
from models.slots import conflicts_between
from training.slot_pairs import by_kind, key

CLOSE = 0.15  # pair score from which a shared value is taken for a shared fact
MOST = 2  # of one type from one pair of sentences
_NEW_PERSON = "Xanthe Marlow"
# Of one sort with the old place; few events tell of the first of each.
_NEW_PLACES = {
    "state": ("Virginia", "Georgia"),
    "country": ("Mongolia", "Uruguay"),
    "": ("Freedonia",),
}


def swapped(
    sentences: Sequence[Sentence],
    near: Sequence[tuple[Sentence, Sentence, float]],
    facts: Sequence[Facts],
    limits: Limits,
) -> Iterator[Conflict]:
    """Yield the candidates that appear when one shared value is changed in one sentence."""
    for a, b, sure in near:
        if sure < CLOSE or a.text == b.text:
            continue
        kept: Counter[str] = Counter()
        for one, two in _shared(facts[a.index], facts[b.index]):
            changed = _changed(two)
            kind = type(two).__name__
            if changed is None or kept[kind] == MOST:
                continue
            kept[kind] += 1
            others = list(facts)
            others[b.index] = _with(facts[b.index], two, changed)
            known = known_of(sentences, others)
            for conflict in conflicts_between(a, b, sure, others, known, limits):
                if conflict.a.mention == one and conflict.b.mention == changed:
                    yield conflict


def _shared(mine: Facts, theirs: Facts) -> Iterator[tuple[Mention, Mention]]:
    for ours, others in zip(by_kind(mine), by_kind(theirs), strict=True):
        counts = Counter(map(key, ours)), Counter(map(key, others))
        for one in ours:
            for two in others:
                if key(one) == key(two) and counts[0][key(one)] == counts[1][key(two)] == 1:
                    yield one, two


def _changed(mention: Mention) -> Mention | None:
    if isinstance(mention, Figure):
        if mention.low <= 2 and not mention.unit:
            return None
        value = round(mention.low * 1.6) + 3.0
        return replace(mention, low=value, high=value, text=f"{value:.0f}", approximate=False)
    if isinstance(mention, DateMention):
        return _another_day(mention)
    if isinstance(mention, Name):
        new = _another_name(mention)
        return replace(mention, text=new) if new else None
    if isinstance(mention, Statement):
        if mention.certainty == "done" and len(mention.text) % 2:
            return replace(mention, certainty="planned")
        return replace(mention, negated=not mention.negated)
    return None


def _another_name(name: Name) -> str | None:
    words = name.text.split()
    if name.label in {"GPE", "LOC"}:
        return next(p for p in (*_NEW_PLACES[sort_of(name.text)], "Freedonia") if p != name.text)
    if name.label != "PERSON":
        return None
    if len(words) > 1 and len(name.text) % 3 == 1:
        return f"Xanthe {words[-1]}"  # another first name: relatives, or an error
    return _NEW_PERSON


def _another_day(mention: DateMention) -> DateMention:
    resolved = mention.resolved + timedelta(days=2) if mention.resolved else None
    if mention.weekday is not None:
        return replace(mention, weekday=(mention.weekday + 2) % 7, resolved=resolved)
    if mention.day:
        return replace(mention, day=mention.day % 28 + 2, resolved=resolved)
    if mention.month:
        return replace(mention, month=mention.month % 12 + 1)
    return replace(mention, year=(mention.year or 2000) + 3)


def _with(facts: Facts, old: Mention, new: Mention) -> Facts:
    return replace(
        facts,
        figures=tuple(new if f == old else f for f in facts.figures),  # type: ignore[misc]
        dates=tuple(new if d == old else d for d in facts.dates),  # type: ignore[misc]
        names=tuple(new if n == old else n for n in facts.names),  # type: ignore[misc]
        statements=tuple(new if s == old else s for s in facts.statements),  # type: ignore[misc]
    )
