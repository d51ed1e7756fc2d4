"""What is being done to a brief, in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from api.store import Snapshot
from models.pipeline import STAGES

WORDS = {
    "clean": "Reading the articles",
    "encode": "Weighing every sentence",
    "group": "Bringing together what says the same",
    "read": "Reading figures, dates and names",
    "compare": "Looking for disagreements",
    "write": "Writing the brief",
    "check": "Checking every sentence against its evidence",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the way."""

    name: str
    words: str
    state: Literal["done", "now", "to come"]


def steps_of(snapshot: Snapshot) -> tuple[Step, ...]:
    """Return all stages, and how far the brief is among them."""
    return tuple(
        Step(name, WORDS[name], _state(name, number, snapshot))
        for number, name in enumerate(STAGES)
    )


def _state(name: str, number: int, snapshot: Snapshot) -> Literal["done", "now", "to come"]:
    if number < snapshot.done:
        return "done"
    return "now" if name == snapshot.stage else "to come"
