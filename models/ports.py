"""The seams where weights plug in: four small protocols.

``models/lexical.py`` implements each without weights for tests of the walk; ``models/weights``
implements them on real models. Nothing else in the walk knows what is behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.news import Parse

TaskKind = Literal["report", "attribute", "dispute", "headline"]
Vectors = NDArray[np.float32]
Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)`` while a brief is made."""


@dataclass(frozen=True, slots=True)
class WritingTask:
    """What the writer is given for one sentence: its evidence, outlet by outlet."""

    evidence: tuple[tuple[str, str], ...]  # (outlet, sentence)
    max_words: int
    kind: TaskKind = "report"
    words: frozenset[str] | None = None  # hold the wording to these, where the writer can


class Encoder(Protocol):
    """Sentence embeddings."""

    @property
    def name(self) -> str:
        """What is loaded, for the answer's ``models``."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one L2-normalised row per text, shape ``(len(texts), dimensions)``."""
        ...


class Reader(Protocol):
    """Parses of sentences."""

    @property
    def name(self) -> str:
        """What is loaded."""
        ...

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return the tokens of each text with lemmas, dependencies and entities."""
        ...


class Judge(Protocol):
    """Whether evidence supports a sentence, and whether two mentions fill the same slot."""

    @property
    def name(self) -> str:
        """What is loaded."""
        ...

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each ``(evidence, sentence)`` how far it is supported, 0 to 1."""
        ...

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each pair of sentences, one mention masked in each, 0 to 1."""
        ...

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each pair of sentences how surely they cannot both be true, 0 to 1."""
        ...


class Writer(Protocol):
    """Several wordings for each planned sentence."""

    @property
    def name(self) -> str:
        """What is loaded."""
        ...

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return candidates for each task, best first; an empty list where there is none.

        A writer that cannot be held to a task's ``words`` has nothing to offer for it.

        Raises:
            WriterUnavailable: a remote writer did not answer.
        """
        ...
