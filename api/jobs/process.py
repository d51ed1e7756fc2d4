"""A worker process, as ``crosswire worker`` starts it: one job at a time, in the main thread.

Celery's pool is ``solo``: models are loaded once, before the first message, and nothing forks with
torch inside (a prefork pool kills its children while they load). Each worker takes its share of
the machine's cores.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from prometheus_client import start_http_server

from api.desks import Desk, OwnDesk
from api.errors import StoreUnavailable
from api.jobs.lasting import lasting
from api.jobs.post import PRESENT_S, TASK, Post, PostUnavailable
from api.jobs.remote import RemoteWorkers
from api.jobs.sweeping import keep_sweeping
from api.jobs.working import work_on, worker_name
from api.metrics import MeasuredDesk, Metrics
from api.settings import Settings
from api.staff import Loader, load_weights
from api.store import Store
from models.pipeline import Newsroom

log = logging.getLogger("crosswire")


def run_worker(
    settings: Settings,
    load: Loader = load_weights,
    hire: Callable[[Newsroom], Desk] = OwnDesk,
) -> None:
    """Work until the process is told to stop (SIGTERM: it finishes its job first).

    Args:
        settings: ``broker_url`` has to be set.
        load: makes the newsroom; is given the settings with this worker's share of threads.
        hire: puts the newsroom at a desk.

    Raises:
        ValueError: the settings name no broker, or no database that there is.
        StoreUnavailable: the database cannot be reached, or is of a newer version.
        WeightsError: the models could not be loaded.
    """
    broker = settings.broker()
    if broker is None:
        raise ValueError("there is no broker: set CROSSWIRE_BROKER_URL")
    post = Post(broker)
    store = Store(settings.database())
    store.prepare()
    newsroom = load(settings.model_copy(update={"threads": threads_of(settings)}))
    desk = measured(hire(newsroom), settings)
    name = worker_name()
    _do_beside(
        partial(keep_sweeping, store, RemoteWorkers(store, post, settings), settings),
        partial(_keep_present, post, name),
    )
    _serve(name, post, store, desk, settings)
    with suppress(PostUnavailable):
        post.leave(name)
    store.close()


def threads_of(settings: Settings) -> int:
    """Return how many threads the models of one worker take: its share of this machine's cores."""
    return settings.threads or max(1, len(os.sched_getaffinity(0)) // settings.workers)


def measured(desk: Desk, settings: Settings) -> Desk:
    """Return a desk whose metrics are shown, where that is asked for."""
    if settings.worker_metrics_port is None:
        return desk
    metrics = Metrics()
    start_http_server(
        settings.worker_metrics_port, settings.worker_metrics_host, registry=metrics.registry
    )
    return MeasuredDesk(desk, metrics)


def _serve(name: str, post: Post, store: Store, desk: Desk, settings: Settings) -> None:
    def make(job: str) -> None:
        try:
            lease = store.jobs.claim(name, settings.lease_s, job)
            if lease:
                work_on(lease, store.jobs, desk, settings, _go_on)
        except StoreUnavailable:
            log.error("job %s: the database does not answer; the job waits or is begun again", job)

    post.celery.task(make, name=TASK)
    worker = post.celery.Worker(
        hostname=f"crosswire@{name}",
        pool_cls="solo",
        concurrency=1,
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    log.info("worker %s is ready", name)
    worker.start()


def _go_on(stage: str, done: int, total: int) -> None:
    """Let the work go on: on SIGTERM Celery waits for it."""


async def _keep_present(post: Post, name: str) -> None:
    """Say now and every few seconds that this worker is there, until cancelled."""
    while True:
        with suppress(PostUnavailable):  # the sweeper says so
            await asyncio.to_thread(post.present, name)
        await asyncio.sleep(PRESENT_S)


def _do_beside(*works: Callable[[], Awaitable[None]]) -> None:
    async def all_of_them() -> None:
        await asyncio.gather(*map(lasting, works))

    threading.Thread(
        target=lambda: asyncio.run(all_of_them()), name="crosswire-sweeper", daemon=True
    ).start()
