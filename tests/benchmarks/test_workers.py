"""How busy workers are is told from what they logged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.workers import Job, busy, jobs_of, lost, requests, run


def test_idle_time_counts_until_the_last_brief_is_begun() -> None:
    """After that a worker has nothing to do, which is no fault of the queue."""
    jobs = [Job(0, 0, 4), Job(1, 0, 2), Job(1, 3, 7), Job(0, 4, 9)]
    assert busy(jobs, 2) == [1.0, 0.75]
    assert busy([*jobs[:2], Job(0, 4, 9)], 2) == [1.0, 0.5]


def test_lost_time_is_all_that_was_not_spent_on_briefs() -> None:
    """The end too, when only one worker still has a brief."""
    jobs = [Job(0, 10, 14), Job(1, 10, 12), Job(0, 14, 20)]
    assert lost(jobs, 2, pipeline_s=16) == 0.25


def test_jobs_are_read_from_the_log(tmp_path: Path) -> None:
    """Other lines are not, nor briefs that failed."""
    log = tmp_path / "worker"
    line = {"time": "2025-12-13T10:00:10.000+00:00", "job": "brf_1", "end": "succeeded", "ms": 4000}
    log.write_text(
        "\n".join(
            [
                "a warning of a library",
                json.dumps({"time": line["time"], "event": "the worker is ready"}),
                json.dumps(line | {"end": "failed"}),
                json.dumps(line),
            ]
        )
    )
    (job,) = jobs_of([log])
    assert job.ended - job.begun == 4


def test_the_briefs_are_of_two_articles_each() -> None:
    """From stories of this project."""
    wanted = requests(20)
    assert len(wanted) == 20
    assert {len(request["articles"]) for request in wanted} == {2}
    assert len({json.dumps(request) for request in wanted}) > 5


@pytest.mark.slow
def test_two_workers_lose_little_between_briefs() -> None:
    """Through Redis and PostgreSQL; their models sleep, so that other work matters little."""
    found = run(workers=2, briefs=20, sleeping=2.0)
    assert found["briefs"] == 20
    assert found["kept_the_bars"], found
