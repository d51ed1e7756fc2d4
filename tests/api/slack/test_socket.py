"""Socket Mode: the same app over a connection that it opens itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from api.settings import Settings
from api.slack.socket import serve
from models.lexical import lexical_newsroom
from tests.api.slack.desk import a_thread, has_buttons
from tests.api.slack.stand_in import APP_TOKEN, CHANNEL, TEAM, TOKEN, Slack


class Socket:
    """The other end of the connection: delivers envelopes and hears their acknowledgements."""

    def __init__(self) -> None:
        self.connected = asyncio.Event()
        self.acknowledged: asyncio.Queue[str] = asyncio.Queue()
        self._socket: web.WebSocketResponse | None = None

    async def accept(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = web.WebSocketResponse()
        await self._socket.prepare(request)
        await self._socket.send_str(json.dumps({"type": "hello"}))
        self.connected.set()
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                await self.acknowledged.put(json.loads(message.data)["envelope_id"])
        return self._socket

    async def deliver(self, envelope: str, kind: str, payload: Any) -> None:
        assert self._socket
        sent = {"envelope_id": envelope, "type": kind, "payload": payload}
        await self._socket.send_str(json.dumps(sent))


async def listening(socket: Socket) -> tuple[web.AppRunner, str]:
    """Listen on a free port; return what stops that, and the address."""
    server = web.Application()
    server.router.add_get("/link", socket.accept)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"ws://127.0.0.1:{runner.addresses[0][1]}/link"


async def until(condition: Any) -> None:
    async with asyncio.timeout(25):
        while not condition():
            await asyncio.sleep(0.05)


def test_a_mention_over_the_socket_is_answered_once(workspace: Slack) -> None:
    """Acknowledged, briefed, and not twice when it is delivered again."""

    async def walk() -> None:
        socket = Socket()
        runner, workspace.socket = await listening(socket)
        settings = Settings(
            slack_bot_token=TOKEN, slack_app_token=APP_TOKEN, slack_api=workspace.api
        )
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(settings, stop, lexical_newsroom()))
        try:
            async with asyncio.timeout(25):
                await socket.connected.wait()
            thread = a_thread(workspace)
            event = {"type": "app_mention", "user": "U7", "channel": CHANNEL, "ts": thread}
            payload = {"type": "event_callback", "team_id": TEAM, "event": {**event, "text": "x"}}
            for envelope in ("e1", "e2"):
                await socket.deliver(envelope, "events_api", payload)
                assert await asyncio.wait_for(socket.acknowledged.get(), 25) == envelope
            await until(lambda: any(map(has_buttons, workspace.ours(thread))))
            assert len(workspace.ours()) == 1
        finally:
            stop.set()
            await serving
            await runner.cleanup()

    asyncio.run(walk())
