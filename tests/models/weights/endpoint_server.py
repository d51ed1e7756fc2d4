"""A small OpenAI-compatible server on this machine that answers as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One answer: its status, headers and body, in pieces so that a server may be slow."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    pause_s: float = 0.0  # before the body and between its bytes


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """Return what each role said."""
        return {m["role"]: m["content"] for m in self.body["messages"]}


def says(text: str | None, reason: str = "stop") -> Reply:
    """Return an answer with one choice."""
    choice = {"index": 0, "finish_reason": reason}
    message = {"role": "assistant", "content": text}
    return Reply(body=json.dumps({"choices": [{**choice, "message": message}]}).encode())


Script = Callable[[int, Asked], Reply]


@dataclass
class Endpoint:
    """A running server, and what it was asked."""

    url: str
    script: Script
    asked: list[Asked] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, asked: Asked) -> Reply:
        with self.lock:
            self.asked.append(asked)
            number = len(self.asked)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        return self.script(number, asked)

    def done(self) -> None:
        with self.lock:
            self.under_way -= 1


@contextmanager
def serving(script: Script | Reply) -> Iterator[Endpoint]:
    """Serve on a free port; a script is called with the number of the request and the request."""
    answer: Script = (lambda _, __: script) if isinstance(script, Reply) else script
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1", answer)
        server.endpoint = endpoint  # type: ignore[attr-defined]
        server.daemon_threads = False  # wait for every answer: none outlives its test
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.closing.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        endpoint: Endpoint = self.server.endpoint  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = endpoint.reply(Asked(self.path, dict(self.headers), body))
        try:
            self._send(reply, endpoint.closing)
        except ConnectionError:
            pass  # the client has had enough: some tests are about that
        finally:
            endpoint.done()

    def _send(self, reply: Reply, closing: threading.Event) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if not reply.pause_s:
            self.wfile.write(reply.body)
            return
        for byte in reply.body:
            if closing.wait(reply.pause_s):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing on standard error."""
