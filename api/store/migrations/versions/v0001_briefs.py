"""Briefs with their jobs, their contents and their reviews.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _briefs()
    _contents()
    _reviews()


def _briefs() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("stage", sa.String(32)),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("lease_until", moment),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("sent_at", moment),
        sa.Column("finished_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_briefs"),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_briefs_status"),
        ),
    )
    op.create_index("ix_briefs_status_due_at", "briefs", ["status", "due_at"])
    op.create_index("ix_briefs_created_at_id", "briefs", ["created_at", "id"])
    op.create_index(
        "ix_briefs_unkept",
        "briefs",
        ["finished_at"],
        sqlite_where=sa.text("keep = 0"),
        postgresql_where=sa.text("NOT keep"),
    )


def _contents() -> None:
    op.create_table(
        "contents",
        sa.Column("brief_id", sa.String(32), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("brief_id", name="pk_contents"),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name="fk_contents_brief_id", ondelete="CASCADE"
        ),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("brief_id", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("edited_text", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_reviews"),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name="fk_reviews_brief_id", ondelete="CASCADE"
        ),
        sa.CheckConstraint("verdict IN ('approved', 'rejected')", name=op.f("ck_reviews_verdict")),
    )
    op.create_index("ix_reviews_brief_id", "reviews", ["brief_id"])


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    for table in ("reviews", "contents", "briefs"):
        op.drop_table(table)
