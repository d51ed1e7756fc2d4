"""Where the values of a disagreement stand in a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from models.news import Disagreement, Evidence, Kind, Position
from models.values import holds_value, value_pattern, value_spans, vouched
from tests.models.hostile import ANY_TEXT, PROPERTY


def dispute(*values: str, kind: Kind = "number", calendar: str | None = None) -> Disagreement:
    """Return a disagreement with these values."""
    positions = [Position(v, ("a1",), ()) for v in values]
    if calendar:
        positions.append(Position(calendar, (), (), "calendar"))
    return Disagreement("d1", kind, "contradiction", "the dead", "", 0.9, tuple(positions))


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("12", "In Olmo 12 died.", ["12"]),
        ("12", "In Olmo 112 died, 12 of them on Sunday.", ["12"]),
        ("12", "It cost 12,500 or 1.12 or 12.5.", []),
        ("12", "It was 12.", ["12"]),
        ("twelve", "Twelve died.", ["Twelve"]),
        ("Ana Ruiz", "Ana\u00a0Ruiz left.", ["Ana\u00a0Ruiz"]),
        ("O’Brien", "O'Brien left.", ["O'Brien"]),
        ("O'Brien", "O’Brien left.", ["O’Brien"]),
        ("$5 million", "It cost $5 million.", ["$5 million"]),
        ("Sun", "On Sunday it broke.", []),
        ("(sic)", "It (sic) broke.", ["(sic)"]),
    ],
)
def test_a_value_stands_as_whole_words(value: str, text: str, found: list[str]) -> None:
    """In any case, with either apostrophe, across any white space, and no part of a number."""
    assert [text[a:b] for a, b in value_spans(text, dispute(value))] == found
    assert holds_value(text, dispute(value)) is bool(found)


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("12", "In Olmo twelve died.", ["twelve"]),
        ("twelve", "In Olmo 12 died.", ["12"]),
        ("a dozen", "In Olmo 12 died.", ["12"]),
        ("$5 million", "It cost $5m.", ["$5m"]),
        ("12", "In Olmo fifteen died.", []),
        ("12", "On December 12 it broke.", ["12"]),
    ],
)
def test_a_number_stands_there_in_digits_or_words(value: str, text: str, found: list[str]) -> None:
    """A disputed value in another spelling is the disputed value."""
    assert [text[a:b].strip() for a, b in value_spans(text, dispute(value))] == found


@pytest.mark.parametrize(
    ("value", "text", "held"),
    [
        ("Friday", "On Friday it broke.", True),
        ("Friday", "On Saturday it broke.", False),
        ("December 13", "On Dec. 13 it broke.", True),
        ("Friday, December 13, 2025", "On Friday it broke.", True),
        ("Friday, December 13, 2025", "On Dec. 14 it broke.", False),
    ],
)
def test_a_date_stands_there_in_other_words(value: str, text: str, held: bool) -> None:
    """Short or long, or with less said of it."""
    assert holds_value(text, dispute(value, kind="date")) is held


def test_what_the_calendar_says_is_nobodys_value() -> None:
    """No source gives it, so no text states it for one side."""
    disagreement = dispute("Friday", kind="date", calendar="Saturday")
    assert not holds_value("On Saturday it broke.", disagreement)


def test_a_father_of_four_is_not_the_four_of_whom_others_tell() -> None:
    """Unless the side itself tells of a father."""
    text = "Four died. A father of four watched."
    for quote, found in (("In all, four died.", ["Four"]), ("A father of four.", ["Four", "four"])):
        side = Position("four", ("a1",), (Evidence("a1", "Wire", 0, len(quote), quote),))
        disagreement = replace(dispute("four"), positions=(side,))
        assert [text[a:b] for a, b in value_spans(text, disagreement)] == found


def test_spans_stand_in_order_and_once() -> None:
    """Whatever the order of the positions, and where one value is a part of another."""
    text = "Some said 15, some 12, some 15 again."
    spans = value_spans(text, dispute("12", "15", "15"))
    assert [text[a:b] for a, b in spans] == ["15", "12", "15"]


@given(ANY_TEXT, ANY_TEXT)
@PROPERTY
def test_any_value_can_be_looked_for(value: str, text: str) -> None:
    """Whatever it holds; what is found lies in the text."""
    value_pattern(value)
    for kind in ("number", "date", "name"):
        for a, b in value_spans(text, dispute(value, kind=kind)):  # type: ignore[arg-type]
            assert 0 <= a <= b <= len(text)


def test_a_speaker_whom_sources_differ_on_does_not_vouch_for_himself() -> None:
    words = '"The crew did everything that training asks of them,"'
    sides = tuple(
        Position(who, (a,), (Evidence(a, source, 0, 1, f"{words} {who} said."),))
        for who, a, source in (("Lise Tarrant", "a1", "Wire"), ("Gordon Mayle", "a2", "Courier"))
    )
    dispute = Disagreement("d1", "attribution", "contradiction", "who said", "", 0.7, sides)
    told = "Lise Tarrant said the crew did everything that training asks of them"
    assert not vouched(f"{told}.", dispute)
    assert vouched(f"{told}, Wire reported.", dispute)
    assert not vouched(f"{told}, Courier reported.", dispute)
    assert vouched("Lise Tarrant said the ferry was off the mainland.", dispute)
