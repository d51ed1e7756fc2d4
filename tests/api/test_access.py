"""Every request leaves one line, safe headers, and a problem where it fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import pytest
from fastapi import Query
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from models.lexical import lexical_newsroom
from models.news import Dropped
from tests.api.support import (
    OPEN,
    OTHER,
    STORY,
    FailingEncoder,
    SilentWriter,
    articles,
    service,
    untouchable_newsroom,
)


@pytest.fixture
def broken() -> Iterator[TestClient]:
    with service(replace(lexical_newsroom(), encoder=FailingEncoder())) as client:
        yield client


def test_a_request_leaves_one_line(walk: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Method, path, status, duration, number of articles."""
    with caplog.at_level(logging.INFO, "crosswire"):
        walk.post("/v1/briefs?format=json", json=articles(STORY, OTHER))
    lines = [r.getMessage() for r in caplog.records if r.name == "crosswire"]
    assert len(lines) == 1
    assert lines[0].startswith("POST /v1/briefs 200 ")
    assert lines[0].endswith(" ms, articles: 2")


def test_nothing_posted_is_logged(door: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Neither text nor keys nor queries, at any level."""
    with caplog.at_level(logging.DEBUG):
        door.post(
            "/v1/briefs?format=zq-query",
            json={"articles": [{"text": "zq-text", "zq-field": 1}]},
            headers={"Authorization": "Bearer zq-key"},
        )
    own = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("http"))
    assert "zq-" not in own


def test_a_path_cannot_forge_a_line(door: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Line breaks are quoted, and no path is endless."""
    with caplog.at_level(logging.INFO, "crosswire"):
        door.get("/x%0aGET /admin 200" + "y" * 999)
    line = caplog.records[-1].getMessage()
    assert "\n" not in line
    assert len(line) < 300


def test_an_unknown_path_is_a_problem(door: TestClient) -> None:
    """404 looks like every other error."""
    answer = door.get("/v1/brief")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:crosswire:problem:not-found"


def test_a_wrong_method_is_a_problem_that_allows_the_right_one(door: TestClient) -> None:
    """405 with Allow."""
    answer = door.put("/v1/briefs")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    assert answer.json()["type"] == "urn:crosswire:problem:method-not-allowed"


def test_an_incident_is_logged_and_numbered(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The caller gets a number, the log the place; nobody gets the text."""
    with caplog.at_level(logging.INFO):
        answer = broken.post("/v1/briefs", json=articles(STORY, OTHER))
    assert answer.status_code == 500
    problem = answer.json()
    number = problem["instance"].removeprefix("urn:crosswire:incident:")
    assert f"incident {number}: RuntimeError" in caplog.text
    assert "in encode" in caplog.text
    for place in (answer.text, caplog.text):
        assert "cannot encode MINSK" not in place
        assert "Kalesnikava" not in place


def test_a_remote_model_that_fails_is_a_bad_gateway() -> None:
    """Its address stays inside."""
    with service(replace(lexical_newsroom(), writer=SilentWriter())) as client:
        answer = client.post("/v1/briefs", json=articles(STORY, OTHER))
    assert answer.status_code == 502
    assert answer.json()["type"] == "urn:crosswire:problem:writer-unavailable"
    assert "internal" not in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/openapi.json"])
def test_headers_are_safe(door: TestClient, path: str) -> None:
    """On answers and problems alike."""
    answer = door.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_the_frameworks_validation_is_a_problem_too() -> None:
    """For routes that leave their parameters to it."""
    app = create_app(Settings(), untouchable_newsroom(), gate=OPEN)

    @app.get("/count")
    async def count(most: Annotated[int, Query()]) -> Dropped:
        return Dropped(str(most), "")

    with TestClient(app) as client:
        answer = client.get("/count?most=many")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:crosswire:problem:invalid-request"
    assert "query most" in answer.json()["errors"][0]["detail"]
