"""The example stories as the command line reads them, and their briefs without weights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from api.asking import Asked, from_files
from api.schemas import answer_of
from api.settings import Settings
from models.lexical import lexical_newsroom
from models.news import Brief, Posted
from models.pipeline import summarise

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLDEN = Path(__file__).parent
UPDATE = "python -m tests.golden.update"
PASSING = ("id", "created_at", "timings_ms", "models")
"""Fields that differ from run to run, or from version to version."""


@dataclass(frozen=True)
class Story:
    """One example story: its articles as posted, its brief, and what was planted in it."""

    name: str
    known: dict[str, Any]
    asked: Asked
    brief: Brief

    @property
    def golden(self) -> Path:
        """The file with the brief as it was when somebody last read it."""
        return GOLDEN / f"{self.name}.json"

    def posted(self, file: str) -> Posted:
        """Return the article of a file, named as in ``known.json``."""
        names = {Path(path).name: name for name, path in self.asked.files.items()}
        return next(p for p in self.asked.posted if p.id == names[file])

    def text(self, article_id: str) -> str:
        """Return the text that offsets refer to: for HTML the extracted one."""
        report = next(a for a in self.brief.articles if a.id == article_id)
        posted = next(p for p in self.asked.posted if p.id == article_id)
        return report.text if report.text is not None else posted.text or ""


def names() -> list[str]:
    """Return the names of all example stories."""
    return sorted(p.parent.name for p in EXAMPLES.glob("*/known.json"))


@cache
def read(name: str) -> Story:
    """Read one story with the command line's readers and brief it with the lexical newsroom."""
    folder = EXAMPLES / name
    known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
    files = [folder / a["file"] for a in known["articles"]]
    outlets = [f"{a['source']}={folder / a['file']}" for a in known["articles"]]
    asked = from_files(files, outlets, Settings())
    brief = summarise(asked.posted, lexical_newsroom(), asked.options)
    return Story(name, known, asked, brief)


def as_golden(brief: Brief) -> str:
    """Return the answer as JSON, without what passes."""
    answer = answer_of(brief, "brf_golden", datetime(2025, 1, 1, tzinfo=UTC))
    shown = answer.model_dump(mode="json", exclude=set(PASSING))
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
