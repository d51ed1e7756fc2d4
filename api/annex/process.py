"""The annex itself: loads the models once, walks for the service, and ends when it does.

``python -m api.annex CONTROL WALK…``: the numbers of the open sockets, one for each walk at once.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection

from api.annex import wire
from api.desks import OwnDesk
from api.errors import problem_of
from api.logs import log_to_stderr
from api.staff import Loader, load_weights
from models.errors import Cancelled
from models.ports import Progress


def main(arguments: Sequence[str], load: Loader = load_weights) -> int:
    """Work until the service ends, or the models cannot be loaded; return the exit status."""
    control, *walks = (Connection(int(number)) for number in arguments)
    try:
        settings = wire.to_settings(wire.hear(control))
        log_to_stderr(settings.log)
        desk = OwnDesk(load(settings))
    except wire.LOST:
        return 0  # the service went away first
    except Exception as error:  # there is nobody to raise to but the service
        wire.tell(control, {"problem": problem_of(error).model_dump(mode="json")})
        return 1
    for walk in walks:
        threading.Thread(target=_walk_for, args=(desk, walk), daemon=True).start()
    wire.tell(control, {"models": desk.models})
    _wait_for_end(control)
    return 0


def _wait_for_end(control: Connection) -> None:
    try:
        while True:
            control.recv_bytes()
    except wire.LOST:
        return


def _walk_for(desk: OwnDesk, connection: Connection) -> None:
    """Make one brief after another for one seat of the service."""
    try:
        while True:
            order = wire.to_order(wire.hear(connection))
            try:
                end = wire.of_answer(desk.brief(order, _reporting(connection)))
            except Exception as error:  # told to the service, which has the caller
                if isinstance(error, wire.LOST):
                    raise
                end = wire.of_error(error)
            wire.tell(connection, end)
    except wire.LOST:
        return  # the service went away, and the process is about to end


def _reporting(connection: Connection) -> Progress:
    """Return what tells the service of each stage, and goes on when it says so."""

    def report(stage: str, done: int, total: int) -> None:
        wire.tell(connection, {"report": [stage, done, total]})
        if not wire.hear(connection)["go_on"]:
            raise Cancelled(stage)

    return report


def run(load: Loader = load_weights) -> None:
    """Run as a program; ends at once, whatever the models' threads are doing."""
    status = main(sys.argv[1:], load)
    sys.stderr.flush()
    os._exit(status)
