"""A database, opened, with its doors."""

from __future__ import annotations

from pathlib import Path

from api.store.briefs import Briefs
from api.store.database import Database
from api.store.jobs import Jobs
from api.store.keys import Keys
from api.store.migrate import upgrade
from api.store.outbox import Outbox
from api.store.repeats import Repeats
from api.store.sessions import Sessions
from api.store.slack import SlackErrands
from api.store.webhooks import Webhooks


class Store:
    """All that is kept, in one database; safe to use from several threads."""

    def __init__(self, url: str | None = None) -> None:
        """Take the address of a database; None is a file in the user's data folder.

        Raises:
            ValueError: there is no such kind of database here.
        """
        self.database = Database(url)
        self.briefs = Briefs(self.database)
        self.jobs = Jobs(self.database)
        self.keys = Keys(self.database)
        self.repeats = Repeats(self.database)
        self.webhooks = Webhooks(self.database)
        self.outbox = Outbox(self.database)
        self.sessions = Sessions(self.database)
        self.slack = SlackErrands(self.database)

    def prepare(self) -> None:
        """Make the tables, or bring those of an older version up to date.

        Raises:
            StoreUnavailable: the database cannot be reached, or is of a newer version.
        """
        if self.database.is_sqlite:
            _private_file(Path(self.database.url.database or ""))
        upgrade(self.database)

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()


def _private_file(path: Path) -> None:
    """Make the file before SQLite does: what it holds is for nobody else on this machine."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
