"""The buttons under a brief."""

from __future__ import annotations

from typing import Any

from api.slack import names
from tests.api.slack.desk import USER, Newsdesk, a_thread, has_buttons, said, trigger
from tests.api.slack.stand_in import CHANNEL, TEAM


def briefed(desk: Newsdesk) -> dict[str, Any]:
    """Have a thread briefed; return the message with the buttons."""
    thread = a_thread(desk.slack)
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    return desk.answered(thread)[-1]


def click(message: dict[str, Any], name: str, **more: Any) -> dict[str, Any]:
    (value,) = {
        e["value"] for b in message["blocks"] if b["type"] == "actions" for e in b["elements"]
    }
    where = {"team": {"id": TEAM}, "channel": {"id": CHANNEL}, "user": USER, "message": message}
    action = {"type": "button", "action_id": name, "block_id": "b", "value": value}
    return {"type": "block_actions", "trigger_id": trigger(), **where, "actions": [action], **more}


def test_the_evidence_is_shown(desk: Newsdesk) -> None:
    """In a modal."""
    message = briefed(desk)
    assert desk.interact(click(message, names.EVIDENCE)).status_code == 200
    (view,) = desk.until(lambda: desk.slack.views)
    assert "characters" in said(view)


def test_an_approval_is_a_review(desk: Newsdesk) -> None:
    """Shown at the brief's end and in the thread; once, however often it is delivered."""
    message = briefed(desk)
    approval = click(message, names.APPROVE)
    for _ in range(3):
        assert desk.interact(approval).status_code == 200
    desk.until(lambda: "approved by ana" in said(desk.slack.ours(message["thread_ts"])[0]))
    desk.until(lambda: any("approved this brief" in said(m) for m in desk.slack.ours()))
    brief = desk.get(f"/v1/briefs/{desk.briefs()[0]['id']}")
    assert [(r["verdict"], r["by"]) for r in brief["reviews"]] == [("approved", "ana (slack:U7)")]


def test_a_rejection_asks_why(desk: Newsdesk) -> None:
    """And keeps the reason."""
    message = briefed(desk)
    desk.interact(click(message, names.REJECT))
    (view,) = desk.until(lambda: desk.slack.views)
    reason = {names.REASON: {names.VALUE: {"value": "The <!channel> day is wrong."}}}
    sent = {**view, "id": "V1", "state": {"values": reason}}
    done = {"type": "view_submission", "team": {"id": TEAM}, "user": USER, "view": sent}
    for _ in range(2):
        assert desk.interact(done).status_code == 200
    desk.until(lambda: any("rejected this brief" in said(m) for m in desk.slack.ours()))
    (review,) = desk.get(f"/v1/briefs/{desk.briefs()[0]['id']}")["reviews"]
    assert (review["verdict"], review["reason"]) == ("rejected", "The <!channel> day is wrong.")


def test_a_shorter_brief_is_another_one(desk: Newsdesk) -> None:
    """Of the same articles, in the same thread; once, however often it is delivered."""
    message = briefed(desk)
    shorter = click(message, names.SHORTER)
    for _ in range(3):
        assert desk.interact(shorter).status_code == 200
    desk.until(
        lambda: len([m for m in desk.slack.ours(message["thread_ts"]) if has_buttons(m)]) == 2
    )
    assert [b["status"] for b in desk.briefs()] == ["succeeded", "succeeded"]


def test_a_longer_brief_is_another_one(desk: Newsdesk) -> None:
    """Up to the most words that a brief may have."""
    message = briefed(desk)
    for number in range(2, 5):
        desk.interact(click(message, names.LONGER))
        desk.until(lambda n=number: len([m for m in desk.slack.ours() if has_buttons(m)]) == n)
        message = desk.slack.ours()[-1]
    desk.interact(click(message, names.LONGER))
    (told,) = desk.until(lambda: desk.slack.whispers)
    assert "600 words" in told["text"]


def test_the_buttons_of_an_erased_brief_say_so(desk: Newsdesk) -> None:
    """To who clicked."""
    message = briefed(desk)
    desk.http.delete(f"http://127.0.0.1:{desk.port}/v1/briefs/{desk.briefs()[0]['id']}")
    for name in (names.EVIDENCE, names.SHORTER, names.APPROVE):
        desk.interact(click(message, name, response_url=desk.slack.hook(name)))
        (told,) = desk.until(lambda n=name: desk.slack.hooks[n])
        assert "erased" in told["text"]


def test_another_workspace_does_not_reach_a_brief(desk: Newsdesk) -> None:
    """Though it knows its id."""
    message = briefed(desk)
    foreign = {"team": {"id": "T2"}, "response_url": desk.slack.hook("h")}
    desk.interact(click(message, names.APPROVE, **foreign))
    desk.until(lambda: desk.slack.hooks["h"])
    assert desk.get(f"/v1/briefs/{desk.briefs()[0]['id']}")["reviews"] == []
