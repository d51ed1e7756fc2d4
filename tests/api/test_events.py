"""A brief's progress is streamed, to its end and not beyond."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from sse_starlette import ServerSentEvent
from starlette.testclient import TestClient

from api.settings import Settings
from api.store import Store
from api.watching import events, stream
from tests.api.later import ended, queue
from tests.api.live import Live, serving
from tests.api.support import OTHER, STORY, HeldEncoder, articles, held_newsroom
from tests.servers import until
from tests.store.support import claimed


@pytest.fixture
def live() -> Iterator[tuple[Live, HeldEncoder]]:
    newsroom, encoder = held_newsroom()
    with serving(newsroom) as server:
        try:
            yield server, encoder
        finally:
            encoder.let_go.set()


def listen(url: str, then: Callable[[], None]) -> list[dict[str, str]]:
    """Return the fields of every event of a stream; do something when the first one is there."""
    found: list[dict[str, str]] = [{}]
    with httpx.stream("GET", url, timeout=20) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name:
                found[-1][name] = value
            elif "event" in found[-1]:
                found.append({})
                then()
    return found[:-1]


def test_progress_is_streamed_to_the_end(live: tuple[Live, HeldEncoder]) -> None:
    """The latest snapshot first, `end` last; then the stream closes."""
    server, encoder = live
    url = f"http://127.0.0.1:{server.port}"
    later = {"Prefer": "respond-async"}
    answer = httpx.post(f"{url}/v1/briefs", json=articles(STORY, OTHER), headers=later)
    assert encoder.begun.acquire(timeout=10)
    path = url + answer.headers["location"]
    until(lambda: httpx.get(path).json()["stage"] == "encode")  # it is written beside the walk
    heard = listen(f"{path}/events", then=encoder.let_go.set)
    assert heard[-1]["event"] == "end"
    assert {e["event"] for e in heard[:-1]} == {"progress"}
    told = [json.loads(e["data"]) for e in heard]
    assert told[0].items() >= {"status": "running", "stage": "encode", "done": 1}.items()
    assert told[-1]["status"] == "succeeded"
    assert [t["done"] for t in told] == sorted(t["done"] for t in told)
    last = {"Last-Event-ID": heard[-1]["id"]}
    assert httpx.get(f"{path}/events", headers=last).status_code == 204


def test_a_finished_brief_has_only_its_end(walk: TestClient) -> None:
    """For a client that missed it; whoever has heard it is told to stop."""
    path = queue(walk)
    ended(walk, path)
    for headers in ({}, {"Last-Event-ID": "1.7"}):
        answer = walk.get(f"{path}/events", headers=headers)
        assert answer.status_code == 200
        assert answer.text.count("event: end") == 1
        assert "event: progress" not in answer.text
    assert walk.get(f"{path}/events", headers={"Last-Event-ID": "end"}).status_code == 204


def test_a_service_that_stops_closes_its_streams(store: Store) -> None:
    """In good order; a client reconnects to the next one."""
    lease = claimed(store)
    first = store.briefs.snapshot(lease.id)
    assert first

    async def listen_until_stopped() -> list[str | None]:
        stopping, told = anyio.Event(), []
        async for event in events(store, first, stopping):
            told.append(event.event)
            stopping.set()
        return told

    assert asyncio.run(listen_until_stopped()) == ["progress"]


@pytest.fixture
def store() -> Iterator[Store]:
    found = Store(Settings().database())
    found.prepare()
    yield found
    found.close()


async def heard(store: Store, id: str, changes: list[Any]) -> list[ServerSentEvent]:  # noqa: A002
    """Return the events of a brief to which something happens after each of them."""
    first = store.briefs.snapshot(id)
    assert first
    found = []
    async for event in events(store, first, anyio.Event()):
        found.append(event)
        if changes:
            changes.pop(0)()
    return found


def test_a_failed_brief_ends_with_its_error(store: Store) -> None:
    """So that nobody has to ask for it."""
    lease = claimed(store)
    problem = '{"type": "t", "title": "x", "status": 500, "detail": "d"}'
    changes = [lambda: store.jobs.fail(lease, problem)]
    first, last = asyncio.run(heard(store, lease.id, changes))
    assert (first.event, last.event) == ("progress", "end")
    assert json.loads(str(last.data))["error"]["type"] == "t"


def test_the_stream_of_an_erased_brief_closes(store: Store) -> None:
    """A reconnect then finds nothing."""
    lease = claimed(store)
    (only,) = asyncio.run(heard(store, lease.id, [lambda: store.briefs.erase(lease.id)]))
    assert only.event == "progress"


def test_a_job_that_is_begun_anew_is_told_anew(store: Store) -> None:
    """Its events have new ids."""
    lease = claimed(store)

    def again() -> None:
        store.jobs.give_back(lease)
        second = store.jobs.claim("worker-2", 60)
        assert second
        store.jobs.report(second, "encode", 1, 7)

    changes = [again, lambda: store.briefs.cancel_or_erase(lease.id)]
    told = asyncio.run(heard(store, lease.id, changes))
    assert [json.loads(str(e.data))["status"] for e in told] == ["running", "running", "cancelled"]


def test_a_silent_stream_has_heartbeats(store: Store) -> None:
    """Proxies close what says nothing."""
    lease = claimed(store)
    snapshot = store.briefs.snapshot(lease.id)
    assert snapshot
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))
        if sent.count(b": heartbeat\n\n") == 1:
            store.briefs.cancel_or_erase(lease.id)

    async def receive() -> Any:
        await asyncio.sleep(60)

    scope = {"type": "http", "method": "GET"}
    asyncio.run(stream(store, snapshot, heartbeat_s=0.05)(scope, receive, send))
    assert b": heartbeat\n\n" in sent
    assert b"event: end" in b"".join(sent)
