"""An annex without weights: ``python -m tests.annex.process KIND CONTROL WALK…``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from api.annex.process import run
from api.settings import Settings
from models.errors import WeightsMissing
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.failing import FailingEncoder, SilentWriter

HOLD = "TEST_HOLD"
"""The environment variable that names a file: while it is there, the encoder stands still."""


@dataclass
class HeldByFile:
    """An encoder that holds Python's lock as native code may, while a file is there."""

    behind: Any
    name: str = "held"

    def encode(self, texts: Sequence[str]) -> Any:
        hold = Path(os.environ[HOLD])
        hold.with_suffix(".held").touch()
        sys.setswitchinterval(60)  # nobody else in this process gets a turn
        while hold.exists():
            until = time.monotonic() + 0.05
            while time.monotonic() < until:
                pass
        sys.setswitchinterval(0.005)
        return self.behind.encode(texts)


def load(settings: Settings) -> Newsroom:
    """Return the newsroom of a kind."""
    newsroom = lexical_newsroom()
    if KIND == "missing":
        raise WeightsMissing("not installed: run `crosswire models install`")
    if KIND == "dying":
        os._exit(9)
    parts = {
        "held": {"encoder": HeldByFile(newsroom.encoder)},
        "failing": {"encoder": FailingEncoder()},
        "silent": {"writer": SilentWriter()},
    }
    return replace(newsroom, **parts.get(KIND, {}))


if __name__ == "__main__":
    KIND = sys.argv.pop(1)
    run(load)
