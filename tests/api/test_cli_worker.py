"""``crosswire worker`` says what it lacks before it loads anything."""

from __future__ import annotations

import pytest
import typer

from api.errors import StoreUnavailable
from api.exits import DATABASE, WEIGHTS
from api.jobs.process import run_worker, threads_of
from api.parts import check_database
from api.settings import Settings
from models.errors import WeightsMissing
from tests.api.cli_support import crosswire

BROKER = "redis://127.0.0.1:6379/0"


def test_a_worker_needs_a_broker() -> None:
    """Without one the service works itself."""
    result = crosswire("worker")
    assert result.exit_code == 2
    assert "CROSSWIRE_BROKER_URL" in result.stderr


def test_a_worker_is_started_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment."""
    monkeypatch.setenv("CROSSWIRE_BROKER_URL", BROKER)
    seen: list[Settings] = []
    assert crosswire("worker", work=seen.append).exit_code == 0
    assert seen[0].broker() == BROKER


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (StoreUnavailable("The database cannot be used now."), DATABASE, "database"),
        (WeightsMissing("not installed"), WEIGHTS, "crosswire models install"),
    ],
)
def test_a_worker_that_cannot_work_says_why(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    """On standard error, with a code of its own."""
    monkeypatch.setenv("CROSSWIRE_BROKER_URL", BROKER)

    def work(settings: Settings) -> None:
        raise error

    result = crosswire("worker", work=work)
    assert result.exit_code == code
    assert said in result.stderr


def test_an_address_of_no_database_is_refused_before_anything_is_started() -> None:
    """By the name of the setting; the address may hold a password."""
    with pytest.raises(typer.BadParameter) as caught:
        check_database(Settings(database_url="mysql://me:zq-password@host/name"))
    assert "CROSSWIRE_DATABASE_URL" in str(caught.value)
    assert "zq-password" not in str(caught.value)


def test_no_worker_runs_without_a_broker() -> None:
    """Whoever calls it."""
    with pytest.raises(ValueError, match="CROSSWIRE_BROKER_URL"):
        run_worker(Settings())


def test_workers_share_the_cores_of_a_machine() -> None:
    """Unless they are told how many threads to take."""
    alone = threads_of(Settings())
    assert alone >= 1
    assert threads_of(Settings(workers=2)) == max(1, alone // 2)
    assert threads_of(Settings(workers=1_000)) == 1
    assert threads_of(Settings(workers=2, threads=5)) == 5
