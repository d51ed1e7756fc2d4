"""Blocking work in a thread, for tasks that are cancelled when the service stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from anyio.to_thread import run_sync

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


async def to_its_end(work: Callable[[*Ts], T], *about: *Ts) -> T:
    """Do ``work`` in a thread; where the task is cancelled meanwhile, it ends after the thread.

    So nobody closes the database under a thread that is at it.
    """
    working = asyncio.ensure_future(run_sync(work, *about))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working])
        raise
