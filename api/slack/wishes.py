"""From what Slack sends to what was asked for. Pure: payloads as Slack documents them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.slack import names
from api.slack.asked import Asked, Attached, Pasted, key_of
from api.slack.blocks_modals import FIELDS
from api.slack.collecting import links_in, text_files
from api.slack.reviews import Judge, Place

Body = Mapping[str, Any]

USAGE = (
    "Give the addresses of the articles: /brief https://… https://… – For texts and files use the "
    "shortcut “Brief articles”, for a thread mention me there or use “Brief this thread”."
)
NO_ARTICLE = "Give at least one article: a file or a text."
NO_TEXT = "Only text, Markdown and HTML files can be briefed."


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; its key is the same however often Slack delivers it."""

    key: str
    asked: Asked
    response_url: str | None = None


def from_command(body: Body) -> Wish | None:
    """Return the wish of ``/brief URL …``; None where there is no address."""
    urls = links_in(body.get("text") or "")
    asked = Asked(body["team_id"], body["channel_id"], body["user_id"], urls=tuple(urls))
    return Wish(_trigger(body), asked, body.get("response_url")) if urls else None


def from_mention(body: Body) -> Wish | None:
    """Return the wish of a mention; None for one by an app, which could answer us for ever."""
    event = body["event"]
    if event.get("bot_id") or event.get("subtype") or not event.get("user"):
        return None
    team = body.get("team_id") or event.get("team") or ""
    thread = event.get("thread_ts") or event["ts"]
    asked = Asked(team, event["channel"], event["user"], thread, read=thread)
    return Wish(key_of("mention", team, event["channel"], event["ts"]), asked)


def from_thread(body: Body) -> Wish:
    """Return the wish of the message shortcut."""
    message = body["message"]
    thread = message.get("thread_ts") or message["ts"]
    asked = Asked(_team(body), body["channel"]["id"], body["user"]["id"], thread, read=thread)
    return Wish(_trigger(body), asked, body.get("response_url"))


def from_form(body: Body) -> Wish | dict[str, str]:
    """Return the wish of the modal for articles, or what is wrong with it by field."""
    values = body["view"]["state"]["values"]
    texts = tuple(_texts(values))
    chosen = _field(values, names.FILES).get("files") or []
    files: tuple[Attached, ...] = tuple(text_files(chosen))
    if len(files) < len(chosen):
        return {names.FILES: NO_TEXT}
    if not texts and not files:
        return {f"{names.TEXT}1": NO_ARTICLE}
    channel = _field(values, names.CHANNEL).get("selected_conversation") or ""
    asked = Asked(_team(body), channel, body["user"]["id"], texts=texts, files=files)
    urls = [u["response_url"] for u in body.get("response_urls") or [] if u.get("response_url")]
    return Wish(key_of("view", body["view"]["id"]), asked, urls[0] if urls else None)


def _texts(values: Body) -> list[Pasted]:
    found = []
    for number in range(1, FIELDS + 1):
        text = _field(values, f"{names.TEXT}{number}").get("value") or ""
        source = _field(values, f"{names.SOURCE}{number}").get("value") or ""
        if text.strip():
            found.append(Pasted(text, source.strip() or None))
    return found


def _field(values: Body, name: str) -> Body:
    found: Body = (values.get(name) or {}).get(names.VALUE) or {}
    return found


@dataclass(frozen=True, slots=True)
class Click:
    """A button of a brief that somebody pressed."""

    key: str
    brief: str
    trigger: str
    by: Judge
    at: Place
    response_url: str | None

    @property
    def asked(self) -> Asked:
        """Return who clicked where, to answer them."""
        return Asked(self.by.team, self.at.channel, self.by.user, self.at.thread)


def click_of(body: Body) -> Click:
    """Return which button was pressed, by whom and where."""
    message, container = body.get("message") or {}, body.get("container") or {}
    ts = message.get("ts") or container.get("message_ts") or ""
    thread = message.get("thread_ts") or container.get("thread_ts") or ts
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Click(
        key=_trigger(body),
        brief=str(body["actions"][0].get("value") or ""),
        trigger=body["trigger_id"],
        by=judge_of(body),
        at=Place(channel, ts, thread),
        response_url=body.get("response_url"),
    )


def judge_of(body: Body) -> Judge:
    """Return who did something."""
    user = body["user"]
    return Judge(_team(body), user["id"], str(user.get("name") or user.get("username") or ""))


def _team(body: Body) -> str:
    return (body.get("team") or {}).get("id") or body["user"].get("team_id") or ""


def _trigger(body: Body) -> str:
    return key_of("trigger", body["trigger_id"])
