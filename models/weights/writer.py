"""The Writer on a causal language model: all sentences of a brief in one left-padded batch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.ports import WritingTask
from models.sentences import boundaries
from models.weights.prompt import prompt

_TOKENS_A_WORD = 1.7  # of SmolLM2 on news; a sentence that would go on longer is cut off and lost


class CausalWriter:
    """Greedy decoding of one sentence for each task."""

    def __init__(self, model: Any, tokenizer: Any, name: str) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self.name = name
        tokenizer.padding_side = "left"
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token

    @classmethod
    def load(cls, source: str | Path, name: str, dtype: torch.dtype) -> CausalWriter:
        """Load a model folder or id."""
        model = AutoModelForCausalLM.from_pretrained(source, dtype=dtype, trust_remote_code=False)
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        return cls(model.eval(), tokenizer, name)

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return one candidate for each task, or none where nothing usable came."""
        if not tasks:
            return []
        prompts = [prompt(t) for t in tasks]
        order = sorted(range(len(tasks)), key=lambda i: (len(prompts[i]), prompts[i]))
        texts = self._generate([prompts[i] for i in order], max(t.max_words for t in tasks))
        written: list[list[str]] = [[] for _ in tasks]
        for i, text in zip(order, texts, strict=True):
            sentence = first_line(text) if tasks[i].kind == "headline" else first_sentence(text)
            written[i] = [sentence] if sentence else []
        return written

    def _generate(self, prompts: Sequence[str], max_words: int) -> list[str]:
        batch = self._tokenizer(
            list(prompts),
            return_tensors="pt",
            padding=True,
            truncation=True,
            max_length=1024,
            add_special_tokens=False,
        )
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=batch["input_ids"],
                attention_mask=batch["attention_mask"],
                max_new_tokens=int(max_words * _TOKENS_A_WORD),
                do_sample=False,
                pad_token_id=self._tokenizer.pad_token_id,
            )
        new = output[:, batch["input_ids"].shape[1] :]
        return [str(t) for t in self._tokenizer.batch_decode(new, skip_special_tokens=True)]


def first_line(text: str) -> str | None:
    """Return the first line that is not empty."""
    return next((p.strip() for p in text.split("\n") if p.strip()), None)


def first_sentence(text: str) -> str | None:
    """Return the first complete sentence of what a model wrote."""
    line = first_line(text) or ""
    spans = boundaries(line, (0, len(line)))
    sentence = line[spans[0][0] : spans[0][1]] if spans else ""
    return sentence if re.search(r"""[.!?]["”']?$""", sentence) else None
