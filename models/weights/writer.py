"""The Writer on a language model: all sentences of a brief in one left-padded batch."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

from models.ports import WritingTask
from models.sentences import boundaries
from models.weights.fenced import messages
from models.weights.held import Held
from models.weights.prompt import prompt

_PROMPT_TOKENS = 1024
_TOKENS_A_WORD = 1.5  # of SmolLM2 on news; a sentence that would go on longer is cut off and lost
_NAMES = 8  # more tokens for a headline, which is half names: "Khashoggi" takes four
_NEXT = 24  # likeliest tokens tried where a vocabulary forbids the first
# Read off 28 sentences of `train` events that passed every check: below this 8 of 10 said something
# that their evidence does not or were garbled, above it 2 of 18.
_SURE = -0.35
# Likewise of 30 headlines: below this 10 of 16 were wrong, garbled or of nothing, above it none of
# 14 was wrong.
_SURE_OF_A_LINE = -0.6


@dataclass(slots=True)
class Decoded:
    """The tokens of one text, and how sure the model was of them."""

    tokens: list[int] = field(default_factory=list)
    log_likelihood: float = 0.0
    steps: int = 0

    @property
    def sureness(self) -> float:
        """The mean log-probability of a token, the end's included."""
        return self.log_likelihood / max(1, self.steps)

    def go_on(
        self, sure: Sequence[float], likely: Sequence[int], ends: set[int], held: Held | None
    ) -> float:
        """Add the likeliest token that may follow; return the length, infinite at the end."""
        for log_probability, token in zip(sure, likely, strict=True):
            ended = token in ends
            longer = self.tokens if ended else [*self.tokens, token]
            if held is None or held.takes(longer, ended):
                self.log_likelihood += log_probability
                self.steps += 1
                self.tokens = longer
                return math.inf if ended else len(longer)
        self.tokens = []  # nothing that it would say may be said
        return math.inf


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
        written: list[list[str]] = [[] for _ in tasks]
        whole = self._model.config.is_encoder_decoder  # such a model cannot be held to words
        able = [i for i, t in enumerate(tasks) if not (whole and t.words)]
        prompts = {i: self._prompt(tasks[i]) for i in able}
        order = sorted(able, key=lambda i: (len(prompts[i]), prompts[i]))
        if not order:
            return written
        texts = self._generate([prompts[i] for i in order], [tasks[i] for i in order])
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

    def _generate(self, prompts: Sequence[str], tasks: Sequence[WritingTask]) -> list[str]:
        """Return what each prompt goes on with, nothing where the model is not sure of it."""
        most = [int(t.max_words * _TOKENS_A_WORD) + _NAMES * (t.kind == "headline") for t in tasks]
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
                held = [Held(t.words, self._tokenizer) if t.words else None for t in tasks]
                ends = _ends(self._model, self._tokenizer)
                decoded = decode(self._model, batch, most, ends, held)
                new = [self._trusted(d, t) for d, t in zip(decoded, tasks, strict=True)]
        return [str(t) for t in self._tokenizer.batch_decode(new, skip_special_tokens=True)]

    def _trusted(self, decoded: Decoded, task: WritingTask) -> list[int]:
        """Return the tokens of a text of which the trained model is sure, else none."""
        least = _SURE_OF_A_LINE if task.kind == "headline" else _SURE
        return [] if self._trained and decoded.sureness < least else decoded.tokens


def _ends(model: Any, tokenizer: Any) -> set[int]:
    """Return the tokens that end a text."""
    found = model.generation_config.eos_token_id if model.generation_config else None
    many = found if isinstance(found, list) else [found]
    return {int(i) for i in [*many, tokenizer.eos_token_id] if i is not None}


def decode(
    model: Any,
    batch: Any,
    most: Sequence[int],
    ends: set[int],
    held: Sequence[Held | None],
) -> list[Decoded]:
    """Decode greedily, letting go of each text that has ended.

    A batch of sentences ends with its longest; leaving the finished ones out as they end halves
    the time.

    Args:
        model: a causal model with a key-value cache.
        batch: left-padded ``input_ids`` and ``attention_mask``, shape ``(n, tokens)``.
        most: how many tokens each may get.
        ends: tokens that end a text.
        held: what holds each text to a vocabulary, if anything does.
    """
    texts = [Decoded() for _ in most]
    alive = list(range(len(most)))
    mask = batch["attention_mask"]
    places = (mask.cumsum(dim=1) - 1).clamp(min=0)
    out = model(
        input_ids=batch["input_ids"], attention_mask=mask, position_ids=places, use_cache=True,
        logits_to_keep=1,
    )  # fmt: skip
    place = places[:, -1:]
    while alive:
        sure, likely = _likeliest(out.logits[:, -1], any(held[i] for i in alive))
        keep, tokens = [], []
        for row, i in enumerate(alive):
            if texts[i].go_on(sure[row], likely[row], ends, held[i]) < most[i]:
                keep.append(row)
                tokens.append(texts[i].tokens[-1])
        if len(keep) < len(alive):
            chosen = torch.tensor(keep, dtype=torch.long)
            alive = [alive[r] for r in keep]
            if not alive:
                break
            out.past_key_values.batch_select_indices(chosen)
            mask, place = mask[chosen], place[chosen]
        mask = torch.cat([mask, mask.new_ones(len(alive), 1)], dim=1)
        place = place + 1
        out = model(
            input_ids=torch.tensor(tokens)[:, None], attention_mask=mask, position_ids=place,
            use_cache=True, past_key_values=out.past_key_values,
        )  # fmt: skip
    return texts


def _likeliest(logits: torch.Tensor, several: bool) -> tuple[list[list[float]], list[list[int]]]:
    """Return the log-probabilities and ids of the likeliest next tokens of each row."""
    scores = logits.float()
    best = scores.topk(_NEXT if several else 1, dim=-1)
    sure = best.values - scores.logsumexp(dim=-1, keepdim=True)
    return sure.tolist(), best.indices.tolist()


def first_line(text: str) -> str | None:
    """Return the first line that is not empty."""
    return next((p.strip() for p in text.split("\n") if p.strip()), None)


def first_sentence(text: str) -> str | None:
    """Return the first complete sentence of what a model wrote."""
    line = first_line(text) or ""
    spans = boundaries(line, (0, len(line)))
    sentence = line[spans[0][0] : spans[0][1]] if spans else ""
    return sentence if re.search(r"""[.!?]["”']?$""", sentence) else None
