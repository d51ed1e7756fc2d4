"""A process that is lost between posting a message and noting it: there is no second message."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from api.slack.marks import ANNOUNCEMENT, mark, marked
from api.store import Filters, Store
from benchmarks.serving import service
from models.lexical import lexical_newsroom
from tests.api.slack.desk import Newsdesk, has_buttons, newsdesk, secrets
from tests.api.slack.stand_in import Slack
from tests.api.slack.test_large import long_story
from tests.api.slack.test_ways_in import form

PLACES = (ANNOUNCEMENT, 1, 2)


def place_of(message: dict[str, Any]) -> int:
    return int(message["metadata"]["event_payload"]["place"])


def ask(desk: Newsdesk) -> None:
    """Ask for a brief of several messages, under one of ours."""
    files = [desk.slack.file(f"outlet{n}.txt", long_story(n)) for n in range(5)]
    assert desk.interact(form({"files": {"files": files}})).status_code == 200


def each_stands_once(desk: Newsdesk) -> None:
    """The announcement, and each message of the brief."""
    desk.until(lambda: any(map(has_buttons, desk.slack.ours())), 180)
    desk.until(lambda: "stands in the thread" in str(desk.slack.edits[-1:]))
    places = [place_of(m) for m in desk.slack.ours()]
    assert len(places) > 2
    assert places == sorted(set(places))


def test_a_message_is_known_by_its_mark() -> None:
    """Among those of people, of other apps and of other briefs."""
    there = [
        {"ts": "1.1"},
        {"ts": "1.2", "metadata": {"event_type": "task_created", "event_payload": {"place": "1"}}},
        {"ts": "1.3", "metadata": mark("brf_2", 1)},
        {"ts": "1.4", "metadata": mark("brf_1", 1)},
        {"ts": "1.5", "metadata": mark("brf_1", 0)},
        {"ts": "1.6", "metadata": {"event_type": "crosswire_brief"}},
    ]
    assert marked(there, "brf_1") == {0: "1.5", 1: "1.4"}


@pytest.mark.parametrize("place", PLACES)
def test_a_service_stops_before_it_notes_a_message(workspace: Slack, place: int) -> None:
    """It was cancelled while it waited for Slack's answer."""
    stands, stopped = threading.Event(), threading.Event()

    def hold(message: dict[str, Any]) -> None:
        if place_of(message) == place and not stands.is_set():
            stands.set()
            assert stopped.wait(30)

    workspace.on_post = hold
    with newsdesk(workspace, lexical_newsroom()) as desk:
        ask(desk)
        assert stands.wait(30)
    stopped.set()
    with newsdesk(workspace, lexical_newsroom()) as desk:
        each_stands_once(desk)
        assert len(desk.briefs()) == 1


@contextlib.contextmanager
def running(slack: Slack, url: str) -> Iterator[tuple[Newsdesk, psutil.Process]]:
    """The service in a process of its own."""
    with service(lexical=True, database_url=url, lease_s=2, **secrets(slack)) as served:
        desk = Newsdesk.at(served.address, slack)
        with contextlib.closing(desk.http):
            yield desk, served.process


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_service_is_killed_before_it_notes_a_message(
    workspace: Slack, tmp_path: Path, place: int
) -> None:
    """At once, with the message standing in Slack."""
    killed = threading.Event()
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    with running(workspace, url) as (desk, process):

        def kill(message: dict[str, Any]) -> None:
            if place_of(message) == place and not killed.is_set():
                process.kill()
                killed.set()

        workspace.on_post = kill
        ask(desk)
        assert killed.wait(180)
    with running(workspace, url) as (desk, _):
        each_stands_once(desk)
    store = Store(url)
    assert len(store.briefs.page(Filters(), None, 9).briefs) == 1
    store.close()
