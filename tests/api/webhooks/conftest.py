"""A key to the secrets, and receivers of a key's briefs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.fetching.exempt import hosts_of
from api.keys.tokens import Token
from api.sealing import Seal, new_key
from api.store import Store
from api.webhooks.receivers import Receiver


@pytest.fixture
def secret_key() -> str:
    return new_key()


@pytest.fixture
def registered(store: Store, secret_key: str) -> Callable[..., Receiver]:
    """Registers a server on loopback for the briefs of a key."""

    def register(token: Token, url: str, host_port: str) -> Receiver:
        receiver = Receiver.at(url, hosts_of(host_port))
        store.webhooks.add(receiver.webhook(token.id, Seal(secret_key)))
        return receiver

    return register
