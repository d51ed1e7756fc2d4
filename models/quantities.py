"""Candidates among figures: two counts of one thing that cannot both be its number.

Values are compared as a reader takes them (``figures.at_odds``); whose they are, of what, and of
which period is read from the words near them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from models.conflicts import CORE, Conflict, Known, Side, made, names_shared, words_around
from models.figures import at_odds, is_vague
from models.names import name_words, one_name
from models.news import Facts, Figure, Sentence
from models.newsroom_words import PEOPLE, SPEECH_VERBS, WEAK_ROLES
from models.scopes import (
    frames_differ,
    of_another_time,
    of_change,
    of_factor,
    of_model,
    of_moment,
    of_more,
    of_new,
    of_others,
    of_part,
    of_several,
    of_share,
    of_some,
    of_tally,
    of_window,
    periods_differ,
    scopes_differ,
    shares_differ,
    years_differ,
)
from models.twins import between_same_words

BODIES = frozenset({"GPE", "ORG", "NORP", "LOC"})
"""Labels of places and of those who act as one."""
_UMBRELLAS = frozenset("person year month week day hour minute second time number".split())
_TOLLS = frozenset({"die", "injure", "missing"})
# Says nothing of what is counted: "compared to 14 percent", "they need four votes".
_IDLE = WEAK_ROLES | {"compare", "need"}
_MEASURES = frozenset(
    "foot mile inch meter metre kilometer kilometre pound degree point mph acre gallon ton".split()
)
_SOME_WORDS = 0.4  # of those around two measures, without which they need not be of one thing
_SPANS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_AGE_BEHIND = re.compile(r",? \(?(?:aged? )?")
_AGE_BEFORE = re.compile(r"[\s-]years?[\s-]old ")
_NEAR_BEFORE = 60  # characters
_FEW = 5
_UMBRELLA = 0.5  # how far two figures count one thing where both count people
_ONE_REPORT = 0.8  # pair score from which two sentences are of one thing, whoever is named


def numbers(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    """Yield the candidates among the figures of two sentences.

    Args:
        a: one sentence.
        b: the other.
        sure: how surely they report the same thing, 0 to 1.
        mine: what ``a`` mentions.
        theirs: what ``b`` mentions.
        known: what each article mentions.
    """
    if not mine.figures or not theirs.figures:
        return
    for figure in mine.figures:
        for other in theirs.figures:
            if not _can_conflict(figure, other):
                continue
            one, two = Side(a, figure), Side(b, other)
            counted = _counted(figure, other)
            equal = _has_equal(figure, theirs.figures) or _has_equal(other, mine.figures)
            if counted < 0 or equal or _apart(one, two, mine, theirs, known):
                continue
            told = (figure.role & other.role) - _IDLE - _MEASURES
            unnamed = not told and _needs_predicate(one, two, counted, sure, mine, theirs)
            if unnamed and not between_same_words(one, two):
                continue
            if _of_another(one, two, sure, mine, theirs):
                continue
            if _has_nearer(figure, other, mine.figures) or _has_nearer(
                other, figure, theirs.figures
            ):
                continue
            tolls = [_tolls(f) for f in (figure, other)]
            things = counted == 1 and not (figure.counts | other.counts) & (PEOPLE | CORE)
            apart = any(tolls) and not tolls[0] & tolls[1]
            if figure.unit != "age" and not (told or things) and apart:
                continue  # the dead are not the injured; water that is released is no toll
            slot = (figure.counts & other.counts) | told | (tolls[0] & tolls[1])
            yield made("number", one, two, slot, (
                sure,
                counted,
                bool(told) or (counted > 0 and _one_deed(figure, other, mine, theirs)),
                bool(slot & CORE),
                _is_told(figure, known.figures.get(b.article, ()))
                + _is_told(other, known.figures.get(a.article, ())),
                figure.approximate + other.approximate,
                _ratio(figure, other),
                figure.unit != "",
                not figure.unit and max(figure.low, other.low) <= 3,
                names_shared(mine, theirs),
                words_around(one, two),
            ))  # fmt: skip


def _needs_predicate(
    one: Side, two: Side, counted: float, sure: float, mine: Facts, theirs: Facts
) -> bool:
    """Tell figures that only a predicate in common would make figures of one thing.

    They have neither a noun nor a telling unit in common, or are shares of one group: 14% of
    patients get one treatment, 12% start another.
    """
    figure = one.mention
    assert isinstance(figure, Figure)  # noqa: S101
    if (figure.unit in _SPANS and counted < 1) or (counted <= 0 and not figure.unit):
        return True
    if counted == _UMBRELLA and _two_deeds(one, two, mine, theirs):
        return True
    other = two.mention
    assert isinstance(other, Figure)  # noqa: S101
    shared = figure.counts & other.counts
    if shared and shared <= _MEASURES and words_around(one, two) < _SOME_WORDS:
        return True  # "surges as high as 10 feet", "flood stage is 18 feet"
    return (of_share(one) or of_share(two)) and sure < _ONE_REPORT


def _two_deeds(one: Side, two: Side, mine: Facts, theirs: Facts) -> bool:
    """Tell "three million people farm there" from "nine million drink its water".

    Where the sentences have a telling verb in common, it may be the figures' too.
    """
    figures = [s.mention for s in (one, two) if isinstance(s.mention, Figure)]
    empty = WEAK_ROLES | SPEECH_VERBS
    return all(f.role - empty for f in figures) and not mine.verbs & theirs.verbs - empty


def _can_conflict(a: Figure, b: Figure) -> bool:
    if a.unit != b.unit or a.unit in {"time", "ordinal"}:
        return False
    return _ratio(a, b) < 1 and (at_odds(a, b) or _two_bounds(a, b))


def _two_bounds(a: Figure, b: Figure) -> bool:
    """Tell "at least 340" from "at least 430": so exact a bound is a value of its own."""
    exact = all(
        math.isinf(f.high) and not is_vague(f) and len(f"{f.low:.0f}".rstrip("0")) > 1
        for f in (a, b)
    )
    return exact and a.low != b.low


def _has_nearer(figure: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    """Tell whether the sentence counts the same twice and means the other value's neighbour.

    "14,000 American troops and 17,000 of other countries" against "13,000 troops".
    """
    apart = abs(figure.low - other.low)
    return any(
        f.unit == figure.unit
        and (f.counts & figure.counts or not (f.counts or figure.counts))
        and abs(f.low - other.low) < apart
        for f in figures
    )


def _of_another(one: Side, two: Side, sure: float, mine: Facts, theirs: Facts) -> bool:
    """Tell an age of nobody whom both name, and how long somebody or something else did it."""
    assert isinstance(one.mention, Figure)  # noqa: S101
    unit = one.mention.unit
    if unit == "age":
        a, b = _aged(one, mine), _aged(two, theirs)
        return not one_name(a, b) if a and b else not _share_person(mine, theirs)
    return unit in _SPANS and sure < _ONE_REPORT and not _share_name(mine, theirs)


def _aged(side: Side, facts: Facts) -> frozenset[str]:
    """Return the words of the person an age stands with: "Pedro Ruiz, 54", "54-year-old Ruiz"."""
    text, age = side.sentence.text, side.mention
    for name in facts.names:
        behind = name.end <= age.start and _AGE_BEHIND.fullmatch(text[name.end : age.start])
        if behind or (age.end <= name.start and _AGE_BEFORE.fullmatch(text[age.end : name.start])):
            return name_words(name.text)
    return frozenset()


def _share_person(mine: Facts, theirs: Facts) -> bool:
    """Tell whether both sentences name one person: an age is somebody's."""
    ours = [name_words(n.text) for n in mine.names if n.label == "PERSON"]
    others = [name_words(n.text) for n in theirs.names if n.label == "PERSON"]
    return any(a & b for a in ours for b in others)


