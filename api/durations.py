"""How long something lasts, as an operator writes it: ``30d``, ``12h``, ``45m`` or ``90s``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


def duration(value: Any) -> Any:
    """Return what is meant by a number with its unit; a bare number is of days.

    Raises:
        ValueError: it is no duration.
    """
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([0-9]{1,9})([dhms]?)", value.strip().lower())
    if not found:
        raise ValueError("must be a number with a unit, such as 30d, 12h, 45m or 90s")
    return timedelta(**{_UNITS[found[2] or "d"]: int(found[1])})


Duration = Annotated[timedelta, BeforeValidator(duration)]
