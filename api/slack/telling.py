"""Telling the asker alone: where they asked, else in a direct message."""

from __future__ import annotations

import logging

from api.slack.asked import Asked
from api.slack.errors import Away, SlackTrouble
from api.slack.web import Web

log = logging.getLogger("crosswire")

EXPIRED = "(Where you asked I can no longer answer you alone.)"


async def tell(web: Web, asked: Asked, said: str, response_url: str | None) -> None:
    """Tell the asker something that is for nobody else.

    A response URL needs neither membership nor token, but ends after half an hour or five uses;
    then a message that only they see; then a direct message.
    """
    if response_url and await _responded(web, response_url, said):
        return
    try:
        await web.whisper(asked.channel, asked.user, said, asked.thread)
    except SlackTrouble:
        await _directly(web, asked.user, f"{said} {EXPIRED}" if response_url else said)


async def _responded(web: Web, response_url: str, said: str) -> bool:
    try:
        return await web.respond(response_url, said)
    except Away:
        return False


async def _directly(web: Web, user: str, said: str) -> None:
    try:
        await web.tell(user, said)
    except SlackTrouble as why:
        log.warning("slack: somebody could not be told: %s", getattr(why, "code", "no answer"))
