"""What clients were built against does not change without somebody seeing it."""

from __future__ import annotations

from tests.contract.document import CHECKED_IN, UPDATE, served


def test_the_document_checked_in_is_the_one_that_is_served() -> None:
    """A change of the contract is read in review, as a change of ``docs/openapi.json``."""
    assert CHECKED_IN.is_file(), f"there is none: {UPDATE}"
    there = CHECKED_IN.read_text(encoding="utf-8")
    assert there == served(), f"the contract has changed: {UPDATE}, then read the diff"
