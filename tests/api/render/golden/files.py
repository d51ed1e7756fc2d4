"""One brief in every format, as somebody last read it."""

from __future__ import annotations

from pathlib import Path

from api.render.formats import rendered
from tests.api.render.samples import sample

FOLDER = Path(__file__).parent
FILES = {
    "markdown": FOLDER / "brief.md",
    "html": FOLDER / "brief.html",
    "ninjs": FOLDER / "brief.ninjs.json",
}
UPDATE = "python -m tests.api.render.golden.update"


def golden(format_name: str) -> str:
    """Return the sample in a format, without the version of what made it."""
    return rendered(sample().model_copy(update={"models": {}}), format_name)
