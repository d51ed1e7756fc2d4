"""What was found of one cluster, as it stands in the run's journal."""

from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.checks.answer import Finding


@dataclass(frozen=True, slots=True)
class Record:
    """The findings of one cluster (with the request they belong to) and its figures."""

    cluster: str
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The record as JSON."""
        findings = [[variant, asdict(finding)] for variant, finding in self.findings]
        return {"cluster": self.cluster, "findings": findings, "figures": self.figures}


def record_of(row: dict[str, Any]) -> Record:
    """Read a record that was written as JSON."""
    findings = [(variant, Finding(**finding)) for variant, finding in row["findings"]]
    return Record(row["cluster"], findings, row["figures"])
