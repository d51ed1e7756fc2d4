"""The Writer on a language model: all sentences of a brief in one left-padded batch."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

from models.ports import WritingTask
from models.sentences import boundaries
from models.weights.attention import use_grouped
from models.weights.decoding import Constraint, Decoded, decode
from models.weights.fenced import messages
from models.weights.held import Grounded, Held
from models.weights.prompt import prompt

_PROMPT_TOKENS = 1024
_TOKENS_A_WORD = 1.5  # of SmolLM2 on news; a sentence that would go on longer is cut off and lost
_NAMES = 8  # more tokens for a headline, which is half names: "Khashoggi" takes four
_WORDINGS = 3  # of a passage: the likeliest and two drawn ones
# A headline has wordings of other lines besides, a dispute those of its sources; drawn ones of
# either are worse than the likeliest, and the longest texts of all.
_ONE_WORDING = frozenset({"headline", "dispute"})
_MORE = 8  # tokens a text may have beyond its evidence: who says it, and its end
# Read off 28 sentences of `train` events that passed every check: below this 8 of 10 said something
# that their evidence does not or were garbled, above it 2 of 18.
_SURE = -0.35
# Likewise of 30 headlines: below this 10 of 16 were wrong, garbled or of nothing, above it none of
# 14 was wrong.
_SURE_OF_A_LINE = -0.6


class LanguageModelWriter:
    """Several wordings of each task by a causal model, one by a seq2seq model."""

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
        if config.model_type == "llama":  # others may need what this attention leaves out
            use_grouped(model)
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        return cls(model.eval(), tokenizer, name, trained)

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return the candidates for each task, the surest first; none where nothing usable came."""
        written: list[list[str]] = [[] for _ in tasks]
        whole = self._model.config.is_encoder_decoder  # such a model cannot be held to words
        able = [i for i, t in enumerate(tasks) if not (whole and t.words)]
        prompts = {i: self._prompt(tasks[i]) for i in able}
        order = sorted(able, key=lambda i: (len(prompts[i]), prompts[i]))
        if not order:
            return written
        texts = self._generate([prompts[i] for i in order], [tasks[i] for i in order])
        for i, many in zip(order, texts, strict=True):
            cut = first_line if tasks[i].kind == "headline" else first_sentence
            written[i] = list(dict.fromkeys(s for s in map(cut, many) if s))
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

    def _generate(self, prompts: Sequence[str], tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return what each prompt goes on with, nothing of which the model is not sure."""
        most = [self._most(t) for t in tasks]
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
                return [[str(t)] for t in self._read(new)]
            ends = _ends(self._model, self._tokenizer)
            held = [self._held(t) for t in tasks]
            decoded = decode(
                self._model,
                batch,
                most,
                ends,
                held,
                [1 if t.kind in _ONE_WORDING else _WORDINGS for t in tasks],
                [self._least(t) * n for t, n in zip(tasks, most, strict=True)],
            )
        return [self._read(self._trusted(d, t)) for d, t in zip(decoded, tasks, strict=True)]

    def _most(self, task: WritingTask) -> int:
        """Return how many tokens a text may have: a sentence that says more invents it."""
        room = int(task.max_words * _TOKENS_A_WORD) + _NAMES * (task.kind == "headline")
        if not self._trained or task.words:
            return room
        passages = self._tokenizer([said for _, said in task.evidence])["input_ids"]
        return min(room, sum(map(len, passages)) + _MORE)

    def _held(self, task: WritingTask) -> Constraint:
        if task.words:
            return Held(task.words, self._tokenizer)
        return Grounded(task.evidence, self._tokenizer)

    def _read(self, tokens: Any) -> list[str]:
        return [str(t) for t in self._tokenizer.batch_decode(tokens, skip_special_tokens=True)]

    def _trusted(self, decoded: Sequence[Decoded], task: WritingTask) -> list[list[int]]:
        """Return the texts, the surest first; of a trained model those of which it is sure."""
        ordered = sorted(decoded, key=lambda d: -d.sureness)
        return [d.tokens for d in ordered if d.sureness >= self._least(task)]

    def _least(self, task: WritingTask) -> float:
        """Return how sure the model must be of a token, on average."""
        if not self._trained:
            return -math.inf
        return _SURE_OF_A_LINE if task.kind == "headline" else _SURE


def _ends(model: Any, tokenizer: Any) -> set[int]:
    """Return the tokens that end a text."""
    found = model.generation_config.eos_token_id if model.generation_config else None
    many = found if isinstance(found, list) else [found]
    return {int(i) for i in [*many, tokenizer.eos_token_id] if i is not None}


def first_line(text: str) -> str | None:
    """Return the first line that is not empty."""
    return next((p.strip() for p in text.split("\n") if p.strip()), None)


def first_sentence(text: str) -> str | None:
    """Return the first complete sentence of what a model wrote."""
    line = first_line(text) or ""
    spans = boundaries(line, (0, len(line)))
    sentence = line[spans[0][0] : spans[0][1]] if spans else ""
    return sentence if re.search(r"""[.!?]["”']?$""", sentence) else None
