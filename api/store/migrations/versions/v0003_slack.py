"""What Slack asked for.

Revision ID: 0003
Revises: 0002

It touches no other table: to put it behind another migration, change ``down_revision`` alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "slack_requests",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("asked", sa.Text()),
        sa.Column("brief_id", sa.String(32), nullable=False),
        sa.Column("message_ts", sa.String(32)),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("lease_until", moment),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_slack_requests"),
    )
    op.create_index("ix_slack_requests_created_at", "slack_requests", ["created_at"])


def downgrade() -> None:
    """Drop the table, with all that it holds."""
    op.drop_table("slack_requests")
