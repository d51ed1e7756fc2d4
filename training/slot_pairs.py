"""Pairs of masked mentions for the judge of slots, mined without labels from real clusters.

In close sentences of two outlets, two mentions of one type that share their value fill the same
slot: both are masked and make a positive. A mention of the one and another mention of the other
sentence, whose true partner stands there too, make a negative ("123 prisoners ... 14 in June"), as
do differing mentions of sentences that are barely close.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from models.facts import deepen
from models.masking import Mention, masked
from models.names import name_words
from models.news import Facts, Figure, Name, Sentence, Statement
from models.ports import Reader

KINDS = ("number", "date", "name", "statement")
# Pair score from which a shared value is taken for a shared slot; a figure is seldom shared by
# chance, a name or a verb often is.
ENOUGH = {"number": 0.1, "date": 0.15, "name": 0.3, "statement": 0.3}
LOOSE = 0.2  # below, differing mentions are taken for other slots
MOST_SENTENCES = 40  # of an event, parsed
MOST_PAIRS = 3  # of one kind and label from one pair of sentences
PERSONS_AND_PLACES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})


@dataclass(frozen=True, slots=True)
class SlotPair:
    """Two masked sentences and whether the masks stand for the same slot."""

    a: str
    b: str
    kind: str
    label: int


def mine(
    sentences: Sequence[Sentence],
    facts: Sequence[Facts],
    close: Sequence[tuple[int, int, float]],
    reader: Reader,
    rng: random.Random,
) -> list[SlotPair]:
    """Return the pairs of one event; ``close`` holds sentence indices and their pair score.

    Figures and dates are read without a parse, so from all close pairs; names and statements from
    the closest sentences.
    """
    ordered = sorted(close, key=lambda c: -c[2])
    wanted: dict[int, None] = {}
    for a, b, _ in ordered:
        if len(wanted) < MOST_SENTENCES:
            wanted.update({a: None, b: None})
    parses = reader.parse([sentences[i].text for i in wanted])
    deep = {i: deepen(facts[i], p) for i, p in zip(wanted, parses, strict=True)}
    found: list[SlotPair] = []
    for a, b, sure in ordered:
        if sentences[a].text == sentences[b].text:
            continue
        known = [deep.get(i, facts[i]) for i in (a, b)]
        texts = (sentences[a].text, sentences[b].text)
        found += of_pair(texts, (known[0], known[1]), sure, rng)
    return found


def of_pair(
    texts: tuple[str, str], facts: tuple[Facts, Facts], sure: float, rng: random.Random
) -> Iterator[SlotPair]:
    """Yield at most so many pairs a kind and label from two texts that come so close."""
    a, b = texts
    for kind, ours, others in zip(KINDS, by_kind(facts[0]), by_kind(facts[1]), strict=True):
        pairs = list(_labelled(ours, others, sure, ENOUGH[kind]))
        rng.shuffle(pairs)
        kept: Counter[int] = Counter()
        for one, two, label in pairs:
            kept[label] += 1
            if kept[label] <= MOST_PAIRS:
                yield SlotPair(masked(a, one), masked(b, two), kind, label)


def by_kind(facts: Facts) -> tuple[list[Mention], list[Mention], list[Mention], list[Mention]]:
    """Return figures, dates, typed names and statements that can fill a slot."""
    return (
        [f for f in facts.figures if f.unit not in {"time", "ordinal"}],
        list(facts.dates),
        [n for n in facts.names if n.label in PERSONS_AND_PLACES],
        list(facts.statements),
    )


def _labelled(
    ours: Sequence[Mention], others: Sequence[Mention], sure: float, enough: float
) -> Iterator[tuple[Mention, Mention, int]]:
    mine, theirs = Counter(map(key, ours)), Counter(map(key, others))
    for one in ours:
        for two in others:
            if not _comparable(one, two):
                continue
            if key(one) == key(two):
                if sure >= enough and mine[key(one)] == theirs[key(two)] == 1 and _telling(one):
                    yield one, two, 1
            elif theirs[key(one)] or mine[key(two)] or sure < LOOSE:
                yield one, two, 0


def _telling(mention: Mention) -> bool:
    """Tell values that two sentences seldom share by chance: no bare "one" or "two"."""
    return not isinstance(mention, Figure) or mention.low > 2 or bool(mention.unit)


def _comparable(a: Mention, b: Mention) -> bool:
    if isinstance(a, Figure) and isinstance(b, Figure):
        return a.unit == b.unit
    if isinstance(a, Name) and isinstance(b, Name):
        return a.label == b.label
    return True


def key(mention: Mention) -> Hashable:
    """Return what two mentions of one value share."""
    if isinstance(mention, Figure):
        return mention.low, mention.unit
    if isinstance(mention, Name):
        words = name_words(mention.text)
        return max(words, key=lambda w: (mention.text.lower().rfind(w), w), default=mention.text)
    if isinstance(mention, Statement):
        return mention.concept
    return mention.weekday, mention.year, mention.month, mention.day


def close_ones(near: Sequence[tuple[Sentence, Sentence, float]]) -> list[tuple[int, int, float]]:
    """Return the near pairs as indices."""
    return [(a.index, b.index, sure) for a, b, sure in near if a.article != b.article]
