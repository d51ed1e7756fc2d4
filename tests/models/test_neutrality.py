"""How loaded the wording is: loaded words per 100, quotations left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.neutrality import lexicons, loaded_words, loadedness
from tests.models.hostile import ANY_TEXT, PROPERTY, slow


def test_the_lexicon_is_in_small_letters_and_each_item_has_one_grade() -> None:
    strong, mild = (lexicons()[grade] for grade in ("strong", "mild"))
    for lexicon in (strong, mild):
        items = lexicon.words | lexicon.stems | set(lexicon.phrases)
        assert len(items) > 300
        assert all(re.fullmatch(r"[a-z][a-z'-]*", item) for item in items)
    assert not strong.words & mild.words
    assert not strong.stems & mild.stems


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        ([], 0.0),
        ([""], 0.0),
        (["12 34"], 0.0),
        (["The dam broke."], 0.0),
        (["A shoddy dam broke."], 25.0),
        (["A SHODDY dam broke."], 25.0),
        (["A shoddy.", "Dam broke."], 25.0),
        (["A massive dam broke."], 25.0),
        (["A so-called dam broke."], 25.0),
        (["A so called dam broke."], 20.0),
        (["She called it “a shoddy dam”."], 0.0),
        (['She called it "a shoddy dam".'], 0.0),
        (["She called it ‘a shoddy dam’."], 0.0),
        (["A xshoddyx dam broke."], 0.0),
    ],
)
def test_loaded_words_are_counted_a_hundred(texts: list[str], share: float) -> None:
    """In any case, as whole words or phrases; what is quoted is its speaker's."""
    assert loadedness(texts) == pytest.approx(share)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed in an attack on a market, police said.",
        "He was charged with murder, fraud and inciting a riot.",
        "A crisis hotline was opened after the massacre.",
        "The car slammed into a wall and the fire ripped through the building.",
        "Police found an explosive device and toxic gas.",
        "The rocket blasted off on Monday.",
        "Officials said the smugglers kept mum.",
        "He asked Michael Savage and Mike Stark, Rosy Bold and the Tories.",
    ],
)
def test_what_names_an_event_or_a_person_is_not_loaded(text: str) -> None:
    assert loadedness([text]) == 0.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Senators slammed the stunning deal.", ["slammed", "stunning"]),
        ("He blasted the absurdly long bill.", ["blasted", "absurdly"]),
        ("She lashed out at her radical critics.", ["lashed out", "radical"]),
        ("It was a massive fire.", []),
        ("It was a massive and chaotic fire.", ["massive", "chaotic"]),
        ("A massive, shoddy dam broke.", ["shoddy", "massive"]),
    ],
)
def test_one_strong_word_or_two_mild_ones_make_a_sentence_loaded(
    text: str, found: list[str]
) -> None:
    assert loaded_words(text) == found


@given(st.lists(ANY_TEXT, max_size=4))
@PROPERTY
def test_the_share_lies_between_none_and_all(texts: list[str]) -> None:
    """Whatever the texts hold."""
    assert 0.0 <= loadedness(texts) <= 100.0


def test_hostile_texts_are_counted_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    pieces = ('"', "“", "“a", "a-", "A'", "a ", "‘", "‘a b ", "lashed ")
    assert slow(lambda text: loadedness([text]), *pieces) == {}
