"""One store on SQLite, one on PostgreSQL: every test runs on both."""

from tests.databases import address, opened, postgres_server, store

__all__ = ["address", "opened", "postgres_server", "store"]
