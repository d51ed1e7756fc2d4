"""How Alembic runs the migrations: on the connection that ``api.store.migrate`` hands in.

To write the next one, see ``docs/adr/0011-store.md``.
"""

from __future__ import annotations

from alembic import context

from api.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making a new one
)
with context.begin_transaction():
    context.run_migrations()
