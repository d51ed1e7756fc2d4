"""Without keys only this machine may call, and no page of another site through its browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from starlette.testclient import TestClient

from api.app import create_app
from api.keys.gates import LocalGate, is_loopback
from api.serving import gate_of
from api.settings import Settings
from api.store import Store
from models.lexical import lexical_newsroom
from tests.api.keyed import new_key
from tests.api.support import OTHER, STORY, articles

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def here() -> Iterator[TestClient]:
    """A service on loopback that needs no keys."""
    app = create_app(Settings(), lexical_newsroom(), gate=LocalGate())
    with TestClient(app, base_url=HERE) as client:
        yield client


def test_this_machine_needs_no_key(here: TestClient) -> None:
    """It does all there is."""
    answer = here.post("/v1/briefs", json=articles(STORY, OTHER))
    assert answer.status_code == 200
    path = answer.headers["content-location"]
    assert here.get(path).status_code == 200
    assert here.delete(path).status_code == 204


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_its_names_are_known(here: TestClient, host: str) -> None:
    """Whatever the port."""
    assert here.get("/v1/briefs", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "", "[::2]:80"],
)
@pytest.mark.parametrize("path", ["/v1/briefs", "/docs", "/healthz"])
def test_a_name_that_was_rebound_is_refused(here: TestClient, host: str, path: str) -> None:
    """A page's own name leads here; what it asks for is not answered."""
    answer = here.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:crosswire:problem:foreign-caller"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:3000", "https://127.0.0.1:8000"]
)
def test_another_sites_page_is_refused(here: TestClient, origin: str) -> None:
    """It could send a request, if not read the answer; also from another port of this machine."""
    answer = here.post("/v1/briefs", json=articles(STORY), headers={"Origin": origin})
    assert answer.status_code == 403


def test_the_services_own_pages_may_call(here: TestClient) -> None:
    """Such as /docs."""
    assert here.get("/v1/briefs", headers={"Origin": HERE}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_is_known(host: str) -> None:
    """As --host and as a header name it."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.com", ""])
def test_the_rest_is_not(host: str) -> None:
    """A name may lead anywhere."""
    assert not is_loopback(host)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'keys.db'}")
    store.prepare()
    yield store
    store.close()


def test_an_open_service_says_so(kept: Store, caplog: pytest.LogCaptureFixture) -> None:
    """On loopback, while no key was ever made."""
    assert isinstance(gate_of(kept, "127.0.0.1", None), LocalGate)
    assert "OPEN WITHOUT KEYS" in caplog.text


def test_the_first_key_shuts_the_door(kept: Store) -> None:
    """For good: a revoked key does not open it again; who wants that has to say it."""
    token = new_key(kept)
    assert gate_of(kept, "127.0.0.1", None) is None
    kept.keys.revoke(token.id)
    assert gate_of(kept, "127.0.0.1", None) is None
    assert isinstance(gate_of(kept, "127.0.0.1", False), LocalGate)


def test_others_never_get_in_without_a_key(kept: Store, caplog: pytest.LogCaptureFixture) -> None:
    """Where others can reach the service; with no key yet, the log says how to make one."""
    with caplog.at_level(logging.WARNING):
        assert gate_of(kept, "0.0.0.0", None) is None
    assert "crosswire keys create" in caplog.text
    assert gate_of(kept, "127.0.0.1", True) is None
    with pytest.raises(typer.BadParameter, match="loopback only"):
        gate_of(kept, "0.0.0.0", False)
