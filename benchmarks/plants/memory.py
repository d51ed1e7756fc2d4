"""Encoder, reader and judge that remember: of a cluster run seven times one sentence differs."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.plants.parsing import Words


class Memory:
    """What was computed for each text; kept in a file between runs where one is given."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        kept: dict[str, Any] = {}
        if path and path.is_file():
            kept = pickle.loads(path.read_bytes())  # our own file
        self.models: tuple[str, ...] = kept.get("models", ())
        self.vectors: dict[str, Any] = kept.get("vectors", {})
        self.parses: dict[str, Any] = kept.get("parses", {})
        self.words: dict[str, Words] = kept.get("words", {})
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
        """Write the file if there is anything new."""
        if self._path and self._count() != self._size:
            kept = {"models": self.models, "vectors": self.vectors}
            kept |= {"parses": self.parses, "words": self.words}
            fresh = self._path.with_name(self._path.name + ".new")
            fresh.write_bytes(pickle.dumps(kept, protocol=5))
            fresh.replace(self._path)
            self._size = self._count()


class RememberingEncoder:
    """An encoder that computes each text once."""

    def __init__(self, encode: Callable[[Sequence[str]], Any], vectors: dict[str, Any]) -> None:
        self._encode = encode
        self._vectors = vectors

    def encode(self, texts: Sequence[str]) -> Any:
        """Return one row per text."""
        _fill(self._vectors, texts, self._encode)
        if not texts:
            return self._encode(texts)
        return np.stack([self._vectors[t] for t in texts])


class RememberingReader:
    """A reader that parses each text once."""

    def __init__(self, parse: Callable[[Sequence[str]], Any], parses: dict[str, Any]) -> None:
        self._parse = parse
        self._parses = parses

    def parse(self, texts: Sequence[str]) -> list[Any]:
        """Return the tokens of each text."""
        _fill(self._parses, texts, self._parse)
        return [self._parses[t] for t in texts]


class RememberingPairs:
    """One question to the judge, asked once of each pair."""

    def __init__(self, ask: Callable[[Sequence[Any]], list[float]]) -> None:
        self._ask = ask
        self._scores: dict[Any, float] = {}

    def __call__(self, pairs: Sequence[Any]) -> list[float]:
        """Return one score per pair."""
        _fill(self._scores, pairs, self._ask)
        return [self._scores[p] for p in pairs]


def _fill(
    known: dict[Any, Any], keys: Sequence[Any], compute: Callable[[Sequence[Any]], Any]
) -> None:
    new = list(dict.fromkeys(k for k in keys if k not in known))
    if new:
        known.update(zip(new, compute(new), strict=True))


def remember(newsroom: Any, memory: Memory) -> None:
    """Let all parts remember, in place: the judge may ask the same encoder.

    The judge's scores are never written to the file: training changes it under the same name.
    """
    memory.of_models(newsroom.encoder.name, newsroom.reader.name)
    encoder, reader, judge = newsroom.encoder, newsroom.reader, newsroom.judge
    encoder.encode = RememberingEncoder(encoder.encode, memory.vectors).encode
    reader.parse = RememberingReader(reader.parse, memory.parses).parse
    for question in ("support", "same_slot", "opposed"):
        if hasattr(judge, question):
            setattr(judge, question, RememberingPairs(getattr(judge, question)))
