"""The sweeper: jobs whose worker fell silent are queued again, what is too old is erased."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from api.errors import StoreUnavailable, WorkerLost, problem_of
from api.jobs.workers import Workers
from api.jobs.working import MOST_ATTEMPTS, lost_said
from api.settings import Settings
from api.store import Store
from api.threads import to_its_end

UNKEPT = timedelta(minutes=5)
"""How long an answer that is not to be kept waits for a caller who may be gone."""

log = logging.getLogger("crosswire")


def sweep(store: Store, workers: Workers, retain: timedelta) -> None:
    """Sweep once; several sweepers may at the same time.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    expired = store.jobs.expire(MOST_ATTEMPTS, _lost())
    for job in expired.queued:
        log.warning("job %s: its worker was lost; it is queued again", job)
    for job in expired.failed:
        log.error("job %s: its worker was lost %s times; it failed", job, MOST_ATTEMPTS)
    workers.catch_up()
    erased = store.briefs.erase_outdated(retain, UNKEPT)
    store.repeats.erase_outdated()
    store.outbox.erase_outdated()
    store.sessions.erase_outdated()
    if erased:
        log.info("%s outdated briefs erased", erased)


def _lost() -> str:
    return problem_of(WorkerLost(lost_said())).model_dump_json()


async def keep_sweeping(store: Store, workers: Workers, settings: Settings) -> None:
    """Sweep now and every ``sweep_s`` seconds, until cancelled."""
    while True:
        try:
            await to_its_end(sweep, store, workers, settings.retain)
        except StoreUnavailable:
            log.warning("the database does not answer: nothing was swept")
        await asyncio.sleep(settings.sweep_s)
