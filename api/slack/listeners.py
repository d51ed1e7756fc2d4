"""What Slack may ask of us. Everything is acknowledged before any work, and once it is kept.

A mention is kept before Bolt acknowledges it (in a middleware: Bolt acknowledges events before
their listener runs), so one that could not be kept is delivered again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from anyio.to_thread import run_sync
from slack_bolt.async_app import AsyncApp

from api.errors import DoorError
from api.schemas import BriefAnswer
from api.slack import names
from api.slack.asked import key_of, owner_of
from api.slack.blocks_modals import articles_modal, evidence_modal, rejection_modal
from api.slack.desk import Desk
from api.slack.errand import Office
from api.slack.errors import CannotBrief, SlackTrouble
from api.slack.gathering import GONE, other_length
from api.slack.reviews import Place, judge
from api.slack.telling import tell
from api.slack.wishes import (
    USAGE,
    Body,
    Click,
    Wish,
    click_of,
    from_command,
    from_form,
    from_mention,
    from_thread,
    judge_of,
)

IN_TIME_S = 2.0
"""Of the three seconds that Slack waits."""
SLOW = "That takes longer than it should. If no brief appears within a minute, ask again."
AS_FAR_AS_IT_GOES = "A brief has 30 to 600 words: this one cannot go further."

Ack = Callable[..., Awaitable[Any]]
Next = Callable[[], Awaitable[Any]]

log = logging.getLogger("crosswire")


class Listeners:
    """The listeners of one app."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self._desk, self._office = desk, office
        self._late: set[asyncio.Task[bool]] = set()

    def install(self, app: AsyncApp) -> None:
        """Register them."""
        app.command(names.COMMAND)(self.command)
        app.event("app_mention", middleware=[self.keep_mention])(_kept)
        app.event("tokens_revoked")(self.revoked)
        app.event("app_uninstalled")(self.uninstalled)
        app.shortcut(names.BRIEF_THREAD)(self.thread)
        app.shortcut(names.BRIEF_ARTICLES)(self.form)
        app.view(names.ARTICLES)(self.articles)
        app.view(names.REJECTION)(self.rejected)
        app.action(names.EVIDENCE)(self.evidence)
        app.action(names.LONGER)(self.longer)
        app.action(names.SHORTER)(self.shorter)
        app.action(names.APPROVE)(self.approve)
        app.action(names.REJECT)(self.reject)
        app.error(_told)

    # --- ways in ------------------------------------------------------------------------------

    async def command(self, body: Body, ack: Ack) -> None:
        """``/brief URL URL …``."""
        wish = from_command(body)
        await ack(*filter(None, [await self._kept(wish) if wish else USAGE]))

    async def keep_mention(self, body: Body, next: Next) -> None:  # noqa: A002
        """A mention; it raises where it could not be kept, and Slack delivers it again."""
        if wish := from_mention(body):
            await self._desk.admit(wish.key, wish.asked)
        await next()

    async def thread(self, body: Body, ack: Ack) -> None:
        """The shortcut on a message."""
        said = await self._kept(wish := from_thread(body))
        await ack()
        if said:
            await tell(self._office.web, wish.asked, said, wish.response_url)

    async def form(self, body: Body, ack: Ack) -> None:
        """The shortcut that opens the modal for articles; opening it twice is refused by Slack."""
        await ack()
        try:
            await self._office.web.show(body["trigger_id"], articles_modal())
        except SlackTrouble as why:
            log.warning("slack: no modal was opened: %s", getattr(why, "code", "no answer"))

    async def articles(self, body: Body, ack: Ack) -> None:
        """The modal for articles, sent off."""
        wish = from_form(body)
        if isinstance(wish, dict):
            await ack(response_action="errors", errors=wish)
        elif said := await self._kept(wish):
            await ack(response_action="errors", errors={names.CHANNEL: said})
        else:
            await ack()

    async def _kept(self, wish: Wish) -> str | None:
        """Keep a wish; return what to say where that could not be done in time."""
        keeping = asyncio.ensure_future(self._desk.admit(wish.key, wish.asked, wish.response_url))
        self._late.add(keeping)  # it goes on, so somebody has to hold it
        keeping.add_done_callback(self._late.discard)
        done, _ = await asyncio.wait({keeping}, timeout=IN_TIME_S)
        if not done:
            return SLOW
        try:
            keeping.result()
        except DoorError as why:
            return why.detail
        return None

    # --- buttons ------------------------------------------------------------------------------

    async def evidence(self, body: Body, ack: Ack) -> None:
        """*Show evidence*."""
        await ack()
        await self._clicked(click_of(body), self._show_evidence)

    async def longer(self, body: Body, ack: Ack) -> None:
        """*Longer*."""
        await ack()
        await self._clicked(click_of(body), self._make_longer, once=False)

    async def shorter(self, body: Body, ack: Ack) -> None:
        """*Shorter*."""
        await ack()
        await self._clicked(click_of(body), self._make_shorter, once=False)

    async def approve(self, body: Body, ack: Ack) -> None:
        """*Approve*."""
        await ack()
        await self._clicked(click_of(body), self._approve)

    async def reject(self, body: Body, ack: Ack) -> None:
        """*Reject*: asks why."""
        await ack()
        await self._clicked(click_of(body), self._ask_why)

    async def rejected(self, body: Body, ack: Ack) -> None:
        """The reason of a rejection."""
        await ack()
        view = body["view"]
        brief, *place = json.loads(view["private_metadata"])
        reason = view["state"]["values"][names.REASON][names.VALUE]["value"]
        by, at = judge_of(body), Place(*place)
        click = Click(key_of("view", view["id"]), brief, "", by, at, None)
        await self._clicked(click, lambda _: judge(self._office, brief, "rejected", reason, by, at))

    async def _clicked(
        self, click: Click, do: Callable[[Click], Awaitable[None]], *, once: bool = True
    ) -> None:
        """Do what a click asks for, once; tell who clicked where that cannot be done."""
        owner = owner_of(click.by.team)
        try:
            if not once or await self._desk.once(click.key, owner, click.brief[:32]):
                await do(click)
        except SlackTrouble as why:
            await tell(self._office.web, click.asked, why.said, click.response_url)
        except DoorError as why:
            await tell(self._office.web, click.asked, why.detail, click.response_url)

    async def _show_evidence(self, click: Click) -> None:
        _, answer = await self._brief(click)
        view = await run_sync(evidence_modal, BriefAnswer.model_validate_json(answer))
        await self._office.web.show(click.trigger, view)

    async def _approve(self, click: Click) -> None:
        await judge(self._office, click.brief, "approved", None, click.by, click.at)

    async def _ask_why(self, click: Click) -> None:
        at = click.at
        view = rejection_modal(click.brief, at.channel, at.message, at.thread)
        await self._office.web.show(click.trigger, view)

    async def _make_longer(self, click: Click) -> None:
        await self._again(click, longer=True)

    async def _make_shorter(self, click: Click) -> None:
        await self._again(click, longer=False)

    async def _again(self, click: Click, *, longer: bool) -> None:
        request, _ = await self._brief(click)
        words = other_length(request, longer=longer)
        if words is None:
            raise CannotBrief(AS_FAR_AS_IT_GOES)
        asked = replace(click.asked, again=click.brief, words=words)
        await self._desk.admit(click.key, asked, click.response_url)

    async def _brief(self, click: Click) -> tuple[str, str]:
        store = self._office.house.store
        found = await run_sync(store.slack.brief_of, click.brief, owner_of(click.by.team))
        if found is None or found.answer is None:
            raise CannotBrief(GONE)
        return found.request, found.answer

    # --- the token ----------------------------------------------------------------------------

    async def revoked(self, body: Body) -> None:
        """Tokens were revoked; ours only where bots are named."""
        if (body["event"].get("tokens") or {}).get("bot"):
            self._office.standing.refused("token_revoked")

    async def uninstalled(self, body: Body) -> None:
        """Somebody uninstalled the app."""
        self._office.standing.refused("account_inactive")


async def _kept(body: Body) -> None:
    """A mention was kept before it was acknowledged: there is nothing more to do."""


async def _told(error: Exception) -> None:
    """Log an error without its message, which may hold what somebody wrote."""
    log.error("slack: a request failed: %s", type(error).__qualname__)
