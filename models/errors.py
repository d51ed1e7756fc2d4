"""The error tree of the walk.

CrosswireError
├── InputError            the articles cannot be used as they are (with where and why)
├── WeightsError          weights are not there or not what they should be
│   ├── WeightsMissing    not installed: the message names the command that installs them
│   └── WeightsChanged    the file is not the one that was measured (SHA-256)
├── WriterUnavailable     a remote writer or judge did not answer
└── Cancelled             the caller went away while the brief was being made
"""

from __future__ import annotations

from dataclasses import dataclass


class CrosswireError(Exception):
    """Everything that Crosswire raises on purpose."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with the input: a JSON pointer, the article's id and what to do."""

    pointer: str
    detail: str
    article_id: str | None = None


class InputError(CrosswireError):
    """The articles cannot be used; ``flaws`` says where and why."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("; ".join(f"{f.pointer}: {f.detail}" for f in flaws))
        self.flaws = flaws


class WeightsError(CrosswireError):
    """Weights are not there or not what they should be."""


class WeightsMissing(WeightsError):
    """Weights are not installed."""


class WeightsChanged(WeightsError):
    """A weight file does not have the checksum that was measured."""


class WriterUnavailable(CrosswireError):
    """A remote model did not answer in time or answered with an error."""


class Cancelled(CrosswireError):
    """The caller asked to stop."""
