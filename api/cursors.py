"""A place in the list of briefs as an opaque word, and back."""

from __future__ import annotations

import base64
import datetime as dt
import re

from api.errors import InvalidRequest
from api.store import Place
from models.errors import Flaw

ID = re.compile(r"brf_[A-Za-z0-9_-]{16}")


def cursor_of(place: Place) -> str:
    """Return a place as a word that needs no quoting in an address."""
    said = f"{place.created_at.isoformat()}|{place.id}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """Return the place that a cursor names.

    Raises:
        InvalidRequest: it is not one of ours.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        moment, _, name = base64.b64decode(padded, b"-_", validate=True).decode().partition("|")
        at = dt.datetime.fromisoformat(moment).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise _not_ours() from None
    if not ID.fullmatch(name):
        raise _not_ours()
    return Place(at, name)


def _not_ours() -> InvalidRequest:
    said = "query cursor: is not one that this service gave; leave it out to begin anew"
    return InvalidRequest(said, [Flaw("#", said)])
