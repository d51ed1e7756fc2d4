"""Errands that wait to be kept, kept together: one commit for all that came during the last one.

Slack waits for an acknowledgement, which waits for a commit; 50 commands at once would wait for 50.
"""

from __future__ import annotations

import asyncio

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from api.store import Errand
from api.store.slack import SlackErrands


class Admissions:
    """The way of errands into the store of one process."""

    def __init__(self, errands: SlackErrands, worker: str, lease_s: float) -> None:
        self._errands, self._worker, self._lease_s = errands, worker, lease_s
        self._waiting: list[tuple[Errand, asyncio.Future[bool]]] = []
        self._turn = asyncio.Lock()
        self._thread = CapacityLimiter(1)  # what holds up everybody's threads must not hold up this

    async def admit(self, errand: Errand) -> bool:
        """Keep an errand; return False where its key was there before.

        Raises:
            StoreUnavailable: it could not be kept.
        """
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((errand, kept))
        async with self._turn:
            if not kept.done():
                await self._keep_all()
        return await kept

    async def _keep_all(self) -> None:
        """Keep all that wait now, and tell each."""
        waiting, self._waiting = self._waiting, []
        try:
            new = await run_sync(
                self._errands.admit_all,
                [errand for errand, _ in waiting],
                self._worker,
                self._lease_s,
                limiter=self._thread,
            )
        except Exception as error:
            for _, kept in waiting:
                kept.set_exception(error)
        else:
            for (_, kept), is_new in zip(waiting, new, strict=True):
                kept.set_result(is_new)
        finally:
            for _, kept in waiting:
                kept.cancel()  # no more than a word where it was told
