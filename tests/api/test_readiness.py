"""The service lives at once and is ready when its models are."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from models.errors import WeightsMissing
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.api.support import OPEN, STORY, articles


def loading(load: Callable[[Settings], Newsroom]) -> TestClient:
    return TestClient(create_app(Settings(retry_after_s=3), load=load, gate=OPEN))


def wait_for(client: TestClient, words: str) -> None:
    until = time.monotonic() + 5
    while words not in client.get("/readyz").text:
        assert time.monotonic() < until, client.get("/readyz").text
        time.sleep(0.01)


def test_the_service_answers_while_models_are_loaded() -> None:
    """Loading blocks nothing; the service is ready when it is over."""
    go_on = threading.Event()

    def load(settings: Settings) -> Newsroom:
        assert go_on.wait(10)
        return lexical_newsroom()

    with loading(load) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        for answer in (client.get("/readyz"), client.post("/v1/briefs", json=articles(STORY))):
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["retry-after"] == "3"
            assert answer.json()["type"] == "urn:crosswire:problem:not-ready"
        go_on.set()
        wait_for(client, "ready")
        assert set(client.get("/readyz").json()["models"]) >= {
            "encoder",
            "reader",
            "judge",
            "writer",
        }
        assert client.post("/v1/briefs", json=articles(STORY)).status_code == 200


def test_readyz_says_why_models_are_not_there() -> None:
    """In the words that were written for the operator."""

    def load(settings: Settings) -> Newsroom:
        raise WeightsMissing("not installed: run `crosswire models install`")

    with loading(load) as client:
        wait_for(client, "crosswire models install")
        for answer in (client.get("/readyz"), client.post("/v1/briefs", json=articles(STORY))):
            assert answer.status_code == 503
            assert "crosswire models install" in answer.json()["detail"]
        assert client.get("/healthz").status_code == 200


def test_a_surprise_while_loading_is_an_incident(caplog: pytest.LogCaptureFixture) -> None:
    """Its message stays inside; its number is told."""

    def load(settings: Settings) -> Newsroom:
        raise OSError("/secret/path")

    with caplog.at_level(logging.ERROR), loading(load) as client:
        wait_for(client, "urn:crosswire:incident:")
        assert "/secret" not in client.get("/readyz").text
    assert "OSError" in caplog.text


def test_the_settings_reach_the_loader() -> None:
    """What to load is what was set."""
    seen: list[int] = []

    def load(settings: Settings) -> Newsroom:
        seen.append(settings.retry_after_s)
        return lexical_newsroom()

    with loading(load) as client:
        wait_for(client, '"ready"')
    assert seen == [3]


def test_the_service_can_be_stopped_while_models_are_loaded() -> None:
    """It does not wait for them."""
    go_on, loaded = threading.Event(), threading.Event()

    def load(settings: Settings) -> Newsroom:
        go_on.wait(10)
        loaded.set()
        return lexical_newsroom()

    with loading(load) as client:
        client.get("/healthz")
    assert not loaded.is_set()
    go_on.set()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_can_be_asked_by_head(walk: TestClient, path: str) -> None:
    """Load balancers like to."""
    assert walk.head(path).status_code == 200
