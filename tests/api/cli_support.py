"""The command line with its parts handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from typer.testing import CliRunner, Result

from api.cli import app
from api.parts import Parts
from models.pipeline import Newsroom
from tests.api.support import OTHER, STORY, untouchable_newsroom


def crosswire(*arguments: str | Path, stdin: str | bytes | None = None, **parts: Any) -> Result:
    """Run the command; a part that is not handed in must not be used."""
    runner = CliRunner(env={"COLUMNS": "100", "FORCE_COLOR": None, "TTY_COMPATIBLE": None})
    unused = ("inventory", "install", "prepare", "serve", "work", "slack")
    refused = dict.fromkeys(unused, _untouchable)
    given = Parts(**{"newsroom": lambda _: untouchable_newsroom(), **refused, **parts})
    return runner.invoke(app, [str(a) for a in arguments], input=stdin, obj=given)


def with_newsroom(newsroom: Newsroom) -> dict[str, Any]:
    """Return what to hand in so that briefs are made by ``newsroom``."""
    return {"newsroom": lambda _: newsroom}


def stories(folder: Path) -> list[Path]:
    """Write two articles on one event that disagree on its day."""
    first, second = folder / "reuters.txt", folder / "ap.txt"
    first.write_text(f"Belarus frees 123\nBy Ana Reyes, Reuters\n\n{STORY}\n")
    second.write_text(f"---\nsource: AP\n---\n{OTHER}\n")
    return [first, second]


def _untouchable(*_: object) -> NoReturn:
    raise AssertionError("this part must not be used")
