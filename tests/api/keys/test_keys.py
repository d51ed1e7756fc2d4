"""Who has no key, or not the right one, gets nothing; and a key's briefs are its owner's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.store import Store
from tests.api.keyed import bearer, closed, keyed, new_key, old_key
from tests.api.later import LATER, ended
from tests.api.support import OTHER, STORY, articles

REQUEST = articles(STORY, OTHER)
NOWHERE = "/v1/briefs/brf_0123456789abcdef"
ROUTES = [
    ("POST", "/v1/briefs", "brief:write"),
    ("GET", "/v1/briefs", "brief:read"),
    ("GET", NOWHERE, "brief:read"),
    ("GET", f"{NOWHERE}/events", "brief:read"),
    ("DELETE", NOWHERE, "brief:write"),
    ("POST", f"{NOWHERE}/reviews", "brief:review"),
]


@pytest.fixture
def walk(store: Store, address: str) -> Iterator[TestClient]:
    """A service that makes briefs for who has a key."""
    with keyed(database_url=address) as client:
        yield client


@pytest.fixture
def door(store: Store, address: str) -> Iterator[TestClient]:
    """The same, but no model may run."""
    with closed(database_url=address) as client:
        yield client


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_nothing_is_done_without_a_key(
    door: TestClient, method: str, path: str, scope: str
) -> None:
    """401 with a challenge, whatever the body."""
    answer = door.request(method, path, content=b"nonsense")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="crosswire"'
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:crosswire:problem:key-needed"


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_a_key_does_what_its_scopes_say(
    door: TestClient, store: Store, method: str, path: str, scope: str
) -> None:
    """And nothing else: 403 names the scope that is missing."""
    others = {"brief:write", "brief:read", "brief:review"} - {scope}
    refused = door.request(method, path, headers=bearer(new_key(store, "Desk", *others)))
    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:crosswire:problem:scope-missing"
    assert scope in refused.json()["detail"]
    assert f'scope="{scope}"' in refused.headers["www-authenticate"]
    for enough in (scope, "admin"):
        answer = door.request(method, path, headers=bearer(new_key(store, "Desk", enough)))
        assert answer.status_code in {200, 404, 415}


def test_a_key_that_opens_nothing_is_refused_alike(door: TestClient, store: Store) -> None:
    """Unknown, with another's secret, revoked or expired: nobody learns which."""
    good, revoked, unknown = new_key(store), new_key(store), new_key(store)
    assert store.keys.revoke(revoked.id)
    forged = f"{good.id}_{unknown.secret}"
    never = f"cw_{'0' * 12}_{'0' * 64}"
    said = set()
    for text in (never, forged, revoked.text, old_key(store).text):
        answer = door.get("/v1/briefs", headers={"Authorization": f"Bearer {text}"})
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]
        said.add(answer.text)
    assert len(said) == 1
    assert door.get("/v1/briefs", headers=bearer(good)).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "bearer: cw_", "Bearer ü"]
)
def test_what_is_no_key_is_refused(door: TestClient, header: str) -> None:
    """With 401, never with a failure of ours."""
    answer = door.get("/v1/briefs", headers={"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401


def test_a_key_is_checked_before_the_body_is_read(store: Store, address: str) -> None:
    """A body over the limit is refused for its key, not for its size."""
    with closed(database_url=address, max_body_bytes=10) as door:
        assert door.post("/v1/briefs", content=b"x" * 99).status_code == 401
        allowed = bearer(new_key(store, "Desk", "brief:write"))
        headers = {**allowed, "Content-Type": "application/json"}
        assert door.post("/v1/briefs", content=b"x" * 99, headers=headers).status_code == 413


def test_health_and_documents_need_no_key(door: TestClient) -> None:
    """Who looks after a service has none."""
    for path in ("/healthz", "/readyz", "/openapi.json", "/docs"):
        assert door.get(path).status_code == 200


def test_a_revoked_key_is_refused_from_the_next_request_on(door: TestClient, store: Store) -> None:
    """Nothing remembers it."""
    token = new_key(store)
    assert door.get("/v1/briefs", headers=bearer(token)).status_code == 200
    assert store.keys.revoke(token.id)
    assert not store.keys.revoke(token.id)
    assert door.get("/v1/briefs", headers=bearer(token)).status_code == 401


def test_a_brief_is_there_for_its_owner_alone(walk: TestClient, store: Store) -> None:
    """Others get 404 wherever they ask, and change nothing; the owner's other keys see it."""
    mine, also_mine = bearer(new_key(store, "Desk")), bearer(new_key(store, "Desk"))
    others = bearer(new_key(store, "Rival"))
    answer = walk.post("/v1/briefs", json=REQUEST, headers=mine)
    path = answer.headers["content-location"]
    review = {"verdict": "approved", "by": "j.doe"}
    hidden = [
        walk.get(path, headers=others),
        walk.get(f"{path}/events", headers=others),
        walk.post(f"{path}/reviews", json=review, headers=others),
        walk.delete(path, headers=others),
    ]
    assert [a.status_code for a in hidden] == [404] * 4
    assert hidden[0].json()["type"] == "urn:crosswire:problem:no-such-brief"
    assert walk.get("/v1/briefs", headers=others).json()["briefs"] == []
    assert len(walk.get("/v1/briefs", headers=also_mine).json()["briefs"]) == 1
    assert walk.get(path, headers=also_mine).json() == answer.json()
    assert walk.post(f"{path}/reviews", json=review, headers=also_mine).status_code == 201
    assert walk.delete(path, headers=mine).status_code == 204


def test_a_brief_that_comes_later_is_its_owners_too(walk: TestClient, store: Store) -> None:
    """While it is queued and when it is done."""
    mine, others = bearer(new_key(store, "Desk")), bearer(new_key(store, "Rival"))
    path = walk.post("/v1/briefs", json=REQUEST, headers={**mine, **LATER}).headers["location"]
    assert walk.get(path, headers=others).status_code == 404
    walk.headers.update(mine)
    assert ended(walk, path)["status"] == "succeeded"


def test_no_key_is_logged(walk: TestClient, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """Neither one that opens nor one that does not, at any level."""
    good, bad = new_key(store), new_key(store)
    store.keys.revoke(bad.id)
    with caplog.at_level(logging.DEBUG):
        walk.post("/v1/briefs", json=REQUEST, headers=bearer(good))
        walk.get("/v1/briefs", headers=bearer(bad))
        walk.get("/v1/briefs", headers={"Authorization": good.text})
    said = "\n".join(f"{r.getMessage()} {r.exc_text}" for r in caplog.records)
    assert "POST /v1/briefs 200" in said
    assert good.secret not in said
    assert bad.secret not in said
    assert good.secret not in f"{good!r}"


def test_a_stolen_database_shows_no_key(tmp_path: Path) -> None:
    """Not in the file, nor in what SQLite writes beside it."""
    url = f"sqlite:///{tmp_path / 'stolen.db'}"
    store = Store(url)
    store.prepare()
    tokens = [new_key(store), new_key(store, "Rival", "admin")]
    with keyed(database_url=url) as client:
        client.post("/v1/briefs", json=REQUEST, headers=bearer(tokens[0]))
        stolen = b"".join(p.read_bytes() for p in tmp_path.glob("stolen.db*"))
    store.close()
    assert tokens[0].id.encode() in stolen
    for token in tokens:
        assert token.secret.encode() not in stolen
        assert bytes.fromhex(token.secret) not in stolen
