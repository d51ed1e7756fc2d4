"""A service that has too much to do says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.live import Live, serving
from tests.api.support import OTHER, STORY, HeldEncoder, articles, held_newsroom, held_service


@pytest.fixture
def held() -> Iterator[tuple[TestClient, HeldEncoder]]:
    with held_service(queue=1, retry_after_s=4) as held:
        yield held


def test_a_full_queue_is_told_when_to_come_again(held: tuple[TestClient, HeldEncoder]) -> None:
    """503 with Retry-After; who was let in is served."""
    client, encoder = held

    def post() -> Any:
        return client.post("/v1/briefs", json=articles(STORY, OTHER))

    with ThreadPoolExecutor(3) as callers:
        first = callers.submit(post)
        assert encoder.begun.acquire(timeout=10)
        others = [callers.submit(post) for _ in range(2)]
        refused = next(o.result() for o in _as_done(others))
        encoder.let_go.set()
        statuses = sorted(f.result().status_code for f in [first, *others])
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "4"
    assert refused.json()["type"] == "urn:crosswire:problem:busy"
    assert statuses == [200, 200, 503]


def _as_done(futures: list[Any]) -> Iterator[Any]:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        yield from (f for f in futures if f.done())
        time.sleep(0.01)


def test_health_is_answered_while_a_brief_is_made(held: tuple[TestClient, HeldEncoder]) -> None:
    """The walk runs off the event loop."""
    client, encoder = held
    with ThreadPoolExecutor(1) as callers:
        brief = callers.submit(client.post, "/v1/briefs", json=articles(STORY))
        assert encoder.begun.acquire(timeout=10)
        begun = time.monotonic()
        assert client.get("/healthz").status_code == 200
        assert time.monotonic() - begun < 1
        encoder.let_go.set()
        assert brief.result().status_code == 200


@pytest.fixture
def live() -> Iterator[tuple[Live, HeldEncoder]]:
    newsroom, encoder = held_newsroom()
    with serving(newsroom, queue=1) as server:
        try:
            yield server, encoder
        finally:
            encoder.let_go.set()


def test_a_caller_who_goes_away_leaves_the_queue(live: tuple[Live, HeldEncoder]) -> None:
    """The place is free for the next one."""
    server, encoder = live
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(server.post, articles(STORY))
        assert encoder.begun.acquire(timeout=10)
        with server.sent(articles(OTHER)):
            server.until_queued()
        server.until_free()
        second = callers.submit(server.post, articles(OTHER))
        threading.Timer(0.2, encoder.let_go.set).start()
        assert first.result().status_code == 200
        assert second.result().status_code == 200
