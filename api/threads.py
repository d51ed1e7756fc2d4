"""Work in threads that is not left alone when its task is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

from anyio.to_thread import run_sync

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


async def to_its_end(
    work: Callable[[Unpack[Ts]], T],
    *given: *Ts,
    undo: Callable[[T], None] | None = None,
) -> T:
    """Return what ``work`` returns; when cancelled, wait for its end first, and ``undo`` it."""
    working = asyncio.ensure_future(run_sync(work, *given))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait({working})
        if undo and not working.cancelled() and working.exception() is None:
            await run_sync(undo, working.result())
        raise
