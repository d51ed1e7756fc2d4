"""One wish for a brief, from its acknowledgement to its answer.

Whatever is done is written down, so that another process goes on where this one was lost: the
brief's id is chosen before anything is queued; the message that is edited, and the number of
messages that were posted, are noted behind each call. A process that was lost between the two left
a message that bears a mark: whoever takes the errand over looks for it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from api.errors import DoorError, StoreUnavailable, problem_of
from api.house import House
from api.later import queue
from api.making import draft_of
from api.schemas import BriefAnswer, Problem
from api.schemas.review import Review
from api.slack import blocks_notes as notes
from api.slack.asked import Asked, asked_of
from api.slack.blocks import Message
from api.slack.blocks_brief import brief_messages
from api.slack.errors import GONE, CannotBrief, Refused
from api.slack.gathering import Wanted, wanted
from api.slack.marks import ANNOUNCEMENT, mark, marked
from api.slack.standing import Standing
from api.slack.telling import tell
from api.slack.web import Web
from api.store import Asker, Errand, Found, Snapshot
from models.errors import InputError

LOOK_S = 0.5
EDIT_S = 2.0
"""Between two edits of a message: Slack takes about one a second for a channel."""
CLOCKS = dt.timedelta(minutes=10)
"""How far the database's clock may be ahead of Slack's."""
ERASED = "It was cancelled or erased."

log = logging.getLogger("crosswire")


@dataclass(frozen=True, slots=True)
class Office:
    """What every errand needs.

    ``writing`` is the turn to write to the table of errands, one at a time and apart from other
    threads: SQLite has one writer, and those who wait for it sleep longer and longer.
    """

    house: House
    web: Web
    standing: Standing
    writing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))


class Carrier:
    """Carries one errand out."""

    def __init__(self, errand: Errand, office: Office, response_url: str | None) -> None:
        self._errand, self._office, self._response_url = errand, office, response_url
        self._asked: Asked = asked_of(errand.asked)
        self._web, self._store = office.web, office.house.store
        self._there: dict[int, str] = {}

    async def carry(self) -> None:
        """Make the brief and answer with it, or tell the asker why there is none.

        Raises:
            Away: Slack did not answer; to be tried again.
            StoreUnavailable: the database is away; to be tried again.
        """
        try:
            self._there = await self._left_behind()
            await self._begin()
            await self._deliver(await self._end())
        except (Refused, CannotBrief) as why:
            log.info("slack: no brief: %s", getattr(why, "code", "its articles"))
            await self.give_up(why.said)

    async def give_up(self, said: str) -> None:
        """Say why there is no brief: where it was announced, else to the asker alone."""
        if self._errand.message_ts is None or self._errand.parts:
            await tell(self._web, self._asked, said, self._response_url)
            return
        try:
            await self._edit(notes.failure(said, self._asked.user))
        except Refused:
            await tell(self._web, self._asked, said, self._response_url)

    async def _left_behind(self) -> dict[int, str]:
        """Return the messages of the brief that stand in Slack, by their places."""
        if self._errand.since is None:
            return {}
        thread = self._asked.thread or self._errand.message_ts
        since = self._errand.since - CLOCKS
        try:
            said = await self._web.since(self._asked.channel, thread, since)
        except Refused:  # posting will be refused as well, and then it is told
            return {}
        return marked(said, self._errand.brief_id)

    # --- its beginning ------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Announce the brief and queue it, where that was not done yet."""
        if await self._snapshot():
            return
        try:
            wish = await self._wanted()
            asker = Asker(self._asked.owner)
            draft = replace(draft_of(wish.request, asker), id=self._errand.brief_id)
            await self._announce(len(wish.request.articles))
            await run_sync(queue, self._office.house, draft)
        except StoreUnavailable:
            raise
        except (DoorError, InputError) as refused:
            raise CannotBrief(problem_of(refused).detail) from None
        if wish.left_out:
            await tell(self._web, self._asked, wish.left_out, self._response_url)

    async def _wanted(self) -> Wanted:
        house = self._office.house
        house.workers.refuse_in_vain()
        bot = self._office.standing.bot_user
        return await wanted(self._asked, self._web, self._store, house.settings, bot)

    async def _announce(self, articles: int) -> None:
        if self._errand.message_ts is None:
            message = notes.announcement(articles, self._asked.user)
            await self._note(message_ts=await self._put(ANNOUNCEMENT, message, self._asked.thread))

    # --- its way ------------------------------------------------------------------------------

    async def _snapshot(self) -> Snapshot | None:
        return await run_sync(self._store.briefs.snapshot, self._errand.brief_id)

    async def _end(self) -> Snapshot | None:
        """Watch the brief to its end, and show how far it is by editing one message."""
        shown, edited = None, time.monotonic()
        while (found := await self._snapshot()) and not found.final:
            step = (found.status, found.done)
            if step != shown and time.monotonic() - edited >= EDIT_S:
                await self._show(found)
                shown, edited = step, time.monotonic()
            await asyncio.sleep(LOOK_S)
        return found

    async def _show(self, snapshot: Snapshot) -> None:
        with suppress(Refused):  # progress is not worth more; the answer says what is wrong
            await self._edit(notes.progress(snapshot, self._asked.user))

    # --- its answer ---------------------------------------------------------------------------

    async def _deliver(self, snapshot: Snapshot | None) -> None:
        found = await run_sync(self._store.briefs.find, self._errand.brief_id)
        if found is None or snapshot is None or snapshot.status == "cancelled":
            raise CannotBrief(ERASED)
        if found.answer is None:
            raise CannotBrief(_why(found.snapshot))
        answer = answer_in(found)
        messages = brief_messages(answer)
        if self._asked.thread:
            await self._in_thread(messages, self._asked.thread)
        else:
            await self._under_our_own(messages, answer)

    async def _in_thread(self, messages: list[Message], thread: str) -> None:
        """Turn the message that told of progress into the brief; the rest are replies."""
        if self._errand.parts == 0:
            await self._turn_into(messages[0], thread)
        await self._post(messages, thread)

    async def _turn_into(self, message: Message, thread: str) -> None:
        try:
            await self._edit(message)
            await self._note(parts=1)
        except Refused as why:
            if why.code not in GONE:
                raise
            await self._post([message], thread)

    async def _under_our_own(self, messages: list[Message], answer: BriefAnswer) -> None:
        await self._post(messages, self._errand.message_ts or "")
        try:
            await self._edit(notes.finished(answer, self._asked.user))
        except Refused as why:
            if why.code not in GONE:
                raise

    async def _post(self, messages: list[Message], thread: str) -> None:
        posted = self._errand.parts
        for place, message in enumerate(messages[posted:], start=posted + 1):
            await self._put(place, message, thread)
            await self._note(parts=place)

    async def _put(self, place: int, message: Message, thread: str | None) -> str:
        """Post a message unless it is there already; return its timestamp."""
        if place in self._there:
            return self._there[place]
        known_by = mark(self._errand.brief_id, place)
        return await self._web.post(self._asked.channel, message, thread, known_by)

    async def _edit(self, message: Message) -> None:
        await self._web.edit(self._asked.channel, self._errand.message_ts or "", message)

    async def _note(self, **how_far: object) -> None:
        self._errand = replace(self._errand, **how_far)  # type: ignore[arg-type]
        writing = self._office.writing
        await run_sync(self._store.slack.note, self._errand, limiter=writing)


def _why(snapshot: Snapshot) -> str:
    problem = Problem.model_validate_json(snapshot.error) if snapshot.error else None
    return problem.detail if problem else "It failed."


def answer_in(found: Found) -> BriefAnswer:
    """Return a finished brief with its reviews."""
    answer = BriefAnswer.model_validate_json(found.answer or "")
    reviews = [Review.model_validate(review) for review in found.reviews]
    return answer.model_copy(update={"reviews": reviews})
