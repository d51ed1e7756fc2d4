"""Habits of all tests.

What has to be installed is installed in CI, so nothing skips there; and no test writes where its
user keeps briefs.

``make test`` shares the files among two workers (pytest-xdist). A file's tests run in their order
in one of them, but which files ran before is another matter each time, and at every moment a test
of another file runs as well. So a test

- takes ports from ``tests.servers.free_port`` (or binds port 0 and keeps it), names no fixed one;
- writes below ``tmp_path`` alone, and changes the environment and the current folder only through
  ``monkeypatch``;
- starts what it needs itself: fixtures of scope ``session`` are there once a worker, so
  ``postgres_server`` gives each test a schema of its own and Redis is each file's own;
- waits for an event (``tests.servers.until``), not for a time; where it limits a time it counts
  this process's own (``time.process_time``) or leaves room for a busy neighbour;
- is collected in the same order everywhere: nothing unordered in ``parametrize``;
- stands in another file when its own takes over a minute: the longest file is what `make test`
  cannot take less time than.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from itertools import count
from typing import TypeVar

import pytest

from tests.log_of_the_run import LogOfTheRun

R = TypeVar("R", pytest.TestReport, pytest.CollectReport)

if "PYTEST_XDIST_WORKER" in os.environ:  # the workers share the cores; said before torch is there
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the log of the run."""
    config.pluginmanager.register(LogOfTheRun(), LogOfTheRun.__name__)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_leaked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Search the log at the end of the run: what is found is an error of its last test."""
    yield
    log = request.config.pluginmanager.get_plugin(LogOfTheRun.__name__)
    assert isinstance(log, LogOfTheRun)
    if found := log.leaks(tmp_path_factory.getbasetemp()):
        said = "\n".join(["the log of the whole run shows", *found[:20]])
        pytest.fail(said, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where ``CI`` is set."""
    return not_skipped_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a file that skips itself into a failed one where ``CI`` is set."""
    return not_skipped_in_ci((yield))


def not_skipped_in_ci(report: R) -> R:
    """Return the report, failed where it says "skipped" and this is CI."""
    if report.skipped and os.environ.get("CI"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may skip in CI, where everything is installed: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def databases_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[str]]:
    """Keep briefs in a file of this run, where a test names no database; yields more addresses."""
    folder = tmp_path_factory.mktemp("store")
    addresses = (f"sqlite:///{folder / str(n)}.db" for n in count())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CROSSWIRE_DATABASE_URL", next(addresses))
        yield addresses


@pytest.fixture(autouse=True)
def database_of_the_test(
    databases_of_the_session: Iterator[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep briefs in a file of each test; most make none, so there is no folder for it."""
    monkeypatch.setenv("CROSSWIRE_DATABASE_URL", next(databases_of_the_session))
