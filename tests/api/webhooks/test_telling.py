"""Whoever is registered for a key hears of the end of its briefs, however often that takes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api.fetching.exempt import hosts_of
from api.sealing import Seal, new_key
from api.store import Asker, Store
from api.store.tables import DeliveryRow
from api.webhooks.courier import Courier
from api.webhooks.receivers import Receiver
from models.lexical import lexical_newsroom
from tests.api.keyed import bearer, keyed
from tests.api.keyed import new_key as new_api_key
from tests.api.later import LATER
from tests.api.support import OTHER, STORY, FailingEncoder, articles, held_newsroom
from tests.api.webhooks.receiving import Receiving, receiving
from tests.servers import until
from tests.store.support import kept

REQUEST = articles(STORY, OTHER)
Register = Callable[..., Receiver]


def telling(address: str, secret_key: str, to: Receiving, **settings: Any) -> TestClient:
    """Return a service that may send to a server on loopback."""
    known = {"database_url": address, "secret_key": secret_key, "allow_hosts": to.host_port}
    return keyed(settings.pop("newsroom", None), **known, **settings)


def states(store: Store) -> list[tuple[str, int, str | None]]:
    with store.database.reading() as session:
        rows = session.query(DeliveryRow).order_by(DeliveryRow.id)
        return [(row.state, row.attempts, row.outcome) for row in rows]


def run(courier: Courier, done: Callable[[], bool]) -> None:
    """Let a courier work until something is done."""

    async def story() -> None:
        working = asyncio.create_task(courier.run())
        try:
            await asyncio.to_thread(until, done, 15)
        finally:
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    asyncio.run(story())


def test_a_finished_brief_is_told_and_signed(
    store: Store, address: str, secret_key: str, registered: Register
) -> None:
    """Type, id, status and links; the articles and the brief stay here."""
    token = new_api_key(store)
    with receiving() as newsroom, telling(address, secret_key, newsroom) as client:
        receiver = registered(token, newsroom.url, newsroom.host_port)
        path = client.post("/v1/briefs", json=REQUEST, headers={**bearer(token), **LATER}).headers[
            "location"
        ]
        (call,) = newsroom.until(1)
        until(lambda: states(store) == [("delivered", 1, "answered 204")])
    assert call.path == "/hooks?token=zq-token"
    assert call.is_signed_with(receiver.shown_secret)
    assert abs(int(call.headers["webhook-timestamp"]) - time.time()) < 30
    assert call.headers["content-type"] == "application/json"
    brief_id = path.rpartition("/")[2]
    timestamp = call.message.pop("timestamp")
    assert {**call.message, "timestamp": timestamp} == {
        "type": "brief.succeeded",
        "timestamp": timestamp,
        "data": {
            "id": brief_id,
            "status": "succeeded",
            "links": {"self": path, "reviews": f"{path}/reviews"},
        },
    }
    assert timestamp.endswith("Z")
    assert "Kalesnikava" not in call.body.decode()


def test_who_waited_has_his_brief_told_too(
    store: Store, address: str, secret_key: str, registered: Register
) -> None:
    """Another program may want it; but not what was not to be stored, nor another key's."""
    token, other = new_api_key(store), new_api_key(store)
    with receiving() as newsroom, telling(address, secret_key, newsroom) as client:
        registered(token, newsroom.url, newsroom.host_port)
        unstored = {**REQUEST, "options": {"store": False}}
        assert client.post("/v1/briefs", json=unstored, headers=bearer(token)).status_code == 200
        assert client.post("/v1/briefs", json=REQUEST, headers=bearer(other)).status_code == 200
        made = client.post("/v1/briefs", json=REQUEST, headers=bearer(token)).json()
        assert [c.message["data"]["id"] for c in newsroom.until(1)] == [made["id"]]
        assert len(states(store)) == 1


def test_a_failed_brief_is_told(
    store: Store, address: str, secret_key: str, registered: Register
) -> None:
    """By its type."""
    token = new_api_key(store)
    failing = replace(lexical_newsroom(), encoder=FailingEncoder())
    with (
        receiving() as newsroom,
        telling(address, secret_key, newsroom, newsroom=failing) as client,
    ):
        registered(token, newsroom.url, newsroom.host_port)
        client.post("/v1/briefs", json=REQUEST, headers={**bearer(token), **LATER})
        assert newsroom.until(1)[0].message["type"] == "brief.failed"


