"""Which outlet each file stands for, where neither the caller nor the file says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from api.render.plain import one_line

_NAMES: tuple[Callable[[Path], str], ...] = (  # each tells more files apart than the one before
    lambda path: path.stem,
    lambda path: f"{path.stem} ({path.resolve().parent.name})",
    lambda path: f"{path.name} ({path.resolve().parent.name})",
    lambda path: str(path),
)


def name_after_files(paths: Sequence[Path]) -> list[str]:
    """Return a source per file: its stem, and as much more as tells different files apart."""
    return [_name(path, paths) for path in paths]


def _name(path: Path, paths: Sequence[Path]) -> str:
    others = [p for p in paths if p.resolve() != path.resolve()]
    distinct = (name(path) for name in _NAMES if name(path) not in {name(p) for p in others})
    return one_line(next(distinct, str(path))) or "file"
