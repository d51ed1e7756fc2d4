"""Requests that are sent again under the same Idempotency-Key: the first has an answer, or works.

What is kept is which brief a request became, not its answer: the brief has that, and is erased in
one place. The row is settled in the transaction that makes the brief: no crash lies between them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.errors import StillOpen
from api.store.changes import changed
from api.store.database import Database
from api.store.nouns import Claim
from api.store.settling import held
from api.store.tables import RepeatRow

KEPT = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The first request of a name: ``brief_id`` once it has one, ``later`` where it got a 202."""

    fingerprint: str
    later: bool
    brief_id: str | None


class Repeats:
    """The requests. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, claim: Claim, fingerprint: str, later: bool, open_s: float) -> Earlier | None:
        """Be the first of a name for ``open_s`` seconds; return the first where it is another.

        A first that is older than a day, or fell silent before it had a brief, is none any more.

        Raises:
            StillOpen: the first came in this very moment.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            fields = {
                "fingerprint": fingerprint,
                "later": later,
                "token": claim.token,
                "open_until": now + dt.timedelta(seconds=open_s),
                "created_at": now,
                "brief_id": None,
            }
            if self._first(session, claim, fields):
                return None
            place = (claim.key_id, claim.name)
            row = session.get(RepeatRow, place, with_for_update=True)
            if row is None:
                raise StillOpen(_OPEN)
            if not _over(row, now):
                return Earlier(row.fingerprint, row.later, row.brief_id)
            for name, value in fields.items():
                setattr(row, name, value)
            return None

    def _first(self, session: Session, claim: Claim, fields: dict[str, Any]) -> bool:
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        row = {"key_id": claim.key_id, "name": claim.name, **fields}
        statement = insert(RepeatRow).values(row).on_conflict_do_nothing()
        return session.scalar(statement.returning(RepeatRow.name)) is not None

    def renew(self, claim: Claim, open_s: float) -> None:
        """Say that the request still works."""
        with self._database.writing() as session:
            until = self._database.now(session) + dt.timedelta(seconds=open_s)
            session.execute(update(RepeatRow).where(held(claim)).values(open_until=until))

    def release(self, claim: Claim) -> None:
        """Let the next of this name be the first: this one became no brief."""
        with self._database.writing() as session:
            session.execute(delete(RepeatRow).where(held(claim)))

    def erase_outdated(self) -> int:
        """Erase what is older than a day; return how many there were."""
        with self._database.writing() as session:
            old = RepeatRow.created_at < self._database.now(session) - KEPT
            return changed(session.execute(delete(RepeatRow).where(old)))


_OPEN = "The first request with this Idempotency-Key is still being answered."


def _over(row: RepeatRow, now: dt.datetime) -> bool:
    silent = row.brief_id is None and row.open_until < now
    return silent or row.created_at < now - KEPT
