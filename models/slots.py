"""Candidates for a disagreement: two mentions of one type whose values cannot both be true.

Values are compared by arithmetic (``quantities``, ``dates.differ``) and by how a predicate
is asserted. Whether the two fill the same slot is for the judge to say; what the parse and the
neighbouring facts know about it goes along as features, named in ``FEATURES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from models.conflicts import (
    Conflict,
    Known,
    Side,
    days_apart,
    made,
    names_shared,
    of_one_outlet,
    words_around,
)
from models.dates import differ
from models.limits import Limits
from models.mentions import Certainty
from models.named import names, within_quotation
from models.names import name_words, one_name
from models.news import DateMention, Facts, Sentence, Statement
from models.newsroom_words import SPEECH_VERBS, WEAK_ROLES
from models.quantities import numbers
from models.rivals import rivals
from models.twins import one_quotation

# Pair scores from which dates may be of one event without a common verb, and with two verbs.
_CLOSE_REPORT, _ONE_REPORT = 0.3, 0.9
_ONE_DENIED = 0.5  # from which a denial of one verb is of one deed, whoever does it
_AS_OF = re.compile(r"\b(?:as of|by|until|since) $", re.IGNORECASE)
_SINCE = re.compile(r"\bsince $", re.IGNORECASE)
_SAYING = frozenset({"say", "tell", "tweet", "write", "ask", "reply"})  # dated by whoever said it
_DEMANDS = frozenset({"should", "must", "ought"})
_WE = re.compile(r"\b(?:[Ww]e|I|[Yy]ou)(?:['’]\w+)? $")
# "will not be restored until May" says what "will be restored in May" says.
_TWEETED = re.compile(
    r"[—–-] [^()]{2,40} \(@\w+\)"
)  # who signs a tweet is no party to what it says
_PROGRESSIVE = re.compile(r"^(?:am|is|are|was|were|['’](?:m|s|re))\b.*ing$", re.IGNORECASE)
_ABLE = re.compile(r"\bcan\b(?! not)|\bable to\b", re.IGNORECASE)  # whether they do is not said
# What is let happen need not happen; "doctors who perform surgery" says who, not what they did.
_LET = re.compile(
    r"\b(?:let|lets|letting|allow\w*|permit\w*|enabl\w*)\b[^,;:–—]{0,30}$", re.IGNORECASE
)
_OPENING = re.compile(r"(?:^|, )$")
_WHO = re.compile(r"\b(?:who|that) $", re.IGNORECASE)
_NEEDED = frozenset({"need"})  # tells what must be, not what is
_IF = re.compile(r"\b(?:if|whether|unless|once|even after|so that)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:until|unless|except|without|before|provided|as long as)\b")


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
    if of_one_outlet(a, b):
        return
    mine, theirs = facts[a.index], facts[b.index]
    if sure >= limits.figure_pair:
        yield from numbers(a, b, sure, mine, theirs, known)
    if sure >= limits.date_pair:
        yield from _dates(a, b, sure, mine, theirs)
    if sure >= limits.name_pair and not (_TWEETED.search(a.text) or _TWEETED.search(b.text)):
        yield from names(a, b, sure, mine, theirs, known)
    if sure >= limits.statement_pair:
        yield from _statements(a, b, sure, mine, theirs)
        yield from rivals(a, b, sure, mine, theirs, known)


# --- dates ------------------------------------------------------------------------------------


def _dates(a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts) -> Iterator[Conflict]:
    if "@" in a.text or "@" in b.text:
        return  # the date of a tweet is its own
    quoted = one_quotation(a.text, b.text)
    for mention in mine.dates:
        for date in theirs.dates:
            if not differ(mention, date) or _precision(mention) != _precision(date):
                continue
            equal = any(_agree(mention, o) for o in theirs.dates if o is not date)
            equal |= any(_agree(date, o) for o in mine.dates if o is not mention)
            if equal:
                continue
            one, two = Side(a, mention), Side(b, date)
            if _of_count(one, two) or _others_do(mention, mine, date, theirs):
                continue
            shared = (mention.verbs & date.verbs) - WEAK_ROLES
            verbs = shared - SPEECH_VERBS
            told = [bool(m.verbs - WEAK_ROLES - SPEECH_VERBS) for m in (mention, date)]
            dated = mention.verbs and date.verbs  # "told reporters on Friday", "said on Saturday"
            apart = any(told) or (dated and not shared)
            if not verbs and not quoted and all(told) and _precision(mention) != "year":
                continue  # "resigned on Monday", "was arrested on Tuesday"
            said = mention.verbs & date.verbs & _SAYING if sure >= _ONE_REPORT else frozenset()
            saying = (
                not shared
                and not said
                and any(m.verbs and m.verbs <= _SAYING for m in (mention, date))
            )
            if saying and not quoted:
                continue
            if (
                not verbs
                and not quoted
                and apart
                and sure < (_ONE_REPORT if all(told) else _CLOSE_REPORT)
            ):
                continue  # they date other deeds, or nothing says that both date one event
            yield made("date", one, two, verbs, (
                sure,
                bool(verbs),
                bool(shared & SPEECH_VERBS),
                mention.weekday is not None and date.weekday is not None,
                bool(mention.day and date.day),
                _precision(mention) == "year",
                days_apart(a, b),
                names_shared(mine, theirs),
                words_around(one, two),
            ))  # fmt: skip


def _others_do(one: DateMention, mine: Facts, two: DateMention, theirs: Facts) -> bool:
    """Tell whether another person does it: Burr sold shares on Feb. 13, Loeffler on Jan. 24."""
    first, second = _doers(one, mine), _doers(two, theirs)
    return bool(first and second) and not any(one_name(x, y) for x in first for y in second)


def _doers(date: DateMention, facts: Facts) -> list[frozenset[str]]:
    """Return the words of the persons who are subject of a date's predicates."""
    does = {w for s in facts.statements if s.concept in date.verbs for w in s.subject}
    words = [name_words(n.text) for n in facts.names if n.label == "PERSON"]
    return [w for w in words if w & does]


