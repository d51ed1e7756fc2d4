"""A database is opened, brought up to date, and says so when it is away."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.errors import StoreUnavailable
from api.store import Asker, Filters, Store
from api.store.database import Database, default_file
from api.store.migrate import upgrade
from api.store.tables import Base
from tests.servers import free_port
from tests.store.support import accepted


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    """Nothing is missing, nothing is left over."""
    with store.database.connecting() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_preparing_twice_changes_nothing(store: Store, opened: Callable[[], Store]) -> None:
    """What is there stays."""
    job = accepted(store)
    again = opened()
    again.prepare()
    assert again.briefs.snapshot(job)


def test_processes_may_start_at_the_same_moment(opened: Callable[[], Store]) -> None:
    """One makes the tables, the others wait for it."""
    stores = [opened() for _ in range(4)]
    with ThreadPoolExecutor(4) as processes:
        list(processes.map(lambda s: s.prepare(), stores))
    assert accepted(stores[3])


def test_a_new_file_that_another_process_writes_is_waited_for(tmp_path: Path) -> None:
    """Changing to the write-ahead log is what SQLite does not wait for by itself."""
    file = tmp_path / "new.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = Timer(0.3, lambda: other.execute("ROLLBACK"))
    done.start()
    store = Store(f"sqlite:///{file}")
    store.prepare()
    assert store.jobs.queued() == 0
    store.close()
    done.join()
    other.close()


def test_a_database_of_a_newer_version_is_left_alone(
    store: Store, opened: Callable[[], Store]
) -> None:
    """An older program would not understand it."""
    with store.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="newer version"):
        opened().prepare()


def test_a_failed_migration_leaves_the_database_as_it_was(address: str) -> None:
    """All of it is one transaction."""
    database = Database(address)
    with database.writing() as session:
        session.execute(text("CREATE TABLE reviews (number INTEGER)"))
    with pytest.raises((StoreUnavailable, ProgrammingError)):
        upgrade(database)
    with database.writing() as session:
        session.execute(text("CREATE TABLE briefs (number INTEGER)"))
    database.close()


def test_a_database_that_is_away_is_said_to_be() -> None:
    """Not with the address, which holds a password."""
    store = Store(f"postgresql://me:zq-password@127.0.0.1:{free_port()}/nothing")
    with pytest.raises(StoreUnavailable) as caught:
        store.jobs.queued()
    assert "zq-password" not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    "url", ["mysql://host/zq-name", "zq-name", "sqlite://", "", "http://x/zq-name"]
)
def test_other_databases_are_refused(url: str) -> None:
    """At once, and without showing the address."""
    with pytest.raises(ValueError, match=r"^not ") as caught:
        Database(url)
    assert "zq-name" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_reached_by_its_usual_addresses(scheme: str) -> None:
    """However a provider writes them."""
    assert Database(f"{scheme}://me@host/name").url.drivername == "postgresql+psycopg"


def test_the_file_is_for_nobody_else(tmp_path: Path) -> None:
    """It holds articles; its folder is made where it is missing."""
    file = tmp_path / "new" / "folder" / "store.db"
    store = Store(f"sqlite:///{file}")
    store.prepare()
    store.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_default_is_a_file_of_the_user() -> None:
    """Nothing has to be installed or set."""
    assert Database(None).url.database == str(default_file())
    assert default_file().name == "crosswire.db"


def test_briefs_of_the_first_version_stay(address: str, opened: Callable[[], Store]) -> None:
    """They belong to no key: only an open service shows them."""
    database = Database(address)
    upgrade(database, "0001")
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO briefs (id, status, keep, articles, done, total, attempts,"
                " created_at, due_at) VALUES ('brf_old', 'failed', true, 2, 0, 7, 1,"
                " '2026-03-01 12:00:00', '2026-03-01 12:00:00')"
            )
        )
    database.close()
    store = opened()
    store.prepare()
    assert store.briefs.of(None).snapshot("brf_old")
    assert store.briefs.of("Desk").snapshot("brf_old") is None
    assert accepted(store, asker=Asker("Desk", "cw_1"))
    assert [b.id for b in store.briefs.of(None).page(Filters(), None, 9).briefs] == ["brf_old"]
