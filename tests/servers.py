"""PostgreSQL and Redis for tests: Debian's programs on free ports, in folders of their own.

And servers of HTTP in threads.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis


def _ports_of_this_process() -> Iterator[int]:
    """Yield the ports of one range of a thousand, each once, from anywhere in it.

    Below those that the kernel gives to whoever connects: between our looking and a server's
    listening nobody else takes one. Another worker of the run has another range.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    first, start = 20_000 + 1_000 * (int(worker) % 12), random.randrange(1_000)
    for n in range(1_000):
        yield first + (start + n) % 1_000


_PORTS = _ports_of_this_process()


def free_port() -> int:
    """Return a port on which nobody listens."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port is left to this process")


def program(name: str, package: str) -> str:
    """Return where a program is, or skip the test and say what to install."""
    places = [str(p) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        pytest.skip(f"{name} is not there: apt-get install {package}")
    return found


def until(condition: Callable[[], bool], seconds: float = 20, why: str = "") -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, why or "it did not happen in time"
        time.sleep(0.05)


def ended(process: subprocess.Popen[bytes], by: signal.Signals = signal.SIGTERM) -> None:
    """End a process that a test has started."""
    process.send_signal(by)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


class Postgres:
    """A server; each test has a schema of its own, which is as good as a database.

    ``durable``: it writes to the disk before it says so, which tests need not wait for.
    """

    def __init__(self, folder: str, durable: bool = False) -> None:
        self._options = ["listen_addresses=127.0.0.1", "unix_socket_directories="]
        self._options += [] if durable else ["fsync=off"]
        self._folder = folder
        self._server = program("postgres", "postgresql")
        self._user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._make()

    def _make(self) -> None:
        if self._user:
            shutil.chown(self._folder, self._user)
        initdb = program("initdb", "postgresql")
        command = [initdb, "-D", f"{self._folder}/data", "-A", "trust", "-U", "postgres", "-N"]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, user=self._user, cwd=self._folder, stdout=quiet)

    def start(self) -> None:
        command = [self._server, "-D", f"{self._folder}/data", "-p", str(self._port)]
        command += [part for option in self._options for part in ("-c", option)]
        self._process = _started(command, user=self._user, cwd=self._folder)
        until(self.answers, why="PostgreSQL did not start")

    def stop(self) -> None:
        """Stop without waiting for clients."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Stop in the middle of everything; the next start has to recover."""
        self._end(signal.SIGQUIT)

    def _end(self, by: signal.Signals) -> None:
        if self._process:
            ended(self._process, by)
            self._process = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    def database(self) -> str:
        """Make a schema and return the address at which there is nothing else."""
        self._made += 1
        name = f"test{self._made}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.url}?options=-csearch_path%3D{name}"

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextlib.contextmanager
def postgres(durable: bool = False) -> Iterator[Postgres]:
    """Run a PostgreSQL server until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="crosswire-pg-") as folder:
        server = Postgres(folder, durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A server for all tests of a folder whose conftest takes this."""
    with postgres() as server:
        yield server


class Redis:
    """A server that can be killed and started again; it forgets what it held."""

    def __init__(self) -> None:
        self._program = program("redis-server", "redis-server")
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        command = [self._program, "--port", str(self._port), "--bind", "127.0.0.1"]
        self._process = _started([*command, "--save", "", "--appendonly", "no"])
        until(self.answers, why="Redis did not start")

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait(10)
        self._process = None

    def answers(self) -> bool:
        with redis.Redis.from_url(self.url) as client:
            try:
                return bool(client.ping())
            except redis.ConnectionError:
                return False

    def newest_arguments(self) -> Any:
        """Return the positional and named arguments of the message that came last."""
        with redis.Redis.from_url(self.url) as client:
            (message, *_) = client.lrange("crosswire", 0, 0)
        return json.loads(base64.b64decode(json.loads(message)["body"]))[:2]

    def stop(self) -> None:
        if self._process:
            ended(self._process)


@contextlib.contextmanager
def redis_server() -> Iterator[Redis]:
    """Run a Redis server until the end of the block."""
    server = Redis()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _started(
    command: Sequence[str], user: str | None = None, cwd: str | None = None
) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, user=user, cwd=cwd or "/", stdin=quiet, stdout=quiet, stderr=quiet
    )
