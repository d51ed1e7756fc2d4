"""The whole service with its real weights, as its users start it: alone, and with workers."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.serving import Served, service, story
from benchmarks.workers import worker
from tests.servers import postgres, redis_server, until

pytestmark = pytest.mark.slow

EMBEDDED = {"encoder", "reader", "judge", "writer", "crosswire"}


def test_a_service_alone_makes_briefs() -> None:
    """With nothing but its file: for who waits and for who comes later."""
    with service() as served:
        assert set(_get(served, "/readyz")["models"]) == EMBEDDED
        _makes_briefs(served)


def test_workers_make_the_briefs_of_a_service(tmp_path: Path) -> None:
    """The same through Celery on Redis, in PostgreSQL; the service itself has no models."""
    with ExitStack() as stack:
        enter = stack.enter_context
        given = {"broker_url": enter(redis_server()).url, "database_url": enter(postgres()).url}
        served = enter(service(**given))
        assert set(_get(served, "/readyz")["models"]) == {"crosswire"}
        enter(worker(tmp_path / "worker.log", None, **given))
        until(lambda: _get(served, "/readyz")["workers"]["alive"] == 1, 300, "no worker came")
        _makes_briefs(served)


def _makes_briefs(served: Served) -> None:
    request = story("ferry-fire")
    waited = httpx.post(f"{served.address}/v1/briefs", json=request, timeout=300)
    assert waited.status_code == 200, waited.text
    later = {"Prefer": "respond-async"}
    accepted = httpx.post(f"{served.address}/v1/briefs", json=request, headers=later, timeout=60)
    assert accepted.status_code == 202, accepted.text
    made = _ended(served, accepted.headers["location"])
    _is_a_brief(made, request)
    assert _same(made) == _same(waited.json())
    assert _same(_get(served, waited.headers["content-location"])) == _same(made)


def _is_a_brief(brief: dict[str, Any], request: dict[str, Any]) -> None:
    texts = {f"a{n}": article["text"] for n, article in enumerate(request["articles"], 1)}
    assert set(brief["models"]) == EMBEDDED
    assert brief["headline"]
    assert brief["sentences"]
    for sentence in brief["sentences"]:
        for cited in sentence["citations"]:
            text = texts[cited["article_id"]]
            assert text[cited["start"] : cited["end"]] == cited["quote"]


def _same(brief: dict[str, Any]) -> dict[str, Any]:
    """Return what is the same in two answers to one request."""
    return {k: v for k, v in brief.items() if k not in {"id", "created_at", "timings_ms"}}


def _ended(served: Served, path: str) -> dict[str, Any]:
    end = time.monotonic() + 300
    while (brief := _get(served, path))["status"] in {"queued", "running"}:
        assert time.monotonic() < end, brief
        time.sleep(0.5)
    assert brief["status"] == "succeeded", brief
    return brief


def _get(served: Served, path: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{served.address}{path}", timeout=60).json()
    return found
