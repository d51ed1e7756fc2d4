"""The edits of ``training/edits.py`` make a true sentence wrong, each in its own way."""

from __future__ import annotations

import random
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest

from models.ports import Reader
from training.edits import edited
from training.support import threshold, with_edits

TEXT = "President John Kelly told Peter Novak on Monday that the bridge will open before May."
DOCUMENT = (
    TEXT,
    "Richard Nixon said the road to the old harbour was closed on Friday.",
)
ELSEWHERE = ("Maria Lopez sold 40 red boats in Lisbon in 1998.",)


def made(reader: Reader) -> dict[str, set[str]]:
    (parse,) = reader.parse([TEXT])
    told = list(zip(DOCUMENT, reader.parse(DOCUMENT), strict=True))
    strange = list(zip(ELSEWHERE, reader.parse(ELSEWHERE), strict=True))
    found = defaultdict(set)
    for seed in range(20):
        for kind, text in edited(TEXT, parse, told, strange, random.Random(seed)):
            found[kind].add(text)
    return found


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("roles", "Peter Novak told John Kelly on Monday"),
        ("speaker", "President Richard Nixon told"),
        ("order", "will open after May"),
        ("certainty", "may open before May"),
        ("denial", "will not open"),
        ("strange_name", "Maria Lopez"),
        ("name", "Richard Nixon"),
    ],
)
def test_each_kind_is_made(reader: Reader, kind: str, words: str) -> None:
    assert any(words in text for text in made(reader)[kind])


def test_what_is_drawn_as_wrong_is_never_what_was_right(reader: Reader) -> None:
    (parse,) = reader.parse([TEXT])
    newsroom = SimpleNamespace(reader=reader)
    told = [(TEXT, parse)]
    for seed in range(20):
        drawn = with_edits("e", TEXT, told, told, newsroom, random.Random(seed), 20)  # type: ignore[arg-type]
        assert [r.right for r in drawn if r.text == TEXT] == [True]


def test_the_same_seed_makes_the_same(reader: Reader) -> None:
    assert made(reader) == made(reader)


def test_the_threshold_lies_between_what_is_right_and_what_is_wrong() -> None:
    rows = [{"right": True}] * 50 + [{"right": False}] * 50
    held = np.array([0.7] * 50 + [0.3] * 50)
    assert 0.3 < threshold(held, rows, 0) <= 0.7