def _of_count(one: Side, two: Side) -> bool:
    """Tell the day of a count ("as of Friday") from an event's; "has led since 2002" is one's."""
    before = [s.sentence.text[: s.mention.start] for s in (one, two)]
    return any(map(_AS_OF.search, before)) and not all(map(_SINCE.search, before))


def _agree(a: DateMention, b: DateMention) -> bool:
    return not differ(a, b) and _precision(a) == _precision(b)


def _precision(mention: DateMention) -> str:
    if mention.weekday is not None or mention.day:
        return "day"
    return "month" if mention.month else "year"


# --- statements -------------------------------------------------------------------------------


def _statements(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts
) -> Iterator[Conflict]:
    if a.text.endswith("?") or b.text.endswith("?"):
        return  # who asks asserts nothing
    for one in mine.statements:
        for two in theirs.statements:
            kind = _asserted_otherwise(one, two, sure)
            if kind is None or one.text == two.text:
                continue
            if _told_alike(one, theirs) or _told_alike(two, mine):
                continue  # both sentences say it
            if one.concept in SPEECH_VERBS and not (kind == "polarity" and one.object & two.object):
                continue
            if kind == "polarity" and _no_denial(Side(a, one), Side(b, two), mine, theirs):
                continue
            if any(_not_its_own(s, m) for s, m in ((a, one), (b, two))):
                continue
            levels = {one.certainty, two.certainty}
            yield made(kind, Side(a, one), Side(b, two), frozenset({one.concept}), (
                sure,
                bool(one.subject & two.subject),
                bool(one.object & two.object) or _undergone(one, two),
                one.negated != two.negated,
                "planned" in levels and len(levels) > 1,
                "possible" in levels and len(levels) > 1,
                "alleged" in levels and len(levels) > 1,
                one.concept.startswith("be "),
                days_apart(a, b),
                words_around(Side(a, one), Side(b, two)),
            ))  # fmt: skip


def _no_denial(one: Side, two: Side, mine: Facts, theirs: Facts) -> bool:
    """Tell where a negation is no denial of what the other sentence says."""
    first, second = one.mention, two.mention
    assert isinstance(first, Statement)  # noqa: S101
    assert isinstance(second, Statement)  # noqa: S101
    if _denials(mine) == _denials(theirs):
        return True  # both deny something: a parse that missed it, or another word for it
    if _conditional(one.sentence, first) or _conditional(two.sentence, second):
        return True
    return _counts_differ(first, mine, second, theirs)


def _not_its_own(sentence: Sentence, statement: Statement) -> bool:
    """Tell what the sentence itself does not assert of anybody known.

    What a speaker is sure of is the speaker's (other words of it are for ``quoted``); who "we" are
    only the sentence before says; what is let happen may not; "who" says which ones are meant.
    """
    before = sentence.text[: statement.start]
    if _LET.search(before) or (statement.certainty == "stated" and _WHO.search(before)):
        return True
    if _OPENING.search(before) and sentence.text.startswith(" by ", statement.end):
        return True  # "Accompanied by his son, he will meet": as certain as the rest is
    return within_quotation(sentence.text, statement) or _WE.search(before) is not None


