"""A web server on a free port of loopback, for as long as a block lasts."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LARGEST_QUEUE = 200
"""Callers who may wait for the server to take them; the library's own 5 would refuse some."""


class Caller(BaseHTTPRequestHandler):
    """One request, to be answered by ``get`` or ``post``; nothing of it is printed."""

    def get(self) -> None:
        self.answer(405)

    def post(self) -> None:
        self.answer(405)

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post()

    def answer(self, status: int, body: bytes = b"", kind: str = "", **headers: str) -> None:
        """Answer at once; ``headers`` with underscores for hyphens."""
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> bytes:
        """Return what the request carries."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def log_message(self, *_: Any) -> None:
        return


class _Server(ThreadingHTTPServer):
    request_queue_size = LARGEST_QUEUE

    def handle_error(self, *_: Any) -> None:
        """Say nothing of callers who hang up, or of bad TLS."""


@contextlib.contextmanager
def answering(handler: type[Caller], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve until the end of the block; yield the port."""
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join(10)
