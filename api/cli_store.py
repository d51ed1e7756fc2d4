"""The store, opened for a command; a database that cannot be used has an exit code of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from api.exits import DATABASE, say
from api.parts import check_database, read_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from api.store import Store


@contextmanager
def database_codes() -> Iterator[None]:
    """End with the code for a database that cannot be used, and say so."""
    from api.errors import StoreUnavailable

    try:
        yield
    except StoreUnavailable as error:
        say(f"error: {error.detail}")
        raise typer.Exit(DATABASE) from None


@contextmanager
def opened_store(settings: Settings | None = None) -> Iterator[Store]:
    """Yield the store of the settings, with its tables up to date."""
    from api.store import Store

    settings = settings or read_settings()
    check_database(settings)
    with database_codes():
        store = Store(settings.database())
        try:
            store.prepare()
            yield store
        finally:
            store.close()
