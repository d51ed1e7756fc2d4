"""What Slack asked for, each once: whoever inserts its key first carries it out.

Slack delivers again what was not acknowledged in time, at times under another event id, and signed
requests can be replayed. The key is made of what stays the same; its row outlives all deliveries.
An errand is held under a lease, so that another process takes over where its own was lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.store.changes import changed
from api.store.database import Database
from api.store.nouns import Errand
from api.store.tables import BriefRow, ContentRow, SlackRequestRow

_OPEN = SlackRequestRow.asked.is_not(None)
_ENDED: dict[str, Any] = {"asked": None, "lease_owner": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Owned:
    """A brief as its owner may see it: the request, and the answer once there is one, as JSON."""

    request: str
    answer: str | None


class SlackErrands:
    """The errands. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def admit(self, errand: Errand, worker: str, lease_s: float) -> bool:
        """Keep an errand under a lease; return False where its key was there before."""
        return self.admit_all([errand], worker, lease_s)[0]

    def admit_all(self, errands: Sequence[Errand], worker: str, lease_s: float) -> list[bool]:
        """Keep errands in one transaction, for it is the commit that takes time.

        Returns for each whether its key is new.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            lease = {"lease_owner": worker, "lease_until": now + dt.timedelta(seconds=lease_s)}
            return [self._insert(session, e, now, asked=e.asked, **lease) for e in errands]

    def once(self, key: str, owner: str, brief_id: str) -> bool:
        """Note a click that is dealt with at once; return False where it was noted before."""
        with self._database.writing() as session:
            now = self._database.now(session)
            return self._insert(session, Errand(key, owner, "", brief_id), now, asked=None)

    def _insert(self, session: Session, errand: Errand, now: dt.datetime, **values: Any) -> bool:
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        row = insert(SlackRequestRow).values(
            key=errand.key,
            owner=errand.owner,
            brief_id=errand.brief_id,
            parts=0,
            attempts=1,
            created_at=now,
            **values,
        )
        inserted = row.on_conflict_do_nothing().returning(SlackRequestRow.key)
        return session.scalar(inserted) is not None

    def take(self, worker: str, lease_s: float, most: int = 20) -> list[Errand]:
        """Take errands over whose lease has run out or was given back, the oldest first."""
        with self._database.writing() as session:
            now = self._database.now(session)
            free = or_(SlackRequestRow.lease_until.is_(None), SlackRequestRow.lease_until < now)
            found = session.scalars(
                select(SlackRequestRow)
                .where(_OPEN, free)
                .order_by(SlackRequestRow.created_at)
                .limit(most)
                .with_for_update(skip_locked=True)
            ).all()
            for row in found:
                row.lease_owner, row.lease_until = worker, now + dt.timedelta(seconds=lease_s)
                row.attempts += 1
            return [_errand(row) for row in found]

    def renew(self, key: str, worker: str, lease_s: float) -> bool:
        """Prolong a lease; return False where it is no longer held."""
        with self._database.writing() as session:
            until = self._database.now(session) + dt.timedelta(seconds=lease_s)
            held = update(SlackRequestRow).where(*_held(key, worker)).values(lease_until=until)
            return changed(session.execute(held)) == 1

    def note(self, errand: Errand) -> None:
        """Write down how far an errand is."""
        with self._database.writing() as session:
            session.execute(
                update(SlackRequestRow)
                .where(SlackRequestRow.key == errand.key)
                .values(message_ts=errand.message_ts, parts=errand.parts)
            )

    def end(self, key: str) -> None:
        """End an errand: what was asked is erased, that it was asked stays known."""
        with self._database.writing() as session:
            this = update(SlackRequestRow).where(SlackRequestRow.key == key)
            session.execute(this.values(**_ENDED))

    def release(self, worker: str) -> None:
        """Give back all errands of a process that stops; their attempts do not count."""
        with self._database.writing() as session:
            session.execute(
                update(SlackRequestRow)
                .where(_OPEN, SlackRequestRow.lease_owner == worker)
                .values(lease_owner=None, lease_until=None, attempts=SlackRequestRow.attempts - 1)
            )

    def erase_outdated(self, older_than: dt.timedelta) -> None:
        """Forget what Slack asked so long ago that it will not deliver it again."""
        with self._database.writing() as session:
            before = self._database.now(session) - older_than
            session.execute(delete(SlackRequestRow).where(SlackRequestRow.created_at < before))

    def brief_of(self, id: str, owner: str) -> Owned | None:  # noqa: A002
        """Return a brief of an owner; None where there is none, or it is another's."""
        with self._database.reading() as session:
            found = session.execute(
                select(ContentRow.request, ContentRow.answer)
                .join(BriefRow, BriefRow.id == ContentRow.brief_id)
                .where(BriefRow.id == id, BriefRow.owner == owner)
            ).one_or_none()
            return None if found is None else Owned(found.request, found.answer)


def _held(key: str, worker: str) -> tuple[Any, ...]:
    return (and_(SlackRequestRow.key == key, SlackRequestRow.lease_owner == worker, _OPEN),)


def _errand(row: SlackRequestRow) -> Errand:
    return Errand(
        key=row.key,
        owner=row.owner,
        asked=row.asked or "",
        brief_id=row.brief_id,
        message_ts=row.message_ts,
        parts=row.parts,
        attempts=row.attempts,
        since=row.created_at,
    )
