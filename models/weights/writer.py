"""The Writer on a language model: all sentences of a brief in one left-padded batch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

from models.ports import WritingTask
from models.sentences import boundaries
from models.weights.fenced import messages
from models.weights.prompt import prompt

_PROMPT_TOKENS = 1024
_TOKENS_A_WORD = 1.5  # of SmolLM2 on news; a sentence that would go on longer is cut off and lost


class LanguageModelWriter:
    """Greedy decoding of one sentence for each task, by a causal or a seq2seq model."""

    def __init__(self, model: Any, tokenizer: Any, name: str, trained: bool = False) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._trained = trained
        self.name = name
        if not model.config.is_encoder_decoder:
            tokenizer.padding_side = "left"
        tokenizer.truncation_side = "left"  # too long a prompt keeps its question
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token

    @classmethod
    def load(
        cls, source: str | Path, name: str, dtype: torch.dtype, trained: bool = False
    ) -> LanguageModelWriter:
        """Load a model folder or id; ``trained`` ones know this project's short prompt."""
        config = AutoConfig.from_pretrained(source, trust_remote_code=False)
        kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
        model = kind.from_pretrained(source, dtype=dtype, trust_remote_code=False)
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        return cls(model.eval(), tokenizer, name, trained)

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return one candidate for each task, or none where nothing usable came."""
        if not tasks:
            return []
        prompts = [self._prompt(t) for t in tasks]
        order = sorted(range(len(tasks)), key=lambda i: (len(prompts[i]), prompts[i]))
        most = [int(tasks[i].max_words * _TOKENS_A_WORD) for i in order]
        texts = self._generate([prompts[i] for i in order], most)
        written: list[list[str]] = [[] for _ in tasks]
        for i, text in zip(order, texts, strict=True):
            sentence = first_line(text) if tasks[i].kind == "headline" else first_sentence(text)
            written[i] = [sentence] if sentence else []
        return written

    def _prompt(self, task: WritingTask) -> str:
        if self._trained:
            return prompt(task)
        asked = messages(task)
        if not self._tokenizer.chat_template:
            return "\n\n".join(m["content"] for m in asked) + "\n"
        return str(
            self._tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True)
        )

    def _generate(self, prompts: Sequence[str], most: Sequence[int]) -> list[str]:
        """Return what each prompt goes on with, at most ``most`` tokens of it."""
        batch = self._tokenizer(
            list(prompts),
            return_tensors="pt",
            padding=True,
            truncation=True,
            max_length=_PROMPT_TOKENS,
            add_special_tokens=bool(self._model.config.is_encoder_decoder),
        )
        with torch.inference_mode():
            if self._model.config.is_encoder_decoder:
                new = self._model.generate(**batch, max_new_tokens=max(most), do_sample=False)
            else:
                new = decode(self._model, batch, most, _ends(self._model, self._tokenizer))
        return [str(t) for t in self._tokenizer.batch_decode(new, skip_special_tokens=True)]


def _ends(model: Any, tokenizer: Any) -> set[int]:
    """Return the tokens that end a text."""
    found = model.generation_config.eos_token_id if model.generation_config else None
    many = found if isinstance(found, list) else [found]
    return {int(i) for i in [*many, tokenizer.eos_token_id] if i is not None}


def decode(model: Any, batch: Any, most: Sequence[int], ends: set[int]) -> list[list[int]]:
    """Decode greedily, letting go of each text that has ended.

    A batch of sentences ends with its longest; leaving the finished ones out as they end halves
    the time.

    Args:
        model: a causal model with a key-value cache.
        batch: left-padded ``input_ids`` and ``attention_mask``, shape ``(n, tokens)``.
        most: how many tokens each may get.
        ends: tokens that end a text.
    """
    texts: list[list[int]] = [[] for _ in most]
    alive = list(range(len(most)))
    mask = batch["attention_mask"]
    places = (mask.cumsum(dim=1) - 1).clamp(min=0)
    out = model(
        input_ids=batch["input_ids"], attention_mask=mask, position_ids=places, use_cache=True,
        logits_to_keep=1,
    )  # fmt: skip
    place = places[:, -1:]
    while alive:
        tokens = out.logits[:, -1].argmax(dim=-1)
        keep = []
        for row, (i, token) in enumerate(zip(alive, tokens.tolist(), strict=True)):
            if token not in ends:
                texts[i].append(token)
                if len(texts[i]) < most[i]:
                    keep.append(row)
        if len(keep) < len(alive):
            chosen = torch.tensor(keep, dtype=torch.long)
            alive = [alive[r] for r in keep]
            if not alive:
                break
            out.past_key_values.batch_select_indices(chosen)
            tokens, mask, place = tokens[chosen], mask[chosen], place[chosen]
        mask = torch.cat([mask, mask.new_ones(len(alive), 1)], dim=1)
        place = place + 1
        out = model(
            input_ids=tokens[:, None], attention_mask=mask, position_ids=place, use_cache=True,
            past_key_values=out.past_key_values,
        )  # fmt: skip
    return texts


def first_line(text: str) -> str | None:
    """Return the first line that is not empty."""
    return next((p.strip() for p in text.split("\n") if p.strip()), None)


def first_sentence(text: str) -> str | None:
    """Return the first complete sentence of what a model wrote."""
    line = first_line(text) or ""
    spans = boundaries(line, (0, len(line)))
    sentence = line[spans[0][0] : spans[0][1]] if spans else ""
    return sentence if re.search(r"""[.!?]["”']?$""", sentence) else None
