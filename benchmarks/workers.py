"""How busy two Celery workers of one thread each are while they finish twenty briefs.

``python -m benchmarks.workers`` starts Redis and PostgreSQL (Debian's programs, writing to the disk
as in operation), a service, and ``crosswire worker`` processes with the embedded models; when these
are loaded it queues briefs of two articles from the sample stories over HTTP. It prints JSON: how
busy each worker was until no brief waited any more, and how much more time the workers had than
the briefs took: ``workers * wall - sum of the briefs' own time`` over that sum. The bars are 95%
and 5%.

``--sleeping 1.5``: models without weights that sleep so long in each brief. What is lost between
briefs is then measured on a machine that has other work, too.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle, islice
from pathlib import Path
from typing import Any

import httpx
import psutil

from api.jobs.process import run_worker
from api.logs import log_to_stderr
from api.settings import Settings
from benchmarks.serving import EXAMPLES, Served, service, story
from models.lexical import lexical_newsroom
from models.ports import Encoder, Vectors
from tests.servers import postgres, redis_server

BUSY = 0.95
LOST = 0.05
READY_S = 300.0
MOST_S = 900.0
_REAL = "from api.cli import main; main()"
_SLEEPING = "from benchmarks.workers import sleeping_worker; sleeping_worker({seconds})"


@dataclass(frozen=True, slots=True)
class Job:
    """One brief as its worker logged it, in seconds since the epoch."""

    worker: int
    begun: float
    ended: float


@dataclass(frozen=True, slots=True)
class SleepingEncoder:
    """Takes a while, and no processor."""

    behind: Encoder
    seconds: float
    name: str = "sleeping"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Sleep, then return the vectors of the encoder behind."""
        time.sleep(self.seconds)
        return self.behind.encode(texts)


def sleeping_worker(seconds: float) -> None:
    """Work without weights; each brief sleeps."""
    newsroom = lexical_newsroom()
    encoder = SleepingEncoder(newsroom.encoder, seconds)
    log_to_stderr("json")
    run_worker(Settings(), load=lambda _: replace(newsroom, encoder=encoder))


def requests(count: int) -> list[dict[str, Any]]:
    """Return so many requests of two articles each, from the sample stories in turn."""
    told = [
        story(folder.name)["articles"] for folder in sorted(EXAMPLES.iterdir()) if folder.is_dir()
    ]
    pairs = [list(pair) for articles in told for pair in combinations(articles, 2)]
    return [{"articles": pair} for pair in islice(cycle(pairs), count)]


@contextlib.contextmanager
def worker(log: Path, sleeping: float | None, **settings: object) -> Iterator[psutil.Process]:
    """Run a worker until the end of the block, when it is told to stop and has to obey."""
    code = _REAL if sleeping is None else _SLEEPING.format(seconds=sleeping)
    environment = {f"CROSSWIRE_{k.upper()}": str(v) for k, v in settings.items()}
    with log.open("wb") as into:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "worker"],
            env={**os.environ, **environment, "CROSSWIRE_LOG": "json"},
            stdout=into,
            stderr=into,
        )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def logged(log: Path) -> list[dict[str, Any]]:
    """Return the lines of a worker's log that are events."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def jobs_of(logs: Sequence[Path]) -> list[Job]:
    """Return what each worker did, the first job first."""
    found = []
    for number, log in enumerate(logs):
        for line in logged(log):
            if "job" in line and line["end"] == "succeeded":
                ended = dt.datetime.fromisoformat(line["time"]).timestamp()
                found.append(Job(number, ended - line["ms"] / 1000, ended))
    return sorted(found, key=lambda job: job.begun)


def busy(jobs: Sequence[Job], workers: int) -> list[float]:
    """Return each worker's share of the time until the last brief was begun that it worked in."""
    start, empty = jobs[0].begun, jobs[-1].begun
    worked = [0.0] * workers
    for job in jobs:
        worked[job.worker] += max(0.0, min(job.ended, empty) - job.begun)
    return [round(seconds / (empty - start), 3) for seconds in worked]


def lost(jobs: Sequence[Job], workers: int, pipeline_s: float) -> float:
    """Return how much more time the workers had than the briefs took, as a share of that."""
    wall = max(job.ended for job in jobs) - jobs[0].begun
    return round((workers * wall - pipeline_s) / pipeline_s, 3)


def measured(served: Served, logs: Sequence[Path], count: int) -> dict[str, Any]:
    """Queue briefs, wait for their ends, and return what the workers' logs say."""
    with httpx.Client(base_url=served.address, timeout=60) as client:
        later = {"Prefer": "respond-async"}
        answers = [client.post("/v1/briefs", json=r, headers=later) for r in requests(count)]
        paths = [answer.raise_for_status().headers["location"] for answer in answers]
        _until(lambda: sum(len(jobs_of([log])) for log in logs) >= count, MOST_S)
        made = [client.get(path).json() for path in paths]
    jobs, workers = jobs_of(logs), len(logs)
    pipeline = sum(brief["timings_ms"]["total"] for brief in made) / 1000
    wall = max(job.ended for job in jobs) - jobs[0].begun
    share, more = busy(jobs, workers), lost(jobs, workers, pipeline)
    return {
        "briefs": len(jobs),
        "wall_s": round(wall, 2),
        "pipeline_s": round(pipeline, 2),
        "briefs_per_minute": round(60 * len(jobs) / wall, 1),
        "briefs_per_minute_and_worker": round(60 * len(jobs) / wall / workers, 1),
        "by_worker": [sum(job.worker == n for job in jobs) for n in range(workers)],
        "busy_until_none_waits": share,
        "lost": more,
        "kept_the_bars": min(share) >= BUSY and more <= LOST,
    }


def _until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not done after {seconds:g} s")
        time.sleep(0.2)


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--briefs", type=int, default=20)
    parser.add_argument("--sleeping", type=float, metavar="SECONDS")
    args = parser.parse_args()
    print(json.dumps(run(args.workers, args.briefs, args.sleeping), indent=2))


def run(workers: int, briefs: int, sleeping: float | None = None) -> dict[str, Any]:
    """Start everything, measure, stop everything."""
    with contextlib.ExitStack() as stack:
        enter = stack.enter_context
        folder = Path(enter(tempfile.TemporaryDirectory(prefix="crosswire-bench-")))
        broker, database = enter(redis_server()), enter(postgres(durable=True))
        given: dict[str, Any] = {"broker_url": broker.url, "database_url": database.url}
        served = enter(service(**given))
        logs = [folder / f"worker{n}" for n in range(workers)]
        alone = {**given, "workers": workers, "threads": 1}
        processes = [enter(worker(log, sleeping, **alone)) for log in logs]
        _until(lambda: all(map(_ready, logs)), READY_S)
        found = measured(served, logs, briefs)
        memory = [round(process.memory_info().rss / 2**20) for process in processes]
        return {"workers": workers, "sleeping": sleeping, **found, "memory_mib": memory}


def _ready(log: Path) -> bool:
    return any(line["event"].endswith("is ready") for line in logged(log))


if __name__ == "__main__":
    main()
