"""Evaluations that a source marks as such."""

from __future__ import annotations

import pytest

from models.framing import read_evaluations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The move has been framed as a breakthrough rather than a concession.",
            "a breakthrough rather than a concession",
        ),
        ("It is widely interpreted as a strategic play.", "a strategic play"),
        ("Critics slammed the vote as a power grab, and left.", "a power grab"),
        ("Allies called the step a necessary reform.", "a necessary reform"),
    ],
)
def test_a_marked_evaluation_is_read_verbatim(text: str, words: str) -> None:
    (found,) = read_evaluations(text)
    assert found.text == words
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    ["She was seen as she left.", "The court called the witness.", "Prices rose as a war began."],
)
def test_what_judges_nothing_is_no_evaluation(text: str) -> None:
    assert read_evaluations(text) == ()
