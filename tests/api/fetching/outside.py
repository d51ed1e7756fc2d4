"""The world outside: sites and name servers that run, and a network that only takes notes."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx

from api.fetching.fetcher import Bounds, Fetcher
from api.fetching.pages import Page
from tests.loopback import Caller, answering

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "151.101.1.1"
PAGE = (
    "<html><head><title>Ferry burns off Port Ellin</title>"
    '<meta property="article:published_time" content="2025-03-12T07:00:00Z"></head>'
    "<body><nav><a href='/'>Home</a></nav><article><h1>Ferry burns off Port Ellin</h1>"
    "<p>Twelve people were killed when a ferry caught fire off Port Ellin on Tuesday, the police "
    "said.</p><p>The Maid of Ansel was carrying 214 passengers when the blaze began in the engine "
    "room, its operator said in a statement.</p></article><footer>© 2025</footer></body></html>"
)

Answer = Callable[[BaseHTTPRequestHandler], None]
Answers = Mapping[str, Sequence[Sequence[str]]]


# --- sites ------------------------------------------------------------------------------------


@dataclass
class Site:
    """A web server that runs; ``answers`` are its pages, ``asked`` what it was asked for."""

    port: int
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host_port(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host_port}{path}"


@contextlib.contextmanager
def site(answers: dict[str, Answer], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server on a free port of loopback until the end of the block."""
    found = Site(0, answers)

    class Handler(Caller):
        def get(self) -> None:
            path = self.path.partition("?")[0]
            found.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            with contextlib.suppress(OSError):  # the caller may hang up on us
                answers.get(path, status(404))(self)

    with answering(Handler, tls) as found.port:
        yield found


def page(
    body: str | bytes = PAGE, content_type: str = "text/html; charset=utf-8", **headers: str
) -> Answer:
    """Answer with a page; ``headers`` with underscores for hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        if content_type:
            to.send_header("Content-Type", content_type)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(data)))
        to.end_headers()
        to.wfile.write(data)

    return answer


def redirect(location: str, code: int = 302) -> Answer:
    """Answer with a redirect, and with a page of its own that nobody should read."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(code)
        to.send_header("Location", location)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return answer


def status(code: int) -> Answer:
    """Answer with a status and an empty page."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(code)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return answer


def raw(*parts: bytes, pause: threading.Event | None = None) -> Answer:
    """Answer with these bytes; with ``pause``, wait for it at the end before hanging up."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        for part in parts:
            to.wfile.write(part)
            to.wfile.flush()
        if pause:
            pause.wait(20)
        to.close_connection = True

    return answer


def drip(body: bytes, until: threading.Event) -> Answer:
    """Answer byte by byte, forever slowly."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/html")
        to.send_header("Content-Length", "100000")
        to.end_headers()
        for at in range(100_000):
            to.wfile.write(body[at % len(body) :][:1])
            to.wfile.flush()
            if until.wait(0.05):
                return

    return answer


# --- names ------------------------------------------------------------------------------------


class Names:
    """A resolver that answers each question about a name with the next of its answers."""

    def __init__(self, known: Answers | None = None, **more: Sequence[Sequence[str]]) -> None:
        named = {name.replace("_", "."): answers for name, answers in more.items()}
        self._answers = {name: list(each) for name, each in (named | dict(known or {})).items()}
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self._answers.get(host, [[]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class NameServer:
    """A real name server (UDP) that rebinds: each question gets the next of its answers."""

    def __init__(self, answers: Sequence[str]) -> None:
        self.asked = 0
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                question, sender = self.request
                address = answers[min(outer.asked, len(answers) - 1)]
                outer.asked += 1
                sender.sendto(_reply(question, address), self.client_address)

        self._server = socketserver.UDPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> NameServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    async def resolve(self, host: str) -> list[str]:
        """Ask the server as a resolver does."""
        return await asyncio.to_thread(self._ask, host)

    def _ask(self, host: str) -> list[str]:
        labels = b"".join(bytes([len(p)]) + p.encode() for p in host.split("."))
        question = struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + b"\0\1\0\1"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(5)
            asking.sendto(question, self._server.server_address)
            return [socket.inet_ntoa(asking.recv(512)[-4:])]


def _reply(question: bytes, address: str) -> bytes:
    head = question[:2] + struct.pack("!5H", 0x8180, 1, 1, 0, 0)
    record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
    return head + question[12:] + record


# --- the network ------------------------------------------------------------------------------


def served(body: str = PAGE, content_type: str = "text/html") -> httpx.Response:
    """Return an answer as the network gives it: its body not yet read."""
    stream = httpx.ByteStream(body.encode())
    return httpx.Response(200, headers={"Content-Type": content_type}, stream=stream)


@dataclass
class Network(httpx.AsyncBaseTransport):
    """Notes each request that would go out, and answers it from what it was given."""

    answers: dict[str, httpx.Response | Exception] = field(default_factory=dict)
    sent: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        answer = self.answers.get(request.url.host) or self.answers.get("*")
        if isinstance(answer, Exception):
            raise answer
        return answer or served()

    @property
    def reached(self) -> list[str]:
        """The hosts that connections would have been made to."""
        return [request.url.host for request in self.sent]


def fetch(
    url: str, *, allow: Sequence[str] = (), bounds: Bounds | None = None, **seams: Any
) -> Page:
    """Fetch one URL through a fetcher of its own; ``seams`` are its network."""
    from api.fetching.exempt import hosts_of

    async def story() -> Page:
        fetcher = Fetcher.of(hosts_of(allow), bounds, **seams)
        try:
            return await fetcher.fetch(url)
        finally:
            await fetcher.aclose()

    return asyncio.run(story())
