"""Services that ask for keys, and keys to come with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from api.keys.callers import SCOPES
from api.keys.creating import create_key
from api.keys.tokens import Token
from api.settings import Settings
from api.store import Store
from api.store.keys import Key
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.api.support import untouchable_newsroom


def keyed(newsroom: Newsroom | None = None, **settings: Any) -> TestClient:
    """Return a client of a service that asks for keys; it makes briefs without weights."""
    return TestClient(create_app(Settings(**settings), newsroom or lexical_newsroom()))


def closed(**settings: Any) -> TestClient:
    """Return a client of a service that asks for keys, and in which no model may run."""
    return keyed(untouchable_newsroom(), **settings)


def new_key(store: Store, owner: str = "Desk", *scopes: str, expires: str | None = None) -> Token:
    """Make a key; without scopes it has all but ``admin``."""
    token, key = create_key(owner, scopes or SCOPES[:-1], expires)
    store.keys.add(key)
    return token


def old_key(store: Store) -> Token:
    """Make a key that ended a minute ago."""
    token, now = Token.mint(), dt.datetime.now(dt.UTC)
    hour, minute = dt.timedelta(hours=1), dt.timedelta(minutes=1)
    store.keys.add(Key(token.id, "Desk", SCOPES, token.digest, now - hour, expires_at=now - minute))
    return token


def bearer(token: Token) -> dict[str, str]:
    """Return the header that carries a key."""
    return {"Authorization": f"Bearer {token.text}"}
