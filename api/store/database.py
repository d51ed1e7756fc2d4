"""The connection to a database: which there are, how each is set up, and what its failures become.

Synchronous on purpose: workers, migrations and the command line have no event loop, a statement
takes a millisecond, and SQLite has only threads to offer anyway. Routes call it in a thread.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
import stamina
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from api.errors import StoreUnavailable

log = logging.getLogger("crosswire")

BUSY_S = 10
"""How long SQLite waits for another writer; ours are done in milliseconds."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {1000 * BUSY_S}",
    "PRAGMA synchronous = FULL",  # a 202 outlives a power failure
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # erased articles are overwritten
)


class Database:
    """An engine, and transactions on it that read or write."""

    def __init__(self, url: str | None) -> None:
        """Take an address; None is a file in the user's data folder. Connects to nothing yet.

        Raises:
            ValueError: there is no such database here; the message does not repeat the address.
        """
        self.url = _url(url)
        self.engine = _engine(self.url)
        self._writing = self.engine.execution_options(crosswire_begin="BEGIN IMMEDIATE")

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file here."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that changes nothing.

        Raises:
            StoreUnavailable: the database cannot be reached or used.
        """
        with _failures(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are committed at the end of the block, or not at all.

        Raises:
            StoreUnavailable: the database cannot be reached or used.
        """
        with _failures(), Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def connecting(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that writes, for the migrations.

        Raises:
            StoreUnavailable: the database cannot be reached or used.
        """
        with _failures(), self._writing.begin() as connection:
            yield connection

    def now(self, session: Session) -> dt.datetime:
        """Return the database's time: the clocks of several machines differ, this is one."""
        if self.is_sqlite:
            return dt.datetime.now(dt.UTC)
        clock: dt.datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return clock.astimezone(dt.UTC)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


@contextmanager
def _failures() -> Iterator[None]:
    """Turn a database that is away into an error of the door; a mistake of ours stays one."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise _unavailable(error) from None
    except DBAPIError as error:
        if error.connection_invalidated:
            raise _unavailable(error) from None
        raise


def _unavailable(error: Exception) -> StoreUnavailable:
    cause = getattr(error, "orig", None) or error
    log.error("the database failed: %s", type(cause).__qualname__)  # a message may hold texts
    return StoreUnavailable("The database cannot be used now.", headers={"Retry-After": "5"})


def _url(given: str | None) -> URL:
    if given is None:
        return URL.create("sqlite", database=str(default_file()))
    try:
        url = make_url(given)
    except ArgumentError:
        raise ValueError("not an address of a database") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite")
    if kind in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise ValueError("not sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")


def default_file() -> Path:
    """Return the file that is used where no database is named."""
    return platformdirs.user_data_path("crosswire", appauthor=False) / "crosswire.db"


def _engine(url: URL) -> Engine:
    # Parameters are articles: no error and no log may show them.
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5}
        )
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where it guesses
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Make readers independent of the writer.

    The file remembers it. SQLite's own waiting does not cover this change: of several processes
    that start on a new file one makes it, and the others are told at once that it is locked.
    """
    for attempt in stamina.retry_context(
        on=_is_locked,
        attempts=None,
        timeout=float(BUSY_S),
        wait_initial=0.02,
        wait_max=0.2,
        wait_jitter=0.05,
    ):
        with attempt:
            connection.execute("PRAGMA journal_mode = WAL")


def _is_locked(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _begin_sqlite(connection: Connection) -> None:
    """Begin; a writer says so at once, for a reader that turns writer could not wait its turn."""
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("crosswire_begin", "BEGIN"))