def _share_name(mine: Facts, theirs: Facts) -> bool:
    """Tell whether both sentences name one person, body or thing."""
    ours, others = ([name_words(n.text) for n in f.names] for f in (mine, theirs))
    return any(a & b for a in ours for b in others)


def _counted(a: Figure, b: Figure) -> float:
    """1 where both count one telling thing, 0.5 an umbrella ("people"), -1 different things."""
    if a.counts and b.counts and not a.counts & b.counts:
        if a.unit in _SPANS and a.unit in a.counts | b.counts:
            return 0.5  # "a seven-hour battle", "for eight hours"
        people = a.counts | b.counts <= PEOPLE and "person" in a.counts | b.counts
        return _UMBRELLA if people else -1.0
    if (a.counts & b.counts) - _UMBRELLAS:
        return 1.0
    return _UMBRELLA if a.counts & b.counts or a.counts & b.role or b.counts & a.role else 0.0


def _ratio(a: Figure, b: Figure) -> float:
    """How far the values lie apart: 0 equal, 1 from twentyfold on."""
    low, high = sorted((abs(a.low), abs(b.low)))
    return 1.0 if low <= 0 else min(1.0, math.log(high / low) / 3)


def _apart(one: Side, two: Side, mine: Facts, theirs: Facts, known: Known) -> bool:
    """Tell whether the wording says that two figures are no two values of one thing."""
    figure, other = one.mention, two.mention
    assert isinstance(figure, Figure)  # noqa: S101
    assert isinstance(other, Figure)  # noqa: S101
    return (
        periods_differ(figure, other, mine, theirs)
        or years_differ(one, two, mine, theirs)
        or scopes_differ(one, two, mine, theirs)
        or shares_differ(one, two)
        or _persons_differ(one, two, mine, theirs)
        or of_tally(one) != of_tally(two)  # 231 of "231-187" is one side's votes
        or of_change(one) != of_change(two)
        or of_new(one) != of_new(two)
        or frames_differ(one, two)
        or any(of_model(s) or of_factor(s) or of_window(s) for s in (one, two))
        or any(tell(one) != tell(two) for tell in (of_another_time, of_moment, of_part, of_several))
        or of_some(one) != of_some(two)  # "the two countries" may be all of "the four countries"
        or (any(map(of_more, (one, two))) and not _others_hurt(one, two))
        or _actors_differ(figure, other, mine, theirs)
        or _is_part(figure, other, known, one.sentence, two.sentence)
    )


