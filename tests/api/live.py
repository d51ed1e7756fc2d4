"""A real server on a free port, for what only a socket shows."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import uvicorn

from api.app import create_app
from api.house import House
from api.keys.gates import Gate
from api.settings import Settings
from models.pipeline import Newsroom
from tests.api.support import OPEN


class Live:
    """A running server."""

    def __init__(self, port: int, house: House) -> None:
        self.port = port
        self.store = house.store
        self.house = house

    def post(self, request: Any) -> httpx.Response:
        return httpx.post(f"http://127.0.0.1:{self.port}/v1/briefs", json=request, timeout=20)

    @contextlib.contextmanager
    def sent(self, request: Any) -> Iterator[socket.socket]:
        """Post a request and hang up at the end without waiting for the answer."""
        body = json.dumps(request).encode()
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as caller:
            caller.sendall(head(f"Content-Length: {len(body)}") + body)
            yield caller

    def until_queued(self) -> None:
        _until(lambda: self.house.bench.outstanding == 2)

    def until_free(self) -> None:
        _until(lambda: self.house.bench.outstanding == 1)


def head(*headers: str) -> bytes:
    """Return the head of a POST with these headers besides the necessary ones."""
    lines = ["POST /v1/briefs HTTP/1.1", "Host: x", "Content-Type: application/json", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60  # a machine may do much else
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


@contextlib.contextmanager
def serving(newsroom: Newsroom, gate: Gate | None = OPEN, **settings: Any) -> Iterator[Live]:
    """Serve on a free port until the end of the block; without a gate callers need keys."""
    app = create_app(Settings(**settings), newsroom, gate=gate)
    config = uvicorn.Config(app, port=0, log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        _until(lambda: server.started)
        yield Live(server.servers[0].sockets[0].getsockname()[1], app.state.house)
    finally:
        server.should_exit = True
        thread.join(10)
