"""The service's side of an annex: a process, its sockets, and a desk that sends orders there."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection

from api.annex import wire
from api.desks import Order
from api.errors import BriefFailed, ModelsLost
from api.schemas import BriefAnswer, Problem
from api.settings import Settings
from models.ports import Progress

COMMAND = (sys.executable, "-m", "api.annex")
_END_S = 5.0
"""How long a process may take to notice that its service is done with it."""
_LOST = "The process that holds the models came to its end while it made this brief: try again."


class Annex:
    """One process, from its start to its end; a desk as soon as it is ``ready``."""

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        """Start the process; it begins to load at once."""
        self._settings = settings
        self._loaded: dict[str, str] = {}
        self._free: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        with ExitStack() as theirs:
            pairs = [_pair(theirs) for _ in range(1 + settings.concurrency)]
            self._control, *self._walks = (ours for ours, _ in pairs)
            handed = [number for _, number in pairs]
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [*command, *map(str, handed)],
                pass_fds=handed,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # a terminal's Ctrl-C is for the service, which ends it
            )
        for walk in self._walks:
            self._free.put(walk)

    @property
    def models(self) -> dict[str, str]:
        """What is loaded."""
        return self._loaded

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ready(self) -> None:
        """Wait until the models are loaded.

        Raises:
            BriefFailed: they cannot be loaded; the problem says why.
            ModelsLost: the process came to its end first.
        """
        try:
            wire.tell(self._control, wire.of_settings(self._settings))
            said = wire.hear(self._control)
        except wire.LOST:
            raise ModelsLost("The process that loads the models came to its end.") from None
        if "problem" in said:
            raise BriefFailed(Problem.model_validate(said["problem"]))
        self._loaded = said["models"]

    def brief(self, order: Order, progress: Progress) -> BriefAnswer:
        """Have a brief made, and wait for it; a walk that is stopped ends at its next report.

        Raises:
            ModelsLost: the process came to its end.
        """
        walk = self._free.get()
        try:
            end, stop = _followed(walk, order, progress)
        except wire.LOST:
            headers = {"Retry-After": str(self._settings.retry_after_s)}
            raise ModelsLost(_LOST, headers=headers) from None
        finally:
            self._free.put(walk)  # a lost one too: whoever takes it is told the same
        if stop:
            raise stop
        return wire.to_answer(end)

    def wait(self) -> int:
        """Wait for the end of the process; return its exit status."""
        return self._process.wait()

    def close(self) -> None:
        """End the process."""
        self._process.terminate()  # it has nothing to save
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for connection in (self._control, *self._walks):
            connection.close()


def _pair(theirs: ExitStack) -> tuple[Connection, int]:
    """Return our end of a socket and the number of theirs, open until ``theirs`` is closed."""
    ours, other = socket.socketpair()
    theirs.callback(other.close)
    return Connection(ours.detach()), other.fileno()


def _followed(
    walk: Connection, order: Order, progress: Progress
) -> tuple[wire.Said, Exception | None]:
    """Follow a walk to its end; return that, and what ``progress`` stopped it with."""
    stop: Exception | None = None
    wire.tell(walk, wire.of_order(order))
    while "report" in (said := wire.hear(walk)):
        try:
            progress(*said["report"])
        except Exception as error:  # raised again once the walk has ended
            stop = error
        wire.tell(walk, {"go_on": stop is None})
    return said, stop
