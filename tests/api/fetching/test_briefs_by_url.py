"""POST /v1/briefs with articles by URL: fetched, briefed, and told where one is missing."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.fetching.fetcher import Bounds, Fetcher
from api.fetching.gathered import Gathered
from api.fetching.gathering import TextLimits, gather, gather_now
from api.settings import Settings
from models.errors import Cancelled
from models.lexical import lexical_newsroom
from models.news import Posted
from tests.api.fetching.outside import PAGE, PUBLIC, Names, Network, Site, page, served, site
from tests.api.live import serving
from tests.api.support import OTHER, STORY, articles, passages, service

OTHER_PAGE = PAGE.replace("Twelve people", "Fifteen people").replace("police", "coastguard")


@pytest.fixture
def there() -> Iterator[Site]:
    """A newsroom's site, with two articles, a plain one and several that are of no use."""
    answers = {
        "/a": page(),
        "/b": page(OTHER_PAGE),
        "/plain": page(OTHER, "text/plain"),
        "/empty": page("<html></html>"),
        "/long": page("Smoke rose over the harbour. " * 10_000, "text/plain"),
    }
    with site(answers) as found:
        yield found


@pytest.fixture
def walk(there: Site) -> Iterator[TestClient]:
    """A service that may fetch from that site."""
    with service(lexical_newsroom(), fetch=True, allow_hosts=there.host_port) as client:
        yield client


def by_url(*urls: str, **more: Any) -> dict[str, Any]:
    return {"articles": [{"url": url} for url in urls], **more}


def post(client: TestClient, request: Any, status: int = 200) -> dict[str, Any]:
    answer = client.post("/v1/briefs", json=request)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_while_fetching_is_off_the_problem_names_the_setting(door: TestClient) -> None:
    """Off is the default."""
    problem = post(door, by_url("https://news.example/a"), 422)
    assert problem["type"] == "urn:crosswire:problem:url-not-supported"
    assert "CROSSWIRE_FETCH" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "#/articles/0/url"
    assert not Settings().fetch


def test_articles_are_fetched_and_briefed(walk: TestClient, there: Site) -> None:
    """Every offset is into the text that the answer returns."""
    answer = post(walk, by_url(there.url("/a"), there.url("/b")))
    texts = {a["id"]: a["text"] for a in answer["articles"]}
    assert set(texts) == {"a1", "a2"}
    quoted = list(passages(answer))
    assert quoted
    for passage in quoted:
        assert texts[passage["article_id"]][passage["start"] : passage["end"]] == passage["quote"]
    assert {a["source"] for a in answer["articles"]} == {"127.0.0.1"}
    assert answer["sentences"]


def test_text_that_is_fetched_comes_back_too(walk: TestClient, there: Site) -> None:
    """The caller has never seen it; what it posted itself does not come back."""
    request = articles(STORY)
    request["articles"].append({"url": there.url("/plain"), "source": "Wire"})
    answer = post(walk, request)
    assert [a["text"] for a in answer["articles"]] == [None, OTHER]
    assert [a["source"] for a in answer["articles"]] == ["Outlet 1", "Wire"]


def test_an_article_with_text_is_not_fetched(walk: TestClient, there: Site) -> None:
    """Its URL only names where it stands."""
    post(walk, {"articles": [{"url": there.url("/a"), "text": STORY}]})
    assert there.asked == []


def test_the_brief_goes_on_without_what_cannot_be_fetched(walk: TestClient, there: Site) -> None:
    """A warning names the article, an empty report keeps its place."""
    request = articles(STORY, OTHER)
    request["articles"].insert(1, {"id": "gone", "url": there.url("/gone"), "source": "Gone"})
    answer = post(walk, request)
    (warning,) = [w for w in answer["warnings"] if w["code"] == "not_fetched"]
    assert warning["article_id"] == "gone"
    assert warning["detail"] == (
        "it was not fetched and is left out: it was answered with status 404"
    )
    assert [a["id"] for a in answer["articles"]] == ["a1", "gone", "a3"]
    assert answer["articles"][1] | {"text": None} == {
        "id": "gone",
        "source": "Gone",
        "sentences": 0,
        "used": 0,
        "boilerplate_spans": [],
        "same_copy_as": None,
        "text": None,
    }
    assert answer["sentences"]


