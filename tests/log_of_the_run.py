"""The log of a whole test run is kept, and at its end nothing of an article or a key stands in it.

Everything that is logged while tests run is written to a file as the service would write it, from
``DEBUG`` on; so is what processes that tests start write to standard error, and their log files.
At the end the file is searched for the texts that tests post, in whatever form they may have got
there, and for what is secret by its form: API keys, webhook secrets, Slack's tokens. With
pytest-xdist each worker keeps and searches a log of its own.

``CROSSWIRE_TEST_LOG`` names a folder where the logs are to stay.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pytest

from api.logs import JsonLines
from tests.api.support import OTHER, STORY

KEEP = "CROSSWIRE_TEST_LOG"
WINDOW = 4
"""So many words in a row that an article has are the article's."""
CHATTY = {
    "sqlalchemy": logging.WARNING,  # it tells every statement, and at DEBUG every row that it reads
    "asyncio": logging.INFO,
    "httpcore": logging.INFO,  # the clients of tests
    "hypothesis": logging.INFO,
}
_ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[^\W\d_]+")  # figures are everywhere: a time of day is no article
_ESCAPE = re.compile(r"\\+(?:u[0-9a-f]{4}|[nrt])")  # as JSON and ``repr`` write what parts words
_SECRETS = {
    "an API key": re.compile(r"\bcw_[0-9a-f]{12}_[\w-]{8,}"),
    "a webhook secret": re.compile(r"\bwhsec_[\w+/=-]{16,}"),
    "a token of Slack's": re.compile(r"\bx(?:ox[abeprs]|app)-[\w-]{8,}"),
}


def posted_texts() -> Iterator[str]:
    """Yield the articles that tests post: those of their support, and of the sample stories."""
    yield from (STORY, OTHER)
    for path in sorted((_ROOT / "examples").glob("*/*")):
        if path.suffix in {".txt", ".md", ".html"}:
            yield path.read_text(encoding="utf-8")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(_ESCAPE.sub(" ", text))]
    return zip(*(words[at:] for at in range(WINDOW)), strict=False)


def leaks(log: str) -> list[str]:
    """Return what a log shows that it must not: each kind with the beginning of its line."""
    known = {run for text in posted_texts() for run in _runs(text)}
    found = []
    for line in log.splitlines():
        if run := next((run for run in _runs(line) if run in known), None):
            found.append(f"an article ({' '.join(run)}): {line[:200]}")
        found += [f"{what}: {line[:200]}" for what, form in _SECRETS.items() if form.search(line)]
    return found


class Log:
    """The log of the tests of this process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handler = logging.FileHandler(path, mode="a", encoding="utf-8", delay=True)
        self._handler.setFormatter(JsonLines())

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Write down what is logged during the block."""
        root = logging.getLogger()
        levels = {name: logging.getLogger(name).level for name in ("", *CHATTY)}
        for name, level in ({"": logging.DEBUG} | CHATTY).items():
            logging.getLogger(name).setLevel(level)
        root.addHandler(self._handler)
        try:
            yield
        finally:
            root.removeHandler(self._handler)
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)

    def add(self, said: str) -> None:
        """Write down what was said elsewhere."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(said.rstrip("\n") + "\n")

    def read(self) -> str:
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""


class LogOfTheRun:
    """The plugin; ``tests/conftest.py`` registers it."""

    @cached_property
    def _log(self) -> Log:
        """The log, from the first test on: pytest-xdist's own process runs none."""
        folder = os.environ.get(KEEP) or tempfile.mkdtemp(prefix="crosswire-log-")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        return Log(Path(folder) / f"{worker}.log")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Listen while a test is set up, runs and is torn down."""
        with self._log.listening():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Take what processes wrote to standard error."""
        report = yield
        for name, said in report.sections:
            if name.startswith("Captured stderr"):
                self._log.add(said)
        return report

    def leaks(self, folder: Path) -> list[str]:
        """Search the log at the end of the run, with those of services in the run's folder."""
        for path in sorted(folder.glob("*/*.log")):
            self._log.add(path.read_text(encoding="utf-8", errors="replace"))
        found = leaks(self._log.read())
        if KEEP not in os.environ:
            shutil.rmtree(self._log.path.parent)
        return found
