"""Several wordings of one text: the likeliest first, the others drawn, each time the same."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.weights.decoding import Decoded, decode
from tests.models.weights.tiny import save_writer

PROMPTS = ("Belarus freed prisoners.", "No.")


@pytest.fixture(scope="module")
def wordings(tmp_path_factory: pytest.TempPathFactory) -> list[list[Decoded]]:
    return run(tmp_path_factory.mktemp("random"), 3)


def run(folder: Path, count: int, prompts: tuple[str, ...] = PROMPTS) -> list[list[Decoded]]:
    """Decode six tokens at most with a model of random weights."""
    torch.manual_seed(0)
    source = save_writer(folder)
    tokenizer = AutoTokenizer.from_pretrained(source)
    tokenizer.padding_side = "left"
    tokenizer.pad_token = tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(source).eval()
    batch = tokenizer(list(prompts), return_tensors="pt", padding=True)
    ends = {int(tokenizer.eos_token_id)}
    with torch.inference_mode():
        return decode(
            model,
            batch,
            [6] * len(prompts),
            ends,
            [None] * len(prompts),
            [count] * len(prompts),
            [-math.inf] * len(prompts),
        )


def test_each_text_gets_its_wordings(wordings: list[list[Decoded]]) -> None:
    assert [len(many) for many in wordings] == [3, 3]
    assert all(text.tokens for many in wordings for text in many)


def test_the_first_wording_is_the_likeliest_alone(
    wordings: list[list[Decoded]], tmp_path: Path
) -> None:
    alone = run(tmp_path, 1)
    assert [many[0].tokens for many in wordings] == [many[0].tokens for many in alone]


def test_drawn_wordings_differ_and_are_drawn_alike_again(
    wordings: list[list[Decoded]], tmp_path: Path
) -> None:
    assert any(many[1].tokens != many[2].tokens for many in wordings)
    again = run(tmp_path, 3)
    assert [[t.tokens for t in m] for m in again] == [[t.tokens for t in m] for m in wordings]


def test_what_is_drawn_depends_on_the_prompt_alone(
    wordings: list[list[Decoded]], tmp_path: Path
) -> None:
    turned = run(tmp_path, 3, PROMPTS[::-1])[::-1]
    assert [[t.tokens for t in m] for m in turned] == [[t.tokens for t in m] for m in wordings]


def test_the_weakest_token_is_remembered() -> None:
    text = Decoded()
    text.go_on([-0.2], [5], {0}, None)
    text.go_on([-1.5], [6], {0}, None)
    text.go_on([-0.4], [7], {0}, None)
    assert text.weakest == pytest.approx(-1.5)
