"""The way to the service: a running one by its address, or one of our own."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

READY_WITHIN_S = 120.0
ANSWER_WITHIN_S = 600.0
STOP_WITHIN_S = 20.0
TRIES_WHEN_BUSY = 6


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer over HTTP and the seconds it took."""

    status: int
    body: Any
    seconds: float


class NotReadyError(RuntimeError):
    """The service did not become ready."""


class Door:
    """Posts briefs to one service."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def post(self, body: Mapping[str, Any]) -> Reply:
        """Post a brief; a busy service is asked again when it says."""
        for _ in range(TRIES_WHEN_BUSY):
            started = time.perf_counter()
            response = self._client.post("/v1/briefs", json=body)
            seconds = time.perf_counter() - started
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(_retry_after(response))
        return Reply(response.status_code, _json(response), seconds)

    def is_ready(self) -> bool:
        """Whether the models are loaded."""
        try:
            return self._client.get("/readyz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False


@contextmanager
def open_door(url: str | None, root: Path) -> Iterator[Door]:
    """A door to the service at `url`, or to one started from `root` and ended afterwards."""
    if url is not None:
        with _client(url) as client:
            door = Door(client)
            _wait(door, None, None)
            yield door
        return
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder, _client(f"http://127.0.0.1:{port}") as client:
        log = Path(folder) / "server.log"
        server = _start(port, root, log)
        try:
            door = Door(client)
            _wait(door, server, log)
            yield door
        finally:
            _stop(server)


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=ANSWER_WITHIN_S, trust_env=False)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _start(port: int, root: Path, log: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "serve",
        "--no-keys",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with log.open("wb") as output:
        return subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT)


def _wait(door: Door, server: subprocess.Popen[bytes] | None, log: Path | None) -> None:
    """Wait until the service is ready; show the end of its log when it is not."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and (server is None or server.poll() is None):
        if door.is_ready():
            return
        time.sleep(0.5)
    tail = log.read_text(errors="replace")[-2000:] if log else ""
    ended = server is not None and server.poll() is not None
    what = "ended at once" if ended else f"is not ready after {READY_WITHIN_S:.0f} s"
    raise NotReadyError(f"the service {what}\n{tail}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return min(float(value), 60.0) if value.isdigit() else 2.0


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return response.text
