"""What a thing is said to be, and said to be the opposite of: "is provisional", "is final".

Compared across the whole event, as such sentences share few words. Only plain present statements
count, of a thing the event has one of, and only opposites that leave no third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from models.conflicts import Side
from models.limits import Limits
from models.named import within_quotation
from models.news import Disagreement, Facts, Sentence, Statement
from models.newsroom_words import ACCORDS
from models.topics import on_values

# By hand: what is the one cannot be the other.
_OPPOSED = frozenset(
    frozenset(pair.split())
    for pair in (
        "final provisional", "final preliminary", "final tentative", "binding nonbinding",
        "legal illegal", "lawful unlawful", "guilty innocent", "alive dead", "mandatory voluntary",
        "permanent temporary", "constitutional unconstitutional", "authentic fake", "valid invalid",
        "public secret", "open closed",
    )
)  # fmt: skip
_STATED = re.compile(
    rf"\b(?:is|are) (?:\w+ ){{0,2}}(?:{'|'.join(sorted(w for p in _OPPOSED for w in p))})\b"
)
_SAME = dict.fromkeys(ACCORDS, "accord")


def states(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement on each thing that two outlets call the opposite.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    sides = [s for sentence in sentences for s in _sides(sentence, facts[sentence.index])]
    found: dict[frozenset[str], Disagreement] = {}
    for a, b in combinations(sides, 2):
        words = _opposites(a, b)
        if words and a.sentence.source.casefold() != b.sentence.source.casefold():
            told = [([s.sentence], s.value) for s in (a, b)]
            found.setdefault(words, on_values("certainty", _topic(a), told, limits.state_score))
    return list(found.values())


def may_state(sentences: Sequence[Sentence]) -> set[int]:
    """Return the sentences that may say so: they are worth a parse."""
    return {s.index for s in sentences if _STATED.search(s.text)}


def _sides(sentence: Sentence, facts: Facts) -> Iterator[Side]:
    for statement in facts.statements:
        plain = statement.certainty == "stated" and not statement.negated
        told = statement.concept.startswith("be ") and len(statement.subject) == 1
        if plain and told and not within_quotation(sentence.text, statement):
            yield Side(sentence, statement)


def _opposites(a: Side, b: Side) -> frozenset[str]:
    """Return two opposed words that two statements say of one thing."""
    one, two = a.mention, b.mention
    assert isinstance(one, Statement)  # noqa: S101
    assert isinstance(two, Statement)  # noqa: S101
    if not {_SAME.get(w, w) for w in one.subject} & {_SAME.get(w, w) for w in two.subject}:
        return frozenset()
    pairs = (frozenset({x, y}) for x in one.object for y in two.object)
    return next((p for p in pairs if p in _OPPOSED), frozenset())


def _topic(side: Side) -> str:
    assert isinstance(side.mention, Statement)  # noqa: S101
    return f"the state of the {' '.join(sorted(side.mention.subject))}"
