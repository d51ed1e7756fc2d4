"""Where the database is away, callers are told to come again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import StoreUnavailable
from api.settings import Settings
from api.store import Store
from models.lexical import lexical_newsroom
from tests.api.later import LATER
from tests.api.support import OPEN, STORY, articles

BRIEF = "/v1/briefs/brf_0123456789abcdef"


class Away:
    """A door of the store behind which nobody answers."""

    def __getattr__(self, name: str) -> Any:
        def refuse(*_: object) -> NoReturn:
            raise StoreUnavailable("away", headers={"Retry-After": "5"})

        return refuse


@pytest.fixture
def away() -> Iterator[TestClient]:
    settings = Settings(sweep_s=0.05)
    store = Store(settings.database())
    gone: Any = Away()
    store.briefs, store.jobs = gone, gone
    with TestClient(create_app(settings, lexical_newsroom(), store=store, gate=OPEN)) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("POST", "/v1/briefs", {"json": articles(STORY)}),
        ("POST", "/v1/briefs", {"json": articles(STORY), "headers": LATER}),
        ("GET", "/v1/briefs", {}),
        ("GET", BRIEF, {}),
        ("GET", f"{BRIEF}/events", {}),
        ("DELETE", BRIEF, {}),
        ("POST", f"{BRIEF}/reviews", {"json": {"verdict": "approved", "by": "j.doe"}}),
    ],
)
def test_every_route_says_so(
    away: TestClient, method: str, path: str, given: dict[str, Any]
) -> None:
    """503 with Retry-After and a type of its own."""
    answer = away.request(method, path, **given)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "urn:crosswire:problem:store-unavailable"


def test_what_needs_no_database_is_served(away: TestClient) -> None:
    """Health, and briefs that must not be stored."""
    request = {**articles(STORY), "options": {"store": False}}
    assert away.post("/v1/briefs", json=request).status_code == 200
    assert away.get("/healthz").status_code == 200
