"""A worker in a process of its own, without weights: ``python -m tests.faults.worker``."""

from __future__ import annotations

import logging

from api.jobs.process import run_worker
from api.settings import Settings
from models.lexical import lexical_newsroom
from tests.faults.held import held_desk

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run_worker(Settings(), load=lambda _: lexical_newsroom(), hire=held_desk)
