"""The sweeper notices who has fallen silent and what is too old."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time

import pytest

from api.jobs.sweeping import keep_sweeping, sweep
from api.settings import Settings
from api.store import Store
from tests.jobs.support import Listeners, leased, queued
from tests.servers import free_port
from tests.store.support import kept

DAY = dt.timedelta(days=1)


def test_a_lost_job_is_queued_again_and_workers_are_told(store: Store) -> None:
    """By the queue's own means."""
    lease = leased(store, lease_s=0)
    time.sleep(0.01)
    workers = Listeners()
    sweep(store, workers, DAY)
    found = store.briefs.snapshot(lease.id)
    assert found
    assert found.status == "queued"
    assert workers.caught_up.is_set()


def test_a_job_that_loses_every_worker_fails_with_the_reason(store: Store) -> None:
    """After three of them."""
    job = queued(store)
    for _ in range(3):
        assert store.jobs.claim("worker-1", 0)
        time.sleep(0.01)
        sweep(store, Listeners(), DAY)
    found = store.briefs.snapshot(job.id)
    assert found
    assert found.status == "failed"
    assert "urn:crosswire:problem:worker-lost" in (found.error or "")
    assert "3 times" in (found.error or "")


def test_outdated_briefs_are_erased(store: Store) -> None:
    """After the days that the settings say."""
    long_ago = dt.datetime.now(dt.UTC) - 2 * DAY
    brief = kept(store, created_at=long_ago)
    sweep(store, Listeners(), 3 * DAY)
    assert store.briefs.find(brief)
    sweep(store, Listeners(), DAY)
    assert store.briefs.find(brief) is None


def test_sweeping_goes_on_where_the_database_is_away(caplog: pytest.LogCaptureFixture) -> None:
    """It will be back."""
    away = Store(f"postgresql://me@127.0.0.1:{free_port()}/nothing")

    async def sweep_twice() -> None:
        with caplog.at_level(logging.WARNING):
            sweeping = asyncio.create_task(keep_sweeping(away, Listeners(), Settings(sweep_s=0.01)))
            while caplog.text.count("nothing was swept") < 2:
                await asyncio.sleep(0.01)
        sweeping.cancel()

    asyncio.run(asyncio.wait_for(sweep_twice(), 10))


def test_nothing_is_logged_of_a_quiet_sweep(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """No incident is made of what did not happen."""
    with caplog.at_level(logging.INFO):
        sweep(store, Listeners(), DAY)
    assert caplog.text == ""
