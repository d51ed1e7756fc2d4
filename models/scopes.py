"""What keeps two figures apart by their wording: rates, changes, subsets, tallies, periods."""

from __future__ import annotations

import re

from models.checks import negations
from models.conflicts import Side
from models.mentions import DateMention, Facts, Figure

_RATE = re.compile(
    r"\b(?:every|each|per|daily|weekly|monthly|annual(?:ly)?|yearly|"
    r"an? (?:day|week|month|year|hour))\b",
    re.IGNORECASE,
)
_WINDOW = re.compile(r"\b(?:past|last|previous|recent|within|preceding) $", re.IGNORECASE)
_OF_MORE = re.compile(
    r"\b(?:additional|more|another|other|further|extra|new|remaining|previous|earlier|"
    r"adding)\s*$",
    re.IGNORECASE,
)
_MORE = re.compile(r" (?:additional|more|others?|further|extra|remaining)\b", re.IGNORECASE)
_NEW = re.compile(r" new\b")
_OTHERS = re.compile(r" others?\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:about |around |nearly |almost |more than |at least )?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|these|those|his|her|their|both|other) $", re.IGNORECASE)
_LACKING = re.compile(
    r"\b(?:without|lack(?:s|ed|ing)?|no longer|remain(?:s|ed)? (?:closed|shut|dark))\b", re.I
)
_AS_OF = re.compile(r"\bas of\b", re.IGNORECASE)
_MEASURED = frozenset("mph mile kilometer kilometre degree foot inch point".split())
_QUARTER = re.compile(r"\b(first|second|third|fourth)[ -]quarter\b", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:expected|forecasts?|predicted|projected)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"(?<![\w.,$-])(\d{1,3})(?:\s?(?:-|–|—|to)|%\s?(?:-|–|—))\s?(\d{1,3})(?![\w,-]|\.\d)"
)
# Of another time: "three weeks after an attack killed 44", "previously pledged 50,000".
_EARLIER = re.compile(
    r"\b(?:(?:days?|weeks?|months?|years?|decades?) (?:after|before|since)|previously|formerly|"
    r"in the past)\b[^,;:–—]*$",
    re.IGNORECASE,
)
_PART = re.compile(r" of (?:them|these|those|which|whom)\b", re.IGNORECASE)
# What a sentence opens with is said of all of it: "During the 2016 campaign,".
_FRAME_YEAR = re.compile(r"^(?:In|During|By|Since) (?:[a-z]+ ){0,2}((?:19|20)\d\d)\b")
_FRAME_SPAN = re.compile(
    r"^((?:\w+ ){1,3}(?:years?|months?|weeks?|days?)(?: (?:later|earlier|before|after|ago))?),"
)
_FACTOR = re.compile(
    r" times (?:the|as|more|less|what|that|larger|higher|greater)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:in|by|across|over) (?:the )?(?:\d+|two|three|four|five|six|seven|several|both) "
    r"(?:[\w-]+ ){0,2}(?:attacks|shootings|incidents|bombings|crashes|blasts|explosions|storms|"
    r"fires|hurricanes|earthquakes|accidents|protests|raids|strikes)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r" of ((?:[^\W\d_][\w'’-]*\s?){1,4})")
_FORBIDDING = frozenset({"prohibit", "ban", "bar", "forbid"})
_FEW = 5
_AROUND = 60  # characters


def scopes_differ(one: Side, two: Side, mine: Facts, theirs: Facts) -> bool:
    """Tell a rate from a total, a quarter from another, what is expected or denied from what is."""
    a, b = _around(one), _around(two)
    for words in (_RATE, _QUARTER):
        if len({frozenset(m.group().lower() for m in words.finditer(t)) for t in (a, b)}) > 1:
            return True
    shares = isinstance(one.mention, Figure) and one.mention.unit == "%"
    if shares and bool(_LACKING.search(a)) != bool(_LACKING.search(b)):
        return True  # those with water, those without
    expected = [bool(_EXPECTED.search(t)) for t in (a, b)]
    denied = [_denied(s, f) for s, f in ((one, mine), (two, theirs))]
    return expected[0] != expected[1] or denied[0] != denied[1]


def _denied(side: Side, facts: Facts) -> bool:
    """Tell whether the predicate of a figure is denied, as in "did not fire two", or forbidden.

    Where the parse knows no predicate of it, whether its clause denies anything before it.
    """
    assert isinstance(side.mention, Figure)  # noqa: S101
    if side.mention.role & _FORBIDDING:
        return True
    own = [s.negated for s in facts.statements if s.concept in side.mention.role]
    return any(own) if own else bool(negations(_clause_before(side)))


def _clause_before(side: Side) -> str:
    """Return the words before a figure, back to the last mark."""
    before = side.sentence.text[max(0, side.mention.start - _AROUND) : side.mention.start]
    return re.split(r"[,;:–—]", before)[-1]


def _around(side: Side) -> str:
    """Return the words near a figure: what stands further off is said of something else."""
    start, end = side.mention.start - _AROUND, side.mention.end + _AROUND
    return side.sentence.text[max(0, start) : end]


def of_window(side: Side) -> bool:
    """Tell "in the past six days", a time within which something is counted."""
    return _WINDOW.search(side.sentence.text[: side.mention.start]) is not None


def of_more(side: Side) -> bool:
    """Tell "another 12" and "12 others" from 12."""
    text, mention = side.sentence.text, side.mention
    before, after = text[: mention.start], text[mention.end :]
    return _OF_MORE.search(before) is not None or _MORE.match(after) is not None


def of_new(side: Side) -> bool:
    """Tell "six new countries", which come on top of others, from "six countries"."""
    return _NEW.match(side.sentence.text, side.mention.end) is not None


def of_others(side: Side) -> bool:
    """Tell "17 others" and "17 other people" from "another 17"."""
    return _OTHERS.match(side.sentence.text, side.mention.end) is not None


def of_another_time(side: Side) -> bool:
    """Tell "three weeks after an attack killed 44": its clause goes back to another event."""
    return _EARLIER.search(side.sentence.text[: side.mention.start]) is not None


def of_moment(side: Side) -> bool:
    """Tell a speed or place "as of 11 p.m.", which another hour does not have."""
    figure = side.mention
    measured = isinstance(figure, Figure) and bool({figure.unit, *figure.counts} & _MEASURED)
    return measured and _AS_OF.search(side.sentence.text) is not None


def of_part(side: Side) -> bool:
    """Tell "seven of them", some of a number told before, from "seven"."""
    return _PART.match(side.sentence.text, side.mention.end) is not None


def of_factor(side: Side) -> bool:
    """Tell "three times the number" from a count."""
    return _FACTOR.match(side.sentence.text, side.mention.end) is not None


def of_several(side: Side) -> bool:
    """Tell "34 killed in three attacks" from the dead of one of them."""
    return _SEVERAL.search(_around(side)) is not None


def of_model(side: Side) -> bool:
    """Tell the number of a model, "Cessna 182T", from a figure."""
    return side.sentence.text[side.mention.end : side.mention.end + 1].isupper()


def of_change(side: Side) -> bool:
    """Tell "by two months" from "two months"; "written by two men" is no change."""
    measured = isinstance(side.mention, Figure) and side.mention.unit != ""
    return measured and _BY.search(side.sentence.text[: side.mention.start]) is not None


def of_some(side: Side) -> bool:
    """Tell "the two brothers", who are some of those told of before, from "two brothers"."""
    figure = side.mention
    few = isinstance(figure, Figure) and figure.low == figure.high and figure.low <= _FEW
    return few and _DEFINITE.search(side.sentence.text[: figure.start]) is not None


def of_tally(side: Side) -> int:
    """Return 1 for the first and 2 for the second figure of a vote or a score, else 0."""
    for found in _TALLY.finditer(side.sentence.text):
        for which in (1, 2):
            start, end = found.span(which)
            if side.mention.start <= found.start(1) and found.end(2) <= side.mention.end:
                continue  # "170 to 180 people" is one range
            if side.mention.start <= start and end <= side.mention.end:
                return which
    return 0


def periods_differ(a: Figure, b: Figure, mine: Facts, theirs: Facts) -> bool:
    """Tell whether two figures are of different months or years: another event or period."""
    dates = [_dating(a, mine), _dating(b, theirs)]
    months = [{m for m in map(_month, some) if m} for some in dates]
    years = [{d.year for d in some if d.year} for some in dates]
    if all(months) and not months[0] & months[1]:
        return True
    if all(years) and not years[0] & years[1]:
        return True
    told = [{_month(d) for d in facts.dates} for facts in (theirs, mine)]
    return any(
        _month(d) not in told[i]
        for i, some in enumerate(dates)
        for d in some
        if d.month and not d.day
    )


def years_differ(one: Side, two: Side, mine: Facts, theirs: Facts) -> bool:
    """Tell a figure of a year ("in early 2009") from one of the report's own time.

    A report without a date in it is of the year it was published in. Only figures of one predicate
    are told apart so: what "imposed in 2024, froze assets worth" is worth has no year.
    """
    assert isinstance(one.mention, Figure)  # noqa: S101
    assert isinstance(two.mention, Figure)  # noqa: S101
    if not one.mention.role & two.mention.role:
        return False
    years = []
    for side, facts in ((one, mine), (two, theirs)):
        assert isinstance(side.mention, Figure)  # noqa: S101
        told = {d.year for d in _dating(side.mention, facts) if d.year and not d.month}
        published = side.sentence.published_at
        years.append((told, {published.year} if published else set()))
    (a, a_published), (b, b_published) = years
    return any(
        told and not other and published and not told & published
        for told, other, published in ((a, b, b_published), (b, a, a_published))
    )


def frames_differ(one: Side, two: Side) -> bool:
    """Tell what "By 2014," was from what "In 2009," was, or was when it was published.

    "Three years later," and "The next year," are of other times too.
    """
    a, b = (_frame(s.sentence.text) for s in (one, two))
    if a and b:
        return a != b
    for framed, other in ((a, two), (b, one)):
        published = other.sentence.published_at
        if framed.isdigit() and published and published.year != int(framed):
            return framed not in other.sentence.text
    return False


def _frame(text: str) -> str:
    """Return the year or the span of time that a sentence opens with, or nothing."""
    found = _FRAME_YEAR.match(text) or _FRAME_SPAN.match(text)
    return found[1].lower() if found else ""


def shares_differ(one: Side, two: Side) -> bool:
    """Tell 80% of one group from 57% of another."""
    groups = [_group(s) for s in (one, two)]
    return bool(groups[0] and groups[1]) and not groups[0] & groups[1]


def of_share(side: Side) -> bool:
    """Tell "14% of patients", whose predicate says which share it is."""
    return bool(_group(side))


def _group(side: Side) -> frozenset[str]:
    """Return the first letters of the words that say what a percentage is of."""
    if not isinstance(side.mention, Figure) or side.mention.unit != "%":
        return frozenset()
    found = _SHARE.match(side.sentence.text, side.mention.end)
    words = re.findall(r"[^\W\d_]{4,}", found[1].lower()) if found else []
    return frozenset(w[:5] for w in words)


def _dating(figure: Figure, facts: Facts) -> list[DateMention]:
    """Return the dates of a figure's predicate; of a figure without one, all of the sentence."""
    return [d for d in facts.dates if not figure.role or not d.verbs or d.verbs & figure.role]


def _month(mention: DateMention) -> int | None:
    """Return the month as written, or as resolved."""
    return mention.month or (mention.resolved.month if mention.resolved else None)
