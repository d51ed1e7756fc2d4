"""A service in a process of its own, without weights: ``python -m tests.faults.service PORT``."""

from __future__ import annotations

import logging
import sys

import uvicorn

from api.app import create_app
from api.settings import Settings
from models.lexical import lexical_newsroom
from tests.api.support import OPEN
from tests.faults.held import held_store

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    settings = Settings()
    app = create_app(
        settings, load=lambda _: lexical_newsroom(), store=held_store(settings), gate=OPEN
    )
    uvicorn.run(app, port=int(sys.argv[1]), log_config=None)
