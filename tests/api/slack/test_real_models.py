"""Every way in on the embedded models: a sample story, from a signed request to the last message.

One service for all of them, started as it is run: its models are in a process of their own.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.slack import names
from benchmarks.serving import service
from tests.api.fetching.outside import Site, page, site
from tests.api.slack.desk import (
    FORM,
    USER,
    Newsdesk,
    command,
    has_buttons,
    said,
    secrets,
    trigger,
)
from tests.api.slack.stand_in import TEAM, Slack, slack
from tests.api.slack.test_buttons import click
from tests.api.slack.test_ways_in import form, message_shortcut

pytestmark = pytest.mark.slow

STORY = Path(__file__).parents[3] / "examples" / "ferry-fire"
FOREIGN = json.loads((STORY / "known.json").read_text(encoding="utf-8"))["foreign"]
WIRE, PENNANT, COURIER, VBN = (
    (STORY / name).read_text(encoding="utf-8")
    for name in ("meridian-wire.txt", "daily-pennant.txt", "ellin-courier.md", "vbn-news.html")
)
MOST_S = 240.0
"""Seconds that a brief may take here, where others use the processors too."""


@dataclass
class Newsroom:
    """A workspace with a service on real models, and a site that has the story."""

    desk: Newsdesk
    web: Site

    @property
    def slack(self) -> Slack:
        return self.desk.slack

    def brief(self, thread: str) -> list[dict[str, Any]]:
        """The messages of the brief in a thread, the last of which has buttons."""
        self.desk.until(lambda: any(map(has_buttons, self.slack.ours(thread))), MOST_S)
        return self.slack.ours(thread)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with ExitStack() as opened:
        workspace = opened.enter_context(slack())
        pages = {
            "/vbn": page(VBN),
            "/wire": page(as_page(WIRE)),
            "/courier": page(as_page(COURIER)),
        }
        web = opened.enter_context(site(pages))
        fetching = {"fetch": 1, "allow_hosts": web.host_port}
        served = opened.enter_context(service(**secrets(workspace), **fetching))
        desk = Newsdesk.at(served.address, workspace)
        opened.callback(desk.http.close)
        yield Newsroom(desk, web)
        assert workspace.flaws == []


def body_of(text: str) -> str:
    """An article's text without its front matter, as somebody would paste it."""
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL).strip()


def as_page(text: str) -> str:
    """An article as a page."""
    title, *lines = (html.escape(line) for line in body_of(text).splitlines() if line.strip())
    told = "".join(f"<p>{line}</p>" for line in lines)
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{told}</article></body></html>"


def is_whole(messages: list[dict[str, Any]], *outlets: str) -> str:
    """Look a brief over as an editor does; return what it says."""
    shown = " ".join(map(said, messages))
    order = ["The brief", "Sources", "Only one source says", "not yet approved by a person"]
    assert [shown.index(words) for words in order] == sorted(map(shown.index, order))
    assert messages[0]["blocks"][0]["type"] == "header"
    assert [has_buttons(m) for m in messages] == [False] * (len(messages) - 1) + [True]
    assert len(messages[-1]["blocks"]) > 2, "the buttons stand alone in a message"
    for outlet in outlets:
        assert re.search(rf"\[\d\] {outlet}: \d+ of \d+ sentences used", shown), outlet
    assert [word for word in FOREIGN if word in shown] == []
    return shown


def disagreements_first(shown: str) -> None:
    """At least one that was planted, with what both sides say, above the brief."""
    names_ = ("Stellan Brandvold", "Tomas Brandvold")
    numbers = ("214 passengers", "241 passengers")
    above = shown.partition("The brief")[0]
    assert above.index("Where the sources disagree") < len(above)
    assert any(all(value in above for value in sides) for sides in (names_, numbers)), above


def test_a_command_with_addresses(newsroom: Newsroom) -> None:
    """The pages are fetched; one message, and the brief under it."""
    before = len(newsroom.slack.ours())
    urls = " ".join(newsroom.web.url(path) for path in ("/vbn", "/wire", "/courier"))
    assert newsroom.desk.send("commands", command(urls), FORM).text == ""
    parent = newsroom.desk.until(lambda: newsroom.slack.ours()[before:], 30)[0]
    is_whole(newsroom.brief(parent["ts"]), "127.0.0.1")
    newsroom.desk.until(lambda: "it stands in the thread" in said(parent))
    assert {path for path, _ in newsroom.web.asked} == {"/vbn", "/wire", "/courier"}


def test_a_mention_in_a_thread(newsroom: Newsroom) -> None:
    """Pasted texts; the message that told of progress becomes the brief, and shows its evidence."""
    slack = newsroom.slack
    thread = slack.say("Ferry fire, which toll is right?")
    slack.say(body_of(WIRE), thread)
    slack.say(body_of(COURIER), thread)
    newsroom.desk.mention(slack.say("<@U0BOT> brief this", thread), thread)
    messages = newsroom.brief(thread)
    is_whole(messages, "Meridian News Agency", "pasted text 2")
    steps = [said(e) for e in slack.edits if e["ts"] == messages[0]["ts"]]
    assert any("step " in step for step in steps)
    before = len(slack.views)
    newsroom.desk.interact(click(messages[-1], names.EVIDENCE))
    view = newsroom.desk.until(lambda: slack.views[before:])[0]
    assert "The number of people killed in the Hask Island ferry fire rose to 15" in said(view)


def test_the_shortcut_on_a_thread(newsroom: Newsroom) -> None:
    """A link, a shared text and a text file."""
    slack = newsroom.slack
    thread = slack.say(f"Ferry fire: <{newsroom.web.url('/vbn')}>")
    slack.say("from the wire", thread, attachments=[{"is_share": True, "text": body_of(WIRE)}])
    slack.say("theirs", thread, files=[slack.file("courier.md", COURIER)])
    slack.say("I would wait for the coastguard.", thread)
    newsroom.desk.interact(message_shortcut(thread))
    shown = is_whole(
        newsroom.brief(thread), "127.0.0.1", "Meridian News Agency", "The Ellin Courier"
    )
    disagreements_first(shown)


def test_the_form_for_articles(newsroom: Newsroom) -> None:
    """The global shortcut opens it; two files and a text with its outlet."""
    slack = newsroom.slack
    payload = {"type": "shortcut", "callback_id": names.BRIEF_ARTICLES, "trigger_id": trigger()}
    before, views = len(slack.ours()), len(slack.views)
    newsroom.desk.interact({**payload, "team": {"id": TEAM}, "user": USER})
    assert newsroom.desk.until(lambda: slack.views[views:])[0]["callback_id"] == names.ARTICLES
    files = [slack.file("vbn.html", VBN, "text/html"), slack.file("pennant.txt", PENNANT)]
    values = {
        names.FILES: {"files": files},
        f"{names.TEXT}1": {"value": body_of(COURIER)},
        f"{names.SOURCE}1": {"value": "The Ellin Courier"},
    }
    newsroom.desk.interact(form(values))
    parent = newsroom.desk.until(lambda: slack.ours()[before:], 30)[0]
    shown = is_whole(newsroom.brief(parent["ts"]), "VBN News", "Daily Pennant", "The Ellin Courier")
    disagreements_first(shown)
