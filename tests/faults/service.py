"""A service in a process of its own, without weights: ``python -m tests.faults.service PORT``."""

from __future__ import annotations

import logging
import sys

import uvicorn

from api.app import create_app
from api.settings import Settings
from api.staff import OwnStaff
from models.lexical import lexical_newsroom
from tests.api.support import OPEN
from tests.faults.held import held_desk

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    settings = Settings()
    staff = OwnStaff(settings)
    staff.hire(held_desk(lexical_newsroom()))
    app = create_app(settings, staff=staff, gate=OPEN)
    uvicorn.run(app, port=int(sys.argv[1]), log_config=None)
