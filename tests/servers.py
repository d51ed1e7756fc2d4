"""PostgreSQL and Redis for tests: Debian's programs on free ports, in folders of their own."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


@dataclass
class Postgres:
    """A running server; each test has a schema of its own, which is as good as a database."""

    port: int
    made: int = 0

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def database(self) -> str:
        """Make a schema and return the address at which there is nothing else."""
        self.made += 1
        name = f"test{self.made}"
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
def postgres() -> Iterator[Postgres]:
    """Run a PostgreSQL server until the end of the block."""
    initdb, server = program("initdb", "postgresql"), program("postgres", "postgresql")
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with tempfile.TemporaryDirectory(prefix="crosswire-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data, found = f"{folder}/data", Postgres(free_port())
        make = [initdb, "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]
        subprocess.run(make, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
        command = [server, "-D", data, "-p", str(found.port)]
        command += [part for option in options for part in ("-c", option)]
        process = _started(command, user=user, cwd=folder)
        try:
            until(found.answers, why="PostgreSQL did not start")
            yield found
        finally:
            ended(process, signal.SIGINT)  # on SIGTERM it would wait for its clients


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
