"""Services and workers as real processes, which a test starts, holds and kills."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from api.store import Store
from tests.api.support import OTHER, STORY, articles
from tests.faults.held import HOLD
from tests.servers import ended, free_port, until

ROOT = Path(__file__).parent.parent.parent
FINAL = {"succeeded", "failed", "cancelled"}


@dataclass
class Plant:
    """Processes that share a database, and a broker where one is given."""

    folder: Path
    database_url: str
    broker_url: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def service(self) -> subprocess.Popen[bytes]:
        """Start a service and wait until it answers."""
        process = self._start("service", str(self.port))
        until(self._answers, 180, "the service did not start")
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker; it takes a few seconds."""
        return self._start("worker")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process as the kernel would for want of memory."""
        process.kill()
        process.wait(10)
        self._running.remove(process)

    def stop(self) -> None:
        """End all processes that still run."""
        for stage in self.folder.iterdir():
            stage.unlink()
        for process in self._running:
            ended(process)

    def hold(self, stage: str) -> None:
        """Hold whoever comes to a stage."""
        (self.folder / stage).touch()

    def let_go(self, stage: str) -> None:
        """Hold nobody at a stage any more."""
        (self.folder / stage).unlink()

    def held(self, stage: str) -> bool:
        """Whether somebody is held at a stage."""
        return (self.folder / f"held.{stage}").exists()

    def holder(
        self, stage: str, among: Sequence[subprocess.Popen[bytes]]
    ) -> subprocess.Popen[bytes]:
        """Return the process that is held at a stage."""
        pid = int((self.folder / f"held.{stage}").read_text().split()[0])
        return next(process for process in among if process.pid == pid)

    def forget(self, stage: str) -> None:
        """Forget that somebody was held at a stage."""
        (self.folder / f"held.{stage}").unlink()

    def queue(self) -> str:
        """Queue a brief and return its path."""
        later = {"Prefer": "respond-async"}
        answer = self.request("POST", "/v1/briefs", json=articles(STORY, OTHER), headers=later)
        assert answer.status_code == 202, answer.text
        return answer.headers["location"]

    def brief(self, path: str) -> dict[str, Any]:
        """Return a brief."""
        found: dict[str, Any] = self.request("GET", path).json()
        return found

    def listed(self) -> list[dict[str, Any]]:
        """Return all briefs that there are (100 at most)."""
        found: list[dict[str, Any]] = self.request("GET", "/v1/briefs?limit=100").json()["briefs"]
        return found

    def workers(self) -> int:
        """Return how many workers a service believes to be there."""
        found: int = self.request("GET", "/readyz").json()["workers"]["alive"]
        return found

    def done(self) -> bool:
        """Whether all briefs have come to their end."""
        return {b["status"] for b in self.listed()} <= FINAL

    def attempts(self, path: str) -> tuple[str, int]:
        """Return a brief's status and how often it was begun, as the database has it."""
        store = Store(self.database_url)
        found = store.briefs.snapshot(path.rpartition("/")[2])
        store.close()
        assert found
        return found.status, found.attempts

    def logged(self, words: str) -> bool:
        """Whether a service has said something."""
        return words in (self.folder.parent / "service.log").read_text()

    def request(self, method: str, path: str, **given: Any) -> httpx.Response:
        return httpx.request(method, f"http://127.0.0.1:{self.port}{path}", timeout=30, **given)

    def _answers(self) -> bool:
        try:
            return self.request("GET", "/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        given = {
            "DATABASE_URL": self.database_url,
            "BROKER_URL": self.broker_url,
            **{name.upper(): str(value) for name, value in self.settings.items()},
        }
        environment = {f"CROSSWIRE_{name}": value for name, value in given.items()}
        command = [sys.executable, "-m", f"tests.faults.{kind}", *arguments]
        log = (self.folder.parent / f"{kind}.log").open("ab")
        with log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **environment, HOLD: str(self.folder)},
                stdout=log,
                stderr=log,
            )
        self._running.append(process)
        return process
