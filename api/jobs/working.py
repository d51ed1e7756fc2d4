"""One job, from its lease to its end: what every worker does, wherever it runs."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from secrets import token_hex
from types import TracebackType

import stamina

from api.desks import Desk
from api.errors import ModelsLost, StoreUnavailable, WorkerLost, problem_of
from api.fetching.gathering import gather_now
from api.logs import ABOUT
from api.making import answer_to
from api.schemas import BriefRequest, posted_of
from api.settings import Settings
from api.store import Leased
from api.store.jobs import Jobs
from models.errors import Cancelled, WriterUnavailable
from models.ports import Progress

MOST_ATTEMPTS = 3
POSTPONED_S = 15.0
"""A remote writer that did not answer is asked again after this, and twice this."""
MODELS_BACK_S = 2.0
"""A job whose models were lost is due again after this."""
_BEATS = 4  # a lease is renewed at least so many times before it would run out
_LOOK_S = 1.0  # and so often, which tells the work that it was cancelled
_APART_S = 0.2  # reports come no faster than anybody looks
_PERSIST_S = 60.0  # a finished brief is worth waiting for a database that is away

log = logging.getLogger("crosswire")


class LeaseLost(Cancelled):
    """The job was cancelled, or given to another worker."""


def lost_said() -> str:
    """Return what is said of a job that has lost too many workers."""
    return f"The worker was lost {MOST_ATTEMPTS} times while it made this brief."


def worker_name() -> str:
    """Return a name that no other worker has: machine, process, and a word of its own."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{token_hex(4)}"


def work_on(lease: Leased, jobs: Jobs, desk: Desk, settings: Settings, progress: Progress) -> None:
    """Make the brief of a job and end it; the job is queued again where ``progress`` says stop.

    Whatever goes wrong with the brief ends up in the job. Blocks for seconds.

    Args:
        lease: the job, just claimed.
        jobs: where it came from.
        desk: where briefs are made.
        settings: how long a lease is, and whether pages are fetched.
        progress: hears of every stage; raises ``Cancelled`` where the worker has to stop.

    Raises:
        StoreUnavailable: the database was away for long; the lease will run out.
    """
    begun = time.perf_counter()
    with _Heart(jobs, lease, settings.lease_s) as heart:

        def report(stage: str, done: int, total: int) -> None:
            progress(stage, done, total)
            heart.report(stage, done, total)

        end = _made(lease, jobs, desk, settings, report)
        _note(lease, _persisting(end), begun)


def _note(lease: Leased, end: str, begun: float) -> None:
    """Log the end of a job, with the time that its worker spent on it."""
    ms = round(1000 * (time.perf_counter() - begun))
    about = {"job": lease.id, "attempt": lease.attempt, "end": end, "ms": ms}
    log.info("job %s, attempt %s: %s, %s ms", *about.values(), extra={ABOUT: about})


def _made(
    lease: Leased, jobs: Jobs, desk: Desk, settings: Settings, report: Progress
) -> Callable[[], str]:
    """Make the brief; return how the job is to end."""
    try:
        request = BriefRequest.model_validate_json(lease.request)
        gathered = gather_now(posted_of(request), settings, report)
        answer = answer_to(request, gathered, desk, lease.id, lease.created_at, report)
        said = answer.model_dump_json()
        return lambda: _said(jobs.succeed(lease, said, answer.headline), "succeeded")
    except LeaseLost:
        return lambda: "no longer ours"
    except Cancelled:
        return lambda: _said(jobs.give_back(lease), "given back")
    except WriterUnavailable as error:
        if lease.attempt < MOST_ATTEMPTS:
            return lambda: _said(jobs.postpone(lease, POSTPONED_S * lease.attempt), "postponed")
        return _failure(lease, jobs, error)
    except ModelsLost:  # perhaps through this very job: the attempt counts
        if lease.attempt < MOST_ATTEMPTS:
            return lambda: _said(jobs.postpone(lease, MODELS_BACK_S), "begun again")
        return _failure(lease, jobs, WorkerLost(lost_said()))
    except Exception as error:  # a job has nobody to raise to: its error is what is kept
        return _failure(lease, jobs, error)


def _failure(lease: Leased, jobs: Jobs, error: Exception) -> Callable[[], str]:
    problem = problem_of(error).model_dump_json()
    return lambda: _said(jobs.fail(lease, problem), "failed")


def _said(ended: bool, how: str) -> str:
    return how if ended else "no longer ours"


@stamina.retry(on=StoreUnavailable, attempts=None, timeout=_PERSIST_S, wait_max=5.0)
def _persisting(end: Callable[[], str]) -> str:
    return end()


class _Heart:
    """Renews a lease and writes down how far the work is, in a thread: the work waits for neither.

    Where the lease is lost, the work hears of it at its next report.
    """

    def __init__(self, jobs: Jobs, lease: Leased, lease_s: float) -> None:
        self._jobs, self._lease, self._lease_s = jobs, lease, lease_s
        self._news, self._stop, self._lost = threading.Event(), threading.Event(), threading.Event()
        self._latest: tuple[str, int, int] | None = None
        self._thread = threading.Thread(target=self._beat, name="crosswire-lease", daemon=True)

    def report(self, stage: str, done: int, total: int) -> None:
        """Have it written down how far the work is.

        Raises:
            LeaseLost: it is no longer wanted.
        """
        if self._lost.is_set():
            raise LeaseLost(stage)
        self._latest = stage, done, total
        self._news.set()

    def _beat(self) -> None:
        every = min(_LOOK_S, self._lease_s / _BEATS)
        due, held = time.monotonic() + every, True
        while held and not self._stop.is_set():
            if self._news.wait(max(0.0, due - time.monotonic())):
                self._news.clear()
                held = self._tell()
                self._stop.wait(min(_APART_S, every))
            if held and time.monotonic() >= due:
                held, due = self._renew(), time.monotonic() + every
        if not held:
            self._lost.set()

    def _tell(self) -> bool:
        """Write the latest report; return whether the lease is held, as far as is known."""
        if self._stop.is_set() or self._latest is None:
            return True
        try:
            return self._jobs.report(self._lease, *self._latest)
        except StoreUnavailable:
            return True  # nobody can take it now

    def _renew(self) -> bool:
        try:
            return self._jobs.renew(self._lease, self._lease_s)
        except StoreUnavailable:
            return True  # the lease may outlast it

    def __enter__(self) -> _Heart:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._news.set()
        self._thread.join()
