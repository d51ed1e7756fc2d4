"""Candidates among statements: two verbs that cannot both tell what became of one thing.

A news conference was cancelled or postponed, an adviser was dismissed or resigned, a bill was
passed or rejected. An article that uses both verbs tells of two things, or of both sides of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.conflicts import Conflict, Known, Side, days_apart, made, words_around
from models.named import within_quotation
from models.news import Facts, Sentence, Statement

# By hand, read off labelled disagreements of `train` events. Of the second group's verbs the
# subject is what the first group's are done to: "was fired", "resigned".
_RIVALS = (
    ("cancel scrap", "postpone delay reschedule"),
    ("approve pass ratify adopt", "reject defeat"),
    ("accept", "reject decline"),
    ("require oblige", "allow permit"),
    ("convict", "acquit"),
    ("uphold", "overturn"),
    ("win", "lose"),
    ("extend", "end"),
)
_WENT = (("fire dismiss oust sack", "resign quit"),)
_OUTCOMES = frozenset({"done", "stated"})


def _opposed(groups: tuple[tuple[str, str], ...]) -> frozenset[frozenset[str]]:
    pairs = [(x, y) for one, two in groups for x in one.split() for y in two.split()]
    return frozenset(frozenset(p) for p in pairs)


_DONE, _LEFT = _opposed(_RIVALS), _opposed(_WENT)


def rivals(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    """Yield the statements of two sentences that tell rival outcomes of one thing.

    Args:
        a: one sentence.
        b: the other.
        sure: how surely they report the same thing, 0 to 1.
        mine: what ``a`` mentions.
        theirs: what ``b`` mentions.
        known: what each article mentions.
    """
    for one in mine.statements:
        for two in theirs.statements:
            if not _exclude(one, two) or any(
                within_quotation(s.text, m) for s, m in ((a, one), (b, two))
            ):
                continue
            if _tells(b, one, known) or _tells(a, two, known):
                continue
            yield made("polarity", Side(a, one), Side(b, two), frozenset({one.concept}), (
                sure,
                bool(one.subject & two.subject),
                True,
                True,
                False,
                False,
                False,
                False,
                days_apart(a, b),
                words_around(Side(a, one), Side(b, two)),
            ))  # fmt: skip


def _exclude(one: Statement, two: Statement) -> bool:
    """Tell rival verbs, both told as facts, of one thing."""
    if one.negated or two.negated or not {one.certainty, two.certainty} <= _OUTCOMES:
        return False
    verbs = frozenset({one.concept, two.concept})
    if verbs in _LEFT:
        return bool(_gone(one) & _gone(two))
    doers_differ = bool(one.subject and two.subject) and not one.subject & two.subject
    return verbs in _DONE and bool(one.direct & two.direct) and not doers_differ


def _gone(statement: Statement) -> frozenset[str]:
    """Return who is gone: the object of "fired", the subject of "resigned"."""
    return statement.subject if statement.concept in {"resign", "quit"} else statement.direct


def _tells(sentence: Sentence, statement: Statement, known: Known) -> bool:
    """Tell whether the sentence's article uses the other one's verb too."""
    return statement.concept in known.verbs.get(sentence.article, frozenset())
