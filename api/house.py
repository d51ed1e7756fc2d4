"""What one running service holds: its settings, its models, its bench, its store, its workers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial

import anyio.to_thread
from starlette.requests import Request

from api.bench import Bench
from api.fetching.fetcher import Fetcher
from api.jobs.lasting import lasting
from api.jobs.own import OwnWorkers
from api.jobs.sweeping import keep_sweeping
from api.jobs.workers import Workers
from api.keys.gates import Gate, KeyGate
from api.keys.quotas import Quotas
from api.settings import Settings
from api.staff import Staff
from api.store import Store
from api.webhooks.courier import courier_of


@dataclass(frozen=True, slots=True)
class House:
    """The state of one app."""

    settings: Settings
    staff: Staff
    bench: Bench
    store: Store
    workers: Workers
    fetcher: Fetcher | None  # None: articles by URL are off
    gate: Gate

    @classmethod
    def of(
        cls, settings: Settings, staff: Staff, store: Store | None, gate: Gate | None = None
    ) -> House:
        """Return a house that is not open yet; without ``gate`` it asks everybody for a key.

        Raises:
            ValueError: the settings name no database that there is.
        """
        bench = Bench(
            settings.concurrency, settings.queue, settings.max_wait_s, settings.retry_after_s
        )
        store = store or Store(settings.database())
        fetcher = Fetcher.of(settings.allow_hosts) if settings.fetch else None
        workers = _workers(settings, staff, bench, store, fetcher)
        gate = gate or KeyGate(store, Quotas.of(settings))
        return cls(settings, staff, bench, store, workers, fetcher, gate)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Prepare the store; load models, work and sweep beside the block; then stop in order.

        Raises:
            StoreUnavailable: the database cannot be reached, or is of a newer version.
        """
        await anyio.to_thread.run_sync(self.store.prepare)
        sweeping = partial(keep_sweeping, self.store, self.workers, self.settings)
        beside = [
            asyncio.create_task(lasting(self.workers.run)),
            asyncio.create_task(lasting(sweeping)),
        ]
        if courier := await anyio.to_thread.run_sync(courier_of, self.store, self.settings):
            beside.append(asyncio.create_task(lasting(courier.run)))
        coming = []
        if self.settings.broker_url is None:
            coming.append(asyncio.create_task(self.staff.come()))
        try:
            yield
        finally:
            await _cancelled(beside)
            if self.fetcher:
                await self.fetcher.aclose()
            await self.bench.close()  # its threads give their jobs back
            await _cancelled(coming)  # the models go last: walks end with them
            await anyio.to_thread.run_sync(self.store.close)


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _workers(
    settings: Settings, staff: Staff, bench: Bench, store: Store, fetcher: Fetcher | None
) -> Workers:
    broker = settings.broker()
    if broker is None:
        return OwnWorkers(staff, bench, store, settings, fetcher)
    from api.jobs.post import Post  # imports Celery: only where there is a broker
    from api.jobs.remote import RemoteWorkers

    return RemoteWorkers(store, Post(broker), settings)


async def house(request: Request) -> House:
    """Return the house of the app that serves a request."""
    found = request.app.state.house
    assert isinstance(found, House)  # noqa: S101  # create_app put it there
    return found
