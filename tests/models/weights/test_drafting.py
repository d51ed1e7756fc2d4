"""Looking ahead, running prompts by length and grouped attention save time and change nothing."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.weights import decoding
from models.weights.attention import use_grouped
from models.weights.decoding import decode
from models.weights.drafting import Lookup, run_prompts
from tests.models.weights.tiny import save_writer

PROMPTS = ("No.", "Four.", "Belarus freed 123 prisoners on Saturday, the United States said.")
STEPS = 24


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_writer(tmp_path_factory.mktemp("random"))


@pytest.fixture(scope="module")
def batch(folder: Path) -> Any:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.padding_side, tokenizer.pad_token = "left", tokenizer.eos_token
    return tokenizer(list(PROMPTS), return_tensors="pt", padding=True)


def load(folder: Path, grouped: bool = False) -> Any:
    model = AutoModelForCausalLM.from_pretrained(folder).eval()
    if grouped:
        use_grouped(model)
    return model


def one_by_one(model: Any, prompt: list[int]) -> list[int]:
    """Decode greedily without a cache: as slow and as plain as can be."""
    tokens: list[int] = []
    with torch.inference_mode():
        for _ in range(STEPS):
            logits = model(input_ids=torch.tensor([[*prompt, *tokens]])).logits
            tokens.append(int(logits[0, -1].argmax()))
    return tokens


@pytest.mark.parametrize("ahead", [0, 1, 2, 5])
@pytest.mark.parametrize("grouped", [False, True])
def test_what_is_written_is_what_the_model_says_word_by_word(
    folder: Path, batch: Any, ahead: int, grouped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_ahead", lambda _rows, count=ahead: count)
    with torch.inference_mode():
        found = decode(
            load(folder, grouped), batch, [STEPS] * 3, {-1}, [None] * 3, [1] * 3, [-math.inf] * 3
        )
    plain = load(folder)
    for many, ids, mask in zip(found, batch["input_ids"], batch["attention_mask"], strict=True):
        assert many[0].tokens == one_by_one(plain, ids[mask.bool()].tolist())


@pytest.mark.parametrize("ahead", [1, 3])
def test_what_is_drawn_is_drawn_alike_however_far_one_looks_ahead(
    folder: Path, batch: Any, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> list[list[list[int]]]:
        with torch.inference_mode():
            found = decode(load(folder), batch, [9] * 3, {-1}, [None] * 3, [3] * 3, [-math.inf] * 3)
        return [[text.tokens for text in many] for many in found]

    monkeypatch.setattr(decoding, "_ahead", lambda _rows: 0)
    without = drawn()
    monkeypatch.setattr(decoding, "_ahead", lambda _rows, count=ahead: count)
    assert drawn() == without
    assert any(len({tuple(t) for t in many}) > 1 for many in without)


def test_looking_ahead_takes_fewer_steps_where_the_prompt_is_said_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Echo:
        """Says the prompt again, token by token."""

        steps = 0

        def __call__(self, input_ids: torch.Tensor, **_: Any) -> Any:
            self.steps += 1
            logits = torch.zeros(*input_ids.shape, 12)
            logits.scatter_(2, ((input_ids + 1) % 12)[..., None], 9.0)
            cache = type("Cache", (), {"batch_select_indices": lambda *_: None})()
            return type("Out", (), {"logits": logits, "past_key_values": cache})()

    prompt = torch.tensor([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]])
    told = {"input_ids": prompt, "attention_mask": torch.ones_like(prompt)}
    steps = []
    for ahead in (0, 2):
        monkeypatch.setattr(decoding, "_ahead", lambda _rows, count=ahead: count)
        model = Echo()
        (many,) = decode(model, told, [20], {0}, [None], [1], [-math.inf])
        assert many[0].tokens == list(range(1, 12))
        steps.append(model.steps)
    assert steps == [12, 5]


def test_a_text_of_which_the_model_is_not_sure_is_given_up(folder: Path, batch: Any) -> None:
    with torch.inference_mode():
        found = decode(load(folder), batch, [STEPS] * 3, {-1}, [None] * 3, [1] * 3, [-0.1, -9e9, 0])
    assert [many[0].steps for many in found] == [1, STEPS, 1]


def test_of_several_places_the_one_most_words_lead_up_to_is_taken() -> None:
    lookup = Lookup([1, 2, 3, 4, 2, 5, 6, 2, 7])
    assert lookup.after([2], 2) == [3, 4]
    assert lookup.after([6, 2], 2) == [7]
    assert lookup.after([9, 4, 2], 1) == [5]
    assert lookup.after([9], 2) == []
    assert lookup.after([7], 2) == []


def test_prompts_run_by_length_give_what_they_give_together(folder: Path, batch: Any) -> None:
    model = load(folder)
    mask = batch["attention_mask"]
    with torch.inference_mode():
        cache, logits = run_prompts(model, batch)
        together = model(**batch, position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0))
    assert torch.allclose(logits, together.logits[:, -1], atol=1e-5)
    assert cache.get_seq_length() == mask.shape[1]
    seen = mask[:, None, :, None].bool()
    for ours, theirs in zip(cache.layers, together.past_key_values.layers, strict=True):
        assert torch.allclose(ours.keys * seen, theirs.keys * seen, atol=1e-5)
        assert torch.allclose(ours.values * seen, theirs.values * seen, atol=1e-5)


def test_grouped_attention_gives_what_the_library_s_gives(folder: Path) -> None:
    draw = random.Random(0)
    ids = torch.tensor([[draw.randrange(3, 200) for _ in range(11)] for _ in range(4)])
    mask = torch.ones_like(ids)
    mask[1, :4] = mask[2, 6:8] = 0
    with torch.inference_mode():
        for given in (mask, None):
            ours = load(folder, grouped=True)(input_ids=ids, attention_mask=given).logits
            theirs = load(folder)(input_ids=ids, attention_mask=given).logits
            keep = mask.bool() if given is not None else torch.ones_like(ids).bool()
            assert torch.allclose(ours[keep], theirs[keep], atol=1e-5)


def test_few_rows_look_further_ahead() -> None:
    """A step of one row costs hardly more with seven tokens; one of forty does."""
    assert [decoding._ahead(rows) for rows in (1, 6, 8, 16, 40)] == [7, 7, 5, 2, 2]
