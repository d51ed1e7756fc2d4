"""Slack delivers late, twice, and under other names; others only pretend to be Slack."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from models.lexical import lexical_newsroom
from tests.api.fetching.outside import page, site
from tests.api.slack.desk import (
    FORM,
    LONG,
    LONGER,
    Newsdesk,
    a_thread,
    command,
    has_buttons,
    newsdesk,
)
from tests.api.slack.stand_in import Slack
from tests.api.slack.test_ways_in import PAGE
from tests.api.support import held_newsroom


def test_a_wrong_signature_is_refused(desk: Newsdesk) -> None:
    """And nothing comes of it."""
    desk.secret = "zq-another-secret"
    assert desk.send("commands", command("https://news.example/a"), FORM).status_code == 401
    thread = a_thread(desk.slack)
    assert desk.mention(thread).status_code == 401
    assert desk.slack.calls in ([], ["auth.test"])


def test_a_stale_signature_is_refused(desk: Newsdesk) -> None:
    """Five minutes are Slack's advice."""
    body = command("https://news.example/a")
    stale = desk.signed(body, time.time() - 400)
    assert desk.send("commands", body, FORM, **stale).status_code == 401
    fresh = desk.signed(body, time.time() - 200)
    assert desk.send("commands", body, FORM, **fresh).status_code == 200


def test_an_unsigned_request_is_refused(desk: Newsdesk) -> None:
    """As is one whose signature is no signature."""
    none = {"X-Slack-Signature": "", "X-Slack-Request-Timestamp": ""}
    assert desk.send("events", "{}", "application/json", **none).status_code == 401
    odd = {"X-Slack-Signature": "v0=zz", "X-Slack-Request-Timestamp": "soon"}
    assert desk.send("commands", "a=b", FORM, **odd).status_code == 401


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "payload=%7B", "payload=[]", ""])
@pytest.mark.parametrize("kind", ["application/json", FORM])
def test_what_is_no_request_is_refused(desk: Newsdesk, body: str, kind: str) -> None:
    """Signed or not, without an incident."""
    for path in ("events", "commands", "interactivity"):
        assert desk.send(path, body, kind).status_code < 500


def test_slack_can_check_the_address(desk: Newsdesk) -> None:
    """Before it delivers anything."""
    body = json.dumps({"type": "url_verification", "challenge": "zq"})
    answer = desk.send("events", body, "application/json")
    assert answer.status_code == 200
    assert "zq" in answer.text


def test_a_hundred_deliveries_of_a_mention_make_one_message(desk: Newsdesk) -> None:
    """Half of them under another event id, all but one with the headers of a retry."""
    thread = a_thread(desk.slack)
    ts = desk.slack.say("<@U0BOT> brief", thread)
    with ThreadPoolExecutor(4) as deliveries:
        found = list(
            deliveries.map(
                lambda n: desk.mention(ts, thread, f"Ev{n % 2}", retry=n).status_code, range(100)
            )
        )
    assert found == [200] * 100
    desk.answered(thread)
    assert desk.mention(ts, thread, "Ev3").status_code == 200
    time.sleep(1)
    assert len(desk.slack.ours()) == 1
    assert len(desk.briefs()) == 1


def test_a_hundred_replays_of_a_command_make_one_brief(workspace: Slack) -> None:
    """And one message, with its answer under it."""
    pages = {"/one": page(PAGE.format("One", LONG)), "/two": page(PAGE.format("Two", LONGER))}
    with (
        site(pages) as web,
        newsdesk(workspace, lexical_newsroom(), fetch=True, allow_hosts=web.host_port) as desk,
    ):
        body = command(f"{web.url('/one')} {web.url('/two')}")
        signature = desk.signed(body)
        with ThreadPoolExecutor(4) as replays:
            answers = list(
                replays.map(
                    lambda _: desk.send("commands", body, FORM, **signature).status_code, range(100)
                )
            )
        assert answers == [200] * 100
        parent = desk.until(lambda: workspace.ours())[0]
        desk.answered(parent["ts"])
        time.sleep(1)
        assert len([m for m in workspace.ours() if "thread_ts" not in m]) == 1
        assert len([m for m in workspace.ours() if has_buttons(m)]) == 1
        assert len(desk.briefs()) == 1


def test_a_slow_job_is_acknowledged_at_once_and_tells_how_far_it_is(workspace: Slack) -> None:
    """By editing one message."""
    newsroom, held = held_newsroom()
    with newsdesk(workspace, newsroom) as desk:
        thread = a_thread(workspace)
        ts = workspace.say("<@U0BOT> brief", thread)
        begun = time.monotonic()
        assert desk.mention(ts, thread).status_code == 200
        assert time.monotonic() - begun < 3
        desk.until(lambda: "step" in json.dumps(workspace.edits))
        assert len(workspace.ours()) == 1
        held.let_go.set()
        desk.answered(thread)
        assert len(workspace.ours()) == 1


def test_an_errand_outlives_its_process(workspace: Slack) -> None:
    """The next one goes on, with the same message."""
    newsroom, held = held_newsroom()
    thread = a_thread(workspace)
    ts = workspace.say("<@U0BOT> brief", thread)
    with newsdesk(workspace, newsroom, max_wait_s=1) as desk:
        assert desk.mention(ts, thread).status_code == 200
        desk.until(lambda: held.begun.acquire(blocking=False))
        held.let_go.set()
    with newsdesk(workspace, lexical_newsroom()) as desk:
        assert desk.mention(ts, thread).status_code == 200
        desk.answered(thread)
        assert len(workspace.ours()) == 1
        assert len(desk.briefs()) == 1


def test_apps_do_not_talk_to_each_other(desk: Newsdesk) -> None:
    """A mention by an app is not answered."""
    thread = a_thread(desk.slack)
    assert desk.mention(thread, bot_id="B9").status_code == 200
    time.sleep(0.5)
    assert "conversations.replies" not in desk.slack.calls


def test_a_body_that_is_too_large_is_cut(desk: Newsdesk) -> None:
    """Slack's are small."""
    body = urlencode({"text": "x" * 1_200_000})
    assert desk.send("commands", body, FORM).status_code == 413
