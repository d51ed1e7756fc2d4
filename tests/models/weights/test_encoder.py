"""The encoder pools as the model was saved, and a text's row depends on that text alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from models.errors import WeightsError
from models.weights.encoder import TransformerEncoder
from tests.models.weights.tiny import save_encoder, save_pooling

TEXTS = [
    "Belarus freed 123 prisoners on Saturday, the United States said.",
    "Belarus freed prisoners on Friday.",
    "a of",
    "the United States said 123 prisoners and a of Saturday",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_encoder(tmp_path_factory.mktemp("encoder"))


def load(folder: Path) -> TransformerEncoder:
    return TransformerEncoder.load(folder, "tiny", torch.float32)


def hidden_states(folder: Path, text: str) -> torch.Tensor:
    """Return the states of one text's tokens, without padding: what pooling starts from."""
    ids = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    with torch.inference_mode():
        states: torch.Tensor = AutoModel.from_pretrained(folder)(**ids).last_hidden_state[0]
    return states


def length_one(row: torch.Tensor) -> Any:
    return (row / row.norm()).numpy()


def test_each_text_gets_a_row_of_length_one(folder: Path) -> None:
    rows = load(folder).encode(TEXTS)
    assert rows.shape == (4, 16)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_give_no_rows(folder: Path) -> None:
    assert load(folder).encode([]).shape == (0, 16)


def test_a_row_does_not_depend_on_the_batch_or_the_order(folder: Path) -> None:
    encoder = load(folder)
    together = encoder.encode(TEXTS)
    assert encoder.encode(TEXTS[::-1])[::-1] == pytest.approx(together, abs=1e-6)
    alone = np.concatenate([encoder.encode([t]) for t in TEXTS])
    assert alone == pytest.approx(together, abs=1e-6)


def test_equal_requests_give_equal_rows(folder: Path) -> None:
    encoder = load(folder)
    first, second = encoder.encode(TEXTS), encoder.encode(TEXTS)
    assert np.array_equal(first, second)


def test_texts_in_another_order_get_the_very_same_rows(folder: Path) -> None:
    """To the last bit, over several batches: equal requests must give equal briefs."""
    many = [f"{'prisoners ' * (n * 7 % 20)}{n}" for n in range(600)]
    encoder = load(folder)
    assert np.array_equal(encoder.encode(many[::-1])[::-1], encoder.encode(many))


def test_more_texts_than_one_batch_holds_come_back_in_order(folder: Path) -> None:
    many = [f"{'prisoners ' * (n % 20)}{n}" for n in range(500)]
    encoder = load(folder)
    rows = encoder.encode(many)
    for n in (0, 19, 250, 499):
        assert rows[n] == pytest.approx(encoder.encode([many[n]])[0], abs=1e-5)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"pooling_mode_mean_tokens": True}, lambda s: s.mean(dim=0)),
        ({"pooling_mode_cls_token": True}, lambda s: s[0]),
        ({"pooling_mode_max_tokens": True}, lambda s: s.amax(dim=0)),
        ({"pooling_mode_lasttoken": True}, lambda s: s[-1]),
        ({"pooling_mode": "cls"}, lambda s: s[0]),
        ({}, lambda s: s.mean(dim=0)),
    ],
)
def test_pooling_is_the_one_that_was_saved(folder: Path, config: Any, expected: Any) -> None:
    """Padding takes no part in it, though the texts of a batch differ in length."""
    save_pooling(folder, config)
    rows = load(folder).encode(TEXTS)
    for row, text in zip(rows, TEXTS, strict=True):
        assert row == pytest.approx(length_one(expected(hidden_states(folder, text))), abs=1e-5)


def test_a_plain_encoder_is_pooled_by_its_mean(tmp_path: Path) -> None:
    save_encoder(tmp_path)
    for file in ("modules.json", "1_Pooling/config.json", "sentence_bert_config.json"):
        (tmp_path / file).unlink()
    expected = length_one(hidden_states(tmp_path, TEXTS[0]).mean(dim=0))
    assert load(tmp_path).encode(TEXTS[:1])[0] == pytest.approx(expected, abs=1e-5)


def test_a_layer_that_is_not_known_is_refused(tmp_path: Path) -> None:
    save_encoder(tmp_path, modules={"2_Dense": "Dense"})
    with pytest.raises(WeightsError, match="Dense"):
        load(tmp_path)


def test_text_beyond_the_saved_length_is_not_read(tmp_path: Path) -> None:
    save_encoder(tmp_path, max_seq_length=6)
    short, long = load(tmp_path).encode(
        ["belarus freed 123 prisoners", "belarus freed 123 prisoners on"]
    )
    assert long == pytest.approx(short, abs=1e-6)


def test_text_beyond_the_positions_of_the_model_is_not_read(tmp_path: Path) -> None:
    save_encoder(tmp_path, max_seq_length=10_000)
    rows = load(tmp_path).encode(["prisoners " * 31, "prisoners " * 500])
    assert rows[1] == pytest.approx(rows[0], abs=1e-6)


def test_a_default_prompt_is_put_before_each_text(tmp_path: Path) -> None:
    save_encoder(tmp_path)
    plain = load(tmp_path).encode(["the belarus freed"])
    prompts = {"prompts": {"document": "the "}, "default_prompt_name": "document"}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    assert load(tmp_path).encode(["belarus freed"]) == pytest.approx(plain, abs=1e-6)