def _others_hurt(one: Side, two: Side) -> bool:
    """Tell "injured 17 others" and "21 were wounded": the hurt are others than the dead anyway."""
    hurt = all(
        isinstance(s.mention, Figure) and "injure" in s.mention.role | s.mention.counts
        for s in (one, two)
    )
    return hurt and all(of_others(s) or not of_more(s) for s in (one, two))


def _one_deed(a: Figure, b: Figure, mine: Facts, theirs: Facts) -> bool:
    """Tell two verbs for one deed by what it is done with: "given clearances", "issued them"."""
    one, two = (
        {w for s in facts.statements if s.concept in f.role for w in s.object} - f.counts
        for f, facts in ((a, mine), (b, theirs))
    )
    return bool(one & two - PEOPLE - _UMBRELLAS)


def _actors_differ(a: Figure, b: Figure, mine: Facts, theirs: Facts) -> bool:
    """Tell whether two places or bodies do it: Germany expelled four, Britain 23."""
    one, two = _actors(a, mine), _actors(b, theirs)
    return bool(one and two) and not any(one_name(x, y) for x in one for y in two)


def _persons_differ(one: Side, two: Side, mine: Facts, theirs: Facts) -> bool:
    """Tell whether it is another person's, or "his" of whom only the sentence before tells."""
    first, second = _owners(one, mine), _owners(two, theirs)
    if first and second:
        same = any(one_name(x, y) for x in first for y in second)
        return not same and not _two_parties(one, two, first, second)
    return bool(first or second) and any(_PRONOUN.search(_before(s)) for s in (one, two))


