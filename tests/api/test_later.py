"""Prefer: respond-async is answered at once, and the brief is made later."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.making import draft_of
from api.schemas import BriefRequest
from api.settings import Settings
from api.store import Filters, Store
from models.errors import WeightsMissing
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.api.later import LATER, ended, queue, standing
from tests.api.support import (
    JSON,
    OPEN,
    OTHER,
    STORY,
    FailingEncoder,
    HeldEncoder,
    SilentWriter,
    articles,
    held_newsroom,
    held_service,
    service,
)
from tests.servers import until


@pytest.fixture
def held() -> Iterator[tuple[TestClient, HeldEncoder]]:
    """A service that makes one brief at a time, and stands still at each."""
    with held_service(max_queued=2, retry_after_s=4) as held:
        yield held


@pytest.mark.parametrize(
    "prefer", ["respond-async", "wait=10, Respond-Async", "respond-async; x=1"]
)
def test_the_caller_is_told_where_the_brief_will_be(walk: TestClient, prefer: str) -> None:
    """202 with Location, Retry-After and Preference-Applied."""
    answer = walk.post("/v1/briefs", json=articles(STORY, OTHER), headers={"Prefer": prefer})
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    assert int(answer.headers["retry-after"]) >= 1
    body = answer.json()
    assert answer.headers["location"] == f"/v1/briefs/{body['id']}"
    assert set(body) == {"id", "status", "stage", "done", "total", "created_at"}
    assert (body["status"], body["stage"], body["done"], body["total"]) == ("queued", None, 0, 7)


def test_the_brief_is_the_one_that_a_waiting_caller_gets(keeping: TestClient) -> None:
    """But for its id and times."""
    waited = keeping.post("/v1/briefs", json=articles(STORY, OTHER)).json()
    path = queue(keeping, STORY, OTHER)
    made = ended(keeping, path)
    assert made["id"] == path.rpartition("/")[2]
    for own in ("id", "created_at", "timings_ms"):
        waited.pop(own), made.pop(own)
    assert made == waited


def test_other_preferences_change_nothing(walk: TestClient) -> None:
    """They are not ours to know."""
    answer = walk.post("/v1/briefs", json=articles(STORY), headers={"Prefer": "return=minimal"})
    assert answer.status_code == 200
    assert "preference-applied" not in answer.headers


def test_an_unfinished_brief_says_how_far_it_is(held: tuple[TestClient, HeldEncoder]) -> None:
    """And when to look again."""
    client, encoder = held
    path = queue(client)
    assert encoder.begun.acquire(timeout=10)
    until(lambda: client.get(path).json()["stage"] == "encode")  # it is written beside the walk
    found = client.get(path)
    assert found.status_code == 200
    assert int(found.headers["retry-after"]) >= 1
    body = found.json()
    assert set(body) == {"id", "status", "stage", "done", "total", "created_at"}
    assert (body["status"], body["stage"], body["done"]) == ("running", "encode", 1)
    encoder.let_go.set()
    assert ended(client, path)["status"] == "succeeded"


def test_what_must_not_be_stored_cannot_come_later(door: TestClient) -> None:
    """There would be nowhere to fetch it."""
    request = {**articles(STORY), "options": {"store": False}}
    answer = door.post("/v1/briefs", json=request, headers=LATER)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "urn:crosswire:problem:invalid-request"
    assert problem["errors"][0]["pointer"] == "#/options/store"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"nonsense", 400),
        (b'{"articles": []}', 422),
        (b'{"articles": [{"text": "a", "id": "x"}, {"text": "b", "id": "x"}]}', 422),
        (b'{"articles": [{"text": "a"}, {"text": "b"}, {"text": "c"}]}', 413),
        (b'{"articles": [{"text": "' + b"a" * 101 + b'"}]}', 413),
        (b" " * 1_001, 413),
    ],
    ids=["no JSON", "no article", "ids twice", "too many", "too long", "too large"],
)
def test_what_is_refused_is_not_queued(body: bytes, status: int) -> None:
    """The limits are those of a caller who waits."""
    with service(max_articles=2, max_article_chars=100, max_body_bytes=1_000) as client:
        answer = client.post("/v1/briefs", content=body, headers={**JSON, **LATER})
        assert answer.status_code == status
        assert client.get("/v1/briefs").json()["briefs"] == []


def test_a_full_queue_says_so(held: tuple[TestClient, HeldEncoder]) -> None:
    """503 with Retry-After; what was accepted before is made."""
    client, encoder = held
    first = queue(client)
    assert encoder.begun.acquire(timeout=10)  # it is no longer queued
    others = [queue(client), queue(client)]
    refused = client.post("/v1/briefs", json=articles(STORY), headers=LATER)
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "4"
    assert refused.json()["type"] == "urn:crosswire:problem:busy"
    encoder.let_go.set()
    assert {ended(client, path)["status"] for path in (first, *others)} == {"succeeded"}


def test_a_job_that_fails_says_why() -> None:
    """As a problem; the text of an unexpected error stays inside."""
    with service(replace(lexical_newsroom(), encoder=FailingEncoder())) as client:
        found = ended(client, queue(client))
    assert found["status"] == "failed"
    assert found["error"]["type"] == "urn:crosswire:problem:internal"
    assert found["error"]["instance"].startswith("urn:crosswire:incident:")
    assert "Kalesnikava" not in str(found)


def test_articles_that_cannot_be_used_fail_as_they_are_refused(keeping: TestClient) -> None:
    """The job carries the problem that a waiting caller would have got."""
    html = {"articles": [{"html": "<html><body></body></html>"}]}
    waited = keeping.post("/v1/briefs", json=html)
    path = keeping.post("/v1/briefs", json=html, headers=LATER).headers["location"]
    found = ended(keeping, path)
    assert waited.status_code == 422
    assert found["error"] == waited.json()


def test_a_remote_model_that_is_away_is_asked_again_later() -> None:
    """The job waits in the queue meanwhile."""
    writer = SilentWriter()
    with service(replace(lexical_newsroom(), writer=writer)) as client:
        path = queue(client)
        assert writer.asked.wait(10)
        assert standing(client, path, "queued")["stage"] is None


def test_a_running_job_is_cancelled(held: tuple[TestClient, HeldEncoder]) -> None:
    """Its worker stops at the next stage and goes on with the next job."""
    client, encoder = held
    path = queue(client)
    assert encoder.begun.acquire(timeout=10)
    assert client.delete(path).status_code == 204
    assert client.get(path).json()["status"] == "cancelled"
    encoder.let_go.set()
    assert ended(client, queue(client))["status"] == "succeeded"
    assert client.get(path).json()["status"] == "cancelled"


def test_a_queued_job_is_cancelled(held: tuple[TestClient, HeldEncoder]) -> None:
    """It is never begun."""
    client, encoder = held
    queue(client)
    assert encoder.begun.acquire(timeout=10)
    path = queue(client)
    assert client.delete(path).status_code == 204
    encoder.let_go.set()
    time.sleep(0.1)
    assert client.get(path).json()["status"] == "cancelled"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_waiting_callers_are_served_beside_the_queue(
    held: tuple[TestClient, HeldEncoder],
) -> None:
    """Jobs take no place of those who wait."""
    client, encoder = held
    paths = [queue(client)]
    assert encoder.begun.acquire(timeout=10)
    paths += [queue(client), queue(client)]
    with ThreadPoolExecutor(1) as caller:
        waiting = caller.submit(client.post, "/v1/briefs", json=articles(STORY))
        threading.Timer(0.2, encoder.let_go.set).start()
        assert waiting.result().status_code == 200
    assert {ended(client, path)["status"] for path in paths} == {"succeeded"}


def test_a_request_is_queued_while_models_are_loaded() -> None:
    """And made when they are there."""
    go_on = threading.Event()

    def load(settings: Settings) -> Newsroom:
        assert go_on.wait(10)
        return lexical_newsroom()

    with TestClient(create_app(Settings(), load=load, gate=OPEN)) as client:
        path = queue(client)
        assert client.get(path).json()["status"] == "queued"
        go_on.set()
        assert ended(client, path)["status"] == "succeeded"


def test_nothing_is_queued_in_vain() -> None:
    """Where the models could not be loaded, the caller learns it at once."""

    def load(settings: Settings) -> Newsroom:
        raise WeightsMissing("not installed: run `crosswire models install`")

    with TestClient(create_app(Settings(), load=load, gate=OPEN)) as client:
        until = time.monotonic() + 5
        while "install" not in client.get("/readyz").text:
            assert time.monotonic() < until
        answer = client.post("/v1/briefs", json=articles(STORY), headers=LATER)
        assert answer.status_code == 503
        assert "crosswire models install" in answer.json()["detail"]


def test_a_service_that_stops_gives_its_job_back(tmp_path: Path) -> None:
    """The next one makes it at once, as if nothing had been; and what was queued."""
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    newsroom, encoder = held_newsroom()
    with service(newsroom, database_url=url) as client:
        running, queued = queue(client), queue(client)
        assert encoder.begun.acquire(timeout=10)
        threading.Timer(1.5, encoder.let_go.set).start()  # by then the service is being stopped
    store = Store(url)
    jobs = store.briefs.page(Filters(), None, 9).briefs
    assert {(job.status, job.attempts) for job in jobs} == {("queued", 0)}
    store.close()
    with service(lexical_newsroom(), database_url=url) as client:
        assert {ended(client, path)["status"] for path in (running, queued)} == {"succeeded"}


def test_a_job_of_a_worker_that_died_is_made_by_another(tmp_path: Path) -> None:
    """As soon as its lease has run out."""
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    store = Store(url)
    store.prepare()
    job = draft_of(BriefRequest.model_validate(articles(STORY, OTHER)))
    assert store.jobs.accept(job, most=1)
    assert store.jobs.claim("dead", lease_s=0.5)
    store.close()
    with service(lexical_newsroom(), database_url=url, sweep_s=0.1) as client:
        assert ended(client, f"/v1/briefs/{job.id}")["status"] == "succeeded"


def test_no_word_of_an_article_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever becomes of the job."""
    failing = replace(lexical_newsroom(), encoder=FailingEncoder())
    with caplog.at_level(logging.DEBUG):
        for newsroom in (lexical_newsroom(), failing):
            with service(newsroom) as client:
                ended(client, queue(client))
    said = "\n".join(r.getMessage() for r in caplog.records)
    assert "job brf_" in said
    assert "Kalesnikava" not in caplog.text
