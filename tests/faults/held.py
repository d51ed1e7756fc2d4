"""A store whose workers stand still at a stage while a file of that name lies in a folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

from api.settings import Settings
from api.store import Leased, Store
from api.store.jobs import Jobs

HOLD = "TEST_HOLD"
"""The environment variable of the test processes that names the folder."""


class HeldJobs(Jobs):
    """Jobs whose progress is told, and then goes no further."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store.database)
        self._folder = folder

    def report(self, lease: Leased, stage: str, done: int, total: int) -> bool:
        held = super().report(lease, stage, done, total)
        hold = self._folder / stage
        if hold.exists():
            said = self._folder / f"{os.getpid()}.{stage}"
            said.write_text(f"{os.getpid()} {lease.id}")
            said.rename(self._folder / f"held.{stage}")  # whole, or not there
        while hold.exists():
            time.sleep(0.02)
        return held


def held_store(settings: Settings) -> Store:
    """Return the store of the settings, held by the folder of the environment."""
    store = Store(settings.database())
    if folder := os.environ.get(HOLD):
        store.jobs = HeldJobs(store, Path(folder))
    return store
