"""The Writer on an OpenAI-compatible endpoint: one greedy answer for each task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.errors import WriterUnavailable
from models.ports import WritingTask
from models.weights.endpoint import PATIENT, Endpoint, Patience
from models.weights.fenced import messages
from models.weights.writer import first_line, first_sentence

_TOKENS_A_WORD = 3  # generous for any tokenizer: what is cut off is lost
_TOKENS_MORE = 32
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RemoteWriter:
    """A model of any size behind HTTP; ``name`` is the model's."""

    endpoint: Endpoint
    name: str

    @classmethod
    def connect(
        cls, url: str, model: str | None, key: str | None, patience: Patience = PATIENT
    ) -> RemoteWriter:
        """Return the writer at a base URL such as ``https://host/v1``; nothing is sent yet.

        Raises:
            WriterUnavailable: address, model or key cannot be used; the message says why.
        """
        if not model:
            raise WriterUnavailable("the writer's endpoint needs the name of a model: set it too")
        return cls(Endpoint.at(url, key, patience), model)

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        """Return one candidate for each task, or none where nothing usable came.

        No model behind HTTP can be held to words, so such tasks are not sent.

        Raises:
            WriterUnavailable: the endpoint did not answer as it should.
        """
        sent = [t for t in tasks if t.words is None]
        answers = iter(self.endpoint.ask([self._question(t) for t in sent]))
        return [_candidates(t, next(answers)) if t.words is None else [] for t in tasks]

    def _question(self, task: WritingTask) -> dict[str, Any]:
        return {
            "model": self.name,
            "messages": messages(task),
            "temperature": 0,
            "seed": 0,
            "max_tokens": _TOKENS_MORE + _TOKENS_A_WORD * task.max_words,
            "stream": False,
        }


def _candidates(task: WritingTask, answer: str) -> list[str]:
    text = _printable(_THOUGHTS.sub("", answer))
    sentence = first_line(text) if task.kind == "headline" else first_sentence(text)
    return [sentence] if sentence else []


def _printable(text: str) -> str:
    """Return the text without control characters and lone surrogates."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)
