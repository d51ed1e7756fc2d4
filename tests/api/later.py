"""What tests of asynchronous briefs say to a service."""

from __future__ import annotations

import time
from typing import Any

from starlette.testclient import TestClient

from tests.api.support import OTHER, STORY, articles

LATER = {"Prefer": "respond-async"}
FINAL = {"succeeded", "failed", "cancelled"}


def queue(client: TestClient, *texts: str) -> str:
    """Queue a brief and return its path."""
    answer = client.post("/v1/briefs", json=articles(*(texts or (STORY, OTHER))), headers=LATER)
    assert answer.status_code == 202, answer.text
    path: str = answer.headers["location"]
    return path


def ended(client: TestClient, path: str, seconds: float = 30) -> dict[str, Any]:
    """Return a brief once it has come to its end."""
    until = time.monotonic() + seconds
    while True:
        found: dict[str, Any] = client.get(path).json()
        if found["status"] in FINAL:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.02)


def standing(client: TestClient, path: str, status: str) -> dict[str, Any]:
    """Return a brief once it has a status."""
    until = time.monotonic() + 30
    while True:
        found: dict[str, Any] = client.get(path).json()
        if found["status"] == status:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.02)
