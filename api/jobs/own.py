"""Workers in this process: jobs take the seats of the bench when waiting callers leave one free.

The database is asked for the next job whenever a seat is free, at once when this process accepted
one, and every second for what other processes accepted or the sweeper queued again.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future
from functools import partial
from typing import Any

from api.bench import Bench
from api.errors import StoreUnavailable
from api.fetching.fetcher import Fetcher
from api.fetching.gathering import TextLimits, gather
from api.jobs.working import work_on, worker_name
from api.making import answer_to, size_of
from api.schemas import BriefAnswer, BriefRequest, posted_of
from api.settings import Settings
from api.staff import Staff
from api.store import Draft, Leased, Store
from api.threads import to_its_end
from models.ports import Progress

POLL_S = 1.0

log = logging.getLogger("crosswire")


class OwnWorkers:
    """The bench of this process, for callers who wait and for jobs."""

    def __init__(
        self, staff: Staff, bench: Bench, store: Store, settings: Settings, fetcher: Fetcher | None
    ) -> None:
        self._staff, self._bench, self._store = staff, bench, store
        self._settings, self._fetcher = settings, fetcher
        self._name = worker_name()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()

    def models(self) -> dict[str, str]:
        """Return the models that are loaded."""
        return self._staff.staffed().models

    def shown(self) -> dict[str, Any]:
        """Return nothing: the work is done here."""
        return {}

    def refuse_in_vain(self) -> None:
        """Refuse where the models could not be loaded; those that are being loaded will be."""
        if self._staff.broken:
            self._staff.staffed()

    async def make(self, request: BriefRequest, draft: Draft) -> BriefAnswer:
        """Make a brief on the bench; pages are fetched before a seat is asked for."""
        self._staff.staffed()
        limits = TextLimits.of(self._settings)
        gathered = await gather(posted_of(request), self._fetcher, limits)

        def work(progress: Progress) -> BriefAnswer:
            desk = self._staff.staffed()  # not the one of before the queue, which may be lost
            answer = answer_to(request, gathered, desk, draft.id, draft.created_at, progress)
            if draft.keep:
                self._store.briefs.keep(draft, answer.model_dump_json(), answer.headline)
            return answer

        return await self._bench.run(work, size_of(gathered))

    def tell(self, job: str) -> None:
        """Wake the worker; any thread may."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def catch_up(self) -> None:
        """Wake the worker: it asks the database itself."""
        self.tell("")

    async def run(self) -> None:
        """Take jobs until cancelled; those that run then go on until the bench is closed."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._news.clear()
            if self._staff.desk is None or not await self._begin_next():
                await self._wait_for_news()

    async def _wait_for_news(self) -> None:
        try:
            async with asyncio.timeout(POLL_S):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _begin_next(self) -> bool:
        """Begin the next job when a seat is free; return False where there is none to begin."""
        await self._bench.take_seat()
        lease = None
        try:
            desk = self._staff.desk  # it may have gone while there was no seat
            if desk:
                # where this process is stopped meanwhile, nobody else has to wait for the job
                lease = await to_its_end(self._claim, undo=self._give_back)
        finally:
            if lease is None:
                self._bench.leave_seat()
        if desk is None or lease is None:
            return False
        work = partial(work_on, lease, self._store.jobs, desk, self._settings)
        self._bench.begin(work, len(lease.request)).add_done_callback(partial(_note, lease.id))
        return True

    def _give_back(self, lease: Leased | None) -> None:
        if lease:
            self._store.jobs.give_back(lease)

    def _claim(self) -> Leased | None:
        try:
            return self._store.jobs.claim(self._name, self._settings.lease_s)
        except StoreUnavailable:
            return None


def _note(job: str, ended: Future[None]) -> None:
    """Log what a job could not be told of."""
    if not ended.cancelled() and (error := ended.exception()):
        log.error("job %s: %s; its lease will run out", job, type(error).__qualname__)
