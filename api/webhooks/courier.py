"""The courier: takes from the outbox what is due, sends it, and writes down how that went.

All there is to know stands in the database. Where this process dies, what it had taken is due
again a minute later, here or in another service.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Sequence
from functools import partial

from api.errors import StoreUnavailable
from api.fetching.exempt import HostPort
from api.fetching.fetcher import connections
from api.fetching.guard import Guard
from api.fetching.names import SystemNames
from api.sealing import Seal, Sealed
from api.settings import Settings
from api.store import Store
from api.store.outbox import Delivery
from api.threads import to_its_end
from api.webhooks.messages import body_of
from api.webhooks.receivers import Receiver
from api.webhooks.sending import Outcome, send

SCHEDULE_S = (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds after each attempt that failed; after the last, three days on, it is given up."""
JITTER = 0.2  # of each, up or down, so that what failed together does not come back together
AT_ONCE = 16
LEASE_S = 60.0  # well over what one attempt may take
POLL_S = 1.0
_LONGEST_S = 86_400.0

log = logging.getLogger("crosswire")


def courier_of(store: Store, settings: Settings) -> Courier | None:
    """Return the courier of a service; None, and say so, where nobody can unseal the secrets.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    seal = settings.seal()
    if seal:
        return Courier(store, seal, settings.allow_hosts)
    if store.webhooks.any():
        log.warning("webhooks are OFF: CROSSWIRE_SECRET_KEY is not set; messages wait for it")
    return None


class Courier:
    """Sends what is in the outbox of a store."""

    def __init__(
        self,
        store: Store,
        seal: Seal,
        exempt: frozenset[HostPort],
        schedule_s: Sequence[float] = SCHEDULE_S,
    ) -> None:
        self._store, self._seal, self._schedule_s = store, seal, schedule_s
        self._names = SystemNames()
        self._guard = Guard(exempt, self._names, connections())
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send until cancelled; what is under way then is due again later."""
        try:
            while True:
                await self._begin_due()
                await asyncio.sleep(POLL_S)
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)
            self._names.close()
            await self._guard.aclose()

    async def _begin_due(self) -> None:
        """Begin what is due. One receiver has one at a time: a slow one keeps nobody waiting."""
        free = AT_ONCE - len(self._under_way)
        if not free:
            return
        busy = tuple(self._under_way)
        try:
            due = await to_its_end(self._store.outbox.claim, free, LEASE_S, busy)
        except StoreUnavailable:
            return
        for delivery in due:
            task = asyncio.create_task(self._deliver_all(delivery))
            self._under_way[delivery.webhook_id] = task
            task.add_done_callback(partial(self._done, delivery.webhook_id))

    def _done(self, webhook_id: str, task: asyncio.Task[None]) -> None:
        del self._under_way[webhook_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("webhook %s: %s", webhook_id, type(error).__qualname__)

    async def _deliver_all(self, delivery: Delivery) -> None:
        with contextlib.suppress(StoreUnavailable):  # it is due again when its lease has run out
            outcome = await self._deliver(delivery)
            log.info("webhook %s, %s: %s", delivery.webhook_id, delivery.id, outcome.said)
            await to_its_end(self._note, delivery, outcome)

    async def _deliver(self, delivery: Delivery) -> Outcome:
        try:
            receiver = Receiver.of(delivery.sealed, self._seal)
        except Sealed:
            return Outcome("failed", "CROSSWIRE_SECRET_KEY does not unseal it")
        return await send(self._guard, receiver, delivery.id, body_of(delivery))

    def _note(self, delivery: Delivery, outcome: Outcome) -> None:
        outbox = self._store.outbox
        if outcome.kind == "delivered":
            outbox.finish(delivery, "delivered", outcome.said)
        elif outcome.kind == "gone":
            self._store.webhooks.gone(delivery.webhook_id)
        elif delivery.attempt > len(self._schedule_s):
            log.error("webhook %s, %s: given up", delivery.webhook_id, delivery.id)
            outbox.finish(delivery, "given_up", outcome.said)
        else:
            outbox.postpone(delivery, self._wait_s(delivery, outcome), outcome.said)

    def _wait_s(self, delivery: Delivery, outcome: Outcome) -> float:
        planned = self._schedule_s[delivery.attempt - 1]
        jittered = planned * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
        return max(jittered, min(outcome.retry_after_s, _LONGEST_S))
