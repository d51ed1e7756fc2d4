"""Briefs as their callers see them: kept, found again, listed, reviewed, erased."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sqlalchemy import ColumnElement, and_, delete, not_, or_, select, true, update
from sqlalchemy.orm import Session

from api.store.changes import changed
from api.store.database import Database
from api.store.nouns import UNFINISHED, Draft, Filters, Found, Page, Place, Snapshot, Verdict
from api.store.outbox import announce
from api.store.rows import row_of, select_snapshots, snapshot_of, verdicts_of
from api.store.settling import settle
from api.store.tables import BriefRow, ContentRow, DeliveryRow, ReviewRow

_ANYBODYS: ColumnElement[bool] = true()


class Briefs:
    """What callers ask for. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database, whose: ColumnElement[bool] = _ANYBODYS) -> None:
        self._database = database
        self._whose = whose

    def of(self, owner: str | None) -> Briefs:
        """Return the briefs of one owner: others are not there. None owns what has no owner."""
        return Briefs(self._database, BriefRow.owner == owner)

    def _this(self, id: str) -> ColumnElement[bool]:  # noqa: A002
        return and_(BriefRow.id == id, self._whose)

    def keep(self, draft: Draft, answer: str, headline: str) -> None:
        """Keep a brief that was made while its caller waited; ``answer`` is JSON.

        Raises:
            StillOpen: another request has taken the place of this one.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            row = row_of(draft, "succeeded", due_at=now)
            row.attempts, row.done = 1, draft.stages
            row.finished_at, row.headline = now, headline
            session.add(row)
            session.flush()
            session.add(ContentRow(brief_id=draft.id, request=draft.request, answer=answer))
            settle(session, draft)
            announce(session, [draft.id], now)

    def snapshot(self, id: str) -> Snapshot | None:  # noqa: A002
        """Return where a brief stands, or None where there is no such brief."""
        with self._database.reading() as session:
            return _snapshot(session, self._this(id))

    def find(self, id: str) -> Found | None:  # noqa: A002
        """Return a brief with its answer and reviews, or None where there is no such brief."""
        with self._database.reading() as session:
            snapshot = _snapshot(session, self._this(id))
            if snapshot is None:
                return None
            answer = session.scalar(select(ContentRow.answer).where(ContentRow.brief_id == id))
            reviews = session.scalars(
                select(ReviewRow).where(ReviewRow.brief_id == id).order_by(ReviewRow.number)
            ).all()
            return Found(snapshot, answer, verdicts_of(reviews))

    def request(self, id: str) -> str | None:  # noqa: A002
        """Return what was posted for a brief, as JSON; None where nothing of it is kept."""
        with self._database.reading() as session:
            return session.scalar(
                select(ContentRow.request)
                .join(BriefRow, BriefRow.id == ContentRow.brief_id)
                .where(self._this(id))
            )

    def page(self, filters: Filters, behind: Place | None, most: int) -> Page:
        """Return at most ``most`` briefs, the newest first, from behind a place on."""
        wanted = (
            select_snapshots()
            .where(BriefRow.keep, self._whose, *_conditions(filters, behind))
            .order_by(BriefRow.created_at.desc(), BriefRow.id.desc())
            .limit(most + 1)
        )
        with self._database.reading() as session:
            found = [snapshot_of(row) for row in session.execute(wanted)]
        shown = tuple(found[:most])
        more = len(found) > most
        return Page(shown, Place(shown[-1].created_at, shown[-1].id) if more else None)

    def review(self, id: str, verdict: Verdict) -> bool:  # noqa: A002
        """Add a verdict to a brief that has succeeded; return whether there is such a brief."""
        with self._database.writing() as session:
            there = session.scalar(
                select(BriefRow.id)
                .where(self._this(id), BriefRow.status == "succeeded")
                .with_for_update()
            )
            if there is None:
                return False
            session.add(
                ReviewRow(
                    brief_id=id,
                    verdict=verdict.verdict,
                    by=verdict.by,
                    reason=verdict.reason,
                    edited_text=verdict.edited_text,
                    at=verdict.at,
                )
            )
            return True

    def cancel_or_erase(self, id: str) -> Literal["cancelled", "erased"] | None:  # noqa: A002
        """Cancel a job that is queued or running; erase a brief that is finished, articles and all.

        A cancelled job's articles are erased at once; that it was cancelled stays known. Returns
        what was done, or None where there is no such brief.
        """
        with self._database.writing() as session:
            if _cancel(session, self._this(id), self._database.now(session)):
                return "cancelled"
            return "erased" if _erase(session, self._this(id)) else None

    def erase(self, id: str) -> None:  # noqa: A002
        """Erase a brief whatever its state; a worker that has it finds its lease gone.

        Nobody is told of it any more either: it is as if it had never been.
        """
        with self._database.writing() as session:
            session.execute(delete(DeliveryRow).where(DeliveryRow.brief_id == id))
            _erase(session, self._this(id))

    def erase_outdated(self, retain: dt.timedelta, unkept: dt.timedelta) -> int:
        """Erase finished briefs that are older than ``retain``; return how many there were.

        What was not to be kept goes ``unkept`` after its end: its caller did not come for it.
        """
        with self._database.writing() as session:
            now = self._database.now(session)
            old = and_(BriefRow.created_at < now - retain, BriefRow.status.not_in(UNFINISHED))
            left = and_(not_(BriefRow.keep), BriefRow.finished_at < now - unkept)
            return _erase(session, old) + _erase(session, left)  # an index serves each


def _snapshot(session: Session, which: ColumnElement[bool]) -> Snapshot | None:
    row = session.execute(select_snapshots().where(which)).one_or_none()
    return None if row is None else snapshot_of(row)


def _conditions(filters: Filters, behind: Place | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.statuses:
        found.append(BriefRow.status.in_(filters.statuses))
    if filters.created_after:
        found.append(BriefRow.created_at >= filters.created_after)
    if filters.created_before:
        found.append(BriefRow.created_at < filters.created_before)
    if behind:
        at = behind.created_at
        found.append(
            or_(BriefRow.created_at < at, and_(BriefRow.created_at == at, BriefRow.id < behind.id))
        )
    return found


def _cancel(session: Session, which: ColumnElement[bool], now: dt.datetime) -> bool:
    done = session.scalars(
        update(BriefRow)
        .where(which, BriefRow.status.in_(UNFINISHED))
        .values(status="cancelled", lease_owner=None, lease_until=None, finished_at=now)
        .returning(BriefRow.id)
    ).all()
    session.execute(delete(ContentRow).where(ContentRow.brief_id.in_(done)))
    announce(session, done, now)
    return bool(done)


def _erase(session: Session, which: ColumnElement[bool]) -> int:
    return changed(session.execute(delete(BriefRow).where(which)))
