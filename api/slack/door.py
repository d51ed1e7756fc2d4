"""The Slack app of one service, wired: Bolt in front, the desk behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.requests import Request
from starlette.responses import Response

from api.errors import InvalidRequest
from api.house import House
from api.slack.desk import Desk
from api.slack.errand import Office
from api.slack.listeners import Listeners
from api.slack.standing import Standing
from api.slack.web import QUIET, Web, client_of


class Door:
    """What Slack talks to."""

    def __init__(self, house: House) -> None:
        """Take a house whose settings have a bot token."""
        settings = house.settings
        token = _open(settings.slack_bot_token)
        self.standing = Standing()
        self._office = Office(house, Web(token, settings.slack_api, self.standing), self.standing)
        self._desk = Desk(self._office)
        self.bolt = AsyncApp(
            logger=QUIET,
            signing_secret=_open(settings.slack_signing_secret),
            client=client_of(token, settings.slack_api),
            authorize=_authorize(token, self.standing),
        )
        Listeners(self._desk, self._office).install(self.bolt)

    def open(self) -> AbstractAsyncContextManager[None]:
        """Carry errands out during the block."""
        return self._desk.open()

    async def answer(self, request: Request, body: bytes) -> Response:
        """Answer a request of Slack's; Bolt checks its signature first.

        Raises:
            InvalidRequest: no request of Slack's looks like this.
        """
        if not request.headers.get("x-slack-request-timestamp", "").isdecimal():
            return Response(status_code=401)  # Bolt would fail over it
        try:
            asked = to_async_bolt_request(request, body)
        except (ValueError, AttributeError):  # not UTF-8, not JSON, or JSON of another shape
            raise InvalidRequest("That is no request of Slack's.") from None
        return to_starlette_response(await self.bolt.async_dispatch(asked))


def _authorize(token: str, standing: Standing) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Return what tells Bolt the token: asking Slack first would hold up acknowledgements."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=standing.bot_user,
            bot_token=token,
        )

    return authorize


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
