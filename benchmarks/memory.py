"""Encoder, reader and judge that remember: benchmarks ask the same of the same text many times."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from models.news import Parse
from models.pipeline import Newsroom
from models.ports import Vectors


class Memory:
    """What was computed for each text; kept in a file between runs where one is given."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        kept: dict[str, Any] = {}
        if path and path.is_file():
            kept = pickle.loads(path.read_bytes())  # our own file
        self.models: tuple[str, ...] = kept.get("models", ())
        self.vectors: dict[str, Vectors] = kept.get("vectors", {})
        self.parses: dict[str, Any] = kept.get("parses", {})
        self.words: dict[str, Any] = kept.get("words", {})  # of a benchmark's own parser
        self._size = self._count()

    def _count(self) -> int:
        return len(self.vectors) + len(self.parses) + len(self.words)

    def of_models(self, *names: str) -> None:
        """Forget what other models computed."""
        if names != self.models:
            self.models = names
            self.vectors.clear()
            self.parses.clear()
            self._size = -1

    def save(self) -> None:
        """Write the file, whole or not at all, if there is anything new."""
        if self._path and self._count() != self._size:
            kept = {"models": self.models, "vectors": self.vectors}
            kept |= {"parses": self.parses, "words": self.words}
            fresh = self._path.with_name(self._path.name + ".new")
            fresh.write_bytes(pickle.dumps(kept, protocol=5))
            fresh.replace(self._path)
            self._size = self._count()


@dataclass(frozen=True)
class RememberingEncoder:
    """An encoder that computes each text once."""

    name: str
    compute: Callable[[Sequence[str]], Vectors]
    vectors: dict[str, Vectors]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text."""
        if not texts:
            return self.compute(texts)
        return np.stack(_each(self.vectors, texts, self.compute))


@dataclass(frozen=True)
class RememberingReader:
    """A reader that parses each text once."""

    name: str
    compute: Callable[[Sequence[str]], list[Parse]]
    parses: dict[str, Parse]

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return the tokens of each text."""
        return _each(self.parses, texts, self.compute)


@dataclass(frozen=True)
class RememberingPairs:
    """One question to the judge, asked once of each pair."""

    ask: Callable[[Sequence[Any]], list[float]]
    scores: dict[Any, float] = field(default_factory=dict)

    def __call__(self, pairs: Sequence[Any]) -> list[float]:
        """Return one score per pair."""
        return _each(self.scores, pairs, self.ask)


def _each(
    known: dict[Any, Any], keys: Sequence[Any], compute: Callable[[Sequence[Any]], Any]
) -> list[Any]:
    """Return what belongs to each key, computing what is not known yet."""
    new = list(dict.fromkeys(k for k in keys if k not in known))
    if new:
        known.update(zip(new, compute(new), strict=True))
    return [known[k] for k in keys]


def remembering(newsroom: Newsroom, memory: Memory) -> Newsroom:
    """Return the newsroom with a memory; its judge asks the models themselves."""
    encoder, reader = _readers(newsroom, memory)
    return Newsroom(encoder, reader, newsroom.writer, newsroom.judge)


def remember(newsroom: Any, memory: Memory) -> None:
    """Let all parts remember, in place: the judge may ask the same encoder.

    The judge's scores are never written to the file: training changes it under the same name.
    """
    encoder, reader = _readers(newsroom, memory)
    newsroom.encoder.encode, newsroom.reader.parse = encoder.encode, reader.parse
    judge = newsroom.judge
    for question in ("support", "same_slot", "opposed"):
        if hasattr(judge, question):
            setattr(judge, question, RememberingPairs(getattr(judge, question)))


def _readers(newsroom: Newsroom, memory: Memory) -> tuple[RememberingEncoder, RememberingReader]:
    encoder, reader = newsroom.encoder, newsroom.reader
    memory.of_models(encoder.name, reader.name)
    return (
        RememberingEncoder(encoder.name, encoder.encode, memory.vectors),
        RememberingReader(reader.name, reader.parse, memory.parses),
    )
