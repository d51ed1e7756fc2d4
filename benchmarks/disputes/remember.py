"""An encoder and a reader that remember what they were asked, in a file if one is named."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.news import Parse
from models.pipeline import Newsroom
from models.ports import Encoder, Reader, Vectors


class RememberingEncoder:
    """Encodes each text once."""

    def __init__(self, inner: Encoder, memory: dict[str, Vectors]) -> None:
        self._inner, self.memory, self.name = inner, memory, inner.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text."""
        if not texts:
            return self._inner.encode(texts)
        new = list(dict.fromkeys(t for t in texts if t not in self.memory))
        if new:
            self.memory.update(zip(new, self._inner.encode(new), strict=True))
        return np.stack([self.memory[t] for t in texts])


class RememberingReader:
    """Parses each text once."""

    def __init__(self, inner: Reader, memory: dict[str, Parse]) -> None:
        self._inner, self.memory, self.name = inner, memory, inner.name

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return the tokens of each text."""
        new = list(dict.fromkeys(t for t in texts if t not in self.memory))
        if new:
            self.memory.update(zip(new, self._inner.parse(new), strict=True))
        return [self.memory[t] for t in texts]


class Memory:
    """What encoder and reader said, kept in a file between runs."""

    def __init__(self, file: Path | None, names: tuple[str, str]) -> None:
        self._file, self._names = file, names
        self.vectors: dict[str, Vectors] = {}
        self.parses: dict[str, Parse] = {}
        self._kept = (0, 0)
        if file and file.is_file():
            self._read(pickle.loads(file.read_bytes()))  # our own file

    def _read(self, kept: dict[str, Any]) -> None:
        """Take over what the same models said."""
        if kept["names"] == self._names:
            self.vectors, self.parses = kept["vectors"], kept["parses"]
            self._kept = (len(self.vectors), len(self.parses))

    def keep(self) -> None:
        """Write the file, whole or not at all, if anything is new."""
        now = (len(self.vectors), len(self.parses))
        if not self._file or now == self._kept:
            return
        content = {"names": self._names, "vectors": self.vectors, "parses": self.parses}
        fresh = self._file.with_name(f"{self._file.name}.part")
        fresh.write_bytes(pickle.dumps(content))
        fresh.replace(self._file)
        self._kept = now


def remembering(newsroom: Newsroom, file: Path | None) -> tuple[Newsroom, Memory]:
    """Return the newsroom with a memory; its judge asks the models themselves."""
    memory = Memory(file, (newsroom.encoder.name, newsroom.reader.name))
    encoder = RememberingEncoder(newsroom.encoder, memory.vectors)
    reader = RememberingReader(newsroom.reader, memory.parses)
    return Newsroom(encoder, reader, newsroom.writer, newsroom.judge), memory
