"""A walk in another process is the same walk."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.annex import wire
from api.annex.start import Annex
from api.desks import OwnDesk
from api.errors import BriefFailed, ModelsLost
from api.settings import Settings
from models.errors import Cancelled, InputError, WriterUnavailable
from models.lexical import lexical_newsroom
from models.news import Posted
from models.pipeline import STAGES
from tests.annex.process import HOLD
from tests.annex.support import annex, go_on, order
from tests.api.support import STORY
from tests.servers import until


@contextmanager
def loaded(kind: str = "lexical", settings: Settings | None = None) -> Iterator[Annex]:
    with closing(annex(kind, settings)) as found:
        found.ready()
        yield found


@pytest.fixture(scope="module")
def desk() -> Iterator[Annex]:
    with loaded() as found:
        yield found


def test_the_brief_is_the_one_that_is_made_here(desk: Annex) -> None:
    """Word for word, under the same id."""
    here = OwnDesk(lexical_newsroom()).brief(order(), go_on)
    there = desk.brief(order(), go_on)
    assert there.model_dump(exclude={"timings_ms"}) == here.model_dump(exclude={"timings_ms"})
    assert desk.models == lexical_newsroom().models


def test_every_stage_is_reported(desk: Annex) -> None:
    """In its order, and then the end."""
    heard: list[str] = []
    desk.brief(order(), lambda stage, done, total: heard.append(stage))
    assert heard == [*STAGES, "done"]


def test_what_a_report_raises_ends_the_walk(desk: Annex) -> None:
    """As it was raised; the next walk finds its seat in order."""
    heard: list[str] = []

    class Stop(Cancelled):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        heard.append(stage)
        raise Stop(stage)

    with pytest.raises(Stop):
        desk.brief(order(), stop)
    assert heard == ["clean"]
    assert desk.brief(order(), go_on).text


def test_an_article_that_cannot_be_used_is_told_of(desk: Annex) -> None:
    """With its place."""
    with pytest.raises(InputError) as caught:
        desk.brief(order(Posted("a1", "One", html="<p></p>")), go_on)
    assert caught.value.flaws


def test_an_unforeseen_error_is_told_by_its_number() -> None:
    """Its words, which may quote an article, stay where they are."""
    with loaded("failing") as found, pytest.raises(BriefFailed) as caught:
        found.brief(order(), go_on)
    assert caught.value.problem.status == 500
    assert (caught.value.problem.instance or "").startswith("urn:crosswire:incident:")
    assert "MINSK" not in caught.value.problem.model_dump_json()


def test_the_process_logs_nothing_that_was_posted(capfd: pytest.CaptureFixture[str]) -> None:
    """It writes to the service's standard error, in the form that the service was told."""
    posted = Posted("a1", "zyxmarker", f"{STORY} The zyxmarker was there.", title="zyxmarker")
    with loaded("failing", Settings(log="json")) as found, pytest.raises(BriefFailed):
        found.brief(order(posted), go_on)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert any(line["event"].startswith("incident") for line in lines)
    assert "zyxmarker" not in json.dumps(lines)


def test_a_silent_writer_is_told_of_as_such() -> None:
    """So that a job can be postponed."""
    with loaded("silent") as found, pytest.raises(WriterUnavailable):
        found.brief(order(), go_on)


def test_models_that_are_not_there_are_told_of() -> None:
    """In the words that name the command."""
    with closing(annex("missing")) as found, pytest.raises(BriefFailed) as caught:
        found.ready()
    assert "crosswire models install" in caught.value.problem.detail


def test_a_process_that_dies_while_it_loads_is_lost() -> None:
    """Not waited for."""
    with closing(annex("dying")) as found, pytest.raises(ModelsLost):
        found.ready()


def test_a_walk_is_lost_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller is told when to come again."""
    hold = tmp_path / "hold"
    hold.touch()
    monkeypatch.setenv(HOLD, str(hold))
    with loaded("held") as found:
        killer = threading.Thread(target=_kill_when_held, args=(found, hold))
        killer.start()
        with pytest.raises(ModelsLost) as caught:
            found.brief(order(), go_on)
        killer.join()
        assert caught.value.headers == {"Retry-After": "10"}
        with pytest.raises(ModelsLost):
            found.brief(order(), go_on)
        assert found.wait() == -signal.SIGKILL


def _kill_when_held(found: Annex, hold: Path) -> None:
    until(hold.with_suffix(".held").exists)
    os.kill(found.process_id, signal.SIGKILL)


def test_a_process_ends_with_its_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed while it loads or while nothing is to be done, it is gone at once."""
    with closing(annex()) as loading:
        pass
    assert loading.wait() == -signal.SIGTERM


def test_two_walks_run_in_one_process() -> None:
    """As many as there are seats; the weights are there once."""
    with loaded(settings=Settings(concurrency=2)) as found:
        both = threading.Barrier(2, timeout=20)

        def meet(stage: str, done: int, total: int) -> None:
            if stage == "encode":
                both.wait()

        made: list[str] = []
        walks = [
            threading.Thread(target=lambda: made.append(found.brief(order(), meet).text))
            for _ in range(2)
        ]
        for walk in walks:
            walk.start()
        for walk in walks:
            walk.join(20)
        assert len(made) == 2


# --- the messages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moment",
    [
        None,
        dt.date(2025, 12, 13),
        dt.datetime(2025, 12, 13, tzinfo=dt.UTC),
        dt.datetime(2025, 12, 13, 10, 0, 0, 5, dt.timezone(dt.timedelta(hours=-3))),
    ],
)
def test_an_order_arrives_as_it_was(moment: dt.date | dt.datetime | None) -> None:
    """A plain date stays one, and a time keeps its zone."""
    article = Posted("a1", "One", html="<p>\ud7ff\u200f😀</p>", published_at=moment, fetched=True)
    sent = order(article)
    arrived = wire.to_order(wire.of_order(sent))
    assert arrived.posted == [article]
    assert type(arrived.posted[0].published_at) is type(moment)
    assert (arrived.options, arrived.id, arrived.created_at) == (
        sent.options,
        sent.id,
        sent.created_at,
    )


def test_the_settings_arrive_with_the_key() -> None:
    """What was given to the app counts, not what the environment says."""
    settings = Settings(threads=3, writer_url="http://w/v1", writer_key="k", cache="c", log="json")
    arrived = wire.to_settings(wire.of_settings(settings))
    assert arrived.choice() == settings.choice()
    assert arrived.log == "json"
