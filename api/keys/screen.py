"""Before every request the gate's look at it; on every answer what it says of quotas."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.keys.gates import Gate


class Screen:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request that is not refused.

        Raises:
            ForeignCaller: it does not come from where it may.
        """
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        self._gate.screen(Headers(scope=scope))

        async def with_quotas(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in scope.get("state", {}).get("quotas", {}).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_quotas)
