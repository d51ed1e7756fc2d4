"""Slack's addresses: ``/slack/events``, ``/slack/commands``, ``/slack/interactivity``.

Bolt tells payloads apart by what they are, so all three lead to the same door. They are not part of
the contract of ``/v1``: their shape is Slack's.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from api.body import read_bytes
from api.errors import SlackOff
from api.settings import Settings

if TYPE_CHECKING:
    from api.house import House
    from api.slack.door import Door

MOST_BYTES = 1_000_000
"""Slack's own payloads stay far below."""

router = APIRouter(prefix="/slack", include_in_schema=False)


@router.post("/events")
@router.post("/commands")
@router.post("/interactivity")
async def slack(request: Request) -> Response:
    """Answer a request of Slack's."""
    door: Door | None = request.app.state.slack
    if door is None:
        raise SlackOff(off(request.app.state.house.settings))
    return await door.answer(request, await read_bytes(request, MOST_BYTES))


def door_of(house: House) -> Door | None:
    """Return the door to Slack; None where its secrets are not set."""
    if missing(house.settings):
        return None
    from api.slack.door import Door  # imports Bolt: only where there is an app

    return Door(house)


def open_door(door: Door | None) -> AbstractAsyncContextManager[None]:
    """Carry out what Slack asks for during the block; nothing where it is off."""
    return door.open() if door else nullcontext()


def missing(settings: Settings) -> list[str]:
    """Return the names of the secrets that Slack over HTTP still needs."""
    needed = {
        "CROSSWIRE_SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        "CROSSWIRE_SLACK_BOT_TOKEN": settings.slack_bot_token,
    }
    return [name for name, secret in needed.items() if secret is None]


def off(settings: Settings) -> str:
    """Return what is to be set before Slack is on."""
    return f"The Slack app is off: set {' and '.join(missing(settings))}. See docs/slack/README.md."


def shown(door: Door | None) -> dict[str, dict[str, str]]:
    """Return what ``/readyz`` says of Slack; nothing where it is off."""
    return {"slack": door.standing.shown()} if door else {}
