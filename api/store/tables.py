"""The tables. ``briefs`` is small and changes often; the long texts stand apart in ``contents``.

A lease is renewed every few seconds, and SQLite writes a row anew whenever it changes: two million
characters of articles have no place in it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return what is written."""
        if value is None:
            return None
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Return what was read."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)


class BriefRow(Base):
    """One brief from the moment it was asked for, and the job that makes it."""

    __tablename__ = "briefs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str | None] = mapped_column(String(64))  # None: asked for without a key
    key_id: Mapped[str | None] = mapped_column(String(32))  # the API key it was asked for with
    status: Mapped[str] = mapped_column(String(16))
    keep: Mapped[bool]  # False: erased as soon as its caller was answered
    articles: Mapped[int]
    headline: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)  # a problem as JSON

    stage: Mapped[str | None] = mapped_column(String(32))
    done: Mapped[int]
    total: Mapped[int]
    attempts: Mapped[int]
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[dt.datetime | None] = mapped_column(Utc)

    created_at: Mapped[dt.datetime] = mapped_column(Utc)  # to the second, as callers see it
    due_at: Mapped[dt.datetime] = mapped_column(Utc)  # the order of the queue; none runs earlier
    sent_at: Mapped[dt.datetime | None] = mapped_column(Utc)  # when a worker was last told of it
    finished_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    __table_args__ = (
        CheckConstraint(
            "status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name="status"
        ),
        Index(None, "status", "due_at"),
        Index(None, "created_at", "id"),
        Index(
            "ix_briefs_unkept",
            "finished_at",
            sqlite_where=text("keep = 0"),
            postgresql_where=text("NOT keep"),
        ),
        Index(None, "owner", "created_at", "id"),
    )


class ContentRow(Base):
    """The long texts of a brief: the request with its articles, and the answer, both as JSON."""

    __tablename__ = "contents"

    brief_id: Mapped[str] = mapped_column(
        ForeignKey("briefs.id", ondelete="CASCADE"), primary_key=True
    )
    request: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)


class ReviewRow(Base):
    """A human verdict."""

    __tablename__ = "reviews"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    brief_id: Mapped[str] = mapped_column(ForeignKey("briefs.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    edited_text: Mapped[str | None] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Utc)

    __table_args__ = (CheckConstraint("verdict IN ('approved', 'rejected')", name="verdict"),)


class KeyRow(Base):
    """An API key; its secret is not here, only the hash by which it is known again."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(Text)  # separated by spaces
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class SessionRow(Base):
    """Somebody who is signed in at the desk; the secret of his cookie is not here."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"), index=True)
    until: Mapped[dt.datetime] = mapped_column(Utc, index=True)


class RepeatRow(Base):
    """A request that its caller may repeat: by which key and name, and what became of it."""

    __tablename__ = "repeats"

    key_id: Mapped[str] = mapped_column(String(32), primary_key=True)  # "" without keys
    name: Mapped[str] = mapped_column(String(255), primary_key=True)  # the Idempotency-Key
    fingerprint: Mapped[str] = mapped_column(String(64))
    later: Mapped[bool]  # whether it was answered 202
    token: Mapped[str] = mapped_column(String(32))  # of the request that is open
    open_until: Mapped[dt.datetime] = mapped_column(Utc)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    brief_id: Mapped[str | None] = mapped_column(  # once there is one: it says how to answer
        ForeignKey("briefs.id", ondelete="CASCADE"), index=True
    )

    __table_args__ = (Index(None, "created_at"),)


class WebhookRow(Base):
    """Where to tell of the briefs of one key; the address and the secret are sealed together."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"), index=True)
    host: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    gone_at: Mapped[dt.datetime | None] = mapped_column(Utc)  # when its receiver answered 410


class DeliveryRow(Base):
    """One thing to tell to one webhook, and how that went so far."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # the webhook-id
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    brief_id: Mapped[str] = mapped_column(String(32), index=True)  # may be erased by then
    status: Mapped[str] = mapped_column(String(16))  # the brief's
    at: Mapped[dt.datetime] = mapped_column(Utc)  # when the brief came to it
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    due_at: Mapped[dt.datetime] = mapped_column(
        Utc
    )  # while it is under way: when it counts as lost
    outcome: Mapped[str | None] = mapped_column(Text)  # of the last attempt

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        Index(None, "state", "due_at"),
        Index(None, "webhook_id", "state"),
    )


class SlackRequestRow(Base):
    """What Slack asked for, once: its key is there as soon as it was acknowledged."""

    __tablename__ = "slack_requests"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    asked: Mapped[str | None] = mapped_column(Text)  # JSON; null once it is answered
    brief_id: Mapped[str] = mapped_column(String(32))  # of the brief that it gets, or is about
    message_ts: Mapped[str | None] = mapped_column(String(32))  # the message that is edited
    parts: Mapped[int]  # messages of the brief that were posted
    attempts: Mapped[int]
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[dt.datetime | None] = mapped_column(Utc)
    created_at: Mapped[dt.datetime] = mapped_column(Utc, index=True)
