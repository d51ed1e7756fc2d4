"""Bring a database to the tables of this version; the migrations are part of the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import func, select

from api.errors import StoreUnavailable
from api.store.database import Database

_LOCK = 0x63726F7373  # several processes start at once; one migrates, the others wait for it


def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations that the database has not seen, in one transaction.

    Raises:
        StoreUnavailable: it cannot be reached, or a newer version has been at it.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.connecting() as connection:
        if not database.is_sqlite:  # SQLite has one writer anyway
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError:
            raise StoreUnavailable("The database is of a newer version of Crosswire.") from None
