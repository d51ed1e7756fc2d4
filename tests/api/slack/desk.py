"""The running service as Slack sees it: signed requests over HTTP, and waiting for what it does."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from models.pipeline import Newsroom
from tests.api.keyed import bearer, new_key
from tests.api.live import serving
from tests.api.slack.rules import texts
from tests.api.slack.stand_in import CHANNEL, TEAM, TOKEN, Slack
from tests.api.support import OTHER, STORY

SECRET = "zq-signing-secret"
FORM = "application/x-www-form-urlencoded"
USER = {"id": "U7", "name": "ana", "team_id": TEAM}
LONG = (
    f"{STORY} The talks were held in the palace of the president, who met the envoy twice in June, "
    "and will go on in the autumn, a spokesman said."
)
LONGER = (
    f"{OTHER} The buses went to Vilnius, where relatives waited for them on the station square "
    "until late in the night, an aid group said."
)
_NUMBERS = itertools.count(1)


@dataclass
class Newsdesk:
    """A service on ``port``, and the workspace that it is part of."""

    port: int
    slack: Slack
    secret: str = SECRET
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=20))

    @classmethod
    def at(cls, address: str, slack: Slack) -> Newsdesk:
        """The service at an address, which has ``secrets``."""
        return cls(urlsplit(address).port or 0, slack)

    # --- what Slack sends -----------------------------------------------------------------------

    def signed(self, body: str, at: float | None = None) -> dict[str, str]:
        stamp = str(int(at or time.time()))
        base = f"v0:{stamp}:{body}".encode()
        digest = hmac.new(self.secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    def send(self, path: str, body: str, kind: str, **headers: str) -> httpx.Response:
        found = {"Content-Type": kind, **self.signed(body), **headers}
        url = f"http://127.0.0.1:{self.port}/slack/{path}"
        return self.http.post(url, content=body.encode(), headers=found)

    def interact(self, payload: dict[str, Any], **headers: str) -> httpx.Response:
        body = urlencode({"payload": json.dumps(payload)})
        return self.send("interactivity", body, FORM, **headers)

    def mention(
        self, ts: str, thread: str | None = None, event_id: str = "Ev1", retry: int = 0, **more: Any
    ) -> httpx.Response:
        event = {
            "type": "app_mention",
            "user": "U7",
            "channel": CHANNEL,
            "ts": ts,
            "text": "<@U0BOT> brief",
        }
        event |= {"thread_ts": thread} if thread else {}
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id,
            "event": {**event, **more},
        }
        tried = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return self.send("events", json.dumps(body), "application/json", **tried if retry else {})

    # --- what the service does then -------------------------------------------------------------

    def until(self, condition: Callable[[], Any], seconds: float = 25) -> Any:
        until = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < until, (
                self.slack.messages,
                self.slack.whispers,
                self.slack.calls,
            )
            time.sleep(0.02)
        return found

    def answered(self, thread: str) -> list[dict[str, Any]]:
        """The messages of a brief in a thread, once its buttons are there."""
        found: list[dict[str, Any]] = self.until(
            lambda: [m for m in [self.slack.ours(thread)] if m and has_buttons(m[-1])]
        )[0]
        return found

    def briefs(self) -> list[dict[str, Any]]:
        found = self.http.get(f"http://127.0.0.1:{self.port}/v1/briefs").json()["briefs"]
        return list(found)

    def get(self, path: str) -> Any:
        return self.http.get(f"http://127.0.0.1:{self.port}{path}").json()


def command(text: str, **more: str) -> str:
    """The body of ``/brief``."""
    given = {
        "command": "/brief",
        "text": text,
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": "U7",
    }
    return urlencode({**given, "trigger_id": trigger(), **more})


def trigger() -> str:
    return f"trigger.{next(_NUMBERS)}"


def has_buttons(message: dict[str, Any]) -> bool:
    return any(block["type"] == "actions" for block in message.get("blocks") or [])


def said(message: dict[str, Any]) -> str:
    return " ".join(texts(message["blocks"]))


def a_thread(slack: Slack) -> str:
    """Somebody pastes two articles into a thread; return its timestamp."""
    thread = slack.say("What do we make of this?")
    slack.say(LONG, thread)
    slack.say(LONGER, thread)
    return thread


def secrets(slack: Slack) -> dict[str, Any]:
    """The settings with which the app is on."""
    return {"slack_signing_secret": SECRET, "slack_bot_token": TOKEN, "slack_api": slack.api}


@contextlib.contextmanager
def newsdesk(slack: Slack, newsroom: Newsroom, **settings: Any) -> Iterator[Newsdesk]:
    with serving(newsroom, gate=None, **secrets(slack), **settings) as live:
        found = Newsdesk(live.port, slack)
        found.http.headers.update(bearer(new_key(live.store, f"slack:{TEAM}")))
        try:
            yield found
        finally:
            found.http.close()
