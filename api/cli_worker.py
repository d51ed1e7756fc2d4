"""``crosswire worker``: makes briefs for services on other machines."""

from __future__ import annotations

import typer

from api.exits import DATABASE, exit_codes, say
from api.parts import parts_of, read_settings


def worker(context: typer.Context) -> None:
    """Make the briefs that services have queued, one at a time; needs CROSSWIRE_BROKER_URL.

    On SIGTERM it finishes its brief and ends. CROSSWIRE_WORKERS is how many run on this machine:
    each takes its share of the cores (or CROSSWIRE_THREADS threads).
    """
    settings = read_settings()
    if settings.broker_url is None:
        raise typer.BadParameter("there is no broker: set CROSSWIRE_BROKER_URL")
    from api.errors import StoreUnavailable

    try:
        with exit_codes():
            parts_of(context).work(settings)
    except StoreUnavailable as error:
        say(f"error: {error.detail}")
        raise typer.Exit(DATABASE) from None
