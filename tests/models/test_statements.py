"""A predicate with its arguments, whatever way it is asserted."""

from __future__ import annotations

import pytest

from models.masking import masked
from models.news import Statement
from models.ports import Reader
from models.statements import read_statements


def statement(reader: Reader, text: str, concept: str) -> Statement:
    """Return the one statement of a text with this predicate."""
    found = [s for s in read_statements(reader.parse([text])[0]) if s.concept == concept]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "negated", "certainty"),
    [
        ("The council approved the plan.", False, "done"),
        ("The council did not approve the plan.", True, "done"),
        ("The council refused to approve the plan.", True, "done"),
        ("The council never approved the plan.", True, "done"),
        ("The council will approve the plan.", False, "planned"),
        ("The council is expected to approve the plan.", False, "planned"),
        ("The council will not approve the plan.", True, "planned"),
        ("The council may approve the plan.", False, "possible"),
        ("The council allegedly approved the plan.", False, "alleged"),
        ("The plan was approved by the council.", False, "done"),
        ("The council should approve the plan.", False, "planned"),
        ("The council in no way approved the plan.", True, "done"),
        ("Neither council approved the plan.", True, "done"),
        ("No council approved the plan.", True, "done"),
        ("The council resigned after approving the plan.", False, "done"),
        ("A plan approved by the council failed.", False, "done"),
    ],
)
def test_polarity_and_certainty_are_read_with_the_predicate(
    reader: Reader, text: str, negated: bool, certainty: str
) -> None:
    found = statement(reader, text, "approve")
    assert (found.negated, found.certainty) == (negated, certainty)
    assert "plan" in found.object
    assert "council" in found.subject


def test_a_copula_states_what_it_predicates(reader: Reader) -> None:
    found = statement(reader, "This is not a concession speech.", "be concession speech")
    assert found.negated


def test_who_is_told_of_elsewhere_is_the_subject(reader: Reader) -> None:
    text = "Kemp holds a lead and will not concede."
    assert statement(reader, text, "concede").subject == {"kemp"}


def test_a_masked_statement_does_not_tell_how_it_is_asserted(reader: Reader) -> None:
    shown = {
        masked(text, statement(reader, text, "approve"))
        for text in (
            "The council approved the plan.",
            "The council did not approve the plan.",
            "The council is expected to approve the plan.",
            "The council may approve the plan.",
        )
    }
    assert shown == {"The council [MASK] the plan."}


def test_the_value_is_verbatim_and_more_than_a_verb(reader: Reader) -> None:
    text = "The council did not approve the plan on Monday, officials said."
    start, end = statement(reader, text, "approve").value
    assert text[start:end] == "did not approve the plan"


def test_the_proposition_names_what_is_at_issue(reader: Reader) -> None:
    found = statement(reader, "The council has approved the plan.", "approve")
    assert found.phrase == "the council approved the plan"


def test_a_second_verb_shares_the_denial(reader: Reader) -> None:
    text = "The rate cut won't cure infections or fix supply chains."
    assert statement(reader, text, "fix").negated


def test_nobody_denies(reader: Reader) -> None:
    assert statement(reader, "Nobody approved the plan.", "approve").negated


def test_what_it_is_done_to_stands_apart_from_how(reader: Reader) -> None:
    found = statement(reader, "Bevin pardoned a man on Monday in the case.", "release")
    assert found.direct == {"person"}


def test_a_second_verb_shares_the_auxiliary(reader: Reader) -> None:
    text = "Lerner could serve a year in prison or face a fine."
    assert statement(reader, text, "face").certainty == "possible"


def test_a_second_verb_shares_who_alleges_it(reader: Reader) -> None:
    text = "Prosecutors allege that Gates hid the accounts and laundered the income."
    assert statement(reader, text, "launder").certainty == "alleged"
    text = "Kemp denied the report and laundered the income."
    assert statement(reader, text, "launder").certainty == "done"
