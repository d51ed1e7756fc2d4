"""What Slack refuses is told so that a person can act on it."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from api.slack.errors import NOT_HERE, NOT_INVITED
from models.lexical import lexical_newsroom
from tests.api.slack.desk import FORM, LONG, Newsdesk, a_thread, command, newsdesk, said
from tests.api.slack.hostile import TEXTS
from tests.api.slack.rules import users
from tests.api.slack.stand_in import ARCHIVED, FOREIGN, PRIVATE, TEAM, TOKEN, Slack
from tests.api.slack.test_ways_in import form
from tests.api.support import SilentWriter, service, untouchable_newsroom

ARTICLE = {"text1": {"value": LONG}}


def test_slack_is_off_until_its_secrets_are_set() -> None:
    """And says which are missing."""
    with service(untouchable_newsroom(), slack_bot_token=TOKEN) as client:
        for path in ("events", "commands", "interactivity"):
            answer = client.post(f"/slack/{path}", content=b"x")
            assert answer.status_code == 503
            assert "CROSSWIRE_SLACK_SIGNING_SECRET" in answer.json()["detail"]
            assert "BOT_TOKEN" not in answer.json()["detail"]
        assert "slack" not in client.get("/readyz").json()


def test_an_archived_channel_is_told_in_a_direct_message(desk: Newsdesk) -> None:
    """There is no other way."""
    desk.interact(form(ARTICLE, ARCHIVED))
    (told,) = desk.until(lambda: desk.slack.ours())
    assert told["channel"] == "U7"
    assert "archived" in told["text"]


def test_a_direct_message_between_others_is_told_apart(desk: Newsdesk) -> None:
    """Nobody can invite the app there."""
    desk.interact(form(ARTICLE, PRIVATE, desk.slack.hook("h1")))
    (told,) = desk.until(lambda: desk.slack.hooks["h1"])
    assert told["text"] == NOT_HERE


@pytest.mark.parametrize("code", ["restricted_action", "restricted_action_thread_locked"])
def test_rules_of_a_workspace_are_told(desk: Newsdesk, code: str) -> None:
    """To the asker, who may ask an admin."""
    desk.slack.faults["chat.postMessage"] = [(200, {"ok": False, "error": code})]
    desk.interact(form(ARTICLE, url=desk.slack.hook("h1")))
    (told,) = desk.until(lambda: desk.slack.hooks["h1"])
    assert code in told["text"]
    assert "admin" in told["text"]


def test_an_expired_response_url_is_not_the_end(desk: Newsdesk) -> None:
    """The asker hears of it all the same."""
    desk.slack.expired.add("h1")
    desk.send("commands", command("https://a.example/", response_url=desk.slack.hook("h1")), FORM)
    (told,) = desk.until(lambda: desk.slack.whispers)
    assert "CROSSWIRE_FETCH=1" in told["text"]
    desk.interact(form(ARTICLE, FOREIGN, desk.slack.hook("h1")))
    (direct,) = desk.until(lambda: desk.slack.ours())
    assert direct["text"].startswith(NOT_INVITED)


def test_a_response_url_that_is_not_slacks_is_not_used(desk: Newsdesk) -> None:
    """Nothing is sent there."""
    url = "http://127.0.0.1:9/hook"
    desk.send("commands", command("https://a.example/", response_url=url), FORM)
    assert desk.until(lambda: desk.slack.whispers)


@pytest.mark.parametrize("method", ["conversations.replies", "chat.postMessage"])
def test_a_missing_scope_is_named(desk: Newsdesk, method: str) -> None:
    """With what is to be done."""
    fault = {"ok": False, "error": "missing_scope", "needed": "channels:history"}
    desk.slack.faults[method] = [(200, fault)]
    thread = a_thread(desk.slack)
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    (told,) = desk.until(lambda: desk.slack.whispers)
    assert "channels:history" in told["text"]
    assert "install" in told["text"]


@pytest.mark.parametrize("method", ["conversations.replies", "chat.postMessage"])
def test_slack_is_waited_for_as_long_as_it_asks(desk: Newsdesk, method: str) -> None:
    """429 with Retry-After, when reading and when posting."""
    limited: tuple[int, dict[str, Any]] = (
        429,
        {"ok": False, "error": "ratelimited", "retry_after": 1},
    )
    desk.slack.faults[method] = [limited, limited]
    thread = a_thread(desk.slack)
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    assert len(desk.answered(thread)) == 1
    assert desk.slack.calls.count(method) >= 3


def test_a_message_that_was_removed_is_posted_anew(desk: Newsdesk) -> None:
    """Where it told of progress."""
    gone = {"ok": False, "error": "message_not_found"}
    desk.slack.faults["chat.update"] = [(200, gone)] * 3
    thread = a_thread(desk.slack)
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    assert len(desk.answered(thread)) == 2


def test_a_revoked_token_shows(desk: Newsdesk, caplog: pytest.LogCaptureFixture) -> None:
    """In the log, in /readyz and to the asker; the service works on."""
    desk.until(lambda: desk.get("/readyz")["slack"]["status"] == "on")
    desk.slack.revoked = True
    with caplog.at_level(logging.ERROR, "crosswire"):
        desk.interact(form(ARTICLE, url=desk.slack.hook("h1")))
        (told,) = desk.until(lambda: desk.slack.hooks["h1"])
    assert "CROSSWIRE_SLACK_BOT_TOKEN" in told["text"]
    ready = desk.get("/readyz")
    assert (ready["status"], ready["slack"]["status"]) == ("ready", "broken")
    assert "CROSSWIRE_SLACK_BOT_TOKEN" in ready["slack"]["detail"]
    assert "token_revoked" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "event",
    [{"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}, {"type": "app_uninstalled"}],
)
def test_slack_tells_that_the_app_was_removed(desk: Newsdesk, event: dict[str, Any]) -> None:
    """Before any call fails."""
    desk.until(lambda: desk.get("/readyz")["slack"]["status"] == "on")
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event}
    assert desk.send("events", json.dumps(body), "application/json").status_code == 200
    desk.until(lambda: desk.get("/readyz")["slack"]["status"] == "broken")


def test_a_cancelled_brief_says_so(workspace: Slack) -> None:
    """In place of its progress."""
    newsroom = replace(lexical_newsroom(), writer=SilentWriter())
    with newsdesk(workspace, newsroom) as desk:
        thread = a_thread(workspace)
        desk.mention(workspace.say("<@U0BOT> brief", thread), thread)
        job = desk.until(desk.briefs)[0]["id"]
        desk.http.delete(f"http://127.0.0.1:{desk.port}/v1/briefs/{job}")
        (message,) = desk.until(
            lambda: [m for m in workspace.ours(thread) if "There is no brief" in said(m)]
        )
        assert "cancelled or erased" in said(message)


def test_no_secret_and_no_text_reaches_the_log(
    desk: Newsdesk, caplog: pytest.LogCaptureFixture
) -> None:
    """At any level of ours, whatever is sent."""
    with caplog.at_level(logging.DEBUG):
        thread = a_thread(desk.slack)
        desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
        desk.send("commands", command("zq-typed-text"), FORM)
        desk.secret, kept = "zq-wrong", desk.secret
        desk.send("commands", command("zq-typed-text"), FORM)
        desk.secret = kept
        desk.answered(thread)
    for secret in (TOKEN, kept, "zq-typed-text", "Kalesnikava"):
        assert secret not in caplog.text


@pytest.mark.parametrize("name", ["channel", "link", "json", "long markup", "long word"])
def test_hostile_articles_are_shown_as_they_stand(desk: Newsdesk, name: str) -> None:
    """From the file to the message: nothing of them lives."""
    text = (
        f"Twelve people died in Port Ellin on Tuesday, the police said. {TEXTS[name]} They fled.\n"
    )
    values = {
        "files": {"files": [desk.slack.file(f"{n}.txt", text + n) for n in ("One", "<!here>")]}
    }
    desk.interact(form(values))
    parent = desk.until(lambda: desk.slack.ours())[0]
    shown = [parent, *desk.answered(parent["ts"])]
    assert set(users([m["blocks"] for m in shown])) <= {"U7"}
    assert desk.slack.flaws == []
