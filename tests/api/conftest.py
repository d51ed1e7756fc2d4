"""Services that tests of the door share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from models.lexical import lexical_newsroom
from tests.api.support import service
from tests.databases import address, opened, postgres_server, store
from tests.servers import Postgres

__all__ = ["address", "opened", "postgres_server", "store"]


@pytest.fixture
def door() -> Iterator[TestClient]:
    """A service in which no model may run: everything posted to it has to be refused."""
    with service() as client:
        yield client


@pytest.fixture
def walk() -> Iterator[TestClient]:
    """A service that makes briefs, without weights."""
    with service(lexical_newsroom()) as client:
        yield client


@pytest.fixture(params=["sqlite", "postgresql"])
def keeping(request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """A service that makes briefs and keeps them, in one database and in the other."""
    settings = {}
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        settings["database_url"] = server.database()
    with service(lexical_newsroom(), **settings) as client:
        yield client
