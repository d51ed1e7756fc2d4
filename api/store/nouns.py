"""What goes into the store and comes out of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Status = Literal["queued", "running", "succeeded", "failed", "cancelled"]
FINAL: frozenset[Status] = frozenset({"succeeded", "failed", "cancelled"})
"""What a job does not leave again."""
UNFINISHED: frozenset[Status] = frozenset({"queued", "running"})


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a brief: its owner, and the API key; neither where the door is open."""

    owner: str | None = None
    key_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to be the one request of this name (Idempotency-Key) of an API key."""

    key_id: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that was accepted: ``request`` is its JSON, ``keep`` whether it may stay.

    ``stages`` is how many there will be on its way; ``claim`` is settled with the brief.
    """

    id: str
    request: str
    articles: int
    stages: int
    created_at: dt.datetime
    keep: bool = True
    asker: Asker = Asker()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in the hands of one worker; ``attempt`` counts from 1."""

    id: str
    worker: str
    attempt: int
    request: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a brief stands; ``error`` is the JSON of a problem."""

    id: str
    status: Status
    stage: str | None
    done: int
    total: int
    attempts: int
    created_at: dt.datetime
    articles: int
    headline: str | None = None
    error: str | None = None

    @property
    def final(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a human decided on a finished brief; ``edited_text`` stands beside ours."""

    verdict: str
    by: str
    at: dt.datetime
    reason: str | None = None
    edited_text: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A brief with all that is kept of it; ``answer`` is JSON, and there once it has succeeded."""

    snapshot: Snapshot
    answer: str | None
    reviews: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of briefs: behind the brief of this time and id."""

    created_at: dt.datetime
    id: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which briefs to list: any of these statuses; created at or after, and before."""

    statuses: tuple[Status, ...] = ()
    created_after: dt.datetime | None = None
    created_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some briefs, the newest first; ``rest`` is where the next page begins, if there is one."""

    briefs: tuple[Snapshot, ...]
    rest: Place | None


@dataclass(frozen=True, slots=True)
class Errand:
    """What Slack asked for, in the hands of one process; ``asked`` is JSON.

    ``message_ts`` and ``parts`` are how far it is: the message that is edited, and how many
    messages of the brief were posted. ``since`` is when it was asked, for one that another process
    had before; None for a new one.
    """

    key: str
    owner: str
    asked: str
    brief_id: str
    message_ts: str | None = None
    parts: int = 0
    attempts: int = 1
    since: dt.datetime | None = None
