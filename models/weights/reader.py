"""The Reader on spaCy: tokens with lemmas, dependencies and entities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy

from models.news import Parse, Token


class SpacyReader:
    """A spaCy pipeline behind the ``Reader`` port."""

    def __init__(self, pipeline: Any, name: str) -> None:
        self._pipeline = pipeline
        self.name = name

    @classmethod
    def load(cls, folder_or_name: str | Path, name: str) -> SpacyReader:
        """Load a pipeline from a folder or an installed package."""
        return cls(spacy.load(folder_or_name), name)

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return the tokens of each text, in order."""
        return [_tokens(doc) for doc in self._pipeline.pipe(texts, batch_size=64)]


def _tokens(doc: Any) -> Parse:
    return tuple(
        Token(
            start=t.idx,
            end=t.idx + len(t.text),
            text=t.text,
            lemma=t.lemma_,
            pos=t.pos_,
            dep=t.dep_,
            head=t.head.i,
            entity=t.ent_type_,
            starts_entity=t.ent_iob_ == "B",
        )
        for t in doc
    )
