"""The sample stories: those of a checkout, or those that were installed with the package."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.files.decoding import decode
from api.files.posting import posting_of

FOLDERS = (
    Path(__file__).parent.parent.parent / "examples",
    Path(sys.prefix) / "share" / "crosswire" / "examples",
)
_ARTICLES = frozenset((".txt", ".md", ".html"))


@dataclass(frozen=True, slots=True)
class Sample:
    """One story; ``name`` is its folder's."""

    name: str
    files: tuple[Path, ...]

    @property
    def title(self) -> str:
        """Its name for readers."""
        return self.name.replace("-", " ").capitalize()

    def request(self) -> dict[str, Any]:
        """Return the request for its brief."""
        return {"articles": [posting_of(p.name, _text(p)) for p in self.files]}


def _text(path: Path) -> str:
    return re.sub(r"\r\n?", "\n", decode(path.read_bytes()).text)


def samples(folders: Sequence[Path] = FOLDERS) -> tuple[Sample, ...]:
    """Return the stories of the first folder that is there; none where none is."""
    there = next((folder for folder in folders if folder.is_dir()), None)
    stories = sorted(path for path in there.iterdir() if path.is_dir()) if there else []
    found = [(story.name, sorted(story.iterdir())) for story in stories]
    return tuple(
        Sample(name, tuple(path for path in paths if path.suffix in _ARTICLES))
        for name, paths in found
    )
