"""What is shown in Slack, as somebody last read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.schemas import BriefAnswer
from api.schemas.review import Review
from api.slack import blocks_modals, blocks_notes
from api.slack.blocks import Message
from api.slack.blocks_brief import brief_messages
from api.store import Snapshot
from tests.api.render.samples import sample

FOLDER = Path(__file__).parent
UPDATE = "python -m tests.api.slack.golden.update"
AT = datetime(2025, 12, 13, tzinfo=UTC)
RUNNING = Snapshot("brf_1", "running", "write", 5, 7, 1, AT, 3)


def approved() -> BriefAnswer:
    review = Review(verdict="approved", by="Ana Reyes", at=AT, reason=None, edited_text=None)
    return sample().model_copy(update={"reviews": [review]})


def _messages(messages: list[Message]) -> Any:
    return [asdict(message) for message in messages]


SHOWN: Mapping[str, Callable[[], Any]] = {
    "brief": lambda: _messages(brief_messages(sample())),
    "approved": lambda: _messages(brief_messages(approved())),
    "no-disagreement": lambda: _messages(brief_messages(sample(disagreements=()))),
    "nothing": lambda: _messages(
        brief_messages(sample(headline="", text="", sentences=(), disagreements=()))
    ),
    "progress": lambda: _messages([blocks_notes.progress(RUNNING, "U1")]),
    "finished": lambda: _messages([blocks_notes.finished(sample(), "U1")]),
    "failure": lambda: _messages([blocks_notes.failure("The worker was lost.", "U1")]),
    "judged": lambda: _messages([blocks_notes.judged("rejected", "U1", "Too long")]),
    "evidence": lambda: blocks_modals.evidence_modal(sample()),
    "rejection": lambda: blocks_modals.rejection_modal("brf_1", "C1", "1.2", "1.1"),
    "articles": blocks_modals.articles_modal,
}


def file_of(name: str) -> Path:
    return FOLDER / f"{name}.json"


def golden(name: str) -> str:
    return json.dumps(SHOWN[name](), indent=1, ensure_ascii=False) + "\n"
