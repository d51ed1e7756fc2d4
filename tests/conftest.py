"""Habits of all tests.

What has to be installed is installed in CI, so nothing skips there; and no test writes where its
user keeps briefs.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.log_of_the_run import LogOfTheRun

R = TypeVar("R", pytest.TestReport, pytest.CollectReport)


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
def database_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep briefs in a file of this run, where a test names no database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CROSSWIRE_DATABASE_URL", _file(tmp_path_factory.mktemp("store")))
        yield


@pytest.fixture(autouse=True)
def database_of_the_test(
    database_of_the_session: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep briefs in a file of each test."""
    monkeypatch.setenv("CROSSWIRE_DATABASE_URL", _file(tmp_path))


def _file(folder: Path) -> str:
    return f"sqlite:///{folder / 'crosswire.db'}"
