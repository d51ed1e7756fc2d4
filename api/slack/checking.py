"""What ``crosswire slack check`` finds: secrets not set, tokens refused, scopes missing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from api.settings import Settings
from api.slack.web import client_of

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "groups:history",
    "im:history",
    "mpim:history",
)
"""Of the bot token; the manifests in ``docs/slack`` ask for the same."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the report; ``amiss`` where something is to be done."""

    said: str
    amiss: bool = False


def check(settings: Settings) -> list[Checked]:
    """Return what is there and what is missing; asks Slack where there are tokens."""
    return [*_secrets(settings), *asyncio.run(_tokens(settings))]


def _secrets(settings: Settings) -> Iterator[Checked]:
    over_http = settings.slack_signing_secret is not None
    over_socket = settings.slack_app_token is not None
    if settings.slack_bot_token is None:
        yield Checked("bot token: missing, set CROSSWIRE_SLACK_BOT_TOKEN (xoxb-…)", amiss=True)
    if over_http:
        yield Checked("signing secret: set, so Slack over HTTP can be on (crosswire serve)")
    if over_socket:
        yield Checked("app token: set, so Socket Mode can be on (crosswire slack run)")
    if not over_http and not over_socket:
        said = (
            "neither CROSSWIRE_SLACK_SIGNING_SECRET (for HTTP) nor CROSSWIRE_SLACK_APP_TOKEN "
            "(for Socket Mode) is set: one of them is needed"
        )
        yield Checked(said, amiss=True)


async def _tokens(settings: Settings) -> list[Checked]:
    found = []
    if token := settings.slack_bot_token:
        found += await _bot(token.get_secret_value(), settings.slack_api)
    if token := settings.slack_app_token:
        found.append(await _app(token.get_secret_value(), settings.slack_api))
    return found


async def _bot(token: str, api: str) -> list[Checked]:
    try:
        answer = await client_of(token, api).auth_test()
    except SlackApiError as error:
        return [Checked(f"bot token: refused by Slack ({_code(error)}); install the app again and "
                        "set its new token", amiss=True)]  # fmt: skip
    except (aiohttp.ClientError, OSError, TimeoutError):
        return [Checked("bot token: Slack did not answer", amiss=True)]
    given = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")}
    lacking = [scope for scope in SCOPES if scope not in given]
    if not answer.get("bot_id"):
        return [
            Checked("bot token: works, but is no bot's (xoxb-…): set the bot token", amiss=True)
        ]
    known = Checked(f"bot token: works, in the workspace {answer.get('team')}")
    if not lacking:
        return [known, Checked("scopes: all there")]
    said = f"scopes: {', '.join(lacking)} missing; add them in the app and install it again"
    return [known, Checked(said, amiss=True)]


async def _app(token: str, api: str) -> Checked:
    try:
        await client_of(token, api).apps_connections_open(app_token=token)
    except SlackApiError as error:
        said = f"app token: refused by Slack ({_code(error)}); it needs connections:write"
        return Checked(said, amiss=True)
    except (aiohttp.ClientError, OSError, TimeoutError):
        return Checked("app token: Slack did not answer", amiss=True)
    return Checked("app token: works")


def _code(error: SlackApiError) -> str:
    data = getattr(error.response, "data", None)
    return str(data.get("error")) if isinstance(data, dict) else "no reason given"
