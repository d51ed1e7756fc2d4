"""Months, weekdays and days of a month in a text; years are figures.

A date is a string: `m:5` (May), `d:5-7` (7 May), `my:5-2018` (May 2018), `w:4` (Friday).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR_LONG = "January February March April May June July August September October November December"
_WEEK_LONG = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS = _YEAR_LONG.split()
_WEEKDAYS = _WEEK_LONG.split()
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    rf"(?:(?P<month>{'|'.join(_MONTHS)})\b"
    rf"|(?P<short>{'|'.join(_SHORT)})(?:\.|(?=\s\d)))"
)
_DAY = (
    r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\s(?:percent|per|million|billion))"
)
_FORWARD = re.compile(
    rf"\b{_MONTH}\s(?P<days>{_DAY}(?:\s?(?:,|-|to|and|or|through|&)\s?{_DAY}\b(?!\s[a-z]+s\b))*)",
    re.I,
)
_BACKWARD = re.compile(
    rf"(?<![\d.,:$])\b(?P<days>(?:{_DAY}\s?(?:-|to|and|or|through)\s?)?{_DAY})(?:\sof)?\s{_MONTH}",
    re.I,
)
_BARE = re.compile(rf"\b{_MONTH}", re.I)
_YEAR = re.compile(r"[\s,]*(?:of\s)?\b((?:1[5-9]|20)\d\d)\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b", re.I)
_SHORT_WEEKDAY = re.compile(
    r"\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.,?(?=\s(?:[A-Z][a-z]{2}|\d|night|morning))"
)
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(?:\d{4}|\d\d))?\b")
_VERBS = frozenset(("may", "march"))


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written, the key it is compared by, and where it stands."""

    written: str
    key: str
    start: int
    end: int


def find_dates(text: str) -> list[Date]:
    """The dates that a (folded) text states."""
    days = list(_days(text))
    covered = [(date.start, date.end) for date in days]
    months = [
        date
        for date in _months(text)
        if date.key.startswith("my") or not any(a <= date.start < b for a, b in covered)
    ]
    return sorted([*days, *months, *_weekdays(text)], key=lambda date: date.start)


def dates_of(text: str) -> frozenset[str]:
    """Every date key that a (folded) text of the evidence offers."""
    keys = {date.key for date in [*find_dates(text), *_months(text)]}
    for match in _ISO.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        keys |= {f"d:{month}-{day}", f"m:{month}", f"my:{month}-{year}"}
    for match in _SLASHED.finditer(text):
        keys |= {f"d:{match[1].lstrip('0')}-{match[2].lstrip('0')}"}
        keys |= {f"d:{match[2].lstrip('0')}-{match[1].lstrip('0')}"}
    return frozenset(keys)


def without_days(text: str) -> str:
    """The text with "May 5" blanked, so that its 5 supports no number; years stay."""
    for date in _days(text):
        text = text[: date.start] + "¤" * (date.end - date.start) + text[date.end :]
    return text


def _days(text: str) -> Iterator[Date]:
    """Days of a month, in either order: "May 5", "5-7 May", "Jan. 5 and 6"."""
    for pattern in (_FORWARD, _BACKWARD):
        for match in pattern.finditer(text):
            if not _is_month(match):
                continue
            for day in re.findall(r"\d+", match["days"]):
                key = f"d:{_month_number(match)}-{int(day)}"
                yield Date(match[0], key, match.start(), match.end())


def _months(text: str) -> Iterator[Date]:
    """Months, and the year that stands with them."""
    for match in _BARE.finditer(text):
        if not _is_month(match) or _maybe_verb(match, text):
            continue
        month = _month_number(match)
        yield Date(match[0], f"m:{month}", match.start(), match.end())
        day = _FORWARD.match(text, match.start())
        year = _YEAR.match(text, day.end() if day else match.end())
        if year:
            written = text[match.start() : year.end()]
            yield Date(written, f"my:{month}-{year[1]}", match.start(), match.end())


def _weekdays(text: str) -> Iterator[Date]:
    for pattern in (_WEEKDAY, _SHORT_WEEKDAY):
        for match in pattern.finditer(text):
            if match[0][0].isupper():
                names = [name for name in _WEEKDAYS if name.startswith(match[1].title()[:3])]
                key = f"w:{_WEEKDAYS.index(names[0])}"
                yield Date(match[0], key, match.start(), match.end())


def _is_month(match: re.Match[str]) -> bool:
    """Months have a capital letter: "may 5 people" is none."""
    return (match["month"] or match["short"])[0].isupper()


def _maybe_verb(match: re.Match[str], text: str) -> bool:
    """Whether "May" or "March" opens the text and no day or year follows."""
    word, after = (match["month"] or "").lower(), text[match.end() :]
    return word in _VERBS and match.start() <= 1 and not re.match(r",?\s\d", after)


def _month_number(match: re.Match[str]) -> int:
    if match["month"]:
        return _MONTHS.index(match["month"].title()) + 1
    return _SHORT[match["short"].lower()]
