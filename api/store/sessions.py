"""Who is signed in at the desk: the hash of each session's secret, and by which API key.

A session opens no more than its key does, and nothing once that is revoked or has expired: the key
is looked up again for every request.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select

from api.store.changes import changed
from api.store.database import Database
from api.store.keys import Key, key_of
from api.store.tables import KeyRow, SessionRow


class Sessions:
    """The sessions. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, digest: str, key_id: str, lasts: dt.timedelta) -> None:
        """Keep a new session of a key."""
        with self._database.writing() as session:
            until = self._database.now(session) + lasts
            session.add(SessionRow(digest=digest, key_id=key_id, until=until))

    def key_of(self, digest: str) -> Key | None:
        """Return the key of a session, whatever its state; None where none goes on."""
        with self._database.reading() as session:
            row = session.scalar(
                select(KeyRow)
                .join(SessionRow, SessionRow.key_id == KeyRow.id)
                .where(SessionRow.digest == digest, SessionRow.until > self._database.now(session))
            )
            return None if row is None else key_of(row)

    def end(self, digest: str) -> None:
        """End a session; it may have ended before."""
        with self._database.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == digest))

    def erase_outdated(self) -> int:
        """Erase sessions that are over; return how many there were."""
        with self._database.writing() as session:
            over = SessionRow.until <= self._database.now(session)
            return changed(session.execute(delete(SessionRow).where(over)))
