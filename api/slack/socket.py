"""Socket Mode: the Slack app of a newsroom without a public address, in a process of its own.

It opens the same house as the service, so it makes the briefs itself where there is no broker; it
may share its database with a service that runs beside it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from api.app import staff_of
from api.house import House
from api.settings import Settings
from api.slack.door import Door
from api.slack.web import QUIET, client_of
from api.staff import Loader
from models.pipeline import Newsroom

log = logging.getLogger("crosswire")


def run_socket(settings: Settings, load: Loader | None = None) -> None:
    """Serve Slack over a socket until the process is told to stop (SIGTERM, SIGINT).

    Args:
        settings: the bot token and the app token have to be set.
        load: makes the newsroom in this process; None: as the settings say.

    Raises:
        ValueError: a token is not set.
        StoreUnavailable: the database cannot be reached, or is of a newer version.
    """
    asyncio.run(_until_stopped(settings, load))


async def _until_stopped(settings: Settings, load: Loader | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, stop, None, load)


async def serve(
    settings: Settings, stop: asyncio.Event, newsroom: Newsroom | None, load: Loader | None = None
) -> None:
    """Serve Slack over a socket until ``stop``; without ``newsroom`` models are loaded meanwhile.

    Raises:
        ValueError: a token is not set.
        StoreUnavailable: the database cannot be reached, or is of a newer version.
    """
    if settings.slack_bot_token is None or settings.slack_app_token is None:
        raise ValueError("set CROSSWIRE_SLACK_BOT_TOKEN and CROSSWIRE_SLACK_APP_TOKEN")
    token = settings.slack_app_token.get_secret_value()
    house = House.of(settings, staff_of(settings, newsroom, load), None)
    async with house.open():
        door = Door(house)
        async with door.open():
            client = client_of(token, settings.slack_api)
            socket = AsyncSocketModeHandler(door.bolt, token, logger=QUIET, web_client=client)
            connecting = asyncio.create_task(_connect(socket))
            await stop.wait()
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await connecting
            await socket.close_async()  # type: ignore[no-untyped-call]


async def _connect(socket: AsyncSocketModeHandler) -> None:
    """Connect, again and again where Slack does not let us; the library keeps a connection up."""
    wait = 1.0
    while True:
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]
            log.info("slack: connected by Socket Mode")
            return
        except Exception as error:  # refused or away: there is nobody to raise to
            log.error("slack: no connection: %s; next try in %.0f s", type(error).__name__, wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, 60.0)
