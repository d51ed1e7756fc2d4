"""What benchmarks remember."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.memory import Memory, RememberingEncoder, remember, remembering
from models.lexical import LexicalEncoder, lexical_newsroom

TEXT = "A ferry sank off Port Alma on Friday, killing 12 people, police said."


class CountingEncoder(LexicalEncoder):
    """Counts the texts it encodes."""

    asked = 0

    def encode(self, texts: Any) -> Any:
        self.asked += len(texts)
        return super().encode(texts)


def test_each_text_is_encoded_once() -> None:
    inner = CountingEncoder()
    encoder = RememberingEncoder("lexical", inner.encode, {})
    rows = encoder.encode(["a dog", "a cat", "a dog"])
    assert inner.asked == 2
    assert np.array_equal(rows, LexicalEncoder().encode(["a dog", "a cat", "a dog"]))
    assert encoder.encode([]).shape == (0, 512)


def test_the_memory_outlives_the_run(tmp_path: Path) -> None:
    file = tmp_path / "memory.pkl"
    memory = Memory(file)
    newsroom = remembering(lexical_newsroom(), memory)
    newsroom.encoder.encode([TEXT])
    parses = newsroom.reader.parse([TEXT])
    memory.save()
    again = Memory(file)
    again.of_models("lexical", "lexical")
    assert list(again.vectors) == [TEXT]
    assert remembering(lexical_newsroom(), again).reader.parse([TEXT]) == parses
    again.of_models("another", "lexical")
    assert again.vectors == {}


def test_a_text_is_computed_once_even_after_a_rerun(tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(texts: Any) -> Any:
        asked.extend(texts)
        return np.array([[float(len(t))] for t in texts])

    def support(pairs: Any) -> list[float]:
        assert len(set(pairs)) == len(pairs)
        return [float(len(a + b)) for a, b in pairs]

    path = tmp_path / "cache"
    for _ in range(2):
        memory = Memory(path)
        newsroom: Any = SimpleNamespace(
            encoder=SimpleNamespace(name="e", encode=encode),
            reader=SimpleNamespace(name="r", parse=list),
            judge=SimpleNamespace(support=support),
        )
        remember(newsroom, memory)
        assert newsroom.judge.support([("a", "bc"), ("a", "bc")]) == [3.0, 3.0]
        got = newsroom.encoder.encode(["ab", "c", "ab"])
        assert got.tolist() == [[2.0], [1.0], [2.0]]
        assert newsroom.reader.parse(["x"]) == ["x"]
        memory.save()
    assert asked == ["ab", "c"]
    memory.of_models("other", "r")
    assert RememberingEncoder("other", encode, memory.vectors).encode(["c"]).tolist() == [[1.0]]
    assert asked == ["ab", "c", "c"]
