"""Work beside the requests that must not end while the process runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from api.errors import problem_of

PAUSE_S = 2.0


async def lasting(work: Callable[[], Awaitable[None]], pause_s: float = PAUSE_S) -> None:
    """Do ``work`` until it ends or is cancelled; begin anew where something unexpected ends it.

    It has nobody to raise to, and without it jobs would wait for ever: the log tells of the
    incident, without its message, which may hold a caller's text.
    """
    while True:
        try:
            await work()
        except Exception as error:
            problem_of(error)
            await asyncio.sleep(pause_s)
        else:
            return
