"""Errands: admitted once, carried out here or, where a process is lost, by another."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from anyio.to_thread import run_sync

from api.errors import StoreUnavailable, problem_of
from api.jobs.working import worker_name
from api.schemas import new_id
from api.slack.admissions import Admissions
from api.slack.asked import Asked
from api.slack.errand import Carrier, Office
from api.slack.errors import Away
from api.store import Errand

LOOK_S = 2.0
"""How often errands of lost processes are looked for."""
AGAIN_S = 30.0
"""How long to wait before Slack is asked again who we are."""
MOST_ATTEMPTS = 5
REMEMBERED = dt.timedelta(days=2)
"""Slack delivers again for an hour at most, and refuses signatures older than five minutes."""
SWEEP_S = 600.0
GIVEN_UP = "Slack or the database did not answer, again and again. Ask once more, please."

log = logging.getLogger("crosswire")


class Desk:
    """The errands of one process."""

    def __init__(self, office: Office) -> None:
        self._office, self._store = office, office.house.store
        self._name = worker_name()
        self._lease_s = office.house.settings.lease_s
        self._admissions = Admissions(self._store.slack, self._name, self._lease_s)
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def admit(self, key: str, asked: Asked, response_url: str | None = None) -> bool:
        """Keep a wish and begin to carry it out; return False where it was admitted before.

        A response URL stays in memory: it lets anybody write into a channel.

        Raises:
            StoreUnavailable: it could not be kept; Slack may deliver it again.
        """
        errand = Errand(key, asked.owner, asked.written(), new_id())
        if not await self._admissions.admit(errand):
            return False
        self._begin(errand, response_url)
        return True

    async def once(self, key: str, owner: str, brief: str) -> bool:
        """Return whether a click is the first of its key.

        Raises:
            StoreUnavailable: that cannot be told.
        """
        writing = self._office.writing
        return await run_sync(self._store.slack.once, key, owner, brief, limiter=writing)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Carry errands out during the block; what is not done by then is given back."""
        beside = [asyncio.create_task(self._keep_looking()), asyncio.create_task(self._greet())]
        try:
            yield
        finally:
            tasks = [*beside, *self._under_way.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(StoreUnavailable):  # then the leases run out
                await run_sync(self._store.slack.release, self._name)

    async def _greet(self) -> None:
        """Ask Slack who we are until it answers."""
        while True:
            try:
                await self._office.web.introduce()
                return
            except Away:
                await asyncio.sleep(AGAIN_S)
            except Exception as error:  # Refused stands in ``standing``, and in the log
                log.error("slack: the app is not known: %s", type(error).__qualname__)
                return

    async def _keep_looking(self) -> None:
        loop = asyncio.get_running_loop()
        swept = -SWEEP_S
        while True:
            try:
                for errand in await self._taken():
                    self._begin(errand, None)
                if loop.time() - swept >= SWEEP_S:
                    swept = loop.time()
                    await run_sync(self._store.slack.erase_outdated, REMEMBERED)
            except StoreUnavailable:
                log.warning("slack: the database does not answer")
            await asyncio.sleep(LOOK_S)

    async def _taken(self) -> list[Errand]:
        take = partial(self._store.slack.take, self._name, self._lease_s)
        return await run_sync(take, limiter=self._office.writing)

    def _begin(self, errand: Errand, response_url: str | None) -> None:
        if errand.key not in self._under_way:
            task = asyncio.create_task(self._carry(errand, response_url))
            self._under_way[errand.key] = task
            task.add_done_callback(lambda _: self._under_way.pop(errand.key, None))

    async def _carry(self, errand: Errand, response_url: str | None) -> None:
        """Carry an errand out under its lease; where that fails for now, let the lease run out."""
        carrier = Carrier(errand, self._office, response_url)
        heart = asyncio.create_task(self._beat(errand.key, asyncio.current_task()))
        try:
            await self._carried(carrier, errand)
            await run_sync(self._store.slack.end, errand.key, limiter=self._office.writing)
        except (Away, StoreUnavailable) as why:
            log.warning("slack: an errand waits: %s", type(why).__qualname__)
        finally:
            heart.cancel()

    async def _carried(self, carrier: Carrier, errand: Errand) -> None:
        if errand.attempts > MOST_ATTEMPTS:
            await carrier.give_up(GIVEN_UP)
            return
        try:
            await carrier.carry()
        except (Away, StoreUnavailable):
            raise
        except Exception as error:  # nobody to raise to: the asker gets the incident's number
            await carrier.give_up(f"Something went wrong here ({problem_of(error).instance}).")

    async def _beat(self, key: str, carrying: asyncio.Task[None] | None) -> None:
        """Renew a lease; where it was lost, stop carrying: another process has the errand."""
        while True:
            await asyncio.sleep(self._lease_s / 3)
            with suppress(StoreUnavailable):
                renew = partial(self._store.slack.renew, key, self._name, self._lease_s)
                if not await run_sync(renew, limiter=self._office.writing):
                    if carrying:
                        carrying.cancel()
                    return
