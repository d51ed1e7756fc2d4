"""A worker ends its job one way or the other, unless the job is no longer its own."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace

from sqlalchemy import update

from api.desks import OwnDesk
from api.errors import StoreUnavailable
from api.jobs.working import MOST_ATTEMPTS, work_on, worker_name
from api.settings import Settings
from api.store import Leased, Store
from api.store.jobs import Jobs
from api.store.tables import BriefRow
from models.errors import Cancelled
from models.lexical import lexical_newsroom
from tests.api.support import FailingEncoder, SilentWriter
from tests.jobs.support import leased


def silent(stage: str, done: int, total: int) -> None:
    """Go on."""


def status_of(store: Store, lease: Leased) -> tuple[str, int]:
    found = store.briefs.snapshot(lease.id)
    assert found
    return found.status, found.attempts


def test_the_brief_is_kept_with_its_headline(store: Store) -> None:
    """Under the job's id and time."""
    lease = leased(store)
    work_on(lease, store.jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=60), silent)
    found = store.briefs.find(lease.id)
    assert found
    assert found.answer
    answer = json.loads(found.answer)
    assert answer["id"] == lease.id
    assert answer["headline"] == found.snapshot.headline
    assert (found.snapshot.stage, found.snapshot.done) == ("done", 7)


def test_a_worker_that_is_to_stop_gives_its_job_back(store: Store) -> None:
    """The attempt does not count."""
    lease = leased(store)

    def stop(stage: str, done: int, total: int) -> None:
        raise Cancelled

    work_on(lease, store.jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=60), stop)
    assert status_of(store, lease) == ("queued", 0)


def test_a_lease_is_renewed_while_the_work_goes_on(store: Store) -> None:
    """However long a stage takes."""
    lease = leased(store, lease_s=3)

    def slow(stage: str, done: int, total: int) -> None:
        if stage == "encode":
            time.sleep(3.5)
            assert store.jobs.expire(MOST_ATTEMPTS, "{}").queued == ()

    work_on(lease, store.jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=3), slow)
    assert status_of(store, lease) == ("succeeded", 1)


def test_a_worker_that_lost_its_job_leaves_it_alone(store: Store) -> None:
    """It hears of it while the next stage runs, goes no further, and writes nothing."""
    lease = leased(store)
    seen: list[str] = []

    def lose(stage: str, done: int, total: int) -> None:
        seen.append(stage)
        if stage == "group":
            store.jobs.give_back(lease)
            assert store.jobs.claim("worker-2", 60)
        if stage == "read":
            time.sleep(2)

    work_on(lease, store.jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=60), lose)
    assert seen[-1] == "read"
    assert status_of(store, lease) == ("running", 1)


def test_an_error_ends_the_job(store: Store) -> None:
    """It would come again."""
    lease = leased(store)
    work_on(
        lease,
        store.jobs,
        OwnDesk(replace(lexical_newsroom(), encoder=FailingEncoder())),
        Settings(lease_s=60),
        silent,
    )
    assert status_of(store, lease) == ("failed", 1)


def test_a_silent_writer_is_asked_three_times(store: Store) -> None:
    """Then the job fails with what a waiting caller would have got."""
    newsroom = replace(lexical_newsroom(), writer=SilentWriter())
    lease: Leased | None = leased(store)
    assert lease
    for attempt in range(1, MOST_ATTEMPTS + 1):
        work_on(
            replace(lease, attempt=attempt),
            store.jobs,
            OwnDesk(newsroom),
            Settings(lease_s=60),
            silent,
        )
        if attempt < MOST_ATTEMPTS:
            assert status_of(store, lease) == ("queued", attempt)
            _make_due(store, lease.id)
    found = store.briefs.snapshot(lease.id)
    assert found
    assert found.status == "failed"
    assert "writer-unavailable" in (found.error or "")


def _make_due(store: Store, job: str) -> None:
    with store.database.writing() as session:
        due = store.database.now(session)
        session.execute(update(BriefRow).where(BriefRow.id == job).values(due_at=due))
    assert store.jobs.claim("worker-1", 60, job)


class Flaky(Jobs):
    """Jobs in a database that is away now and then."""

    def __init__(self, store: Store, failures: int) -> None:
        super().__init__(store.database)
        self.failures = failures

    def report(self, lease: Leased, stage: str, done: int, total: int) -> bool:
        raise StoreUnavailable("away")

    def succeed(self, lease: Leased, answer: str, headline: str) -> bool:
        self.failures -= 1
        if self.failures >= 0:
            raise StoreUnavailable("away")
        return super().succeed(lease, answer, headline)


def test_a_finished_brief_outlasts_a_database_that_is_away(store: Store) -> None:
    """Its end is told again until it is heard; progress is not worth it."""
    lease = leased(store)
    work_on(
        lease, Flaky(store, failures=2), OwnDesk(lexical_newsroom()), Settings(lease_s=60), silent
    )
    assert status_of(store, lease) == ("succeeded", 1)


class Away(Jobs):
    """Jobs that are told of nothing while a test holds them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.database)
        self.asked, self.go_on = threading.Event(), threading.Event()

    def report(self, lease: Leased, stage: str, done: int, total: int) -> bool:
        self.asked.set()
        assert self.go_on.wait(20)
        return super().report(lease, stage, done, total)


def test_no_stage_waits_for_the_database(store: Store) -> None:
    """A worker's time is its models': how far they are is written down beside them."""
    jobs, lease = Away(store), leased(store)
    seen: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append(stage)
        if stage == "encode":
            assert jobs.asked.wait(20)  # of the stage before; it is not answered yet
        if stage == "done":
            jobs.go_on.set()

    work_on(lease, jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=60), progress)
    assert seen[-1] == "done"
    assert status_of(store, lease) == ("succeeded", 1)


def test_no_two_workers_have_one_name() -> None:
    """Not even in one process."""
    assert worker_name() != worker_name()
    assert len(worker_name()) <= 64


def test_the_heart_stops_with_the_work(store: Store) -> None:
    """No thread stays."""
    before = threading.active_count()
    work_on(leased(store), store.jobs, OwnDesk(lexical_newsroom()), Settings(lease_s=60), silent)
    assert threading.active_count() == before
