"""A service whose models are in another process: never stalled by it, and not lost with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.annex.staff import AnnexStaff
from api.annex.start import Annex
from api.app import create_app
from api.settings import Settings
from tests.annex.process import HOLD
from tests.annex.support import command, staff
from tests.api.later import ended, queue, standing
from tests.api.support import OPEN, OTHER, STORY, articles
from tests.servers import until as until_in_time


@contextmanager
def service(kind: str, **given: object) -> Iterator[tuple[TestClient, AnnexStaff]]:
    settings = Settings(**given)
    found = staff(kind, settings)
    with TestClient(create_app(settings, staff=found, gate=OPEN)) as client:
        yield client, found


@pytest.fixture
def hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file; while it is there, walks stand still and hold Python's lock."""
    file = tmp_path / "hold"
    file.touch()
    monkeypatch.setenv(HOLD, str(file))
    return file


def until(condition: Callable[[], bool]) -> None:
    """Wait for what needs a process to start: seconds, or many where others work too."""
    until_in_time(condition, 90)


def ready(client: TestClient) -> bool:
    return client.get("/readyz").status_code == 200


def held(hold: Path) -> bool:
    return hold.with_suffix(".held").exists()


def kill(found: AnnexStaff) -> None:
    assert found.annex
    os.kill(found.annex.process_id, signal.SIGKILL)


def test_health_is_answered_while_a_walk_holds_pythons_lock(hold: Path) -> None:
    """In a thread of the service, the same walk would keep everybody waiting."""
    with service("held") as (client, _), ThreadPoolExecutor(1) as callers:
        until(lambda: ready(client))
        brief = callers.submit(client.post, "/v1/briefs", json=articles(STORY, OTHER))
        until(lambda: held(hold))
        begun = time.monotonic()
        for _ in range(10):
            assert client.get("/healthz").status_code == 200
        assert time.monotonic() - begun < 2
        hold.unlink()
        assert brief.result().status_code == 200


def test_a_walk_that_is_lost_is_a_503_and_the_models_come_back(hold: Path) -> None:
    """Another process is started; the next brief is made there."""
    with service("held", retry_after_s=3) as (client, found), ThreadPoolExecutor(1) as callers:
        until(lambda: ready(client))
        brief = callers.submit(client.post, "/v1/briefs", json=articles(STORY, OTHER))
        until(lambda: held(hold))
        kill(found)
        answer = brief.result()
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:crosswire:problem:models-lost"
        assert answer.headers["retry-after"] == "3"
        hold.unlink()
        until(lambda: found.losses == 1)
        until(lambda: ready(client))
        assert client.post("/v1/briefs", json=articles(STORY, OTHER)).status_code == 200
        assert "crosswire_models_losses 1.0" in client.get("/metrics").text


def test_a_job_outlives_the_process_that_made_it(hold: Path) -> None:
    """It is begun again, as its second attempt."""
    with service("held") as (client, found):
        until(lambda: ready(client))
        path = queue(client)
        until(lambda: held(hold))
        standing(client, path, "running")
        kill(found)
        hold.unlink()
        assert ended(client, path, 90)["status"] == "succeeded"


def test_a_job_that_is_cancelled_stops_in_the_other_process(hold: Path) -> None:
    """At its next report; the seat is free for the next one."""
    with service("held") as (client, _):
        until(lambda: ready(client))
        path = queue(client)
        until(lambda: held(hold))
        assert client.delete(path).status_code == 204
        hold.unlink()
        assert client.post("/v1/briefs", json=articles(STORY, OTHER)).status_code == 200
        assert client.get(path).json()["status"] == "cancelled"


def test_a_process_that_cannot_be_started_is_tried_again() -> None:
    """Want of memory may pass."""
    tries: list[int] = []

    def start(settings: Settings) -> Annex:
        tries.append(1)
        if len(tries) == 1:
            raise BlockingIOError
        return Annex(settings, command("lexical"))

    settings = Settings()
    with TestClient(
        create_app(settings, staff=AnnexStaff(settings, start=start), gate=OPEN)
    ) as client:
        until(lambda: ready(client))
    assert len(tries) == 2


def test_models_that_are_not_there_are_not_tried_again() -> None:
    """The service says why, and lives."""
    with service("missing") as (client, found):
        until(lambda: "crosswire models install" in client.get("/readyz").text)
        assert found.broken
        assert found.annex is None
        assert client.post("/v1/briefs", json=articles(STORY)).status_code == 503


def test_the_service_can_be_stopped_while_models_are_loaded() -> None:
    """Their process is gone then."""
    with service("dying") as (client, found):
        until(lambda: found.losses > 0)
        assert "loaded again" in client.get("/readyz").json()["detail"]
    assert found.annex is None


def test_a_service_with_an_annex_imports_no_model_library() -> None:
    """The weights, and what computes with them, are in one process only."""
    code = (
        "import sys; from api.app import create_app; create_app();"
        "sys.exit(bool({'torch', 'transformers', 'spacy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