def _told_alike(statement: Statement, facts: Facts) -> bool:
    """Tell whether the other sentence asserts the same of the same in the same way too."""
    how = (statement.concept, statement.negated, statement.certainty)
    return any(
        how == (s.concept, s.negated, s.certainty)
        and (bool(s.object & statement.object) or not (s.object or statement.object))
        for s in facts.statements
    )


def _count(statement: Statement, facts: Facts) -> set[tuple[float, str]]:
    """Return the figures of a predicate: how many it was done to."""
    return {(f.low, f.unit) for f in facts.figures if statement.concept in f.role}


def _counts_differ(one: Statement, mine: Facts, two: Statement, theirs: Facts) -> bool:
    """Tell "killed 12", "did not kill 15": what is denied may be the number alone."""
    denied, others = (_count(two, theirs), mine) if two.negated else (_count(one, mine), theirs)
    return bool(denied) and not denied & {(f.low, f.unit) for f in others.figures}


def _conditional(sentence: Sentence, statement: Statement) -> bool:
    """Tell what holds only on a condition, or is told as somebody's question."""
    before = re.split(r"[,;:–—]", sentence.text[: statement.start])[-1]
    after = _CONDITION.search(sentence.text, statement.end)
    return after is not None or _IF.search(before) is not None


def _denials(facts: Facts) -> int:
    return sum(s.negated for s in facts.statements)


def _asserted_otherwise(
    a: Statement, b: Statement, sure: float
) -> Literal["polarity", "certainty"] | None:
    """Return how two assertions of one predicate differ, None where they do not clash.

    In two reports of one thing, one of which says "he", a verb in common is enough for a denial.
    """
    if not _one_predicate(a, b) or not (_finite(a) and _finite(b)):
        return None
    if _demanded(a) or _demanded(b) or a.concept in _NEEDED:
        return None
    doer, done_to = bool(a.subject & b.subject), bool(a.object & b.object) or _undergone(a, b)
    telling = a.concept not in WEAK_ROLES and not a.concept.startswith("be ")
    of_one = done_to and not (a.subject and b.subject)
    nobody_else = sure >= _ONE_DENIED and telling and not (a.subject and b.subject)
    denied = nobody_else and a.negated != b.negated and a.concept not in SPEECH_VERBS
    if not (doer and (done_to or telling)) and not of_one and not _undergone(a, b) and not denied:
        return None
    if a.direct and b.direct and not a.direct & b.direct:
        return None  # "did not pardon the others", "pardoned a man"
    levels = [a.certainty, b.certainty]
    if a.negated != b.negated:
        if _denies_more(a, b, done_to):
            return None
        return None if set(levels) == {"planned", "done"} else "polarity"  # wanted, not done
    clash = any(_clash(x, y) for x, y in (levels, levels[::-1]))
    if "possible" in levels and any(_ABLE.search(s.text) for s in (a, b)):
        return None
    if "planned" in levels and any(_PROGRESSIVE.search(s.text) for s in (a, b)):
        return None  # "was returning" in June is what "would return" in June is
    return "certainty" if clash and (doer or of_one or _undergone(a, b)) and not a.negated else None


def _denies_more(a: Statement, b: Statement, done_to: bool) -> bool:
    """Tell a denial from "found no evidence" of something and "is not alleged to have sold"."""
    denied, other = (a, b) if a.negated else (b, a)
    if denied.certainty == "alleged" != other.certainty:
        return True
    return "no" in denied.text.lower().split() and not done_to


def _clash(sure: Certainty, unsure: Certainty) -> bool:
    """Tell a fact from what is planned, possible or alleged; plans are told in the present too."""
    if sure == "stated":
        return unsure in {"possible", "alleged"}
    return sure == "done" and unsure in {"planned", "possible", "alleged"}


def _one_predicate(a: Statement, b: Statement) -> bool:
    """Tell whether both say the same verb, or that somebody is the same: "CEO and president"."""
    if a.concept.startswith("be ") and b.concept.startswith("be "):
        return a.object <= b.object or b.object <= a.object
    return a.concept == b.concept


def _undergone(a: Statement, b: Statement) -> bool:
    """Tell "the budget passed" from "the House passed the budget": one thing, two grammars."""
    for one, two in ((a, b), (b, a)):
        if one.subject & two.object and not one.object and two.subject:
            return True
    return False


def _demanded(statement: Statement) -> bool:
    """Tell what somebody wants: "must resign" is neither a plan nor a denial."""
    return not _DEMANDS.isdisjoint(statement.text.lower().split())


def _finite(statement: Statement) -> bool:
    """Tell what asserts from "to lift sanctions" and "seeking asylum"."""
    first, last = statement.text.split()[0].lower(), statement.text.split()[-1].lower()
    return first != "to" and not (first == last and last.endswith("ing"))
