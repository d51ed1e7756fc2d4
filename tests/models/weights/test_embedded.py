"""The embedded weights themselves: that they are there, and worth what they were chosen for."""

from __future__ import annotations

import importlib.util

import pytest
import torch

from models.weights.encoder import TransformerEncoder
from models.weights.load import ENCODER, READER, Embedded, inventory, verified
from models.weights.reader import SpacyReader


def needs(*parts: Embedded) -> pytest.MarkDecorator:
    """Skip a test where a weight package is not installed."""
    missing = [p.package for p in parts if importlib.util.find_spec(p.package) is None]
    return pytest.mark.skipif(
        bool(missing), reason=f"{missing} not installed: run `crosswire models install`"
    )


@needs(ENCODER)
def test_the_encoder_brings_two_reports_of_one_event_together() -> None:
    encoder = TransformerEncoder.load(verified(ENCODER), ENCODER.name, torch.float32)
    freed, released, fire = encoder.encode(
        [
            "Belarus freed 123 prisoners on Saturday.",
            "Minsk released more than 100 detainees at the weekend.",
            "The ferry burned for two days off the coast.",
        ]
    )
    assert freed @ released > 0.5
    assert freed @ fire < 0.2


@needs(READER)
def test_the_reader_finds_who_did_what_to_how_many() -> None:
    reader = SpacyReader.load(verified(READER), READER.name)
    (parse,) = reader.parse(["Belarus freed 123 prisoners on Saturday."])
    said = {t.text: (t.lemma, t.dep, parse[t.head].text, t.entity) for t in parse}
    assert said["Belarus"][:3] == ("Belarus", "nsubj", "freed")
    assert said["123"][1:] == ("nummod", "prisoners", "CARDINAL")
    assert said["freed"][:2] == ("free", "ROOT")
    assert said["Saturday"][3] == "DATE"


@needs(ENCODER, READER)
def test_the_inventory_calls_them_verified() -> None:
    encoder, reader, *_ = inventory()
    assert encoder.verified
    assert reader.verified
