"""The store, opened for a command; a database that cannot be used has an exit code of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from api.exits import BAD_INPUT, DATABASE, say
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


def say_done(id_: str, done: str, *, found: bool, else_: str) -> None:
    """Say what became of something with an id; end with the code for bad input where it is not."""
    if not found:
        say(f"error: {else_}")
        raise typer.Exit(BAD_INPUT)
    say(f"{done} {id_}")
