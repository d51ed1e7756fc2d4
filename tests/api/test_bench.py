"""Walks run a few at a time, and nobody waits for too long."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from api.bench import Bench
from api.errors import Busy
from models.errors import Cancelled
from models.ports import Progress


class Gate:
    """Work that says when it has begun and ends when it is let through."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.opened = threading.Event()

    def __call__(self, progress: Progress) -> str:
        self.begun.release()
        assert self.opened.wait(10)
        return "done"

    async def entered(self) -> None:
        assert await asyncio.to_thread(self.begun.acquire, timeout=10)


def bench(seats: int = 1, queue: int = 1, max_wait_s: float = 10.0) -> Bench:
    return Bench(seats, queue, max_wait_s, unknown_s=7)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


def test_work_runs_off_the_event_loop() -> None:
    """In a thread of the bench; its result comes back."""

    async def story() -> str:
        return await bench().run(lambda _: threading.current_thread().name, size=1)

    assert asyncio.run(story()).startswith("crosswire-walk")


def test_an_error_of_the_work_comes_back() -> None:
    """As it was raised, and the seat is free again."""

    def fail(progress: Progress) -> None:
        raise KeyError("x")

    async def story() -> None:
        one = bench(queue=0)
        for _ in range(3):
            with pytest.raises(KeyError):
                await one.run(fail, 1)
            await asyncio.sleep(0.01)

    asyncio.run(story())


def test_one_walk_at_a_time_runs_and_others_wait_in_turn() -> None:
    """Seats bound the threads; who came first is served first."""
    order: list[int] = []
    running: list[int] = []

    def work(number: int) -> Callable[[Progress], None]:
        def doing(progress: Progress) -> None:
            running.append(number)
            assert len(running) == 1
            time.sleep(0.01)
            order.append(running.pop())

        return doing

    async def story() -> None:
        one = bench(queue=4)
        await asyncio.gather(*(one.run(work(n), 1) for n in range(5)))

    asyncio.run(story())
    assert order == [0, 1, 2, 3, 4]


def test_a_full_queue_refuses_at_once() -> None:
    """With the setting's delay while nothing is known of how long walks take."""

    async def story() -> Busy:
        one, gate = bench(queue=1), Gate()
        tasks = [asyncio.create_task(one.run(gate, 1)) for _ in range(2)]
        await gate.entered()
        with pytest.raises(Busy) as caught:
            await one.run(gate, 1)
        gate.opened.set()
        assert await asyncio.gather(*tasks) == ["done", "done"]
        return caught.value

    assert asyncio.run(story()).headers == {"Retry-After": "7"}


def test_waiting_ends_after_the_longest_wait() -> None:
    """The place in the queue is free again then."""

    async def story() -> None:
        one, gate = bench(queue=1, max_wait_s=0.05), Gate()
        first = asyncio.create_task(one.run(gate, 1))
        await gate.entered()
        for _ in range(2):
            with pytest.raises(Busy):
                await one.run(gate, 1)
        gate.opened.set()
        assert await first == "done"

    asyncio.run(story())


def test_who_would_wait_too_long_is_told_at_once() -> None:
    """By the pace of finished walks and the size of those ahead."""

    async def story() -> Busy:
        one, gate = bench(queue=4, max_wait_s=2.0), Gate()
        await one.run(lambda _: time.sleep(0.4), size=80)  # long: a stall hardly changes its pace
        await until(lambda: one.expected_wait_s() == 0)
        first = asyncio.create_task(one.run(gate, size=2_000))
        await gate.entered()
        late = asyncio.create_task(one.run(gate, 1))
        await asyncio.sleep(0)  # one turn of the loop: it waits for nothing
        told = late.exception()
        gate.opened.set()
        await first
        assert isinstance(told, Busy)
        return told

    assert 8 <= int(asyncio.run(story()).headers["Retry-After"]) <= 30


def test_leaving_while_waiting_frees_the_place() -> None:
    """A caller who goes away blocks nobody."""

    async def story() -> None:
        one, gate = bench(queue=1), Gate()
        first = asyncio.create_task(one.run(gate, 1))
        await gate.entered()
        second = asyncio.create_task(one.run(gate, 1))
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        third = asyncio.create_task(one.run(gate, 1))
        await asyncio.sleep(0.01)
        gate.opened.set()
        assert await asyncio.gather(first, third) == ["done", "done"]

    asyncio.run(story())


def test_leaving_while_working_stops_the_walk_at_its_next_report() -> None:
    """The seat is taken until the thread has really ended."""
    ended: list[str] = []

    def work(progress: Progress) -> None:
        gate(progress)
        try:
            progress("write", 1, 2)
        except Cancelled as stop:
            ended.append(str(stop))
            raise

    gate = Gate()

    async def story() -> None:
        one = bench(queue=0)
        first = asyncio.create_task(one.run(work, 1))
        await gate.entered()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        with pytest.raises(Busy):
            await one.run(lambda _: None, 1)
        gate.opened.set()
        await until(lambda: bool(ended))
        await asyncio.sleep(0.01)
        assert await one.run(lambda _: "free", 1) == "free"

    asyncio.run(story())
    assert ended == ["write"]


def test_closing_ends_what_runs() -> None:
    """A walk stops at its next report, and its thread is waited for."""
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress("encode", 0, 1)
                time.sleep(0.001)
        except Cancelled:
            stopped.set()
            raise

    begun = threading.Event()

    async def story() -> None:
        one = bench()
        task = asyncio.create_task(one.run(work, 1))
        assert await asyncio.to_thread(begun.wait, 5)
        await one.close()
        assert stopped.is_set()
        with pytest.raises(Cancelled):
            await task

    asyncio.run(story())
