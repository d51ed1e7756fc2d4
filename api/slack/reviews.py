"""Approving and rejecting: through the service's reviews, shown at the brief's end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from anyio.to_thread import run_sync

from api.reading import review_of
from api.render.plain import one_line
from api.schemas import now
from api.showing import verdict_of
from api.slack.asked import owner_of
from api.slack.blocks_brief import brief_messages
from api.slack.blocks_notes import judged
from api.slack.errand import Office, answer_in
from api.slack.errors import CannotBrief
from api.slack.gathering import GONE


@dataclass(frozen=True, slots=True)
class Place:
    """A message with a brief's buttons, and the thread that it stands in."""

    channel: str
    message: str
    thread: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody in Slack; ``name`` is how they call themselves."""

    team: str
    user: str
    name: str

    @property
    def signed(self) -> str:
        """Return what a review says of who gave it."""
        id_ = f"slack:{self.user}"
        return f"{one_line(self.name)[:150]} ({id_})" if self.name.strip() else id_


async def judge(
    office: Office, brief: str, verdict: str, reason: str | None, by: Judge, at: Place
) -> None:
    """Record a verdict and show it, at the brief's end and in its thread.

    Raises:
        CannotBrief: the brief was erased.
        DoorError: the reason cannot be kept, or the database is away.
        SlackTrouble: the verdict is recorded, but Slack does not show it.
    """
    store = office.house.store
    if await run_sync(store.slack.brief_of, brief, owner_of(by.team)) is None:
        raise CannotBrief(GONE)
    posted: dict[str, Any] = {"verdict": verdict, "by": by.signed, "reason": reason}
    review = verdict_of(review_of(posted), now())
    found = await run_sync(store.briefs.find, brief)
    if found is None or not await run_sync(store.briefs.review, brief, review):
        raise CannotBrief(GONE)
    found = await run_sync(store.briefs.find, brief)
    if found is None or found.answer is None:
        raise CannotBrief(GONE)
    await office.web.edit(at.channel, at.message, brief_messages(answer_in(found))[-1])
    await office.web.post(at.channel, judged(verdict, by.user, reason), at.thread)
