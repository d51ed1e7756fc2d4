"""Workers in other processes, on this machine or others: told by post, watched in the database."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Protocol

from anyio.to_thread import run_sync

from api.errors import BriefFailed, Busy
from api.jobs.post import PostUnavailable
from api.schemas import BriefAnswer, BriefRequest, Problem
from api.schemas.answer import crosswire_version
from api.settings import Settings
from api.store import Draft, Snapshot, Store
from models.errors import Cancelled

LOOK_S = 0.1
"""How often a job is looked at whose caller waits."""
PATIENCE_S = 5.0
"""After this a message that did not reach a worker is sent again."""

log = logging.getLogger("crosswire")


class Postman(Protocol):
    """What carries messages; ``api.jobs.post`` has the real one."""

    def send(self, job: str) -> None:
        """Send a job's id."""
        ...

    def waiting(self) -> int:
        """Return how many messages no worker has taken yet."""
        ...

    def workers(self) -> int:
        """Return how many workers are there."""
        ...


class RemoteWorkers:
    """Those who make briefs elsewhere."""

    def __init__(self, store: Store, post: Postman, settings: Settings) -> None:
        self._store, self._post, self._settings = store, post, settings
        self._away_until = 0.0
        self.alive: int | None = None
        """Workers that were there when the last sweep looked; None: the broker did not answer."""

    def models(self) -> dict[str, str]:
        """Return what is known here: the models are the workers'."""
        return {"crosswire": crosswire_version()}

    def shown(self) -> dict[str, Any]:
        """Return who was there when the last sweep looked: nobody waits for a broker here.

        A service without workers is ready all the same: it accepts, and answers what it has. Were
        it not, every service would be taken out of service together, for what none can mend.
        """
        said = "The broker does not answer: briefs wait in the database."
        if self.alive is not None:
            said = "They make briefs." if self.alive else "None is there: briefs wait for one."
        return {"workers": {"alive": self.alive, "detail": said}}

    def refuse_in_vain(self) -> None:
        """Let everything pass: a worker may come any time."""

    async def make(self, request: BriefRequest, draft: Draft) -> BriefAnswer:
        """Queue a job and wait for its end; where it is not to be kept, nothing of it stays.

        Raises:
            BriefFailed: it failed.
            Busy: too many are queued, or it was not begun in time.
        """
        await run_sync(self._accept, draft)
        stays = False
        try:
            answer = await self._finished(draft)
            stays = draft.keep
            return answer
        finally:
            if not stays:
                await asyncio.shield(asyncio.ensure_future(self._erase(draft.id)))

    def tell(self, job: str) -> None:
        """Send a message; where the broker is away, callers do not wait for it one by one."""
        if time.monotonic() < self._away_until:
            return
        try:
            self._post.send(job)
        except PostUnavailable as error:
            self._away_until = time.monotonic() + PATIENCE_S
            log.warning("job %s: the broker does not answer (%s); it waits", job, error)

    def catch_up(self) -> None:
        """Send the messages that are missing."""
        try:
            for job in self._store.jobs.to_send(self._post.waiting(), PATIENCE_S):
                self._post.send(job)
            self.alive = self._post.workers()
        except PostUnavailable as error:
            self.alive = None
            log.warning("the broker does not answer (%s): jobs wait", error)

    async def run(self) -> None:
        """Nothing: the work is done elsewhere."""

    def _accept(self, draft: Draft) -> None:
        if not self._store.jobs.accept(draft, self._settings.max_queued):
            raise self._busy()
        self.tell(draft.id)

    async def _finished(self, draft: Draft) -> BriefAnswer:
        patient_until = time.monotonic() + self._settings.max_wait_s
        while True:
            await asyncio.sleep(LOOK_S)
            snapshot = await run_sync(self._store.briefs.snapshot, draft.id)
            if snapshot is None or snapshot.status == "cancelled":
                raise Cancelled
            if snapshot.final:
                return await run_sync(self._answer, snapshot)
            if snapshot.status == "queued" and time.monotonic() > patient_until:
                raise self._busy()

    def _answer(self, snapshot: Snapshot) -> BriefAnswer:
        if snapshot.error:
            raise BriefFailed(Problem.model_validate_json(snapshot.error))
        found = self._store.briefs.find(snapshot.id)
        if found is None or found.answer is None:
            raise Cancelled
        return BriefAnswer.model_validate_json(found.answer)

    async def _erase(self, job: str) -> None:
        await run_sync(self._store.briefs.erase, job)

    def _busy(self) -> Busy:
        seconds = self._settings.retry_after_s
        return Busy(
            f"Too many briefs are being made: try again in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )
