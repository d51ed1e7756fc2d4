"""A word form is in the evidence or a regular one, and no words stand together that never do."""

from __future__ import annotations

import pytest

from models.forms import disagreeing, slips, unknown_forms
from models.ports import Reader


@pytest.mark.parametrize(
    ("text", "evidence", "wrong"),
    [
        ("The plan exemptes Olmo.", "The plan does exempt Olmo.", ["exemptes"]),
        ("The plan exempts Olmo.", "The plan does exempt Olmo.", []),
        ("Ruiz was makeing a list.", "Ruiz did make a list.", ["makeing"]),
        ("Ruiz planned it.", "Ruiz said she would plan it.", []),
        ("Ruiz leaved the hall.", "Ruiz did leave the hall.", ["leaved"]),
        ("Ruiz seized the boxes.", "Ruiz would seize a box.", []),
        ("Ruiz was seeing it.", "Ruiz did see it.", []),
        ("A clerk said RuiZ saw it.", "A clerk said Ruiz saw it.", ["RuiZ"]),
        ("A clerk said McRuiz saw it.", "A clerk said McRuiz saw it.", []),
    ],
)
def test_a_new_form_is_a_regular_one(
    reader: Reader, text: str, evidence: str, wrong: list[str]
) -> None:
    (parse,) = reader.parse([text])
    found = list(unknown_forms(parse, [evidence]))
    assert [f.split('"')[1] for f in found] == wrong


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("They were part by of a plan.", 1),
        ("They saw the the dam.", 1),
        ("They did not join in an of official note.", 1),
        ("They said that that dam had had its day.", 0),
        ("They spoke of a plan by the town.", 0),
    ],
)
def test_words_that_never_stand_side_by_side_are_a_slip(text: str, many: int) -> None:
    assert len(slips(text)) == many


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("The letters states that the team is looking into it.", 1),
        ("The letter states that the team is looking into it.", 0),
        ("The letters state that the team is looking into it.", 0),
        ("Ruiz wants to helps the farmers.", 1),
    ],
)
def test_a_plural_takes_a_plural_verb(reader: Reader, text: str, many: int) -> None:
    (parse,) = reader.parse([text])
    assert len(list(disagreeing(parse))) == many
