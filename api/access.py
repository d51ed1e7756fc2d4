"""Around every request: one line in the log, safe headers, and the last resort for errors.

The line says method, path, status, duration and number of articles under the request's id; never a
query, a header or a word of what was posted.
"""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import respond
from api.logs import ABOUT, REQUEST_ID, request_id
from api.metrics import Metrics

log = logging.getLogger("crosswire")


class Access:
    """ASGI middleware; plain, so that a handler still hears of a disconnected caller."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        name = request_id(Headers(scope=scope).get("x-request-id"))
        token = REQUEST_ID.set(name)
        line = _Line(scope, send, name)
        try:
            await self.app(scope, receive, line.send)
        except Exception as error:
            if line.status:  # too late for a problem: the server closes the connection
                raise
            await respond(error)(scope, receive, line.send)
        finally:
            line.write(self.metrics)
            REQUEST_ID.reset(token)


class _Line:
    """What is known of one request by its end."""

    def __init__(self, scope: Scope, send: Send, name: str) -> None:
        self._name = name
        self._scope = scope
        self._send = send
        self._begun = time.perf_counter()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._name
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)

    def write(self, metrics: Metrics) -> None:
        """Log the line; a path is quoted, so that it cannot begin a line of its own."""
        scope, seconds = self._scope, time.perf_counter() - self._begun
        route = getattr(scope.get("route"), "path", None)
        metrics.answered(scope["method"], route, self.status, seconds)
        about = {
            "method": scope["method"][:20],
            "path": quote(scope["path"])[:200],
            "status": self.status or None,
            "ms": round(1000 * seconds),
            "articles": scope["state"].get("articles"),
        }
        log.info(
            "%s %s %s %s ms, articles: %s",
            about["method"],
            about["path"],
            self.status or "no answer",
            about["ms"],
            scope["state"].get("articles", "-"),
            extra={ABOUT: about},
        )
