"""Sessions of the desk: whose they are, and how they end."""

from __future__ import annotations

import datetime as dt

from api.store import Store
from tests.api.keyed import new_key

HOUR = dt.timedelta(hours=1)
DIGEST = "0" * 64


def test_a_session_leads_to_its_key(store: Store) -> None:
    key = new_key(store)
    store.sessions.begin(DIGEST, key.id, HOUR)
    found = store.sessions.key_of(DIGEST)
    assert found is not None
    assert found.id == key.id
    assert store.sessions.key_of("1" * 64) is None


def test_a_session_ends(store: Store) -> None:
    """When somebody signs out, again and again."""
    store.sessions.begin(DIGEST, new_key(store).id, HOUR)
    store.sessions.end(DIGEST)
    store.sessions.end(DIGEST)
    assert store.sessions.key_of(DIGEST) is None


def test_a_session_is_over_after_its_time_and_then_erased(store: Store) -> None:
    key = new_key(store)
    store.sessions.begin(DIGEST, key.id, -HOUR)
    store.sessions.begin("1" * 64, key.id, HOUR)
    assert store.sessions.key_of(DIGEST) is None
    assert store.sessions.erase_outdated() == 1
    assert store.sessions.key_of("1" * 64) is not None


def test_a_revoked_key_is_found_as_such(store: Store) -> None:
    """The gate looks at its state."""
    key = new_key(store)
    store.sessions.begin(DIGEST, key.id, HOUR)
    store.keys.revoke(key.id)
    found = store.sessions.key_of(DIGEST)
    assert found is not None
    assert found.state(dt.datetime.now(dt.UTC)) == "revoked"
