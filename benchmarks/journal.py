"""What was measured cluster by cluster, kept beside the result so that a run can be resumed."""

import json
from pathlib import Path
from typing import Any


class OtherRunError(ValueError):
    """The journal belongs to a run with other settings."""


class Journal:
    """Records in a file of JSON lines, the run's settings in its first; in memory without one."""

    def __init__(self, path: Path | None, settings: dict[str, Any], resume: bool) -> None:
        self._path = path
        self.records: list[dict[str, Any]] = []
        if path and resume and path.exists():
            self.records = _read(path, settings)
        if path:
            lines = [json.dumps(settings), *map(_line, self.records)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def add(self, record: dict[str, Any]) -> None:
        """Keep a record, on disk too; it names its ``cluster``."""
        self.records.append(record)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(record) + "\n")

    def done(self) -> frozenset[str]:
        """The clusters that need not be run again."""
        return frozenset(r["cluster"] for r in self.records)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _read(path: Path, settings: dict[str, Any]) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    if json.loads(lines[0] or "{}") != settings:
        raise OtherRunError(f"{path} belongs to another run; leave out --resume")
    records = []
    for line in lines[1:]:
        try:
            records.append(json.loads(line))
        except ValueError:  # an interrupted run left it unfinished
            continue
    return records
