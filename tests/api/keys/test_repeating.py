"""A request that is sent again under its Idempotency-Key makes no second brief."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api.repeating import OPEN_S, fingerprint_of
from api.store import Claim, Store
from api.store.tables import RepeatRow
from models.lexical import lexical_newsroom
from tests.api.keyed import bearer, keyed, new_key
from tests.api.later import LATER, ended
from tests.api.support import OTHER, STORY, FailingEncoder, articles, held_newsroom

REQUEST = articles(STORY, OTHER)
NAME = {"Idempotency-Key": "ferry-fire-1"}


@pytest.fixture
def walk(store: Store, address: str) -> Iterator[TestClient]:
    with keyed(database_url=address) as client:
        client.headers.update(bearer(new_key(store)))
        yield client


def post(client: TestClient, body: Any = REQUEST, **headers: str) -> httpx2.Response:
    return client.post("/v1/briefs", json=body, headers={**NAME, **headers})


def count(client: TestClient) -> int:
    return len(client.get("/v1/briefs").json()["briefs"])


def test_the_same_request_gets_the_same_answer(walk: TestClient) -> None:
    """To the byte, and there is one brief; also after it was reviewed."""
    first = post(walk)
    path = first.headers["content-location"]
    assert first.status_code == 200
    walk.post(f"{path}/reviews", json={"verdict": "approved", "by": "j.doe"})
    again = post(walk)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["content-location"] == path
    assert count(walk) == 1


def test_a_202_is_repeated_too(walk: TestClient) -> None:
    """The same, whatever became of the brief meanwhile, and however it is asked for now."""
    first = post(walk, **LATER)
    path = first.headers["location"]
    assert ended(walk, path)["status"] == "succeeded"
    for headers in (LATER, {}):
        again = post(walk, **headers)
        assert (again.status_code, again.content) == (202, first.content)
        assert again.headers["location"] == path
    assert count(walk) == 1


def test_another_body_is_refused(walk: TestClient) -> None:
    """But not the same one, laid out otherwise; and other keys and names are others."""
    first = post(walk)
    other = post(walk, articles(OTHER))
    assert other.status_code == 422
    assert other.json()["type"] == "urn:crosswire:problem:name-taken"
    turned = {"articles": [dict(reversed(a.items())) for a in REQUEST["articles"]]}
    assert post(walk, turned).content == first.content
    quoted = {"Idempotency-Key": '"ferry-fire-1"'}  # as the draft has it
    assert walk.post("/v1/briefs", json=REQUEST, headers=quoted).content == first.content
    another_name = {"Idempotency-Key": "ferry-fire-2"}
    assert walk.post("/v1/briefs", json=REQUEST, headers=another_name).content != first.content


def test_each_key_has_its_own_names(walk: TestClient, store: Store) -> None:
    """Also of one owner: two programs may count from one."""
    first = post(walk)
    others = post(walk, articles(OTHER), **bearer(new_key(store)))
    assert others.status_code == 200
    assert others.json()["id"] != first.json()["id"]


def test_the_second_is_refused_while_the_first_is_open(store: Store, address: str) -> None:
    """409, and only then: when the first is answered, so is the second."""
    newsroom, encoder = held_newsroom()
    with keyed(newsroom, database_url=address) as client, ThreadPoolExecutor(1) as caller:
        client.headers.update(bearer(new_key(store)))
        first = caller.submit(post, client)
        try:
            assert encoder.begun.acquire(timeout=10)
            second = post(client)
        finally:
            encoder.let_go.set()
        assert second.status_code == 409
        assert second.json()["type"] == "urn:crosswire:problem:still-open"
        assert second.headers["retry-after"]
        answer = first.result(10)
        assert post(client).content == answer.content


def test_of_two_at_the_same_moment_one_is_the_first(walk: TestClient) -> None:
    """There is one brief."""
    start = threading.Barrier(4)

    def send(_: int) -> int:
        start.wait(10)
        return post(walk, **LATER).status_code

    with ThreadPoolExecutor(4) as callers:
        statuses = set(callers.map(send, range(4)))
    assert 202 in statuses
    assert statuses <= {202, 409}
    assert count(walk) == 1


def test_a_first_that_failed_blocks_nobody(store: Store, address: str) -> None:
    """Nor does it decide what the body is."""
    token = new_key(store)
    failing = replace(lexical_newsroom(), encoder=FailingEncoder())
    with keyed(failing, database_url=address) as client:
        client.headers.update(bearer(token))
        assert post(client).status_code == 500
    with keyed(database_url=address) as client:
        client.headers.update(bearer(token))
        assert post(client, {"articles": []}).status_code == 422
        assert post(client, articles(OTHER)).status_code == 200


def claimed(store: Store, key: str, token: str = "t", open_s: float = OPEN_S) -> Claim:
    claim = Claim(key, NAME["Idempotency-Key"], token)
    known = fingerprint_of(REQUEST)
    assert store.repeats.claim(claim, known, later=False, open_s=open_s) is None
    return claim


def test_a_first_that_crashed_does_not_block_for_ever(store: Store, address: str) -> None:
    """Its service died before there was a brief: once it is silent, the next is the first."""
    token = new_key(store)
    with keyed(database_url=address) as client:
        client.headers.update(bearer(token))
        dead = claimed(store, token.id)
        assert post(client).status_code == 409
        store.repeats.renew(dead, 0)
        assert post(client).status_code == 200


def test_a_first_that_was_only_slow_makes_no_second_brief(store: Store, address: str) -> None:
    """Its place was taken while it was silent: what it lets go of is no longer its own."""
    token = new_key(store)
    slow = claimed(store, token.id, open_s=-1)
    with keyed(database_url=address) as client:
        client.headers.update(bearer(token))
        answer = post(client)
        assert answer.status_code == 200
        store.repeats.release(slow)
        assert post(client).content == answer.content


def test_names_are_free_again_after_a_day(walk: TestClient, store: Store) -> None:
    """They are erased with the sweep, and count for nothing before it."""
    post(walk)
    day = dt.timedelta(hours=24, minutes=1)
    with store.database.writing() as session:
        session.execute(update(RepeatRow).values(created_at=dt.datetime.now(dt.UTC) - day))
    assert post(walk, articles(OTHER)).status_code == 200
    assert store.repeats.erase_outdated() == 0
    with store.database.writing() as session:
        session.execute(update(RepeatRow).values(created_at=dt.datetime.now(dt.UTC) - day))
    assert store.repeats.erase_outdated() == 1


def test_what_was_erased_is_not_answered_again(walk: TestClient) -> None:
    """No second copy of a brief is kept for it."""
    first = post(walk)
    assert walk.delete(first.headers["content-location"]).status_code == 204
    assert post(walk).json()["id"] != first.json()["id"]


@pytest.mark.parametrize("name", ["", '""', "x" * 256, "tab\there", "ü"])
def test_a_name_that_is_none_is_refused(walk: TestClient, name: str) -> None:
    """422."""
    headers = {"Idempotency-Key": name.encode("latin-1")}
    answer = walk.post("/v1/briefs", json=REQUEST, headers=headers)
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]


def test_what_must_not_be_stored_cannot_be_repeated(walk: TestClient) -> None:
    """There would be no answer to give again."""
    answer = post(walk, {**REQUEST, "options": {"store": False}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/options/store"
