"""Fixtures of a database of each kind, for the folders whose tests run on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.store import Store
from tests.servers import Postgres, postgres_server

__all__ = ["address", "opened", "postgres_server", "store"]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.database()


@pytest.fixture
def opened(address: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database again, as another process would."""
    stores: list[Store] = []

    def open_again() -> Store:
        stores.append(Store(address))
        return stores[-1]

    yield open_again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    found = opened()
    found.prepare()
    return found
