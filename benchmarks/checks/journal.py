"""What was found cluster by cluster, kept beside the result so that a run can be resumed."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.checks.answer import Finding


@dataclass(frozen=True, slots=True)
class Record:
    """The findings of one cluster (with the request they belong to) and its figures."""

    cluster: str
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class OtherRunError(ValueError):
    """The journal belongs to a run with other settings."""


class Journal:
    """Records in a file of JSON lines, the run's settings in its first."""

    def __init__(self, path: Path | None, settings: dict[str, Any], resume: bool) -> None:
        self._path = path
        self.records = self._read(settings) if resume and path and path.exists() else []
        if path is not None:
            lines = [json.dumps(settings), *map(_to_line, self.records)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def add(self, record: Record) -> None:
        """Keep a record, on disk too."""
        self.records.append(record)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_to_line(record) + "\n")

    def done(self) -> frozenset[str]:
        """The clusters that need not be posted again."""
        return frozenset(record.cluster for record in self.records)

    def _read(self, settings: dict[str, Any]) -> list[Record]:
        assert self._path is not None
        lines = self._path.read_text(encoding="utf-8").splitlines()
        if not lines or json.loads(lines[0]) != settings:
            raise OtherRunError(f"{self._path} belongs to another run; leave out --resume")
        return [record for line in lines[1:] if (record := _from_line(line)) is not None]


def _to_line(record: Record) -> str:
    findings = [[variant, asdict(finding)] for variant, finding in record.findings]
    return json.dumps({"cluster": record.cluster, "findings": findings, "figures": record.figures})


def _from_line(line: str) -> Record | None:
    """A record; none of a line that an interrupted run left unfinished."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    findings = [(variant, Finding(**finding)) for variant, finding in row["findings"]]
    return Record(row["cluster"], findings, row["figures"])
