"""axe-core finds no violation of WCAG 2.2 AA on any page, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from models.lexical import lexical_newsroom
from tests.api.keyed import new_key
from tests.api.live import serving
from tests.api.support import held_newsroom
from tests.desk.doing import ONE, TWO, briefed, paste

AXE = next((Path(__file__).parent / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })"


def violations(page: Page) -> list[str]:
    """Return what is wrong with a page: rule and place."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{one['id']} {one['help']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.fixture(params=["light", "dark"])
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        color_scheme=request.param, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_a_page_that_is_wrong_is_found(seen: Page, desk: str) -> None:
    """Or all else here would say nothing."""
    seen.goto(desk)
    seen.evaluate("document.querySelector('label[for=source1]').remove()")
    assert any(one.startswith("label ") for one in violations(seen))


def test_the_first_page_and_what_it_refuses(seen: Page, desk: str) -> None:
    seen.goto(desk)
    assert violations(seen) == []
    seen.fill("#text1", "https://news.example/a")
    seen.click("#send")
    seen.wait_for_selector("[role=alert]")
    assert violations(seen) == []


def test_a_brief_and_its_pieces(seen: Page, desk: str) -> None:
    url = briefed(seen, desk)
    assert violations(seen) == []
    seen.locator(".text .s").first.hover()
    seen.wait_for_selector(".ev.on")
    assert violations(seen) == []
    seen.set_viewport_size({"width": 390, "height": 780})
    assert violations(seen) == []
    for piece in ("matrix", "articles/1", "time"):
        seen.goto(f"{url}/{piece}")
        assert violations(seen) == []
    seen.goto(f"{desk}/briefs/brf_x1WkLJq0a2Q7mJ4e")
    assert violations(seen) == []


def test_waiting_and_signing_in(seen: Page) -> None:
    newsroom, held = held_newsroom()
    with serving(newsroom) as live:
        try:
            paste(seen, f"http://127.0.0.1:{live.port}", ONE, TWO)
            seen.wait_for_selector(".steps .now")
            assert violations(seen) == []
            seen.click("text=Stop")
            seen.wait_for_selector("text=This brief was stopped")
            assert violations(seen) == []
        finally:
            held.let_go.set()
    with serving(lexical_newsroom(), gate=None) as live:
        new_key(live.store)
        seen.goto(f"http://127.0.0.1:{live.port}/")
        assert violations(seen) == []