@pytest.mark.parametrize("format_name", ["markdown", "html", "ninjs"])
def test_a_missing_article_is_told_in_every_format(
    walk: TestClient, there: Site, format_name: str
) -> None:
    """Somebody reads it there."""
    request = articles(STORY, OTHER)
    request["articles"].append({"url": there.url("/gone")})
    answer = walk.post("/v1/briefs", json=request, params={"format": format_name})
    assert answer.status_code == 200
    assert "it was not fetched" in answer.text


def test_where_no_article_is_left_the_problem_has_an_error_for_each(
    walk: TestClient, there: Site
) -> None:
    """And says nothing of what names resolve to."""
    inside = f"http://localhost:{there.port}/a"
    request = by_url(there.url("/gone"), "http://127.0.0.1/", inside, there.url("/empty"))
    request["articles"][3]["id"] = "d"
    problem = post(walk, request, 422)
    assert problem["type"] == "urn:crosswire:problem:none-fetched"
    assert [(e["pointer"], e["article_id"]) for e in problem["errors"]] == [
        ("#/articles/0/url", "a1"),
        ("#/articles/1/url", "a2"),
        ("#/articles/2/url", "a3"),
        ("#/articles/3/url", "d"),
    ]
    assert [e["detail"] for e in problem["errors"]] == [
        "it was answered with status 404",
        "its host has no address on the public internet",
        "only the ports 80 and 443 are fetched from",
        "no article text was found in the page",
    ]
    assert "127.0.0.1" not in json.dumps(problem["errors"])


def test_fetched_text_is_held_to_the_limits(there: Site) -> None:
    """As posted text is; what the caller posted itself goes first."""
    limits = {"max_article_chars": 20_000, "max_total_chars": 700}
    with service(lexical_newsroom(), fetch=True, allow_hosts=there.host_port, **limits) as client:
        request = articles(STORY)
        request["articles"] += by_url(*map(there.url, ("/long", "/plain", "/a", "/b")))["articles"]
        answer = post(client, request)
    said = {w["article_id"]: w["detail"] for w in answer["warnings"] if w["code"] == "not_fetched"}
    assert set(said) == {"a2", "a5"}
    assert said["a2"].endswith("its text has 290,000 characters; at most 20,000")
    assert said["a5"].endswith("with it, all articles have more than 700 characters")


def test_a_flaw_keeps_its_place_when_an_article_before_it_is_missing(
    walk: TestClient, there: Site
) -> None:
    """Pointers are into what was posted, not into what was left of it."""
    request = by_url(there.url("/gone"))
    request["articles"].append({"html": "<html></html>", "id": "h"})
    problem = post(walk, request, 422)
    assert [(e["pointer"], e["article_id"]) for e in problem["errors"]] == [
        ("#/articles/1/html", "h")
    ]


