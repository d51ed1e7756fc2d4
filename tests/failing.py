"""Parts of a newsroom that fail. Nothing of a service is imported: processes start fast."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.errors import WriterUnavailable
from models.ports import Vectors, WritingTask


@dataclass
class FailingEncoder:
    """An encoder that fails with words of the article in its message."""

    name: str = "failing"

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError(f"cannot encode {texts[0]}")


@dataclass
class SilentWriter:
    """A remote writer that does not answer."""

    asked: threading.Event = field(default_factory=threading.Event)
    name: str = "silent"

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        self.asked.set()
        raise WriterUnavailable("POST https://writer.internal/v1 timed out")
