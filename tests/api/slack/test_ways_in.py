"""Every way in, from a signed request over HTTP to the message that answers it."""

from __future__ import annotations

from typing import Any

import pytest

from api.slack import names
from api.slack.errors import NO_FETCHING, NOT_INVITED
from models.lexical import lexical_newsroom
from tests.api.fetching.outside import page, site
from tests.api.slack.desk import (
    FORM,
    LONG,
    LONGER,
    USER,
    Newsdesk,
    a_thread,
    command,
    has_buttons,
    newsdesk,
    said,
    trigger,
)
from tests.api.slack.stand_in import CHANNEL, FOREIGN, TEAM, Slack

PAGE = (
    "<html><head><title>{0}</title></head>"
    "<body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
)


def message_shortcut(ts: str, **more: Any) -> dict[str, Any]:
    shortcut = {
        "type": "message_action",
        "callback_id": names.BRIEF_THREAD,
        "trigger_id": trigger(),
    }
    where = {"team": {"id": TEAM}, "channel": {"id": CHANNEL}, "user": USER}
    return {**shortcut, **where, "message": {"ts": ts, "text": "x"}, **more}


def form(values: dict[str, Any], channel: str = CHANNEL, url: str | None = None) -> dict[str, Any]:
    chosen = {names.CHANNEL: {names.VALUE: {"selected_conversation": channel}}}
    state = {"values": chosen | {name: {names.VALUE: value} for name, value in values.items()}}
    view = {"id": trigger(), "callback_id": names.ARTICLES, "type": "modal", "state": state}
    urls = [{"response_url": url}] if url else []
    found = {"type": "view_submission", "team": {"id": TEAM}, "user": USER, "view": view}
    return {**found, "response_urls": urls}


def test_a_mention_in_a_thread_is_answered_there(desk: Newsdesk) -> None:
    """By one message, which told of progress before."""
    thread = a_thread(desk.slack)
    ts = desk.slack.say("<@U0BOT> brief", thread)
    assert desk.mention(ts, thread).status_code == 200
    (answer,) = desk.answered(thread)
    assert "disagree" in said(answer)
    assert "Belarus" in said(answer)
    assert answer["unfurl_links"] is answer["unfurl_media"] is False
    (brief,) = desk.briefs()
    assert (brief["status"], brief["articles"]) == ("succeeded", 2)


def test_the_shortcut_on_a_message_briefs_its_thread(desk: Newsdesk) -> None:
    """Pasted texts, shared messages and text snippets are its articles."""
    slack = desk.slack
    thread = slack.say("What do we make of this?")
    slack.say(
        "this one", thread, files=[slack.file("reuters.txt", f"By Ana Reyes, Reuters\n\n{LONG}")]
    )
    slack.say("and that", thread, attachments=[{"is_share": True, "text": LONGER}])
    slack.say("nice weather", thread)
    slack.page = 2
    assert desk.interact(message_shortcut(thread)).status_code == 200
    (answer,) = desk.answered(thread)
    assert "Reuters" in said(answer)
    assert desk.briefs()[0]["articles"] == 2


def test_a_command_posts_one_message_and_answers_under_it(workspace: Slack) -> None:
    """The articles are fetched."""
    pages = {"/one": page(PAGE.format("One", LONG)), "/two": page(PAGE.format("Two", LONGER))}
    with (
        site(pages) as web,
        newsdesk(workspace, lexical_newsroom(), fetch=True, allow_hosts=web.host_port) as desk,
    ):
        answer = desk.send("commands", command(f"{web.url('/one')} <{web.url('/two')}|two>"), FORM)
        assert (answer.status_code, answer.text) == (200, "")
        parent = desk.until(lambda: workspace.ours())[0]
        replies = desk.answered(parent["ts"])
        assert has_buttons(replies[-1])
        desk.until(lambda: "it stands in the thread" in said(workspace.ours()[0]))
        assert [m["ts"] for m in workspace.ours() if "thread_ts" not in m] == [parent["ts"]]
        assert desk.briefs()[0]["articles"] == 2


