"""Briefs to put into a store."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from api.store import Draft, Leased, Store

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
_NUMBERS = count(1)


def draft(**given: Any) -> Draft:
    """Return a request that was accepted; each has an id of its own."""
    fields = {"request": '{"articles": []}', "articles": 2, "stages": 7, "created_at": NOON}
    return Draft(**{"id": f"brf_{next(_NUMBERS):016d}", **fields, **given})


def accepted(store: Store, **given: Any) -> str:
    """Queue a job and return its id."""
    made = draft(**given)
    assert store.jobs.accept(made, most=1_000)
    return made.id


def claimed(store: Store, lease_s: float = 60) -> Leased:
    """Queue a job and claim it."""
    lease = store.jobs.claim("worker-1", lease_s, accepted(store))
    assert lease
    return lease


def kept(store: Store, **given: Any) -> str:
    """Keep a finished brief and return its id."""
    made = draft(**given)
    store.briefs.keep(made, '{"headline": "Ferry burns"}', "Ferry burns")
    return made.id
