"""``crosswire serve``: whether callers need a key is decided, and said, before the first comes."""

from __future__ import annotations

import logging
from functools import partial

import typer
import uvicorn

from api.app import create_app
from api.keys.gates import Gate, LocalGate, is_loopback
from api.settings import Settings
from api.store import Store

GRACE_S = 60
"""How long requests may take to be answered once the service is told to stop."""
KEEP_ALIVE_S = 75
"""How long a connection may be silent between requests: longer than proxies keep theirs (60 s), so
that it is they who close it, and not we in the moment in which they send the next request."""

log = logging.getLogger("crosswire")


def serve(settings: Settings, host: str, port: int, with_keys: bool | None) -> None:
    """Serve until stopped.

    Raises:
        typer.BadParameter: without keys others than this machine could call.
        StoreUnavailable: the database cannot be reached, or is of a newer version.
    """
    store = Store(settings.database())
    store.prepare()
    gate = gate_of(store, host, with_keys)
    store.close()
    app = partial(create_app, settings, gate=gate)
    uvicorn.run(
        app,
        factory=True,
        host=host,
        port=port,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=KEEP_ALIVE_S,
        log_config=None,
    )


def gate_of(store: Store, host: str, with_keys: bool | None) -> Gate | None:
    """Return the gate of a service that listens on ``host``, and say what it is; None needs keys.

    Where nobody says so, keys are needed: only a service on loopback, for which none was ever
    made, is open.

    Raises:
        typer.BadParameter: without keys others than this machine could call.
        StoreUnavailable: nobody knows whether there are keys.
    """
    local = is_loopback(host)
    if with_keys is False and not local:
        raise typer.BadParameter(f"--no-keys is for loopback only: others can reach {host}")
    there_are = store.keys.any()
    if with_keys is False or (with_keys is None and local and not there_are):
        log.warning(
            "OPEN WITHOUT KEYS: every program on this machine may make, read and erase briefs. "
            "`crosswire keys create` makes a key, and then keys are needed."
        )
        return LocalGate()
    if not there_are:
        log.warning("there is no API key yet: `crosswire keys create` makes one")
    return None
