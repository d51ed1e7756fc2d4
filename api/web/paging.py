"""Some of many: a page of a list, by its number."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Items ``first`` to ``end`` (exclusive) of ``total``; pages count from 1."""

    number: int
    pages: int
    first: int
    end: int
    total: int

    @property
    def before(self) -> int | None:
        """The page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def behind(self) -> int | None:
        """The page after."""
        return self.number + 1 if self.number < self.pages else None


def page_of(total: int, size: int, wanted: int) -> Page:
    """Return the page that is wanted, or the nearest that there is."""
    pages = max(1, math.ceil(total / size))
    number = min(max(wanted, 1), pages)
    first = (number - 1) * size
    return Page(number, pages, first, min(first + size, total), total)
