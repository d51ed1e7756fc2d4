"""Who is told of the end of a key's briefs; how to reach them is sealed before it comes here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, delete, func, select, update
from sqlalchemy.orm import Session

from api.store.changes import changed
from api.store.database import Database
from api.store.tables import DeliveryRow, WebhookRow


@dataclass(frozen=True, slots=True)
class Webhook:
    """One receiver; ``sealed`` is its address and its secret."""

    id: str
    key_id: str
    host: str
    sealed: str
    created_at: dt.datetime
    gone_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A receiver, and how many deliveries to it wait and were given up."""

    webhook: Webhook
    waiting: int
    given_up: int


class Webhooks:
    """The receivers. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, webhook: Webhook) -> None:
        """Keep a new receiver of a key that there is."""
        with self._database.writing() as session:
            session.add(
                WebhookRow(
                    id=webhook.id,
                    key_id=webhook.key_id,
                    host=webhook.host,
                    sealed=webhook.sealed,
                    created_at=webhook.created_at,
                )
            )

    def all(self) -> tuple[Told, ...]:
        """Return every receiver, the oldest first."""
        waiting, given_up = _counted("waiting"), _counted("given_up")
        wanted = (
            select(WebhookRow, waiting, given_up)
            .outerjoin(DeliveryRow, DeliveryRow.webhook_id == WebhookRow.id)
            .group_by(WebhookRow.id)
            .order_by(WebhookRow.created_at, WebhookRow.id)
        )
        with self._database.reading() as session:
            return tuple(Told(_webhook(row), *counts) for row, *counts in session.execute(wanted))

    def any(self) -> bool:
        """Return whether there is a receiver."""
        with self._database.reading() as session:
            return session.scalar(select(WebhookRow.id).limit(1)) is not None

    def remove(self, id: str) -> bool:  # noqa: A002
        """Forget a receiver and what it was to be told; return whether there was one."""
        with self._database.writing() as session:
            return changed(session.execute(delete(WebhookRow).where(WebhookRow.id == id))) > 0

    def gone(self, id: str) -> None:  # noqa: A002
        """Tell a receiver nothing more: it said that it is gone for good."""
        with self._database.writing() as session:
            now = self._database.now(session)
            _set(session, id, gone_at=now)
            waiting = (DeliveryRow.webhook_id == id, DeliveryRow.state == "waiting")
            given_up = {"state": "given_up", "outcome": "the receiver is gone (410)"}
            session.execute(update(DeliveryRow).where(*waiting).values(given_up))

    def seal_again(self, sealed: Iterable[tuple[str, str]]) -> None:
        """Replace what is sealed: pairs of a receiver's id and the same, sealed anew."""
        with self._database.writing() as session:
            for webhook_id, text in sealed:
                _set(session, webhook_id, sealed=text)


def _counted(state: str) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((DeliveryRow.state == state, 1), else_=0)), 0)


def _set(session: Session, id: str, **values: object) -> None:  # noqa: A002
    session.execute(update(WebhookRow).where(WebhookRow.id == id).values(**values))


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(row.id, row.key_id, row.host, row.sealed, row.created_at, row.gone_at)
