"""Whatever is killed in the middle of twenty jobs: within a minute each has one end, and one only.

With the leases that a service has by default.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from models.pipeline import STAGES
from tests.faults.plant import Plant
from tests.servers import Postgres, Redis, postgres, until

JOBS = 20
RECOVERY_S = 60.0

pytestmark = pytest.mark.slow


def all_succeeded(plant: Plant, paths: list[str]) -> None:
    """Every 202 has one brief, and there is no other."""
    briefs = plant.listed()
    assert sorted(f"/v1/briefs/{b['id']}" for b in briefs) == sorted(paths)
    assert {b["status"] for b in briefs} == {"succeeded"}
    texts = {plant.brief(path)["text"] for path in paths}
    assert len(texts) == 1
    assert texts != {""}


def recovered(plant: Plant, since: float) -> None:
    """Wait for the end of all jobs, which is to come within a minute."""
    until(plant.done, RECOVERY_S - (time.monotonic() - since), "it took more than a minute")


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_is_killed_in_a_stage(
    plant: Callable[..., Plant], broker: Redis, postgres_server: Postgres, stage: str
) -> None:
    """Another one, which was there or comes, makes what it left."""
    running = plant(broker_url=broker.url, database_url=postgres_server.database())
    running.service()
    running.hold(stage)
    first = running.worker()
    paths = [running.queue() for _ in range(JOBS)]
    until(lambda: running.held(stage), 180, "no worker began")
    begun = time.monotonic()
    running.kill(first)
    running.let_go(stage)
    running.worker()
    recovered(running, begun)
    all_succeeded(running, paths)


def test_the_broker_is_killed(
    plant: Callable[..., Plant], broker: Redis, postgres_server: Postgres
) -> None:
    """It forgets all messages; more jobs come while it is away."""
    running = plant(broker_url=broker.url, database_url=postgres_server.database())
    running.service()
    running.hold("read")
    running.worker()
    paths = [running.queue() for _ in range(JOBS - 5)]
    until(lambda: running.held("read"), 180, "no worker began")
    broker.kill()
    running.let_go("read")
    paths += [running.queue() for _ in range(5)]
    broker.start()
    recovered(running, time.monotonic())
    all_succeeded(running, paths)


def test_the_database_crashes(plant: Callable[..., Plant], broker: Redis) -> None:
    """In the middle of a brief; it comes back, and so does everybody else."""
    with postgres() as database:
        running = plant(broker_url=broker.url, database_url=database.database())
        running.service()
        running.hold("read")
        running.worker()
        paths = [running.queue() for _ in range(JOBS)]
        until(lambda: running.held("read"), 180, "no worker began")
        database.crash()
        assert running.request("GET", paths[0]).status_code == 503
        running.let_go("read")
        time.sleep(2)
        database.start()
        recovered(running, time.monotonic())
        all_succeeded(running, paths)


def test_the_service_is_killed(plant: Callable[..., Plant]) -> None:
    """It works itself; when it is back it goes on, and what it had accepted is made."""
    running = plant()
    running.hold("write")
    service = running.service()
    paths = [running.queue() for _ in range(JOBS)]
    until(lambda: running.held("write"), 180, "the service did not begin")
    begun = time.monotonic()
    running.kill(service)
    running.let_go("write")
    running.service()
    recovered(running, begun)
    all_succeeded(running, paths)


def test_the_service_is_killed_before_its_workers(
    plant: Callable[..., Plant], broker: Redis
) -> None:
    """They go on without it."""
    running = plant(broker_url=broker.url)
    service = running.service()
    running.hold("group")
    running.worker()
    paths = [running.queue() for _ in range(JOBS)]
    until(lambda: running.held("group"), 180, "no worker began")
    begun = time.monotonic()
    running.kill(service)
    running.let_go("group")
    running.service()
    recovered(running, begun)
    all_succeeded(running, paths)


def test_a_job_that_kills_its_workers_fails(plant: Callable[..., Plant], broker: Redis) -> None:
    """After three of them, with the reason; it does not take the others along."""
    running = plant(broker_url=broker.url, settings={"lease_s": 2, "sweep_s": 0.5})
    running.service()
    running.hold("check")
    path = running.queue()
    for _ in range(3):
        worker = running.worker()
        until(lambda: running.held("check"), 180, "no worker began")
        running.kill(worker)
        running.forget("check")
        until(lambda: running.brief(path)["status"] != "running", 60, "nobody noticed")
    assert running.brief(path)["error"]["type"] == "urn:crosswire:problem:worker-lost"
    running.let_go("check")
    other = running.queue()
    running.worker()
    until(running.done, 60, "the other job was not made")
    assert running.brief(other)["status"] == "succeeded"


def test_a_worker_that_is_told_to_stop_finishes_its_job(
    plant: Callable[..., Plant], broker: Redis
) -> None:
    """And begins no other."""
    running = plant(broker_url=broker.url)
    running.service()
    running.hold("write")
    worker = running.worker()
    first, second = running.queue(), running.queue()
    until(lambda: running.held("write"), 180, "no worker began")
    os.kill(worker.pid, signal.SIGTERM)
    running.let_go("write")
    assert worker.wait(30) == 0
    assert running.brief(first)["status"] == "succeeded"
    assert running.brief(second)["status"] == "queued"
    until(lambda: running.workers() == 0, 20, "it did not say that it left")
    running.worker()
    until(lambda: running.workers() == 1, 60, "nobody heard of the other one")
    until(running.done, 60, "nobody made the second")


def test_a_service_that_is_told_to_stop_gives_its_job_back(plant: Callable[..., Plant]) -> None:
    """The next one begins it at once, as its first attempt: no lease has to run out."""
    running = plant()
    running.hold("write")
    service = running.service()
    path = running.queue()
    until(lambda: running.held("write"), 180, "the service did not begin")
    os.kill(service.pid, signal.SIGTERM)
    until(lambda: running.logged("Waiting for application shutdown"), 30)
    time.sleep(1)
    running.let_go("write")
    assert service.wait(30) in {0, -signal.SIGTERM}
    assert running.attempts(path) == ("queued", 0)
    running.service()
    until(running.done, 60, "the job was not given back")
    assert running.attempts(path) == ("succeeded", 1)
