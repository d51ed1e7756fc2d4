"""What webhooks are to be told: put here in the transaction that ends a brief, so none is missed.

A delivery is claimed by moving its ``due_at`` ahead: where its sender dies, it is due again then.
So it is told at least once, always under the same id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Literal

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from api.store.changes import changed
from api.store.database import Database
from api.store.tables import BriefRow, DeliveryRow, KeyRow, WebhookRow

KEPT = dt.timedelta(days=7)
"""How long it stays known how a delivery went."""

State = Literal["waiting", "delivered", "given_up"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to tell, claimed for one attempt; ``attempt`` counts from 1."""

    id: str
    webhook_id: str
    sealed: str
    brief_id: str
    status: str
    at: dt.datetime
    attempt: int


def announce(session: Session, brief_ids: Sequence[str], at: dt.datetime) -> None:
    """Note for the webhooks of these briefs' keys that the briefs have come to their end."""
    wanted = (
        select(BriefRow.id, BriefRow.status, WebhookRow.id)
        .join(WebhookRow, WebhookRow.key_id == BriefRow.key_id)
        .join(KeyRow, KeyRow.id == WebhookRow.key_id)
        .where(BriefRow.id.in_(brief_ids), BriefRow.keep)
        .where(WebhookRow.gone_at.is_(None), KeyRow.revoked_at.is_(None))
    )
    for brief_id, status, webhook_id in session.execute(wanted).all():
        session.add(
            DeliveryRow(
                id=f"msg_{token_hex(12)}",
                webhook_id=webhook_id,
                brief_id=brief_id,
                status=status,
                at=at,
                state="waiting",
                attempts=0,
                due_at=at,
            )
        )


class Outbox:
    """The deliveries. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, most: int, lease_s: float, but: Collection[str] = ()) -> list[Delivery]:
        """Take deliveries that are due, one of each webhook; none of the webhooks in ``but``.

        They are due again ``lease_s`` seconds later, unless ``finish`` or ``postpone`` comes first.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            due = and_(DeliveryRow.state == "waiting", DeliveryRow.due_at <= now)
            rows = session.scalars(
                select(DeliveryRow)
                .where(due, DeliveryRow.webhook_id.not_in(but))
                .order_by(DeliveryRow.due_at, DeliveryRow.id)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
            firsts = {row.webhook_id: row for row in reversed(rows.all())}
            for row in firsts.values():
                row.attempts += 1
                row.due_at = now + dt.timedelta(seconds=lease_s)
            return [
                _delivery(row, session.get_one(WebhookRow, row.webhook_id))
                for row in firsts.values()
            ]

    def finish(self, delivery: Delivery, state: State, outcome: str) -> bool:
        """End a delivery; return False where another sender has it by now."""
        with self._database.writing() as session:
            return _set(session, delivery, state=state, outcome=outcome)

    def postpone(self, delivery: Delivery, delay_s: float, outcome: str) -> bool:
        """Let a delivery be due again; return False where another sender has it by now."""
        with self._database.writing() as session:
            due = self._database.now(session) + dt.timedelta(seconds=delay_s)
            return _set(session, delivery, due_at=due, outcome=outcome)

    def erase_outdated(self) -> int:
        """Erase deliveries that ended long ago; return how many there were."""
        with self._database.writing() as session:
            old = DeliveryRow.due_at < self._database.now(session) - KEPT
            ended = DeliveryRow.state != "waiting"
            return changed(session.execute(delete(DeliveryRow).where(ended, old)))


def _delivery(row: DeliveryRow, webhook: WebhookRow) -> Delivery:
    return Delivery(
        row.id, row.webhook_id, webhook.sealed, row.brief_id, row.status, row.at, row.attempts
    )


def _set(session: Session, delivery: Delivery, **values: object) -> bool:
    mine = and_(
        DeliveryRow.id == delivery.id,
        DeliveryRow.attempts == delivery.attempt,
        DeliveryRow.state == "waiting",
    )
    return changed(session.execute(update(DeliveryRow).where(mine).values(**values))) == 1
