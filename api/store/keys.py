"""API keys: whose they are, what they may do, and the hash of each secret; never the secret."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from api.store.changes import changed
from api.store.database import Database
from api.store.tables import KeyRow

State = Literal["active", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class Key:
    """One API key; ``digest`` is the SHA-256 of its secret in hexadecimal."""

    id: str
    owner: str
    scopes: tuple[str, ...]
    digest: str
    created_at: dt.datetime
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None

    def state(self, at: dt.datetime) -> State:
        """Return whether it opens the door at a moment."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= at else "active"


class Keys:
    """The keys. Every method raises ``StoreUnavailable`` where the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: Key) -> None:
        """Keep a new key."""
        with self._database.writing() as session:
            session.add(
                KeyRow(
                    id=key.id,
                    owner=key.owner,
                    scopes=" ".join(key.scopes),
                    digest=key.digest,
                    created_at=key.created_at,
                    expires_at=key.expires_at,
                )
            )

    def find(self, id: str) -> Key | None:  # noqa: A002
        """Return a key, whatever its state, or None where there is none."""
        with self._database.reading() as session:
            row = session.get(KeyRow, id)
            return None if row is None else key_of(row)

    def all(self) -> tuple[Key, ...]:
        """Return every key there ever was, the oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(KeyRow).order_by(KeyRow.created_at, KeyRow.id))
            return tuple(map(key_of, rows))

    def any(self) -> bool:
        """Return whether there ever was a key: one that was revoked opens no door again."""
        with self._database.reading() as session:
            return session.scalar(select(KeyRow.id).limit(1)) is not None

    def revoke(self, id: str) -> bool:  # noqa: A002
        """Revoke a key for good, from now on; return whether there was one to revoke."""
        with self._database.writing() as session:
            there = (KeyRow.id == id, KeyRow.revoked_at.is_(None))
            now = self._database.now(session)
            return changed(session.execute(update(KeyRow).where(*there).values(revoked_at=now))) > 0


def key_of(row: KeyRow) -> Key:
    """Return a row as the key that it keeps."""
    scopes = tuple(row.scopes.split())
    return Key(
        row.id, row.owner, scopes, row.digest, row.created_at, row.expires_at, row.revoked_at
    )