def test_a_command_while_fetching_is_off_names_the_setting(desk: Newsdesk) -> None:
    """To the asker alone, and nothing is posted."""
    body = command("https://news.example/a", response_url=desk.slack.hook("h1"))
    assert desk.send("commands", body, FORM).status_code == 200
    (told,) = desk.until(lambda: desk.slack.hooks["h1"])
    assert told["text"] == NO_FETCHING
    assert "CROSSWIRE_FETCH=1" in told["text"]
    assert told["response_type"] == "ephemeral"
    assert desk.slack.ours() == []


def test_a_command_without_an_address_says_how_it_is_used(desk: Newsdesk) -> None:
    """At once."""
    answer = desk.send("commands", command("what now"), FORM)
    assert (
        answer.json()["text"].startswith("Give the addresses")
        if answer.text[0] == "{"
        else answer.text.startswith("Give the addresses")
    )


def test_the_global_shortcut_opens_a_form(desk: Newsdesk) -> None:
    """Which takes files and texts, and says what a text field takes."""
    payload = {"type": "shortcut", "callback_id": names.BRIEF_ARTICLES, "trigger_id": trigger()}
    assert desk.interact({**payload, "team": {"id": TEAM}, "user": USER}).status_code == 200
    (view,) = desk.until(lambda: desk.slack.views)
    files = next(b["element"] for b in view["blocks"] if b["block_id"] == names.FILES)
    assert files == {"type": "file_input", "max_files": 10, "action_id": names.VALUE}
    assert "3,000 characters" in str(view)


def test_the_form_is_briefed(desk: Newsdesk) -> None:
    """A file and a text with its outlet."""
    values = {
        names.FILES: {
            "files": [desk.slack.file("radio.html", PAGE.format("Freed", LONGER), "text/html")]
        },
        f"{names.TEXT}1": {"value": LONG},
        f"{names.SOURCE}1": {"value": "Harbour Post"},
    }
    answer = desk.interact(form(values))
    assert (answer.status_code, answer.text) == (200, "")
    parent = desk.until(lambda: desk.slack.ours())[0]
    assert "Harbour Post" in said(desk.answered(parent["ts"])[-1])
    assert desk.briefs()[0]["articles"] == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, f"{names.TEXT}1"),
        ({f"{names.TEXT}2": {"value": "   "}}, f"{names.TEXT}1"),
        ({names.FILES: {"files": [{"name": "a.png", "mimetype": "image/png"}]}}, names.FILES),
    ],
)
def test_a_form_without_articles_is_refused_in_place(
    desk: Newsdesk, values: dict[str, Any], field: str
) -> None:
    """By its field."""
    answer = desk.interact(form(values)).json()
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [field]


def test_where_the_app_is_no_member_the_asker_alone_is_told(desk: Newsdesk) -> None:
    """By command and by form."""
    values = {f"{names.TEXT}1": {"value": LONG}}
    desk.interact(form(values, FOREIGN, desk.slack.hook("h2")))
    (told,) = desk.until(lambda: desk.slack.hooks["h2"])
    assert told["text"] == NOT_INVITED
    assert desk.slack.ours() == []


def test_a_thread_without_articles_says_so(desk: Newsdesk) -> None:
    """To the asker alone."""
    thread = desk.slack.say("hello")
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    (told,) = desk.until(lambda: desk.slack.whispers)
    assert "no article here" in told["text"]
    assert (told["user"], told["thread_ts"]) == ("U7", thread)


def test_what_of_a_thread_is_left_out_is_told(desk: Newsdesk) -> None:
    """The texts are briefed all the same."""
    thread = a_thread(desk.slack)
    picture = {"name": "a.png", "mimetype": "image/png", "url_private": "u"}
    desk.slack.say("and <https://news.example/a|this>", thread, files=[picture])
    desk.mention(desk.slack.say("<@U0BOT> brief", thread), thread)
    desk.answered(thread)
    (told,) = desk.until(lambda: desk.slack.whispers)
    assert "Left out: 1 link. Fetching is off" in told["text"]
    assert "Left out: 1 file without readable text." in told["text"]
