"""The words that a second wording may use."""

from __future__ import annotations

import pytest

from models.wording import vocabulary

EVIDENCE = (
    ("Harbour Wire", "Ann Rill’s council allows 12 ferries (all old) and buried plans today."),
)


@pytest.mark.parametrize(
    "word",
    ["Rill", "Rill's", "council", "allow", "allowed", "allowing", "bury", "plan", "12", "Harbour"],
)
def test_the_words_of_the_evidence_may_be_used_in_any_form(word: str) -> None:
    assert word in vocabulary(EVIDENCE)


@pytest.mark.parametrize("word", ["the", "with", "said", "reported", "were"])
def test_words_that_say_nothing_by_themselves_are_free(word: str) -> None:
    assert word in vocabulary(EVIDENCE)


@pytest.mark.parametrize("word", ["Orsk", "13", "seven", "not", "no", "murder", "council's town"])
def test_what_the_evidence_does_not_hold_may_not_be_said(word: str) -> None:
    assert word not in vocabulary(EVIDENCE)


@pytest.mark.parametrize("word", ["today", "disgraceful"])
def test_loaded_words_and_other_peoples_days_are_never_used(word: str) -> None:
    assert word not in vocabulary((("Harbour Wire", f"A {word} plan was made."),))


@pytest.mark.parametrize("text", ["They did not go.", "They didn’t go.", "They cannot go."])
def test_a_denial_may_be_said_where_the_evidence_denies(text: str) -> None:
    assert "not" in vocabulary((("Harbour Wire", text),))


def test_marks_are_used_only_where_the_evidence_has_them() -> None:
    assert "(" in vocabulary(EVIDENCE)
    assert '"' not in vocabulary(EVIDENCE)
