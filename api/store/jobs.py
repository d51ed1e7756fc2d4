"""The work that is not done yet: who has it, how far it is, what became of it.

A job is ``queued``, then ``running`` under the lease of one worker, then final. Every step is a
compare-and-set: a worker whose lease was taken away, or whose job was cancelled, changes nothing
any more. So each job reaches one final state and has one answer, however often it was begun.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from api.store.changes import changed
from api.store.database import Database
from api.store.nouns import Draft, Leased, Status
from api.store.outbox import announce
from api.store.rows import row_of
from api.store.settling import settle
from api.store.tables import BriefRow, ContentRow

_ACCEPTING = 0x61636370  # the lock under which PostgreSQL counts the queue and adds to it
_QUEUED = BriefRow.status == "queued"
_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Expired:
    """Jobs whose worker was lost: begun again, or given up."""

    queued: tuple[str, ...]
    failed: tuple[str, ...]


class Jobs:
    """The queue. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, draft: Draft, most: int) -> bool:
        """Queue a job, but not where ``most`` are queued already; return whether it was queued.

        Raises:
            StillOpen: another request has taken the place of this one.
        """
        with self._database.writing() as session:
            if not self._database.is_sqlite:  # SQLite has one writer at a time anyway
                session.execute(select(func.pg_advisory_xact_lock(_ACCEPTING)))
            if _count(session, _QUEUED) >= most:
                return False
            now = self._database.now(session)
            row = row_of(draft, "queued", due_at=now)
            row.sent_at = now
            session.add(row)
            session.flush()
            session.add(ContentRow(brief_id=draft.id, request=draft.request))
            settle(session, draft)
            return True

    def queued(self) -> int:
        """Return how many jobs wait."""
        with self._database.reading() as session:
            return _count(session, _QUEUED)

    def claim(self, worker: str, lease_s: float, id: str | None = None) -> Leased | None:  # noqa: A002
        """Take a job under a lease: the one of this id, else the first that is due.

        Returns None where there is none, or another worker was first.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            due = and_(_QUEUED, BriefRow.due_at <= now)
            wanted = select(BriefRow.id).where(due).order_by(BriefRow.due_at).limit(1)
            wanted = wanted if id is None else wanted.where(BriefRow.id == id)
            found = session.scalar(wanted.with_for_update(skip_locked=True))
            return _take(session, found, worker, now + dt.timedelta(seconds=lease_s))

    def renew(self, lease: Leased, lease_s: float) -> bool:
        """Prolong a lease; return False where it is no longer held: the work is to be dropped."""
        with self._database.writing() as session:
            until = self._database.now(session) + dt.timedelta(seconds=lease_s)
            return _set(session, lease, lease_until=until)

    def report(self, lease: Leased, stage: str, done: int, total: int) -> bool:
        """Tell how far the work is; return False where the lease is no longer held."""
        with self._database.writing() as session:
            return _set(session, lease, stage=stage, done=done, total=total)

    def succeed(self, lease: Leased, answer: str, headline: str) -> bool:
        """End a job with its answer (JSON); return False where the lease is no longer held."""
        with self._database.writing() as session:
            now = self._database.now(session)
            done = {"stage": "done", "done": BriefRow.total}
            ended = _end(session, lease, now, "succeeded", headline=headline, **done)
            if ended:
                content = update(ContentRow).where(ContentRow.brief_id == lease.id)
                session.execute(content.values(answer=answer))
            return ended

    def fail(self, lease: Leased, error: str) -> bool:
        """End a job with a problem (JSON); return False where the lease is no longer held."""
        with self._database.writing() as session:
            return _end(session, lease, self._database.now(session), "failed", error=error)

    def give_back(self, lease: Leased) -> bool:
        """Queue a job again that its worker has to leave; the attempt does not count."""
        with self._database.writing() as session:
            return _set(session, lease, **_queued_again(), attempts=BriefRow.attempts - 1)

    def postpone(self, lease: Leased, delay_s: float) -> bool:
        """Queue a job again that failed for now; it is due later, and the attempt counts."""
        with self._database.writing() as session:
            due = self._database.now(session) + dt.timedelta(seconds=delay_s)
            return _set(session, lease, **_queued_again(), due_at=due)

    def expire(self, most_attempts: int, error: str) -> Expired:
        """Take back the jobs whose lease has run out.

        They are queued again in their old place; after ``most_attempts`` they fail with ``error``.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            dead = and_(BriefRow.status == "running", BriefRow.lease_until < now)
            failed = _expire(
                session,
                and_(dead, BriefRow.attempts >= most_attempts),
                status="failed",
                error=error,
                finished_at=now,
                **_NO_LEASE,
            )
            announce(session, failed, now)
            return Expired(_expire(session, dead, **_queued_again()), failed)

    def to_send(self, on_the_way: int, patience_s: float) -> Sequence[str]:
        """Return the queued jobs that a worker is to be told of, and note that it was told.

        These are the ones that were queued again, and those of which workers were told more than
        ``patience_s`` ago by a message that was lost: it was, as far as there are fewer messages
        ``on_the_way`` than jobs they speak of.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            due = and_(_QUEUED, BriefRow.due_at <= now)
            told = and_(due, BriefRow.sent_at.is_not(None))
            lost = max(0, _count(session, told) - on_the_way)
            late = and_(told, BriefRow.sent_at < now - dt.timedelta(seconds=patience_s))
            ids = [
                *_some(session, and_(due, BriefRow.sent_at.is_(None)), None),
                *_some(session, late, lost),
            ]
            session.execute(update(BriefRow).where(BriefRow.id.in_(ids)).values(sent_at=now))
            return ids


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(BriefRow).where(which)).scalar_one()


def _some(session: Session, which: ColumnElement[bool], most: int | None) -> Sequence[str]:
    ids = select(BriefRow.id).where(which).order_by(BriefRow.due_at).limit(most)
    return session.scalars(ids.with_for_update(skip_locked=True)).all()


def _take(session: Session, id: str | None, worker: str, until: dt.datetime) -> Leased | None:  # noqa: A002
    taken = session.execute(
        update(BriefRow)
        .where(BriefRow.id == id, _QUEUED)
        .values(
            status="running",
            lease_owner=worker,
            lease_until=until,
            attempts=BriefRow.attempts + 1,
            stage=None,
            done=0,
        )
        .returning(BriefRow.id, BriefRow.attempts, BriefRow.created_at)
    ).one_or_none()
    if taken is None:
        return None
    request = session.execute(
        select(ContentRow.request).where(ContentRow.brief_id == taken.id)
    ).scalar_one()
    return Leased(taken.id, worker, taken.attempts, request, taken.created_at)


def _set(session: Session, lease: Leased, **values: Any) -> bool:
    """Change a job that is still under this lease."""
    held = and_(
        BriefRow.id == lease.id,
        BriefRow.status == "running",
        BriefRow.lease_owner == lease.worker,
        BriefRow.attempts == lease.attempt,
    )
    return changed(session.execute(update(BriefRow).where(held).values(**values))) == 1


def _end(session: Session, lease: Leased, now: dt.datetime, status: Status, **values: Any) -> bool:
    """Bring a job that is still under this lease to its end, and have that told."""
    ended = _set(session, lease, status=status, finished_at=now, **values, **_NO_LEASE)
    if ended:
        announce(session, [lease.id], now)
    return ended


def _queued_again() -> dict[str, Any]:
    return {"status": "queued", "stage": None, "done": 0, "sent_at": None, **_NO_LEASE}


def _expire(session: Session, which: ColumnElement[bool], **values: Any) -> tuple[str, ...]:
    statement = update(BriefRow).where(which).values(**values).returning(BriefRow.id)
    return tuple(session.scalars(statement).all())
