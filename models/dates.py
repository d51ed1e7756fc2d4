"""Dates and weekdays in a sentence: as written, and as resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.news import DateMention

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!,*\d)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNTED = (  # what follows makes 2000 a count and no year
    "people|percent|per cent|troops|soldiers|prisoners|migrants|workers|men|women|children|others|"
    "miles|km|kilomet(?:er|re)s|feet|met(?:er|re)s|tons|tonnes|acres|hectares|degrees|jobs|homes|"
    "houses|dollars|euros|pounds|hours|days|years"
)
_DATE = re.compile(
    rf"\b(?P<weekday>{WEEKDAY})(?:(?:'s|’s)?(?:,? (?:the )?(?=\d|{MONTH})|\b))"
    rf"(?:(?P<m1>{MONTH}) (?P<d1>{_DAY})|(?P<d2>{_DAY})(?: of)? (?P<m2>{MONTH}))?(?:,? (?P<y1>{_YEAR})\b)?"
    rf"|\b(?P<m3>{MONTH}) (?P<d3>{_DAY})(?:,? (?P<y3>{_YEAR})\b)?"
    rf"|\b(?P<d4>{_DAY})(?: of)? (?P<m4>{MONTH})(?:,? (?P<y4>{_YEAR})\b)?"
    rf"|\b(?P<m5>{MONTH})(?:,| of)? (?P<y5>{_YEAR})\b"
    rf"|\b(?P<m6>(?!May\b|March\b){MONTH})(?![\w])"
    rf"|\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his|[Nn]ext|[Ss]ince|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate) (?P<m7>May|March)\b"
    rf"|(?P<iso>\b{_YEAR}-\d\d-\d\d\b)|(?<![$€£¥₹])(?<!\d[.,])\b(?P<y8>{_YEAR})(?:s\b|\b)"
    rf"(?![,.]\d|\s?(?:%|(?:{_COUNTED})\b))"
)
_RELATIVE = re.compile(r"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|evening|afternoon)|last night|overnight)\b",
                       re.IGNORECASE)  # fmt: skip
_WEEKS = 6  # a date without its year that lies so near is of the year of publication
_FUTURE = re.compile(
    r"\b(?:will|next|coming|upcoming|scheduled|due|expected|set) (?:\w+ ){0,3}(?:on |for )?$",
    re.IGNORECASE,
)


def find_dates(text: str, published: date | datetime | None = None) -> tuple[DateMention, ...]:
    """Return the dates of a sentence in reading order."""
    day = published.date() if isinstance(published, datetime) else published
    return tuple(_all(text, day))


def relative_days(text: str) -> list[str]:
    """Return words such as "today" that mean another day to every reader."""
    return [m.group() for m in _RELATIVE.finditer(text)]


def relative_spans(text: str) -> list[tuple[int, int]]:
    """Return where those words stand."""
    return [m.span() for m in _RELATIVE.finditer(text)]


def month_number(name: str) -> int:
    """Return 1 for "January", "Jan." or "jan"."""
    return next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def weekday_number(name: str) -> int:
    """Return 0 for "Monday" or "Mon."."""
    return next(i for i, d in enumerate(WEEKDAYS) if d.startswith(name.lower()[:3]))


def _all(text: str, published: date | None) -> Iterator[DateMention]:
    for found in _DATE.finditer(text):
        start, end = _extent(found)
        part = _parts(found)
        yield DateMention(
            start=start,
            end=end,
            text=text[start:end],
            weekday=part["weekday"],
            year=part["year"],
            month=part["month"],
            day=part["day"],
            resolved=_resolve(part, published, text[max(0, start - 30) : start]),
        )


def _extent(found: re.Match[str]) -> tuple[int, int]:
    """Return the span of the date itself, without "in" before or "'s" after."""
    groups = [g for g, v in found.groupdict().items() if v]
    return min(found.start(g) for g in groups), max(found.end(g) for g in groups)


def _parts(found: re.Match[str]) -> dict[str, int | None]:
    if found["iso"]:
        numbers = [int(n) for n in found["iso"].split("-")]
        return {"weekday": None, "year": numbers[0], "month": numbers[1], "day": numbers[2]}
    get = found.groupdict()
    month = next((get[f"m{i}"] for i in range(1, 8) if get.get(f"m{i}")), None)
    day = next((get[f"d{i}"] for i in range(1, 5) if get.get(f"d{i}")), None)
    year = next((get[f"y{i}"] for i in (1, 3, 4, 5, 8) if get.get(f"y{i}")), None)
    return {
        "weekday": weekday_number(get["weekday"]) if get["weekday"] else None,
        "year": int(year) if year else None,
        "month": month_number(month) if month else None,
        "day": int(re.sub(r"\D", "", day)) if day else None,
    }


def _resolve(part: dict[str, int | None], published: date | None, before: str) -> date | None:
    """Return the calendar day meant, or None below day precision or without publication day."""
    year, month, day = part["year"], part["month"], part["day"]
    if month and day:
        return _nearest(year, month, day, published)
    if part["weekday"] is None or published is None or month or year:
        return None
    back = (published.weekday() - part["weekday"]) % 7
    ahead = _FUTURE.search(before) is not None
    try:
        return published + timedelta(days=(7 - back) % 7 if ahead else -back)
    except OverflowError:  # the calendar ends at the years 1 and 9999
        return None


def _nearest(year: int | None, month: int, day: int, published: date | None) -> date | None:
    """Fill a missing year with the one that lies nearest to the day of publication."""
    years = [year] if year else []
    if not years and published:
        years = [published.year - 1, published.year, published.year + 1]
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    if not days:
        return None
    return min(days, key=lambda d: abs((d - published).days)) if published else days[0]


def calendar_error(mention: DateMention, published: date | None = None) -> bool:
    """Tell whether the weekday written is not the one that the written date had."""
    actual = weekday_of(mention, published)
    return actual is not None and mention.weekday is not None and actual != mention.weekday


def weekday_of(mention: DateMention, published: date | None = None) -> int | None:
    """Return the weekday that a written date had, 0 for Monday.

    A date without its year is taken for the nearest one to the day of publication, if that lies
    within weeks: what is farther off may be of any year, and so may an anniversary.
    """
    try:
        if mention.year or not (published and mention.resolved and mention.month and mention.day):
            return mention.calendar_weekday
    except ValueError:
        return None
    days = (mention.resolved - published).days
    remembered = days <= 0 and mention.weekday == (mention.resolved - timedelta(365)).weekday()
    return mention.resolved.weekday() if abs(days) <= _WEEKS * 7 and not remembered else None


def differ(a: DateMention, b: DateMention) -> bool:
    """Tell whether two dates of one event cannot both be true, as written or as resolved."""
    if a.weekday is not None and b.weekday is not None:
        same_day = a.resolved is not None and a.resolved == b.resolved
        if a.weekday != b.weekday and (not same_day or calendar_error(a) or calendar_error(b)):
            return True  # as written; a weekday that the calendar denies says another day
        if a.month is None and b.month is None:
            return False  # both weekdays alone, and equal: an update may lie a week apart
    if a.month and b.month:
        if a.month != b.month or (a.day and b.day and a.day != b.day):
            return not _years_part(a, b)
        return bool(a.year and b.year and a.year != b.year)
    if a.resolved and b.resolved:
        return a.resolved != b.resolved
    return bool(a.year and b.year and a.year != b.year)


def _years_part(a: DateMention, b: DateMention) -> bool:
    return bool(a.year and b.year and a.year != b.year)


def says_no_more(a: DateMention, b: DateMention) -> bool:
    """Tell whether all that ``a`` says of a date, ``b`` says too."""
    pairs = ((a.weekday, b.weekday), (a.month, b.month), (a.day, b.day), (a.year, b.year))
    return all(mine is None or mine == theirs for mine, theirs in pairs)