def _two_parties(
    one: Side, two: Side, first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]
) -> bool:
    """Tell one deed told from both ends: he "took the oath", she "administered the oath" to him."""
    figure, other = one.mention, two.mention
    assert isinstance(figure, Figure)  # noqa: S101
    assert isinstance(other, Figure)  # noqa: S101
    if figure.role & other.role or not (figure.counts & other.counts) - _UMBRELLAS:
        return False
    ours, theirs = (name_words(s.sentence.text) for s in (one, two))
    return all(w & theirs for w in first) and all(w & ours for w in second)


def _owners(side: Side, facts: Facts) -> list[frozenset[str]]:
    """Return the words of the persons who are subject of a figure's predicate."""
    figure = side.mention
    assert isinstance(figure, Figure)  # noqa: S101
    doers = {w for s in facts.statements if s.concept in figure.role for w in s.subject}
    persons = (
        name_words(n.text)
        for n in facts.names
        if n.label == "PERSON" or (not n.label and " " in n.text)  # a name that the parse missed
    )
    return [words for words in persons if words & doers]


def _before(side: Side) -> str:
    """Return the words shortly before a mention."""
    return side.sentence.text[max(0, side.mention.start - _NEAR_BEFORE) : side.mention.start]


def _actors(figure: Figure, facts: Facts) -> list[frozenset[str]]:
    """Return the words of the places and bodies that are subject of a figure's predicate."""
    doers = {w for s in facts.statements if s.concept in figure.role for w in s.subject}
    bodies = (name_words(n.text) for n in facts.names if n.label in BODIES)
    return [words for words in bodies if words & doers]


def _is_part(a: Figure, b: Figure, known: Known, one: Sentence, two: Sentence) -> bool:
    """Tell a part from the total: 48 of 60, where the other 12 are told of too.

    A toll that three more have joined is another toll.
    """
    if a.role & b.role & _TOLLS:
        return False
    rest = abs(a.low - b.low)
    if rest in {a.low, b.low}:
        return False  # of six and twelve, the rest would be one of the two figures itself
    return rest > 0 and any(
        f.low == f.high == rest and f.unit == a.unit and _of_same(f, a, b)
        for article in (one.article, two.article)
        for f in known.figures.get(article, ())
    )


def _of_same(rest: Figure, a: Figure, b: Figure) -> bool:
    """Tell whether a figure may count the rest of what two others count: any "two" may not."""
    if rest.counts:
        return bool(rest.counts & (a.counts | b.counts))
    return rest.low > _FEW or bool(rest.role & (a.role | b.role))


def _tolls(figure: Figure) -> frozenset[str]:
    """Return the tolls of an event that a figure is one of: the dead, the injured."""
    return (figure.role | figure.counts) & CORE


def _other_toll(a: Figure, b: Figure) -> bool:
    """Tell four dead from four injured."""
    one, two = _tolls(a), _tolls(b)
    return bool(one and two) and not one & two


def _has_equal(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether others, of a sentence or an article, hold this value of the same thing too.

    Then the differing one is of something else.
    """
    return any(
        figure.unit == o.unit
        and not at_odds(figure, o)
        and not _two_bounds(figure, o)
        and (_of_one_thing(figure, o) or not ((figure.counts and o.counts) or is_vague(o)))
        and not _other_toll(figure, o)
        for o in others
    )


def _is_told(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether an article gives this value too: "hundreds" and "over 200" are no value."""
    return _has_equal(figure, [o for o in others if math.isfinite(o.high)])


def _of_one_thing(a: Figure, b: Figure) -> bool:
    """Tell whether two figures count one thing, or one thing happens to what they count.

    "Nine citizens were killed" is "nine members of a family were killed".
    """
    return bool(a.counts & b.counts or (a.role & b.role) - WEAK_ROLES)
