"""Dates in a sentence: as written, as resolved, and whether two can be one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import (
    MONTHS,
    WEEKDAYS,
    calendar_error,
    differ,
    find_dates,
    month_number,
    relative_days,
    relative_spans,
    weekday_number,
)
from models.news import DateMention
from tests.models.hostile import ANY_TEXT, PROPERTY, slow

PUBLISHED = date(2025, 12, 14)  # a Sunday


def one(text: str, published: date | datetime | None = PUBLISHED) -> DateMention:
    """Return the only date of a text."""
    (mention,) = find_dates(text, published)
    return mention


@pytest.mark.parametrize(
    ("text", "weekday", "month", "day", "year"),
    [
        ("on Saturday", 5, None, None, None),
        ("Sat., Dec. 13", 5, 12, 13, None),
        ("December 13", None, 12, 13, None),
        ("Dec. 13", None, 12, 13, None),
        ("Dec 13", None, 12, 13, None),
        ("13 December", None, 12, 13, None),
        ("the 13th of December", None, 12, 13, None),
        ("December 13, 2025", None, 12, 13, 2025),
        ("Saturday, December 13, 2025", 5, 12, 13, 2025),
        ("Saturday, 13 December 2025", 5, 12, 13, 2025),
        ("2025-12-13", None, 12, 13, 2025),
        ("in December 2025", None, 12, None, 2025),
        ("in December", None, 12, None, None),
        ("in May", None, 5, None, None),
        ("next March", None, 3, None, None),
        ("May 3", None, 5, 3, None),
        ("in 2025", None, None, None, 2025),
        ("the 1990s", None, None, None, 1990),
        ("Sept. 11", None, 9, 11, None),
    ],
)
def test_a_date_is_read_as_written(
    text: str, weekday: int | None, month: int | None, day: int | None, year: int | None
) -> None:
    """Each part that is there, and none that is not."""
    mention = one(text)
    assert (mention.weekday, mention.month, mention.day, mention.year) == (
        weekday,
        month,
        day,
        year,
    )


@pytest.mark.parametrize(
    "text",
    [
        "May they win",
        "they march on",
        "2,025 people",
        "1850 people",
        "12,000",
        "1.2025",
        "$2000",
        "2000 troops",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    """Verbs, counts and decimals."""
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("on Friday", date(2025, 12, 12)),
        ("on Sunday", date(2025, 12, 14)),
        ("will meet on Friday", date(2025, 12, 19)),
        ("December 13", date(2025, 12, 13)),
        ("January 3", date(2026, 1, 3)),
        ("December 13, 2024", date(2024, 12, 13)),
        ("in December", None),
        ("in 2025", None),
        ("February 30", None),
        ("Friday, December 12", date(2025, 12, 12)),
    ],
)
def test_a_date_resolves_against_the_day_of_publication(text: str, resolved: date | None) -> None:
    """A weekday is the last one, or the next one after "will"; a missing year the nearest."""
    assert one(text).resolved == resolved
    assert one(text, datetime(2025, 12, 14, 23, 59, tzinfo=UTC)).resolved == resolved


@pytest.mark.parametrize("text", ["on Friday", "December 13", "in December"])
def test_nothing_resolves_without_a_day_of_publication(text: str) -> None:
    """Unless the date is complete."""
    assert one(text, None).resolved is None
    assert one("December 13, 2025", None).resolved == date(2025, 12, 13)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_calendars_ends_are_no_error(published: date) -> None:
    """The days before the first and after the last do not resolve."""
    for text in ("on Friday", "will meet on Friday", "February 29", "December 31"):
        assert one(text, published).resolved is None or text != "February 29"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Friday, December 13, 2025", True),
        ("Saturday, December 13, 2025", False),
        ("Friday, December 13", False),
        ("December 13, 2025", False),
        ("Friday, February 30, 2025", False),
        ("Friday", False),
    ],
)
def test_the_calendar_contradicts_a_wrong_weekday(text: str, wrong: bool) -> None:
    """Only where weekday, day, month and year are all written."""
    assert calendar_error(one(text)) is wrong


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("Friday", "Saturday", True),
        ("Friday", "Friday", False),
        ("December 13", "December 14", True),
        ("December 13", "Dec. 13", False),
        ("December 13", "November 13", True),
        ("in December", "December 13", False),
        ("in 2024", "in 2025", True),
        ("in 2025", "December 13", False),
        ("Friday", "December 12", False),
        ("Friday", "December 13", True),
        ("Friday, December 13, 2025", "Saturday, December 13, 2025", True),
    ],
)
def test_two_dates_differ_when_they_cannot_be_one(a: str, b: str, apart: bool) -> None:
    """As written or as resolved, whichever comes first."""
    assert differ(one(a), one(b)) is apart
    assert differ(one(b), one(a)) is apart


def test_months_and_weekdays_have_their_numbers() -> None:
    """Written out, cut short, with or without a dot."""
    assert [month_number(m) for m in MONTHS] == list(range(1, 13))
    assert [month_number(m[:3].title() + ".") for m in MONTHS] == list(range(1, 13))
    assert month_number("Sept.") == 9
    assert [weekday_number(d) for d in WEEKDAYS] == list(range(7))
    assert weekday_number("Tues.") == 1


def test_words_that_mean_another_day_to_every_reader_are_found() -> None:
    """With where they stand."""
    text = "Today she left; he leaves this morning."
    assert relative_days(text) == ["Today", "this morning"]
    assert [text[a:b] for a, b in relative_spans(text)] == relative_days(text)
    assert relative_days("on Todays page") == []


@given(ANY_TEXT, st.none() | st.dates() | st.datetimes())
@PROPERTY
def test_any_text_can_be_read(text: str, published: date | datetime | None) -> None:
    """Every date stands where it says it stands, and no day that never was is an error."""
    mentions = find_dates(text, published)
    assert all(text[m.start : m.end] == m.text != "" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        calendar_error(mention)
        assert not differ(mention, mention)


@given(st.dates(date(1900, 1, 1), date(2089, 12, 31)))
@PROPERTY
def test_a_date_is_the_same_in_every_spelling(day: date) -> None:
    """Month first, day first, short, ISO: one day, and its weekday is right."""
    year, number, month = day.year, day.day, MONTHS[day.month - 1].title()
    weekday = WEEKDAYS[day.weekday()].title()
    for text in (
        f"{month} {number}, {year}",
        f"{number} {month} {year}",
        f"{weekday}, {month} {number}, {year}",
        day.isoformat(),
    ):
        assert one(text, None).resolved == day
        assert not calendar_error(one(text))


def test_hostile_texts_are_read_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    pieces = ("1,1,1", "1,111,", "2020-", "1st of ", "January ", "Monday, ", "in ", "will a ")
    assert slow(find_dates, *pieces) == {}
    assert slow(relative_days, "this ") == {}


@pytest.mark.parametrize(
    ("text", "published", "wrong"),
    [
        ("A service will be held on Saturday, March 16.", date(2025, 3, 12), True),  # a Sunday
        ("A service will be held on Sunday, March 16.", date(2025, 3, 12), False),
        ("A service will be held on Saturday, March 16.", None, False),
        ("A service will be held on Saturday, March 16.", date(2025, 8, 1), False),  # of any year
        ("They died on Wednesday, January 7.", date(2016, 1, 7), False),  # the year before
    ],
)
def test_a_weekday_is_checked_in_the_year_of_publication(
    text: str, published: date | None, wrong: bool
) -> None:
    (mention,) = find_dates(text, published)
    assert calendar_error(mention, published) is wrong
