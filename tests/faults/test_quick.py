"""A worker is killed while it makes a brief, and another one makes it."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.plant import Plant
from tests.servers import Redis, until


def test_a_brief_outlives_its_worker(plant: Callable[..., Plant], broker: Redis) -> None:
    """Killed in the middle of its work; within a minute another worker is done with it."""
    running = plant(broker_url=broker.url, settings={"lease_s": 4, "sweep_s": 0.5})
    running.hold("compare")
    running.service()
    workers = [running.worker(), running.worker()]
    path = running.queue()
    until(lambda: running.held("compare"), 180, "no worker began")
    running.kill(running.holder("compare", workers))
    running.let_go("compare")
    until(running.done, 60, "nobody took over")
    brief = running.brief(path)
    assert brief["status"] == "succeeded"
    assert brief["text"]
    assert [b["id"] for b in running.listed()] == [brief["id"]]
    assert running.attempts(path)[1] > 1
