"""Briefs that are larger than a message, and many at once."""

from __future__ import annotations

import contextlib

import pytest

from benchmarks.acknowledging import measured
from benchmarks.serving import service
from tests.api.slack.desk import Newsdesk, has_buttons, said, secrets
from tests.api.slack.stand_in import Slack
from tests.api.slack.test_ways_in import form

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


@pytest.mark.slow
def test_commands_are_acknowledged_in_time_under_load(workspace: Slack) -> None:
    """50 at once while the embedded models make briefs: 99 of 100 within a second."""
    with service(**secrets(workspace)) as served:
        desk = Newsdesk.at(served.address, workspace)
        with contextlib.closing(desk.http):
            found = measured(served.address, desk, "ferry-fire", seconds=10)
    assert found["briefs_under_way_at_the_end"] > 0
    assert found["kept_the_bar"], found