def test_a_cancelled_brief_is_told(
    store: Store, address: str, secret_key: str, registered: Register
) -> None:
    """Also where the brief itself is erased before."""
    token = new_api_key(store)
    held, encoder = held_newsroom()
    with receiving() as newsroom, telling(address, secret_key, newsroom, newsroom=held) as client:
        registered(token, newsroom.url, newsroom.host_port)
        client.headers.update(bearer(token))
        try:
            path = client.post("/v1/briefs", json=REQUEST, headers=LATER).headers["location"]
            assert encoder.begun.acquire(timeout=10)
            assert client.delete(path).status_code == 204
            assert client.delete(path).status_code == 204
            assert newsroom.until(1)[0].message["type"] == "brief.cancelled"
        finally:
            encoder.let_go.set()


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_fails_is_sent_again_under_the_same_id(
    store: Store, secret_key: str, registered: Register, status: int
) -> None:
    """With the time and the signature of the attempt; a redirect is followed nowhere."""
    token = new_api_key(store)
    with receiving(status, 200, Location="/elsewhere") as newsroom:
        receiver = registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        seal, exempt = Seal(secret_key), hosts_of(newsroom.host_port)
        courier = Courier(store, seal, exempt, schedule_s=(0.1, 0.1))
        run(courier, lambda: states(store) == [("delivered", 2, "answered 200")])
    first, second = newsroom.calls
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert {first.path, second.path} == {"/hooks?token=zq-token"}
    assert first.is_signed_with(receiver.shown_secret)
    assert second.is_signed_with(receiver.shown_secret)


def test_attempts_survive_a_restart(
    store: Store, secret_key: str, registered: Register, opened: Callable[[], Store]
) -> None:
    """They are counted in the database, and the next service goes on."""
    token = new_api_key(store)
    with receiving(500, 200) as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        seal, exempt = Seal(secret_key), hosts_of(newsroom.host_port)
        run(
            Courier(store, seal, exempt, schedule_s=(0.5, 0.5)),
            lambda: states(store) == [("waiting", 1, "answered 500")],
        )
        again = opened()
        run(Courier(again, seal, exempt), lambda: states(again)[0][:2] == ("delivered", 2))


def test_what_a_dead_service_had_taken_is_due_again(
    store: Store, secret_key: str, registered: Register
) -> None:
    """It may have been sent: at least once. What the dead one says then changes nothing."""
    token = new_api_key(store)
    registered(token, "https://hooks.example/x", "hooks.example:443")
    kept(store, asker=Asker("Desk", token.id))
    (dead,) = store.outbox.claim(9, lease_s=0)
    time.sleep(0.01)
    (again,) = store.outbox.claim(9, lease_s=60)
    assert (again.id, again.attempt) == (dead.id, 2)
    assert store.outbox.claim(9, lease_s=60) == []
    assert not store.outbox.finish(dead, "delivered", "answered 200")
    assert store.outbox.finish(again, "delivered", "answered 200")


def test_it_is_given_up_in_the_end(store: Store, secret_key: str, registered: Register) -> None:
    """After the last of the schedule; the list tells the operator."""
    token = new_api_key(store)
    with receiving(503, Retry_After="0") as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        exempt = hosts_of(newsroom.host_port)
        courier = Courier(store, Seal(secret_key), exempt, schedule_s=(0.1,))
        run(courier, lambda: states(store) == [("given_up", 2, "answered 503")])
    (told,) = store.webhooks.all()
    assert (told.waiting, told.given_up) == (0, 1)


def test_a_receiver_may_ask_for_time(store: Store, secret_key: str, registered: Register) -> None:
    """Retry-After counts where it is longer than the schedule."""
    token = new_api_key(store)
    with receiving(429, 200, Retry_After="3600") as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        exempt = hosts_of(newsroom.host_port)
        courier = Courier(store, Seal(secret_key), exempt, schedule_s=(0.1,))
        run(courier, lambda: states(store) == [("waiting", 1, "answered 429")])
    with store.database.reading() as session:
        (row,) = session.query(DeliveryRow)
        assert (row.due_at - row.at).total_seconds() > 3_500


def test_a_receiver_that_is_gone_is_told_nothing_more(
    store: Store, secret_key: str, registered: Register
) -> None:
    """410 is for good: also for what comes later."""
    token = new_api_key(store)
    with receiving(410) as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        exempt = hosts_of(newsroom.host_port)
        run(Courier(store, Seal(secret_key), exempt), lambda: states(store)[0][0] == "given_up")
        kept(store, asker=Asker("Desk", token.id))
    assert len(states(store)) == 1
    assert store.webhooks.all()[0].webhook.gone_at


