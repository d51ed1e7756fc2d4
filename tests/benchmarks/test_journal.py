"""Runs that go on where they were broken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.checks.answer import Finding
from benchmarks.checks.record import Record, record_of
from benchmarks.journal import Journal, OtherRunError


def test_a_run_is_resumed_after_its_last_whole_line(tmp_path: Path) -> None:
    path, settings = tmp_path / "out.journal", {"seed": 0}
    journal = Journal(path, settings, resume=False)
    journal.add({"cluster": "e1", "said": "a line\u2028of two"})
    with path.open("a") as file:
        file.write('{"cluster": "e2", "sa')
    again = Journal(path, settings, resume=True)
    assert again.records == journal.records
    assert again.done() == {"e1"}
    assert Journal(path, settings, resume=True).records == journal.records
    with pytest.raises(OtherRunError):
        Journal(path, {"seed": 1}, resume=True)


def test_without_a_file_records_stay_in_memory() -> None:
    journal = Journal(None, {}, resume=False)
    journal.add({"cluster": "e1"})
    assert journal.done() == {"e1"}


def test_what_was_found_outlives_the_run(tmp_path: Path) -> None:
    record = Record("e1", [("first", Finding("offset", "x"))], {"words": 1})
    Journal(tmp_path / "j", {}, resume=False).add(record.row())
    assert [record_of(r) for r in Journal(tmp_path / "j", {}, resume=True).records] == [record]
