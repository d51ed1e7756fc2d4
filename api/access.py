"""Around every request: one line in the log, safe headers, and the last resort for errors.

The line says method, path, status, duration and number of articles; never a query, a header or a
word of what was posted.
"""

from __future__ import annotations

import logging
import time
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import respond

log = logging.getLogger("crosswire")


class Access:
    """ASGI middleware; plain, so that a handler still hears of a disconnected caller."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        line = _Line(scope, send)
        try:
            await self.app(scope, receive, line.send)
        except Exception as error:
            if line.status:  # too late for a problem: the server closes the connection
                raise
            await respond(error)(scope, receive, line.send)
        finally:
            line.write()


class _Line:
    """What is known of one request by its end."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._begun = time.perf_counter()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)

    def write(self) -> None:
        """Log the line; a path is quoted, so that it cannot begin a line of its own."""
        log.info(
            "%s %s %s %.0f ms, articles: %s",
            self._scope["method"],
            quote(self._scope["path"])[:200],
            self.status or "no answer",
            1000 * (time.perf_counter() - self._begun),
            self._scope["state"].get("articles", "-"),
        )
