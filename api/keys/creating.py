"""A new key from what an operator says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.durations import duration
from api.keys.callers import SCOPES
from api.keys.tokens import Token
from api.store.keys import Key

MOST_OWNER = 64


def create_key(owner: str, scopes: Sequence[str], expires: str | None) -> tuple[Token, Key]:
    """Return a new key, for its caller and as it is kept.

    Raises:
        ValueError: the owner has no usable name, or a scope or duration is none.
    """
    if not owner.strip() or len(owner) > MOST_OWNER or not owner.isprintable():
        raise ValueError(f"--owner must be 1 to {MOST_OWNER} printable characters")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise ValueError(f"--scope {unknown[0]}: there is {', '.join(SCOPES)}")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    token = Token.mint()
    kept = tuple(scope for scope in SCOPES if scope in scopes)
    return token, Key(token.id, owner.strip(), kept, token.digest, now, _end(now, expires))


def _end(now: dt.datetime, expires: str | None) -> dt.datetime | None:
    if expires is None:
        return None
    try:
        lasts: dt.timedelta = duration(expires)
        end = now + lasts
    except OverflowError:
        raise ValueError("--expires is outside of the calendar") from None
    except ValueError as error:
        raise ValueError(f"--expires {error}") from None
    if end <= now:
        raise ValueError("--expires must be longer than nothing")
    return end
