"""A line is a date only where all of it is one and nothing of it is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from api.files.dates import full_date


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("2025-12-13", date(2025, 12, 13)),
        ("December 13, 2025", date(2025, 12, 13)),
        ("Friday, 13 December 2025", date(2025, 12, 13)),
        ("13.12.2025", date(2025, 12, 13)),
        ("Published: Dec. 13, 2025", date(2025, 12, 13)),
        ("Updated on 13 December 2025", date(2025, 12, 13)),
        ("2025-12-13T10:00:00Z", datetime(2025, 12, 13, 10, tzinfo=UTC)),
        ("13 December 2025, 17:40 GMT", datetime(2025, 12, 13, 17, 40, tzinfo=UTC)),
        (
            "Dec 13, 2025 10:00 AM EST",
            datetime(2025, 12, 13, 10, tzinfo=timezone(timedelta(hours=-5))),
        ),
        (
            "13 Dec 2025 10:00 +0200",
            datetime(2025, 12, 13, 10, tzinfo=timezone(timedelta(hours=2))),
        ),
    ],
)
def test_a_full_date_is_read(line: str, stated: date) -> None:
    assert full_date(line) == stated


@pytest.mark.parametrize("line", ["13 December 2025, 06:30", "13 December 2025 6 AM XYZT"])
def test_a_time_without_a_known_zone_is_left_out(line: str) -> None:
    assert full_date(line) == date(2025, 12, 13)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Friday",
        "December 13",
        "December 2025",
        "2025",
        "10",
        "01/02/2025",  # 1 February or 2 January
        "31 February 2025",
        "Belarus freed 123 prisoners on December 13, 2025",
        "In December 2025 13 people died",
        "13 December 2025 " + "x" * 80,
        "9" * 40 + " 2025",
    ],
)
def test_anything_else_is_no_date(line: str) -> None:
    assert full_date(line) is None
