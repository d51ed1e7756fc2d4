"""A body over the limit is cut while it is read, on a real connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.api.live import Live, head, serving
from tests.api.support import JSON, untouchable_newsroom


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    with serving(untouchable_newsroom(), max_body_bytes=100_000) as server:
        yield server


def url(live: Live) -> str:
    return f"http://127.0.0.1:{live.port}/v1/briefs"


def test_a_chunked_body_is_cut(live: Live) -> None:
    """Without Content-Length, only counting helps; the caller still gets its answer."""

    def chunks() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 10_000

    answer = httpx.post(url(live), content=chunks(), headers=JSON, timeout=20)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:crosswire:problem:body-too-large"
    assert answer.headers["connection"] == "close"


def test_a_body_without_end_is_cut(live: Live) -> None:
    """Whoever never stops is stopped: the answer comes and the connection ends."""
    sent = 0
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as caller:
        caller.sendall(head("Transfer-Encoding: chunked"))
        try:
            while sent < 200_000_000:
                caller.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
                sent += 10_000
        except OSError:
            pass
    assert sent < 50_000_000


def test_an_announced_body_is_refused_before_it_is_sent(live: Live) -> None:
    """A caller who asks first (Expect: 100-continue) need not send it."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as caller:
        caller.sendall(head("Content-Length: 20000000", "Expect: 100-continue"))
        assert caller.recv(65_536).startswith(b"HTTP/1.1 413 ")


def test_an_announced_body_is_refused_although_it_is_sent(live: Live) -> None:
    """The caller gets the answer, not a reset connection."""
    answer = httpx.post(url(live), content=b"x" * 300_000, headers=JSON, timeout=20)
    assert answer.status_code == 413


def test_a_body_of_just_the_limit_is_read(live: Live) -> None:
    """The limit itself is allowed: what is wrong with this body is its content."""
    answer = httpx.post(url(live), content=b" " * 99_998 + b"{}", headers=JSON, timeout=20)
    assert answer.status_code == 422
