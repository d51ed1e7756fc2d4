"""A browser for all tests of this folder, and services for it to look at.

Playwright keeps a loop running in this thread, so the browser ends with this folder: other tests
start loops of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.lexical import lexical_newsroom
from tests.api.live import serving
from tests.desk.chromium import MISSING, chromium, path_of

SLOW_MS = 60_000
"""How long something may take on a machine that does much else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "tests/desk/" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = path_of()
    if path is None:
        pytest.skip(MISSING)
    expect.set_options(timeout=SLOW_MS)
    with chromium(path) as found:
        found.on("context", lambda context: context.set_default_timeout(SLOW_MS))
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own; a script that fails anywhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda said: failed.append(said.text) if _wrong(said.text) else None)
    yield page
    context.close()
    assert failed == []


def _wrong(said: str) -> bool:
    return "Content Security Policy" in said or "htmx:" in said


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The address of a desk that is open and makes briefs without weights."""
    with serving(lexical_newsroom()) as live:
        yield f"http://127.0.0.1:{live.port}"
