"""The Judge: our own trained heads, embeddings with words compared, or any cross-encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer

from models.errors import WeightsChanged, WeightsError
from models.lexical import coverage
from models.ports import Encoder, Judge
from models.weights.heads import MOST_TOKENS, PairModel, encode_pairs


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

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return that nothing is known of it."""
        return [0.5] * len(pairs)


class HeadedJudge:
    """This project's own judge: the encoder's body with trained heads, see ``heads.py``."""

    def __init__(self, model: PairModel, tokenizer: Any, name: str, words: EmbeddingJudge) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._words = words
        self._most = min(MOST_TOKENS, int(model.body.config.max_position_embeddings))
        self.name = name

    @classmethod
    def load(
        cls, body: Path, trained: Path, name: str, dtype: torch.dtype, words: EmbeddingJudge
    ) -> HeadedJudge:
        """Load the body from the encoder's folder, and what training changed from a file.

        Raises:
            WeightsChanged: the adapter belongs to another body.
        """
        model = PairModel(AutoModel.from_pretrained(body, dtype=torch.float32))
        changed = {k: v.float() for k, v in load_file(trained).items()}
        wanted = {k for k in model.state_dict() if not k.startswith("body.embeddings")}
        if set(changed) != wanted:
            raise WeightsChanged(f"the judge in {trained} belongs to another model")
        model.load_state_dict(changed, strict=False)
        tokenizer = AutoTokenizer.from_pretrained(body)
        return cls(model.to(dtype).eval(), tokenizer, name, words)

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return what the embeddings and shared words say.

        On sentences read one by one they tell wrong from right better than the trained head does
        (area under the curve 0.69 against 0.60), and at no cost.
        """
        return self._words.support(pairs)

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each pair of masked sentences how surely the masks fill one slot."""
        return self._ask("slot", pairs)

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each pair of sentences how surely they cannot both be true."""
        return self._ask("opposed", pairs)

    def _ask(self, task: str, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Answer in batches of like length; equal pairs are asked once."""
        asked = sorted(set(pairs), key=lambda p: (len(p[0]) + len(p[1]), p))
        known: dict[tuple[str, str], float] = {}
        with torch.inference_mode():
            for start in range(0, len(asked), 32):
                batch = asked[start : start + 32]
                tokens = encode_pairs(self._tokenizer, batch, self._most)
                logits = self._model(task, tokens, self._tokenizer.mask_token_id).float()
                known.update(zip(batch, torch.sigmoid(logits).tolist(), strict=True))
        return [round(known[p], 4) for p in pairs]


class CrossEncoderJudge:
    """Support by a sequence classifier that reads evidence and sentence together.

    A classifier with an "entailment" label gives that label's probability, one with a single output
    its logistic. Slots are compared by the embedded judge.
    """

    def __init__(self, model: Any, tokenizer: Any, name: str, slots: Judge) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._slots = slots
        self.name = name

    @classmethod
    def load(cls, source: str, dtype: torch.dtype, slots: Judge) -> CrossEncoderJudge:
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

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return what the embedded judge says."""
        return self._slots.opposed(pairs)


def _entailment(model: Any) -> int | None:
    labels = {str(v).lower(): int(k) for k, v in model.config.id2label.items()}
    return labels.get("entailment")


def _unit(cosine: np.float32) -> float:
    return round(float(np.clip(cosine, 0.0, 1.0)), 4)
