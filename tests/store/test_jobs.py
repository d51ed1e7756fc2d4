"""Each job reaches one final state, whoever works on it and whoever dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from api.store import Store
from tests.store.support import accepted, claimed, draft

PROBLEM = '{"title": "lost"}'


def status_of(store: Store, id: str) -> str:  # noqa: A002
    found = store.briefs.snapshot(id)
    assert found
    return found.status


def test_a_job_is_queued_then_running_then_succeeded(store: Store) -> None:
    """With its request while it is made, and its answer once it is."""
    job = accepted(store, request='{"articles": ["ü"]}')
    assert status_of(store, job) == "queued"
    lease = store.jobs.claim("worker-1", 60)
    assert lease
    assert (lease.id, lease.attempt, lease.request) == (job, 1, '{"articles": ["ü"]}')
    assert status_of(store, job) == "running"
    assert store.jobs.report(lease, "encode", 1, 7)
    found = store.briefs.snapshot(job)
    assert found
    assert (found.stage, found.done, found.total) == ("encode", 1, 7)
    assert store.jobs.succeed(lease, '{"text": "brief"}', "Ferry burns")
    brief = store.briefs.find(job)
    assert brief
    assert brief.answer == '{"text": "brief"}'
    assert (brief.snapshot.status, brief.snapshot.headline) == ("succeeded", "Ferry burns")


def test_jobs_are_taken_in_the_order_they_came(store: Store) -> None:
    """Whatever their ids."""
    jobs = [accepted(store, id=f"brf_{name}") for name in ("c", "a", "b")]
    leases = [store.jobs.claim("worker-1", 60) for _ in jobs]
    assert [lease.id for lease in leases if lease] == jobs
    assert store.jobs.claim("worker-1", 60) is None


def test_a_job_can_be_asked_for_by_its_id(store: Store) -> None:
    """As a message names it; a second message finds it taken."""
    accepted(store)
    second = accepted(store)
    lease = store.jobs.claim("worker-1", 60, second)
    assert lease
    assert lease.id == second
    assert store.jobs.claim("worker-2", 60, second) is None
    assert store.jobs.claim("worker-2", 60, "brf_unknown") is None


def test_no_job_is_taken_twice(store: Store, opened: Callable[[], Store]) -> None:
    """Eight workers at once, each on connections of its own."""
    jobs = [accepted(store) for _ in range(24)]
    stores = [opened() for _ in range(8)]

    def work(number: int) -> list[str]:
        taken = []
        while lease := stores[number].jobs.claim(f"worker-{number}", 60):
            taken.append(lease.id)
        return taken

    with ThreadPoolExecutor(8) as workers:
        taken = [job for found in workers.map(work, range(8)) for job in found]
    # a worker may find another's row locked and go home: what is left is still queued
    while lease := store.jobs.claim("worker-9", 60):
        taken.append(lease.id)
    assert sorted(taken) == sorted(jobs)


def test_the_queue_is_bounded(store: Store, opened: Callable[[], Store]) -> None:
    """Also where many come at the same moment."""
    stores = [opened() for _ in range(8)]
    with ThreadPoolExecutor(8) as callers:
        let_in = list(callers.map(lambda s: s.jobs.accept(draft(), most=3), stores))
    assert sorted(let_in) == [False] * 5 + [True] * 3
    assert store.jobs.queued() == 3


def test_a_worker_that_lost_its_lease_changes_nothing(store: Store) -> None:
    """The other's brief is the only one, even where the name is the same."""
    late = claimed(store, lease_s=0)
    time.sleep(0.01)
    assert store.jobs.expire(3, PROBLEM).queued == (late.id,)
    assert not store.jobs.succeed(late, "late", "Late")
    again = store.jobs.claim("worker-1", 60)
    assert again
    assert (again.id, again.attempt) == (late.id, 2)
    for lost in (
        store.jobs.renew(late, 60),
        store.jobs.report(late, "write", 5, 7),
        store.jobs.fail(late, PROBLEM),
        store.jobs.give_back(late),
        store.jobs.postpone(late, 1),
        store.jobs.succeed(late, "late", "Late"),
    ):
        assert not lost
    assert store.jobs.succeed(again, "brief", "Brief")
    assert not store.jobs.succeed(again, "twice", "Twice")
    found = store.briefs.find(late.id)
    assert found
    assert found.answer == "brief"


def test_a_renewed_lease_does_not_run_out(store: Store) -> None:
    """Its worker lives."""
    lease = claimed(store, lease_s=0)
    assert store.jobs.renew(lease, 60)
    expired = store.jobs.expire(3, PROBLEM)
    assert expired.queued == expired.failed == ()
    assert status_of(store, lease.id) == "running"


def test_a_job_is_begun_three_times_at_most(store: Store) -> None:
    """Then it fails with the reason."""
    job = accepted(store)
    for _ in range(3):
        assert store.jobs.claim("worker-1", 0)
        time.sleep(0.01)
        expired = store.jobs.expire(3, PROBLEM)
    assert (expired.queued, expired.failed) == ((), (job,))
    assert store.jobs.claim("worker-1", 60) is None
    found = store.briefs.snapshot(job)
    assert found
    assert (found.status, found.error, found.attempts) == ("failed", PROBLEM, 3)


def test_a_job_that_is_given_back_has_lost_nothing(store: Store) -> None:
    """Its worker stopped in good order: the attempt does not count, the place is kept."""
    lease = claimed(store)
    accepted(store)
    assert store.jobs.give_back(lease)
    again = store.jobs.claim("worker-2", 60)
    assert again
    assert (again.id, again.attempt) == (lease.id, 1)


def test_a_postponed_job_waits(store: Store) -> None:
    """And its attempt counts."""
    lease = claimed(store)
    assert store.jobs.postpone(lease, 1.5)
    assert store.jobs.claim("worker-1", 60) is None
    time.sleep(1.6)
    again = store.jobs.claim("worker-1", 60)
    assert again
    assert again.attempt == 2


def test_workers_are_told_of_what_was_queued_again(store: Store) -> None:
    """Once, and by one sweeper."""
    lease = claimed(store, lease_s=0)
    time.sleep(0.01)
    store.jobs.expire(3, PROBLEM)
    assert list(store.jobs.to_send(on_the_way=0, patience_s=60)) == [lease.id]
    assert list(store.jobs.to_send(on_the_way=0, patience_s=60)) == []


def test_workers_are_told_again_where_messages_were_lost(store: Store) -> None:
    """As many as are missing, the first first; not while they may still be on their way."""
    jobs = [accepted(store) for _ in range(3)]
    assert list(store.jobs.to_send(on_the_way=0, patience_s=60)) == []
    time.sleep(0.01)
    assert list(store.jobs.to_send(on_the_way=3, patience_s=0)) == []
    assert list(store.jobs.to_send(on_the_way=1, patience_s=0)) == jobs[:2]


def test_a_cancelled_job_is_not_finished(store: Store) -> None:
    """Its worker hears of it at its next step, and its articles are gone."""
    lease = claimed(store)
    assert store.briefs.cancel_or_erase(lease.id) == "cancelled"
    assert not store.jobs.report(lease, "write", 5, 7)
    assert not store.jobs.succeed(lease, "brief", "Brief")
    assert status_of(store, lease.id) == "cancelled"
    queued = accepted(store)
    assert store.briefs.cancel_or_erase(queued) == "cancelled"
    assert store.jobs.claim("worker-1", 60) is None
