"""A line that is a date and nothing else -> that date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_LONGEST = 60
_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|date)\b\s*:?\s*(?:on\s+)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_HOURS |= {"GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2}
# Two starting points that share nothing: what a line leaves open differs between its readings.
_STARTS = (datetime(2000, 1, 1, 1), datetime(2001, 2, 2, 2))


def full_date(line: str) -> date | datetime | None:
    """Return the date that the whole line states, with its time where it has one.

    ``None`` where the line is anything else, where a part of the date is missing, and where day
    and month could be taken for each other ("01/02/2025").
    """
    stated = _LABEL.sub("", line.strip(), count=1)
    if len(stated) > _LONGEST or not _YEAR.search(stated):
        return None
    return as_precise_as_known(_iso(stated) or _agreed(stated))


def as_precise_as_known(found: date | datetime | None) -> date | datetime | None:
    """Return the date alone where the time has no zone: it may be another day."""
    if isinstance(found, datetime) and found.tzinfo is None:
        return found.date()
    return found


def _iso(line: str) -> date | datetime | None:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(line)
        except ValueError:
            continue
    return None


def _agreed(line: str) -> date | datetime | None:
    """Return what every reading of the line agrees on."""
    readings = [_read(line, start, day_first) for start in _STARTS for day_first in (False, True)]
    first = readings[0]
    if first is None or any(r is None or r.date() != first.date() for r in readings):
        return None
    timed = all(r is not None and r.hour == first.hour for r in readings)
    return first if timed else first.date()


def _read(line: str, start: datetime, day_first: bool) -> datetime | None:
    from dateutil import parser

    try:
        return parser.parse(line, default=start, dayfirst=day_first, tzinfos=_zone)
    except (parser.ParserError, OverflowError):
        return None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the zone of a written abbreviation; an unknown one is left out, not guessed."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _HOURS.get(name or "")
    return None if hours is None else UTC if hours == 0 else timezone(timedelta(hours=hours))
