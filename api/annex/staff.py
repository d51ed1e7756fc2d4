"""The staff of a service whose models are in an annex: started, watched, started again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import anyio.to_thread

from api.annex.start import Annex
from api.errors import ModelsLost
from api.settings import Settings
from api.staff import Staff

LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0
"""A process that lived so long was not lost for something that happens at its start."""

log = logging.getLogger("crosswire")

Starter = Callable[[Settings], Annex]


@dataclass(slots=True)
class AnnexStaff(Staff):
    """Models in a process of their own; ``desk`` is None while there is no such process."""

    start: Starter = Annex
    annex: Annex | None = None

    async def come(self) -> None:
        """Keep a process running until cancelled, or until models cannot be loaded."""
        quick = 0
        while not self.broken:
            begun = time.monotonic()
            await self._come_once()
            quick = 0 if time.monotonic() - begun > STEADY_S else quick + 1
            if not self.broken:
                await asyncio.sleep(min(LONGEST_PAUSE_S, 0.25 * 2 ** min(quick, 10)))

    async def _come_once(self) -> None:
        """Run one process from its start to its end."""
        try:
            self.annex = annex = self.start(self.settings)  # some milliseconds
            await anyio.to_thread.run_sync(annex.ready, abandon_on_cancel=True)
            self.hire(annex)
            status = await anyio.to_thread.run_sync(annex.wait, abandon_on_cancel=True)
            self._lost(f"it ended with status {status}")
        except ModelsLost:
            self._lost("it ended while it loaded them")
        except OSError as error:  # no memory or no process to be had just now
            self._lost(f"it could not be started: {type(error).__qualname__}")
        except Exception as error:  # there is nobody to raise to: /readyz says it instead
            self._give_up(error)
        finally:
            self.desk = None
            await asyncio.shield(asyncio.ensure_future(self.leave()))

    def _lost(self, why: str) -> None:
        self.losses += 1
        self.trouble = "The models were lost and are being loaded again."
        log.error("the process that holds the models is lost (%s); another one is started", why)

    async def leave(self) -> None:
        """End the process, where there is one."""
        annex, self.annex = self.annex, None
        if annex:
            await anyio.to_thread.run_sync(annex.close)
