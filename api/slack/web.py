"""Slack's Web API, as far as we use it: posting, editing, reading a thread, fetching a file."""

from __future__ import annotations

import datetime as dt
import html
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from api.slack.blocks import Message
from api.slack.errors import PASSING, Away, CannotBrief, Refused
from api.slack.standing import Standing

PATIENCE = 5
"""How often a call is made again that Slack asks to wait with (429, ``Retry-After``)."""
TIMEOUT_S = 30
PAGE = 200
MOST_MESSAGES = 1_000
"""Of a thread; the rest is not read."""
QUIET = logging.getLogger("crosswire.slack.library")
"""For the libraries: what they log holds texts of people and addresses that are secrets."""
QUIET.setLevel(logging.CRITICAL + 1)

Json = dict[str, Any]


def client_of(token: str, api: str) -> AsyncWebClient:
    """Return a client of Slack's library that waits as long as Slack asks it to."""
    retry = AsyncRateLimitErrorRetryHandler(max_retry_count=PATIENCE)
    return AsyncWebClient(
        token, base_url=api, timeout=TIMEOUT_S, logger=QUIET, retry_handlers=[retry]
    )


class Web:
    """Slack. Every method raises ``Refused`` or ``Away`` where it cannot be done.

    ``Away`` may come after Slack did what was asked: a post is to be looked for before it is sent
    again (``marks``).
    """

    def __init__(self, token: str, api: str, standing: Standing) -> None:
        self._token, self._api, self._standing = token, api, standing
        self._client = client_of(token, api)

    async def introduce(self) -> None:
        """Ask Slack who we are."""
        found = await self._call("auth.test")
        self._standing.bot_user = found.get("user_id")

    async def post(
        self, channel: str, message: Message, thread: str | None = None, mark: Json | None = None
    ) -> str:
        """Post a message and return its timestamp; ``mark`` is metadata that it is known by."""
        marked = {"metadata": mark} if mark else {}
        found = await self._call("chat.postMessage", **_posted(channel, message, thread), **marked)
        return str(found["ts"])

    async def edit(self, channel: str, ts: str, message: Message) -> None:
        """Replace a message of ours."""
        await self._call("chat.update", ts=ts, **_posted(channel, message, None))

    async def whisper(self, channel: str, user: str, said: str, thread: str | None) -> None:
        """Tell one person, in our words."""
        told = {"channel": channel, "user": user, "text": _inert(said), "thread_ts": thread}
        await self._call("chat.postEphemeral", **{k: v for k, v in told.items() if v})

    async def tell(self, user: str, said: str) -> None:
        """Tell one person in a direct message, in our words."""
        await self._call("chat.postMessage", channel=user, text=_inert(said), unfurl_links=False)

    async def show(self, trigger: str, view: Mapping[str, Any]) -> None:
        """Open a modal."""
        await self._call("views.open", trigger_id=trigger, view=view)

    async def thread(self, channel: str, ts: str) -> list[Json]:
        """Return the messages of a thread, its parent first."""
        return await self._pages("conversations.replies", channel=channel, ts=ts)

    async def since(self, channel: str, thread: str | None, since: dt.datetime) -> list[Json]:
        """Return what was said since then, with its metadata: in a thread, else in the channel."""
        how = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "include_all_metadata": 1}
        if thread:
            return await self._pages("conversations.replies", ts=thread, **how)
        return await self._pages("conversations.history", **how)

    async def _pages(self, method: str, **asked: Any) -> list[Json]:
        found: list[Json] = []
        cursor = ""
        while len(found) < MOST_MESSAGES:
            page = await self._read(method, limit=PAGE, **asked, **_at(cursor))
            found += page.get("messages", [])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return found[:MOST_MESSAGES]

    async def respond(self, url: str, said: str) -> bool:
        """Answer at a response URL, to the asker alone; return False where it has expired."""
        if not self._ours(url):
            return False
        body = {"text": _inert(said), "response_type": "ephemeral", "replace_original": False}
        async with _session() as session, session.post(url, json=body) as answer:
            return answer.status == 200

    async def download(self, url: str, most: int) -> bytes:
        """Return a file of at most so many bytes."""
        if not self._ours(url):
            raise CannotBrief("That file is not kept by Slack: paste its text instead.")
        headers = {"Authorization": f"Bearer {self._token}"}
        async with (
            _session() as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status != 200:  # without the scope Slack redirects to its login page
                raise Refused("missing_scope", "files:read")
            data = await answer.content.read(most + 1)
            while len(data) <= most and (more := await answer.content.read(most + 1 - len(data))):
                data += more
        if len(data) > most:
            raise CannotBrief(f"A file is too large: at most {most:,} bytes.")
        return data

    def _ours(self, url: str) -> bool:
        """Whether an address is Slack's: others get neither the token nor a word."""
        asked, api = urlsplit(url), urlsplit(self._api)
        if asked.netloc == api.netloc and asked.scheme == api.scheme:
            return True
        host = asked.hostname or ""
        return asked.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))

    async def _call(self, method: str, **arguments: Any) -> Json:
        return await self._asked(method, json=arguments)

    async def _read(self, method: str, **arguments: Any) -> Json:
        return await self._asked(method, http_verb="GET", params=arguments)

    async def _asked(self, method: str, **how: Any) -> Json:
        try:
            answer = await self._client.api_call(method, **how)
        except SlackApiError as error:
            asked = how.get("json") or how.get("params") or {}
            raise self._refusal(error.response, str(asked.get("channel", ""))) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise Away from None
        self._standing.took()
        return answer.data if isinstance(answer.data, dict) else {}

    def _refusal(self, answer: Any, channel: str) -> Refused | Away:
        said = getattr(answer, "data", None)
        if not isinstance(said, dict) or "error" not in said:
            return Away()
        code = str(said["error"])
        if code in PASSING:
            return Away()
        self._standing.refused(code)
        return Refused(code, str(said.get("needed", "")), channel)


@asynccontextmanager
async def _session() -> AsyncIterator[aiohttp.ClientSession]:
    try:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
            yield session
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise Away from None


def _posted(channel: str, message: Message, thread: str | None) -> Json:
    posted = {
        "channel": channel,
        "text": message.text,
        "blocks": message.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "mrkdwn": False,
        "parse": "none",
    }
    return {**posted, "thread_ts": thread} if thread else posted


def _inert(said: str) -> str:
    """Return a text of ours so that no mention or link could live in it, were it not ours."""
    return html.escape(said, quote=False)


def _at(cursor: str) -> dict[str, str]:
    return {"cursor": cursor} if cursor else {}
