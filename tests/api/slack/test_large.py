"""Briefs that are larger than a message, and many at once."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.api.slack.desk import FORM, SECRET, Newsdesk, command, has_buttons, said
from tests.api.slack.stand_in import TOKEN, Slack
from tests.api.slack.test_ways_in import form
from tests.servers import free_port

PLACES = ("Ellin", "Dorth", "Marlow", "Kestrel", "Vane", "Orrin", "Tarn", "Hale", "Brack", "Selby")


def long_story(outlet: int) -> str:
    """A story of many long sentences that no other outlet has."""
    place = PLACES[outlet]
    told = "near the river had been flooded, that the bridge would stay closed, that the schools of"
    then = "the district, whose pupils were sent home in boats and buses, would open in week"
    sentences = [
        f"The mayor of {place} said on day {n} that {100 * outlet + n} houses {told} {then} {n}. "
        for n in range(1, 13)
    ]
    return " ".join(sentences)


def test_an_oversize_brief_goes_on_in_replies(desk: Newsdesk) -> None:
    """In order, each within the limits, the buttons under the last."""
    slack = desk.slack
    files = [slack.file(f"outlet{n}.txt", long_story(n)) for n in range(5)]
    desk.interact(form({"files": {"files": files}}))
    parent = desk.until(lambda: slack.ours())[0]
    replies = desk.answered(parent["ts"])
    assert len(replies) > 1
    assert [has_buttons(m) for m in replies] == [False] * (len(replies) - 1) + [True]
    assert "disagree" in said(replies[0])
    assert [m["text"][-8:] for m in replies] == [
        f"({n} of {len(replies)})" for n in range(1, len(replies) + 1)
    ]


@contextlib.contextmanager
def own_process(slack: Slack) -> Iterator[Newsdesk]:
    """The service in a process of its own, as it is run: callers and Slack take no time of it."""
    port = free_port()
    names = {"SIGNING_SECRET": SECRET, "BOT_TOKEN": TOKEN, "API": slack.api}
    given = {f"CROSSWIRE_SLACK_{name}": value for name, value in names.items()}
    server = "tests.api.slack.served:app"
    command_line = [sys.executable, "-m", "uvicorn", "--factory", server, "--port", str(port)]
    quiet = ["--log-level", "critical", "--no-access-log"]
    with subprocess.Popen([*command_line, *quiet], env={**os.environ, **given}) as process:
        desk = Newsdesk(port, slack)
        try:
            desk.until(lambda: up(desk), 60)
            yield desk
        finally:
            desk.http.close()
            process.terminate()
            process.wait(30)


def up(desk: Newsdesk) -> bool:
    try:
        return bool(desk.get("/readyz")["status"] == "ready")
    except httpx.TransportError:
        return False


@pytest.mark.slow
def test_commands_are_acknowledged_in_time_under_load(workspace: Slack) -> None:
    """50 at once while briefs are made: 99 of 100 within a second."""
    with own_process(workspace) as desk:
        files = [workspace.file(f"outlet{n}.txt", long_story(n)) for n in range(5)]
        for _ in range(5):
            desk.interact(form({"files": {"files": files}}))

        def acknowledged(_: int) -> float:
            body = command("https://news.example/a", response_url=workspace.hook("h"))
            begun = time.monotonic()
            assert desk.send("commands", body, FORM).status_code == 200
            return time.monotonic() - begun

        with ThreadPoolExecutor(50) as callers:
            took = sorted(callers.map(acknowledged, range(200)))
    late = took[int(0.99 * len(took)) - 1]
    assert late < 1.0, f"99 of 100 within {late:.2f} s, half within {took[len(took) // 2]:.2f} s"
