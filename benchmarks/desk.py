"""How heavy and how quick the desk is: ``python -m benchmarks.desk`` prints JSON.

It starts a service without weights, keeps a brief of 100 articles with 3,000 sentences that it made
up, and lets Chromium open the empty page and that brief, then point, filter, turn pages and open
articles twenty times. Bytes are those that Chromium received, compressed; times are from the event
to the picture after its effect. The bars: 150 kB, 500 kB, ready in 1 s, each interaction in 200 ms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.serving import service
from tests.desk.chromium import MISSING, chromium, path_of

ARTICLES, SENTENCES = 100, 30
BARS = {"empty_kb": 150.0, "brief_kb": 500.0, "ready_ms": 1_000.0, "interaction_ms": 200.0}
SETTLE_MS = 3_000
ID = "brf_benchmark0000000"
_WORDS = (
    "ferry harbour coast police crew passengers fire engine deck rescue captain island minister "
    "inquiry weather wind company union hospital families witnesses smoke lifeboat operator"
).split()


def sentence(rng: random.Random, number: int) -> str:
    """Return a made-up sentence of about twenty words."""
    said = " ".join(rng.choice(_WORDS) for _ in range(16))
    return f"The {said} counted {number} on Tuesday."


def made_up(seed: int = 7) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a request and its answer: all sentences are evidence, a tenth of claims disputed."""
    rng = random.Random(seed)
    texts: list[list[str]] = [
        [sentence(rng, SENTENCES * a + n) for n in range(SENTENCES)] for a in range(ARTICLES)
    ]
    joined = ["\n\n".join(said) for said in texts]
    names = [f"a{n}" for n in range(1, ARTICLES + 1)]
    sources = [f"Outlet {n} of the Northern Coast" for n in range(1, ARTICLES + 1)]

    def evidence(article: int, number: int) -> dict[str, Any]:
        quote = texts[article][number]
        start = joined[article].index(quote)
        place = {"start": start, "end": start + len(quote), "quote": quote}
        return {"article_id": names[article], "source": sources[article], **place}

    claims: list[dict[str, Any]] = []
    disputes: list[dict[str, Any]] = []
    for number in range(SENTENCES):
        for first in range(0, ARTICLES, 2):
            said = [evidence(first, number), evidence(first + 1, number)]
            disputed = (number * 50 + first // 2) % 10 == 0
            if disputed:
                disputes.append(_dispute(len(disputes) + 1, said))
            claims.append(_claim(len(claims) + 1, said, disputes[-1]["id"] if disputed else None))
    alone = [
        {"article_id": e["article_id"], "text": e["quote"], "start": e["start"], "end": e["end"]}
        for e in (evidence(n, n) for n in range(20))
    ]
    answer = {
        "id": ID,
        "status": "succeeded",
        "created_at": "2026-03-12T10:00:00Z",
        "headline": "A ferry burned off the coast",
        "headline_citations": [evidence(0, 0)],
        "text": " ".join(texts[n][0] for n in range(10)),
        "sentences": [
            {
                "text": texts[n][0],
                "support": 1.0,
                "origins": 4,
                "method": "quoted",
                "citations": [evidence(n + k, 0) for k in (0, 10, 20, 30)],
                "disputed": [disputes[n]["id"]],
            }
            for n in range(10)
        ],
        "disagreements": disputes,
        "claims": claims,
        "single_source_total": 900,
        "single_source": alone,
        "duplicates": [],
        "dropped": [{"text": texts[n][1], "reason": "no room within max_words"} for n in range(40)],
        "articles": [_report(n, s) for n, s in zip(names, sources, strict=True)],
        "neutrality": {"brief": 0.1, "articles": {n: rng.random() * 4 for n in names}},
        "warnings": [],
        "reviews": [],
        "models": {},
        "timings_ms": {},
    }
    listed = zip(names, sources, joined, strict=True)
    request = {"articles": [{"id": n, "source": s, "text": t} for n, s, t in listed]}
    return request, answer


def _report(name: str, source: str) -> dict[str, Any]:
    used = {"sentences": SENTENCES, "used": 1, "boilerplate_spans": [], "same_copy_as": None}
    return {"id": name, "source": source, "text": None, **used}


def _claim(number: int, said: list[dict[str, Any]], disputed: str | None) -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "text": said[0]["quote"],
        "date": f"2026-03-{1 + number % 28:02}" if number % 3 == 0 else None,
        "origins": 2,
        "articles": [e["article_id"] for e in said],
        "disagreements": [disputed] if disputed else [],
        "evidence": said,
    }


def _dispute(number: int, said: list[dict[str, Any]]) -> dict[str, Any]:
    positions = [
        {
            "value": e["quote"].split()[-3],
            "articles": [e["article_id"]],
            "evidence": [e],
            "basis": None,
        }
        for e in said
    ]
    about = {
        "kind": "number",
        "status": "contradiction",
        "topic": "the count",
        "note": "They differ.",
    }
    return {"id": f"d{number}", **about, "score": 0.9, "positions": positions}


