"""The bench where briefs are made: a few seats off the event loop, and a bounded queue before them.

A walk takes seconds of processor time in a thread. So many as there are seats run at once, a few
more wait, and whoever would wait too long is told when to come again. A caller who goes away frees
a place in the queue at once, and a seat at the walk's next report of progress.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from api.errors import Busy
from models.errors import Cancelled
from models.ports import Progress

T = TypeVar("T")
Work = Callable[[Progress], T]

REMEMBERED = 8
"""Finished walks from which the next ones are estimated."""


@dataclass(eq=False, slots=True)
class Job:
    """One walk, from its arrival until its thread has ended."""

    size: int
    begun: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Take a report of progress; end the walk where nobody waits for it any more."""
        if self.stop.is_set():
            raise Cancelled(stage)


class Bench:
    """``seats`` walks at once, ``queue`` waiting, none longer than ``max_wait_s``."""

    def __init__(self, seats: int, queue: int, max_wait_s: float, unknown_s: int) -> None:
        self._free = asyncio.Semaphore(seats)
        self._threads = ThreadPoolExecutor(seats, thread_name_prefix="crosswire-walk")
        self._seats = seats
        self._places = seats + queue
        self._max_wait_s = max_wait_s
        self._unknown_s = unknown_s
        self._jobs: list[Job] = []
        self._finished: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)

    async def run(self, work: Work[T], size: int) -> T:
        """Do ``work`` in a thread when its turn comes; ``size`` is what its time grows with.

        Raises:
            Busy: the queue is full, or the turn would not come or did not come in time.
        """
        job = self._admit(size)
        try:
            await self._wait_for_seat()
        except BaseException:
            self._jobs.remove(job)
            raise
        return await self._work(work, job)

    async def take_seat(self) -> None:
        """Wait for a seat, however long; whoever waits so keeps no caller from queueing."""
        await self._free.acquire()

    def leave_seat(self) -> None:
        """Leave a seat on which nothing was done."""
        self._free.release()

    def begin(self, work: Work[T], size: int) -> Future[T]:
        """Begin ``work`` on a seat that was taken; its end leaves the seat. ``close`` stops it."""
        job = Job(size)
        self._jobs.append(job)
        return self._submit(work, job)

    @property
    def outstanding(self) -> int:
        """Walks that run or wait."""
        return len(self._jobs)

    def _admit(self, size: int) -> Job:
        full = len(self._jobs) >= self._places
        if full or self.expected_wait_s() > self._max_wait_s:
            raise self._busy()
        job = Job(size)
        self._jobs.append(job)
        return job

    async def _wait_for_seat(self) -> None:
        try:
            async with asyncio.timeout(self._max_wait_s):
                await self._free.acquire()
        except TimeoutError:
            raise self._busy() from None

    def _submit(self, work: Work[T], job: Job) -> Future[T]:
        loop = asyncio.get_running_loop()
        job.begun = time.monotonic()
        thread = self._threads.submit(work, job.progress)
        # The seat is free when the thread has ended, which may be after its caller went away.
        thread.add_done_callback(lambda ended: _on(loop, self._end, job, ended))
        return thread

    async def _work(self, work: Work[T], job: Job) -> T:
        try:
            return await asyncio.wrap_future(self._submit(work, job))
        except asyncio.CancelledError:
            job.stop.set()
            raise

    def _end(self, job: Job, ended: Future[T]) -> None:
        succeeded = not ended.cancelled() and ended.exception() is None
        if job.begun is not None and succeeded:
            self._finished.append((job.size, time.monotonic() - job.begun))
        self._jobs.remove(job)
        self._free.release()

    def expected_wait_s(self) -> float:
        """Return how long a new caller would wait, as far as finished walks tell."""
        if len(self._jobs) < self._seats or not self._finished:
            return 0.0
        pace = sum(s for _, s in self._finished) / max(1, sum(n for n, _ in self._finished))
        now = time.monotonic()
        left = (job.size * pace - (now - job.begun if job.begun else 0) for job in self._jobs)
        return sum(max(0.0, seconds) for seconds in left) / self._seats

    def _busy(self) -> Busy:
        seconds = max(1, math.ceil(self.expected_wait_s() or self._unknown_s))
        return Busy(
            f"Too many briefs are being made: try again in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )

    async def close(self) -> None:
        """End the walks that run, and wait until their threads have ended."""
        for job in self._jobs:
            job.stop.set()
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)


def _on(loop: asyncio.AbstractEventLoop, end: Callable[..., None], *about: object) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(end, *about)
