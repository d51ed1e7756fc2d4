"""What the commands reach for. Each is imported when it is used; tests hand in others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from api.logs import log_to_stderr

if TYPE_CHECKING:
    from api.settings import Settings
    from models.pipeline import Newsroom
    from models.weights.load import Weights


def load_newsroom(settings: Settings) -> Newsroom:
    """Load the models that the settings choose."""
    from models.weights import load

    return load.load_newsroom(settings.choice())


def take_inventory(settings: Settings) -> Sequence[Weights]:
    """List the weights that the settings choose."""
    from models.weights import load

    return load.inventory(settings.choice())


def install_weights() -> None:
    """Install the embedded weights."""
    from models.weights import install

    install.install_weights()


def prepare_weights(settings: Settings) -> None:
    """Convert the weights once, into the cache."""
    from models.weights import load

    load.prepare(settings.choice())


def serve_http(host: str, port: int, with_keys: bool | None) -> None:
    """Serve over HTTP until stopped; ``with_keys`` None decides by what ``api.serving`` says."""
    from api.serving import serve

    settings = read_settings()
    check_database(settings)
    log_to_stderr(settings.log)  # one line a request, by ``api.access``
    serve(settings, host, port, with_keys)


def check_database(settings: Settings) -> None:
    """Refuse an address that is none of a database, before anything is started.

    Raises:
        typer.BadParameter: the message names the setting, not its value.
    """
    from api.store.database import Database

    try:
        Database(settings.database())
    except ValueError as error:
        raise typer.BadParameter(f"CROSSWIRE_DATABASE_URL: {error}") from None


def work_on_queue(settings: Settings) -> None:
    """Make what is queued until stopped."""
    from api.jobs.process import run_worker

    check_database(settings)
    log_to_stderr(settings.log)
    run_worker(settings)


def serve_slack(settings: Settings) -> None:
    """Serve Slack by Socket Mode until stopped."""
    from api.slack.socket import run_socket

    check_database(settings)
    log_to_stderr(settings.log)
    run_socket(settings)


@dataclass(frozen=True, slots=True)
class Parts:
    """The seams of the command line."""

    newsroom: Callable[[Settings], Newsroom] = load_newsroom
    inventory: Callable[[Settings], Sequence[Weights]] = take_inventory
    install: Callable[[], None] = install_weights
    prepare: Callable[[Settings], None] = prepare_weights
    serve: Callable[[str, int, bool | None], None] = serve_http
    work: Callable[[Settings], None] = work_on_queue
    slack: Callable[[Settings], None] = serve_slack


def parts_of(context: typer.Context) -> Parts:
    """Return the parts that were handed in, or the real ones."""
    found = context.find_root().obj
    return found if isinstance(found, Parts) else Parts()


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        typer.BadParameter: one of them cannot be used; the message names it, not its value.
    """
    from pydantic import ValidationError

    from api.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        wrong = (f"CROSSWIRE_{'_'.join(map(str, e['loc']))}".upper() for e in error.errors())
        raise typer.BadParameter(f"not a usable value: {', '.join(wrong)}") from None
