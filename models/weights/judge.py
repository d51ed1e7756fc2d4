"""The Judge on an encoder's embeddings, with words compared; a trained one replaces it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.lexical import coverage
from models.ports import Encoder


class EmbeddingJudge:
    """Support and same slot from cosines: a start, not yet a trained judge.

    Support is the mean of two things, each 0 to 1: how near the sentence lies to its nearest
    evidence, and the share of its content words that the evidence holds.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = f"{encoder.name} (cosine)"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each ``(evidence, sentence)`` how far it is supported."""
        evidence = sorted({line for e, _ in pairs for line in e.split("\n")})
        sentences = sorted({s for _, s in pairs})
        known = dict(zip(evidence, self._encoder.encode(evidence), strict=True))
        asked = dict(zip(sentences, self._encoder.encode(sentences), strict=True))
        return [
            (max(_unit(known[line] @ asked[s]) for line in e.split("\n")) + coverage(e, s)) / 2
            for e, s in pairs
        ]

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the cosine of the two masked sentences, 0 to 1."""
        texts = sorted({t for pair in pairs for t in pair})
        known = dict(zip(texts, self._encoder.encode(texts), strict=True))
        return [_unit(known[a] @ known[b]) for a, b in pairs]


def _unit(cosine: np.float32) -> float:
    return round(float(np.clip(cosine, 0.0, 1.0)), 4)