def test_the_log_has_the_host_and_no_word_or_query(
    walk: TestClient, there: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Addresses carry tokens."""
    with caplog.at_level(logging.DEBUG):
        post(walk, by_url(there.url("/a?token=s3cret"), there.url("/gone?key=s3cret")), 200)
    said = "\n".join(record.getMessage() for record in caplog.records if record.name == "crosswire")
    assert "fetched from 127.0.0.1: done" in said
    assert "fetched from 127.0.0.1: Unusable" in said
    everything = "\n".join(
        record.getMessage() for record in caplog.records if record.levelno >= logging.INFO
    )
    assert "s3cret" not in everything
    assert "Twelve" not in everything


def test_a_caller_who_hangs_up_ends_the_fetch() -> None:
    """Nobody waits for the article any more."""
    asked, left = threading.Event(), threading.Event()

    def answer(to: Any) -> None:
        asked.set()
        while to.connection.recv(1):
            pass
        left.set()

    with (
        site({"/": answer}) as there,
        serving(lexical_newsroom(), fetch=True, allow_hosts=there.host_port) as live,
    ):
        with live.sent(by_url(there.url())):
            assert asked.wait(20)
        assert left.wait(20)


# --- several at once --------------------------------------------------------------------------

LIMITS = TextLimits(200_000, 2_000_000)


def gathered(fetcher: Fetcher, *urls: str) -> Gathered:
    posted = [Posted(f"a{n}", "Outlet", url=url) for n, url in enumerate(urls, 1)]

    async def story() -> Gathered:
        try:
            return await gather(posted, fetcher, LIMITS)
        finally:
            await fetcher.aclose()

    return asyncio.run(story())


def test_articles_are_fetched_at_the_same_time() -> None:
    """Each waits until all have been asked for."""
    meeting = threading.Barrier(4, timeout=30)

    def answer(to: Any) -> None:
        meeting.wait()
        page()(to)

    with site({"/": answer}) as there:
        fetcher = Fetcher.of(frozenset({("127.0.0.1", there.port)}))
        assert len(gathered(fetcher, *[there.url()] * 4).posted) == 4


@pytest.mark.parametrize("bounds", [Bounds(at_once=2), Bounds(request_at_once=2)])
def test_no_more_are_fetched_at_once_than_the_bounds_say(bounds: Bounds) -> None:
    """For memory's sake, and for other requests'; the others wait for their turn."""
    at_work, most, lock = [0], [0], threading.Lock()

    def answer(to: Any) -> None:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        threading.Event().wait(0.02)
        with lock:
            at_work[0] -= 1
        page()(to)

    with site({"/": answer}) as there:
        fetcher = Fetcher.of(frozenset({("127.0.0.1", there.port)}), bounds)
        assert len(gathered(fetcher, *[there.url()] * 8).posted) == 8
    assert most[0] <= 2


def test_a_request_waits_for_its_articles_within_bounds() -> None:
    """What came in time is briefed, the rest is told: also what never had its turn."""

    async def resolve(host: str) -> list[str]:
        await asyncio.sleep(0 if host == "quick.example" else 60)
        return [PUBLIC]

    network = Network({"*": served("Twelve people died.", "text/plain")})
    bounds = Bounds(request_seconds=2.0, request_at_once=2)
    fetcher = Fetcher.of(frozenset(), bounds, resolve=resolve, behind=network)
    found = gathered(fetcher, "http://quick.example/", *["http://slow.example/"] * 4)
    assert [p.id for p in found.posted] == ["a1"]
    assert {m.detail for m in found.missing} == {
        "it did not come within the 2 s that one request waits for all"
    }


def test_what_the_caller_says_of_an_article_goes_before_its_page() -> None:
    """The page's title and date fill what was left out."""
    names = Names(news_example=[[PUBLIC]])
    asked = Posted("a1", "Outlet", url="http://news.example/")

    async def story() -> tuple[Posted, ...]:
        fetcher = Fetcher.of(frozenset(), resolve=names, behind=Network())
        try:
            both = [asked, replace(asked, id="a2", title="Mine", published_at=None)]
            return (await gather(both, fetcher, LIMITS)).posted
        finally:
            await fetcher.aclose()

    first, second = asyncio.run(story())
    assert (first.title, second.title) == ("Ferry burns off Port Ellin", "Mine")
    assert first.published_at is not None
    assert str(first.published_at).startswith("2025-03-12")
    assert first.fetched


def test_a_worker_s_thread_fetches_and_hears_when_nobody_waits_any_more() -> None:
    """It has no event loop of its own; its job may be cancelled, or given to another."""
    left, heard = threading.Event(), []

    def answer(to: Any) -> None:
        while to.connection.recv(1):
            pass
        left.set()

    def report(stage: str, done: int, total: int) -> None:
        heard.append((stage, done))
        if len(heard) > 2:
            raise Cancelled

    with site({"/": page(), "/slow": answer}) as there:
        settings = Settings(fetch=True, allow_hosts=there.host_port)
        posted = [Posted("a1", "Outlet", url=there.url())]
        assert gather_now(posted, settings).posted[0].text
        with pytest.raises(Cancelled):
            gather_now([replace(posted[0], url=there.url("/slow"))], settings, report)
        assert left.wait(20)
    assert heard == [("fetch", 0)] * 3
    assert gather_now([Posted("a1", "Outlet", "Text.")], Settings(), report).posted[0].text


def test_what_was_taken_while_fetching_was_on_is_told_when_it_is_off() -> None:
    """A job may wait while an operator turns it off."""
    posted = [Posted("a1", "Outlet", "Text."), Posted("a2", "Outlet", url="http://news.example/")]
    found = gather_now(posted, Settings(fetch=False))
    assert [p.id for p in found.posted] == ["a1"]
    assert [(m.place, m.detail) for m in found.missing] == [(1, "fetching by URL is off")]
