"""The Judge: on an encoder's embeddings with words compared, or any cross-encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from models.errors import WeightsError
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


class CrossEncoderJudge:
    """Support by a sequence classifier that reads evidence and sentence together.

    A classifier with an "entailment" label gives that label's probability, one with a single output
    its logistic. Slots are compared by the embedded judge.
    """

    def __init__(self, model: Any, tokenizer: Any, name: str, slots: EmbeddingJudge) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._slots = slots
        self.name = name

    @classmethod
    def load(cls, source: str, dtype: torch.dtype, slots: EmbeddingJudge) -> CrossEncoderJudge:
        """Load a folder or model id.

        Raises:
            WeightsError: it has several labels and none of them is "entailment".
        """
        model = AutoModelForSequenceClassification.from_pretrained(
            source, dtype=dtype, trust_remote_code=False
        )
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        if model.config.num_labels > 1 and _entailment(model) is None:
            labels = sorted(str(v) for v in model.config.id2label.values())
            raise WeightsError(
                f"the judge {source!r} has the labels {labels} and none of them is 'entailment'; "
                "choose a model trained on entailment, or one with a single score"
            )
        return cls(model.eval(), tokenizer, source, slots)

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each ``(evidence, sentence)`` how far it is supported."""
        order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i][0]) + len(pairs[i][1]), i))
        scores = [0.0] * len(pairs)
        for start in range(0, len(order), 16):
            batch = order[start : start + 16]
            for i, score in zip(batch, self._scores([pairs[i] for i in batch]), strict=True):
                scores[i] = score
        return scores

    def _scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        batch = self._tokenizer(
            [e for e, _ in pairs],
            [s for _, s in pairs],
            return_tensors="pt",
            padding=True,
            truncation="only_first",
            max_length=min(512, getattr(self._model.config, "max_position_embeddings", 512)),
        )
        with torch.inference_mode():
            logits = self._model(**batch).logits.float()
        if logits.shape[1] == 1:
            return [float(v) for v in torch.sigmoid(logits[:, 0])]
        return [float(v) for v in torch.softmax(logits, dim=1)[:, _entailment(self._model)]]

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return what the embedded judge says."""
        return self._slots.same_slot(pairs)


def _entailment(model: Any) -> int | None:
    labels = {str(v).lower(): int(k) for k, v in model.config.id2label.items()}
    return labels.get("entailment")


def _unit(cosine: np.float32) -> float:
    return round(float(np.clip(cosine, 0.0, 1.0)), 4)
