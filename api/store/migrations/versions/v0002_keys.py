"""API keys, requests that are repeated, webhooks and what they are told.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; briefs that are there belong to nobody's key."""
    op.add_column("briefs", sa.Column("key_id", sa.String(32)))
    op.create_index("ix_briefs_owner_created_at_id", "briefs", ["owner", "created_at", "id"])
    _keys()
    _repeats()
    _webhooks()
    _deliveries()


def _keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )


def _repeats() -> None:
    op.create_table(
        "repeats",
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("later", sa.Boolean(), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("open_until", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("brief_id", sa.String(32)),
        sa.PrimaryKeyConstraint("key_id", "name", name="pk_repeats"),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name="fk_repeats_brief_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_repeats_brief_id", "repeats", ["brief_id"])
    op.create_index("ix_repeats_created_at", "repeats", ["created_at"])


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("gone_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        sa.ForeignKeyConstraint(
            ["key_id"], ["api_keys.id"], name="fk_webhooks_key_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_webhooks_key_id", "webhooks", ["key_id"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("webhook_id", sa.String(32), nullable=False),
        sa.Column("brief_id", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name="fk_deliveries_webhook_id", ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'given_up')", name=op.f("ck_deliveries_state")
        ),
    )
    op.create_index("ix_deliveries_brief_id", "deliveries", ["brief_id"])
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_webhook_id_state", "deliveries", ["webhook_id", "state"])


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    for table in ("deliveries", "webhooks", "repeats", "api_keys"):
        op.drop_table(table)
    op.drop_index("ix_briefs_owner_created_at_id", "briefs")
    op.drop_column("briefs", "key_id")
