"""The parts without weights are rough but keep to their ports."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.lexical import (
    LexicalEncoder,
    LexicalJudge,
    LexicalReader,
    LexicalWriter,
    coverage,
    lexical_newsroom,
)
from models.ports import WritingTask

TEXTS = st.lists(st.text(max_size=60), max_size=6)
FIRE = "Fire destroyed the grain store of the port on Monday."
BRIDGE = "Engineers closed the northern bridge because of cracks."


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_every_text_has_a_vector_of_length_one(texts: list[str]) -> None:
    rows = LexicalEncoder().encode(texts)
    assert rows.shape == (len(texts), 512)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_like_texts_lie_close() -> None:
    fire, again, bridge = LexicalEncoder().encode([FIRE, "Fires destroy a grain store.", BRIDGE])
    assert fire @ again > 0.4
    assert fire @ bridge < 0.2


def test_a_text_is_encoded_the_same_in_any_company() -> None:
    alone = LexicalEncoder().encode([FIRE])
    among = LexicalEncoder().encode([BRIDGE, FIRE])
    assert np.array_equal(alone[0], among[1])


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_a_parse_is_of_the_text_and_hangs_together(texts: list[str]) -> None:
    parses = LexicalReader().parse(texts)
    assert len(parses) == len(texts)
    for text, parse in zip(texts, parses, strict=True):
        assert all(text[t.start : t.end] == t.text for t in parse)
        assert all(0 <= t.head < len(parse) for t in parse)
        assert all(a.end <= b.start for a, b in pairwise(parse))


def test_a_number_hangs_on_what_it_counts() -> None:
    (parse,) = LexicalReader().parse(["The blast killed 12 people."])
    number = next(t for t in parse if t.text == "12")
    assert number.pos == "NUM"
    assert parse[number.head].text == "people"


def test_support_is_the_share_of_words_that_the_evidence_has() -> None:
    judge = LexicalJudge()
    assert judge.support([(FIRE, FIRE), (FIRE, BRIDGE), ("", FIRE), (FIRE, "")]) == [
        1.0,
        0.0,
        0.0,
        0.0,
    ]
    assert 0.3 < coverage(FIRE, "Fire destroyed the school on Friday.") < 0.7


def test_masked_mentions_share_a_slot_where_their_sentences_share_words() -> None:
    same, other = LexicalJudge().same_slot(
        [
            ("The blast killed [MASK] people.", "A blast killed [MASK] people."),
            ("The blast killed [MASK] people.", "The bank lost [MASK] dollars."),
        ]
    )
    assert same == pytest.approx(1.0)
    assert other < 0.75


def test_the_writer_offers_the_evidence_and_nothing_where_there_is_none() -> None:
    tasks = [WritingTask((("Harbour Wire", FIRE),), 30), WritingTask((), 30)]
    assert LexicalWriter().write(tasks) == [[FIRE], []]


def test_the_newsroom_says_what_it_is_made_of() -> None:
    parts = dict(lexical_newsroom().models)
    assert parts.pop("crosswire")
    assert parts == dict.fromkeys(("encoder", "reader", "judge", "writer"), "lexical")