def test_a_revoked_key_tells_nobody(store: Store, registered: Register) -> None:
    """Its webhooks may be those of who stole it."""
    token = new_api_key(store)
    registered(token, "https://hooks.example/x", "hooks.example:443")
    store.keys.revoke(token.id)
    kept(store, asker=Asker("Desk", token.id))
    assert states(store) == []


def test_nothing_is_sent_inside_that_is_not_exempt(
    store: Store, secret_key: str, registered: Register
) -> None:
    """The guard looks at every attempt: an exemption that was taken back counts."""
    token = new_api_key(store)
    with receiving() as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        kept(store, asker=Asker("Desk", token.id))
        courier = Courier(store, Seal(secret_key), frozenset(), schedule_s=(60,))
        run(courier, lambda: states(store)[0][2] is not None)
        assert newsroom.calls == []
    assert states(store)[0][:2] == ("waiting", 1)


def test_without_the_secret_key_messages_wait(
    store: Store,
    address: str,
    registered: Register,
    caplog: pytest.LogCaptureFixture,
    secret_key: str,
) -> None:
    """The service says that they are off; with the key they are sent."""
    token = new_api_key(store)
    with receiving() as newsroom:
        registered(token, newsroom.url, newsroom.host_port)
        with keyed(database_url=address) as client:
            client.post("/v1/briefs", json=REQUEST, headers=bearer(token))
        assert "webhooks are OFF" in caplog.text
        assert states(store) == [("waiting", 0, None)]
        with telling(address, secret_key, newsroom):
            newsroom.until(1)


def test_another_secret_key_unseals_nothing(
    store: Store, secret_key: str, registered: Register
) -> None:
    """That is said, and tried again: the operator may set the right one."""
    token = new_api_key(store)
    registered(token, "https://hooks.example/x", "hooks.example:443")
    kept(store, asker=Asker("Desk", token.id))
    courier = Courier(store, Seal(new_key()), frozenset())
    run(courier, lambda: "does not unseal" in (states(store)[0][2] or ""))


def test_a_slow_receiver_keeps_nobody_waiting(store: Store, registered: Register) -> None:
    """Each has one message under way at a time."""
    slow, quick = new_api_key(store), new_api_key(store)
    registered(slow, "https://slow.example/x", "slow.example:443")
    registered(quick, "https://quick.example/x", "quick.example:443")
    for token in (slow, slow, slow, quick):
        kept(store, asker=Asker("Desk", token.id))
    (first,) = store.outbox.claim(2, lease_s=60)
    found = store.outbox.claim(2, lease_s=60, but=[first.webhook_id])
    assert len({first.webhook_id, *(d.webhook_id for d in found)}) == 2


def test_old_deliveries_are_erased(store: Store, registered: Register) -> None:
    """What waits stays."""
    token = new_api_key(store)
    registered(token, "https://hooks.example/x", "hooks.example:443")
    kept(store, asker=Asker("Desk", token.id))
    kept(store, asker=Asker("Desk", token.id))
    (taken,) = store.outbox.claim(1, lease_s=60)
    store.outbox.finish(taken, "delivered", "answered 200")
    assert store.outbox.erase_outdated() == 0
    with store.database.writing() as session:
        past = taken.at.replace(year=taken.at.year - 1)
        session.execute(update(DeliveryRow).values(due_at=past))
    assert store.outbox.erase_outdated() == 1
    assert [state for state, *_ in states(store)] == ["waiting"]


def test_a_stolen_database_and_a_log_show_no_secret(
    tmp_path: Path, secret_key: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither what signs nor the address, which may hold a password; nor the key to both."""
    url = f"sqlite:///{tmp_path / 'stolen.db'}"
    store = Store(url)
    store.prepare()
    token = new_api_key(store)
    with (
        caplog.at_level(logging.DEBUG),
        receiving() as newsroom,
        telling(url, secret_key, newsroom) as client,
    ):
        receiver = Receiver.at(newsroom.url, hosts_of(newsroom.host_port))
        store.webhooks.add(receiver.webhook(token.id, Seal(secret_key)))
        client.post("/v1/briefs", json=REQUEST, headers=bearer(token))
        newsroom.until(1)
        stolen = b"".join(p.read_bytes() for p in tmp_path.glob("stolen.db*"))
        said = "\n".join(r.getMessage() for r in caplog.records)
    store.close()
    assert b"wh_" in stolen
    shown = receiver.shown_secret.removeprefix("whsec_")
    for secret in (shown, "zq-token", secret_key, token.secret):
        assert secret.encode() not in stolen
        assert secret not in said
    assert receiver.secret not in stolen
    assert shown not in f"{receiver!r}"
