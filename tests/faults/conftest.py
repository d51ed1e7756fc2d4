"""Real servers for tests of faults, and the processes that use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.plant import Plant
from tests.servers import Redis, postgres_server, redis_server

__all__ = ["postgres_server"]


@pytest.fixture
def broker() -> Iterator[Redis]:
    with redis_server() as server:
        yield server


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Callable[..., Plant]]:
    """Makes a plant; on a file of its own where no database is given."""
    made: list[Plant] = []

    def make(**given: Any) -> Plant:
        folder = tmp_path / "held"
        folder.mkdir()
        database_url = given.pop("database_url", f"sqlite:///{tmp_path / 'plant.db'}")
        made.append(Plant(folder, database_url, **given))
        return made[-1]

    yield make
    for found in made:
        found.stop()
