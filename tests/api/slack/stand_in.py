"""Slack's Web API as far as we use it, on loopback: channels, threads, modals, files, its refusals.

Everything that it is sent is checked against Slack's limits first, as Slack would.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.api.slack.rules import flaws_of_message, flaws_of_modal
from tests.loopback import Caller, answering

TOKEN = "xoxb-zq-bot-token"
APP_TOKEN = "xapp-zq-app-token"
BOT = "U0BOT"
TEAM = "T1"
CHANNEL, FOREIGN, ARCHIVED = "C1", "C2", "C3"
PRIVATE = "D9"  # a direct message between two others
SCOPES = "app_mentions:read,channels:history,chat:write,commands,files:read"
SCOPES += ",groups:history,im:history,mpim:history"

Json = dict[str, Any]


@dataclass
class Slack:
    """A workspace: what was posted, and what it refuses."""

    port: int = 0
    messages: list[Json] = field(default_factory=list)
    whispers: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    hooks: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    expired: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    faults: dict[str, list[tuple[int, Json]]] = field(default_factory=lambda: defaultdict(list))
    flaws: list[str] = field(default_factory=list)
    revoked: bool = False
    bot: str | None = "B1"
    page: int = 200
    socket: str = ""
    scopes: str = SCOPES
    lock: threading.RLock = field(default_factory=threading.RLock)
    clock: int = field(default_factory=lambda: int(time.time()))
    on_post: Callable[[Json], None] = lambda _: None
    """Called with each message once it stands, before Slack answers."""

    # --- what tests say and ask -----------------------------------------------------------------

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def hook(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/{name}"

    def file(self, name: str, data: str, mimetype: str = "text/plain") -> Json:
        path = f"/files/{len(self.files)}"
        self.files[path] = data.encode()
        url = f"http://127.0.0.1:{self.port}{path}"
        return {"name": name, "mode": "snippet", "mimetype": mimetype, "url_private_download": url}

    def say(self, text: str, thread: str | None = None, **more: Any) -> str:
        """Somebody says something in the channel."""
        with self.lock:
            ts = self._ts()
            said = {"ts": ts, "channel": CHANNEL, "user": "U7", "text": text, **more}
            self.messages.append({**said, "thread_ts": thread or ts} if thread else said)
            return ts

    def ours(self, thread: str | None = None) -> list[Json]:
        """What the app has posted, in a thread or anywhere."""
        with self.lock:
            return [
                m
                for m in self.messages
                if m.get("user") == BOT and (thread is None or m.get("thread_ts") == thread)
            ]

    # --- what it answers ------------------------------------------------------------------------

    def _ts(self) -> str:
        self.clock += 1
        return f"{self.clock}.000100"

    def call(self, method: str, token: str, asked: Json) -> tuple[int, Json]:
        with self.lock:
            self.calls.append(method)
            if self.faults[method]:
                return self.faults[method].pop(0)
            if self.revoked or token not in {TOKEN, APP_TOKEN}:
                return 200, {
                    "ok": False,
                    "error": "token_revoked" if self.revoked else "invalid_auth",
                }
            answer = getattr(self, "_" + method.replace(".", "_"))(asked)
            return 200, {"ok": "error" not in answer, **answer}

    def hooked(self, name: str, body: Json) -> tuple[int, bytes]:
        """Answer at a response URL."""
        with self.lock:
            if name in self.expired:
                return 404, b"expired_url"
            self.hooks[name].append(body)
            return 200, b"ok"

    def filed(self, path: str, token: str) -> tuple[int, bytes]:
        """Hand a file out; without the right token there is a login page."""
        data = self.files.get(path)
        return (302, b"") if token != TOKEN or data is None else (200, data)

    def _auth_test(self, asked: Json) -> Json:
        return {
            "user_id": BOT,
            "bot_id": self.bot,
            "team_id": TEAM,
            "team": "News",
            "user": "crosswire",
        }

    def _apps_connections_open(self, asked: Json) -> Json:
        return {"url": self.socket}

    def _closed(self, channel: str) -> str | None:
        if channel == ARCHIVED:
            return "is_archived"
        if channel == PRIVATE:
            return "channel_not_found"
        return None if channel == CHANNEL or channel.startswith(("U", "D")) else "not_in_channel"

    def _chat_postMessage(self, asked: Json) -> Json:  # noqa: N802
        if error := self._closed(asked["channel"]):
            return {"error": error}
        if "blocks" in asked and (flaws := flaws_of_message(asked)):
            self.flaws += flaws
            return {"error": "invalid_blocks"}
        ts = self._ts()
        message = {**asked, "ts": ts, "user": BOT}
        self.messages.append(message)
        self.on_post(message)
        return {"ts": ts, "channel": asked["channel"]}

    def _chat_update(self, asked: Json) -> Json:
        if error := self._closed(asked["channel"]):
            return {"error": error}
        if flaws := flaws_of_message(asked):
            self.flaws += flaws
            return {"error": "invalid_blocks"}
        for message in self.messages:
            if (message["ts"], message["channel"]) == (asked["ts"], asked["channel"]):
                message.update(text=asked["text"], blocks=asked["blocks"])
                self.edits.append(asked)
                return {"ts": asked["ts"]}
        return {"error": "message_not_found"}

    def _chat_postEphemeral(self, asked: Json) -> Json:  # noqa: N802
        if error := self._closed(asked["channel"]):
            return {"error": error}
        self.whispers.append(asked)
        return {"message_ts": self._ts()}

    def _conversations_replies(self, asked: Json) -> Json:
        if error := self._closed(asked["channel"]):
            return {"error": error}
        found = [m for m in self.messages if asked["ts"] in (m["ts"], m.get("thread_ts"))]
        return self._page_of(found, asked) if found else {"error": "thread_not_found"}

    def _conversations_history(self, asked: Json) -> Json:
        if error := self._closed(asked["channel"]):
            return {"error": error}
        said = [m for m in self.messages if "thread_ts" not in m or m["thread_ts"] == m["ts"]]
        return self._page_of([m for m in reversed(said) if m["channel"] == asked["channel"]], asked)

    def _page_of(self, said: list[Json], asked: Json) -> Json:
        found = [m for m in said if float(m["ts"]) >= float(asked.get("oldest") or 0)]
        if asked.get("include_all_metadata") not in {"1", "true"}:
            found = [{k: v for k, v in m.items() if k != "metadata"} for m in found]
        start = int(asked.get("cursor") or 0)
        end = start + self.page
        more = str(end) if end < len(found) else ""
        return {"messages": found[start:end], "response_metadata": {"next_cursor": more}}

    def _views_open(self, asked: Json) -> Json:
        if flaws := flaws_of_modal(asked["view"]):
            self.flaws += flaws
            return {"error": "invalid_arguments"}
        self.views.append(asked["view"])
        return {"view": {"id": f"V{len(self.views)}"}}


@contextlib.contextmanager
def slack() -> Iterator[Slack]:
    """Run a workspace on a free port of loopback until the end of the block."""
    found = Slack()

    class Handler(Caller):
        def post(self) -> None:
            body = self.body()
            if self.path.startswith("/hooks/"):
                self.answer(*found.hooked(self.path.removeprefix("/hooks/"), json.loads(body)))
                return
            is_json = "json" in self.headers.get("Content-Type", "")
            self._call(json.loads(body or b"{}") if is_json else dict(parse_qsl(body.decode())))

        def get(self) -> None:
            if self.path.startswith("/files/"):
                status, data = found.filed(self.path, self._token())
                self.answer(status, data, Location="/login")
                return
            self._call(dict(parse_qsl(urlsplit(self.path).query)))

        def _token(self) -> str:
            return self.headers.get("Authorization", "").removeprefix("Bearer ")

        def _call(self, asked: Json) -> None:
            method = urlsplit(self.path).path.removeprefix("/api/")
            status, answer = found.call(method, self._token(), asked)
            headers = {"x-oauth-scopes": found.scopes}
            if status == 429:
                headers["Retry-After"] = str(answer.pop("retry_after", 1))
            self.answer(status, json.dumps(answer).encode(), "application/json", **headers)

    with answering(Handler) as found.port:
        yield found
