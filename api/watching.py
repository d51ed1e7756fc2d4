"""A brief's progress as server-sent events, read from the database: whoever makes it, wherever."""

from __future__ import annotations

from collections.abc import AsyncIterator

from anyio import Event, move_on_after
from anyio.to_thread import run_sync
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.errors import StoreUnavailable
from api.showing import standing_json
from api.store import Snapshot, Store

LOOK_S = 0.5
HEARTBEAT_S = 15.0
"""Less than the half minute after which proxies give up a silent connection."""
END = "end"
"""The event that is the last one, and its id."""


def stream(store: Store, first: Snapshot, heartbeat_s: float = HEARTBEAT_S) -> EventSourceResponse:
    """Return the events of a brief from now on: the latest snapshot first, one ``end`` last."""
    stopping = Event()
    return EventSourceResponse(
        events(store, first, stopping),
        ping=heartbeat_s,
        ping_message_factory=lambda: ServerSentEvent(comment="heartbeat", sep="\n"),
        sep="\n",
        shutdown_event=stopping,
        shutdown_grace_period=2 * LOOK_S,
    )


async def events(store: Store, first: Snapshot, stopping: Event) -> AsyncIterator[ServerSentEvent]:
    """Yield ``progress`` for every snapshot that differs from the last, then ``end``.

    A brief that is erased meanwhile ends the stream without an event: a reconnect gets its 404. So
    does a service that stops: a reconnect finds the next one.
    """
    shown, latest = None, first
    while not latest.final:
        if latest != shown:
            yield _event("progress", latest)
            shown = latest
        with move_on_after(LOOK_S):
            await stopping.wait()
            return
        found = await _look(store, latest)
        if found is None:
            return
        latest = found
    yield _event(END, latest)


async def _look(store: Store, latest: Snapshot) -> Snapshot | None:
    try:
        return await run_sync(store.briefs.snapshot, latest.id)
    except StoreUnavailable:
        return latest  # heartbeats go on; so does the stream when the database is back


def _event(kind: str, snapshot: Snapshot) -> ServerSentEvent:
    name = END if kind == END else f"{snapshot.attempts}.{snapshot.done}"
    return ServerSentEvent(standing_json(snapshot), event=kind, id=name, sep="\n")
