"""How many rows a statement changed."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CursorResult


def changed(result: object) -> int:
    """Return how many rows a statement changed."""
    return cast("CursorResult[object]", result).rowcount