def keep(database: Path) -> None:
    """Put the made-up brief into the database of a running service."""
    request, answer = made_up()
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S}.000000"  # what is old is erased
    row = {
        "id": ID, "status": "succeeded", "keep": 1, "articles": ARTICLES, "done": 7, "total": 7,
        "attempts": 1, "created_at": now, "due_at": now, "headline": answer["headline"],
    }  # fmt: skip
    with sqlite3.connect(database, timeout=30) as connection:
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT INTO briefs ({names}) VALUES ({places})", row)
        contents = (ID, json.dumps(request), json.dumps(answer))
        connection.execute("INSERT INTO contents VALUES (?, ?, ?)", contents)
    connection.close()


class Weighed:
    """A page, and the bytes that came for it."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.bytes = 0
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def open(self, url: str) -> dict[str, float]:
        """Open a page in a fresh browser; return its weight, and when it could be used."""
        self.page.goto(url, wait_until="load")
        ready = self.page.evaluate(
            "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        )
        return {"kb": self.kb, "ready_ms": round(ready, 1)}

    @property
    def kb(self) -> float:
        """What came so far, in kB."""
        return round(self.bytes / 1000, 1)


def opened(browser: Browser, url: str) -> tuple[Weighed, dict[str, float]]:
    """Open a page three times, each in a fresh browser; return the last, and the median time."""
    ready: list[float] = []
    for _ in range(3):
        weighed = Weighed(browser)
        found = weighed.open(url)
        ready.append(found["ready_ms"])
    return weighed, {**found, "ready_ms": statistics.median(ready), "slowest_ms": max(ready)}


_PAINTED = """async () => {{
    while (!({true})) await new Promise((again) => setTimeout(again, 2));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}}"""


def interactions(page: Page) -> list[tuple[str, Callable[[], object], str]]:
    """Return twenty things to do: a name, the deed, and what is then true in the page."""
    found = [
        (f"point at {name} {place + 1}", _points(page, selector, place), _lit(selector, place))
        for name, selector, count in (
            ("sentence", ".text .s", 6),
            ("card", ".card blockquote", 4),
            ("row", ".matrix tbody tr", 4),
        )
        for place in range(count)
    ]
    found += [
        (f"open article {n}", _opens(page, n), f"!document.querySelector('#s{n} .waiting')")
        for n in (50, 60, 70)
    ]
    first = "document.querySelector('#{0} .pages span').textContent.startsWith('{1}')"
    next_page = "#{0} .pages a:last-of-type"
    for name, start in (("matrix", "51"), ("cards", "21"), ("time", "41")):
        deed = _clicks(page, next_page.format(name))
        found.append((f"next page of {name}", deed, first.format(name, start)))
    return found


def _points(page: Page, selector: str, place: int) -> Callable[[], object]:
    """Return what a mouse does; the desk waits a moment before it takes it seriously."""
    event = "new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' })"
    there = page.locator(selector).nth(place)
    return lambda: there.evaluate(f"(element) => element.dispatchEvent({event})")


def _lit(selector: str, place: int) -> str:
    """Return what is true once all evidence of a place is lit in the articles."""
    return f"""(() => {{
        const place = document.querySelectorAll({selector!r})[{place}].closest("[data-lights]");
        return [...place.querySelectorAll("[data-e]")].every((mark) => mark.dataset.e.split(" ")
            .every((n) => document.querySelector(`#articles .ev.on[data-in~="${{n}}"]`)));
    }})()"""


def _opens(page: Page, number: int) -> Callable[[], object]:
    return lambda: page.evaluate(f"document.querySelector('#s{number}').open = true")


def _clicks(page: Page, selector: str) -> Callable[[], object]:
    return lambda: page.locator(selector).evaluate("(e) => e.click()")


def timed(page: Page, deed: Callable[[], object], true: str) -> float:
    """Return the milliseconds from a deed to the picture after its effect."""
    begun = time.perf_counter()
    deed()
    page.evaluate(_PAINTED.format(true=true))
    return 1000 * (time.perf_counter() - begun)


def measured(browser: Browser, address: str) -> dict[str, Any]:
    """Return all figures, and whether they keep to the bars."""
    Weighed(browser).open(address)  # the browser and the service wake up
    empty = opened(browser, address)[1]
    weighed, brief = opened(browser, f"{address}/briefs/{ID}")
    weighed.page.wait_for_timeout(SETTLE_MS)
    brief["kb"] = weighed.kb  # with the evidence that was fetched ahead
    took = {
        name: round(timed(weighed.page, deed, true), 1)
        for name, deed, true in interactions(weighed.page)
    }
    kept = {
        "empty_kb": empty["kb"] <= BARS["empty_kb"],
        "brief_kb": brief["kb"] <= BARS["brief_kb"],
        "ready": max(empty["ready_ms"], brief["ready_ms"]) < BARS["ready_ms"],
        "interactions": len(took) >= 20 and max(took.values()) <= BARS["interaction_ms"],
    }
    return {"empty": empty, "brief": brief, "interactions_ms": took, "bars": BARS, "kept": kept}


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    path = path_of() or parser.error(MISSING)
    with tempfile.TemporaryDirectory(prefix="crosswire-desk-") as folder:
        database = Path(folder) / "crosswire.db"
        given = {"lexical": True, "database_url": f"sqlite:///{database}"}
        with service(**given) as served, chromium(path) as browser:  # type: ignore[arg-type]
            keep(database)
            print(json.dumps(measured(browser, served.address), indent=2))


if __name__ == "__main__":
    main()
