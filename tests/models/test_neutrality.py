"""How loaded the wording is: evaluative words per 100, quotations left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.neutrality import LOADED, load_lexicon, loadedness
from tests.models.hostile import ANY_TEXT, PROPERTY, slow

LOADED_WORD = sorted(LOADED)[0]


def test_the_list_holds_words_in_small_letters() -> None:
    """Each a single word, no comments."""
    assert load_lexicon() == LOADED
    assert len(LOADED) > 50
    assert all(w == w.lower().strip() and w and "#" not in w for w in LOADED)


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        ([], 0.0),
        ([""], 0.0),
        (["12 34"], 0.0),
        (["The dam broke."], 0.0),
        ([f"A {LOADED_WORD} dam broke."], 25.0),
        ([f"A {LOADED_WORD.upper()} dam broke."], 25.0),
        ([f"A {LOADED_WORD}.", "Dam broke."], 25.0),
        ([f"She called it “a {LOADED_WORD} dam”."], 0.0),
        ([f'She called it "a {LOADED_WORD} dam".'], 0.0),
        ([f"A x{LOADED_WORD}x dam broke."], 0.0),
    ],
)
def test_loaded_words_are_counted_a_hundred(texts: list[str], share: float) -> None:
    """In any case, as whole words; what is quoted is its speaker's."""
    assert loadedness(texts) == pytest.approx(share)


@given(st.lists(ANY_TEXT, max_size=4))
@PROPERTY
def test_the_share_lies_between_none_and_all(texts: list[str]) -> None:
    """Whatever the texts hold."""
    assert 0.0 <= loadedness(texts) <= 100.0


def test_hostile_texts_are_counted_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    assert slow(lambda text: loadedness([text]), '"', "“", "“a", "a-", "A'", "a ") == {}
