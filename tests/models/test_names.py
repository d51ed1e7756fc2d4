"""Proper names and quotations, by form alone."""

from __future__ import annotations

import pytest
from hypothesis import given

from models.names import (
    find_names,
    find_quotations,
    find_single_quotations,
    fold_word,
    name_words,
    one_name,
    without_stop,
)
from tests.models.hostile import ANY_TEXT, PROPERTY, slow


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mayor, Ana Ruiz, left Olmo on Friday.", ["Ana Ruiz", "Olmo"]),
        ("Rescuers found him.", ["Rescuers"]),
        ("They found him.", []),
        ("Ana Ruiz’s house", ["Ana Ruiz"]),
        ("U.S. troops left", ["U.S."]),
        ("Maroš Šefčovič met Łukasz Şahin.", ["Maroš Šefčovič", "Łukasz Şahin"]),
        ("said Владимир Орлов", ["Владимир Орлов"]),
        ("the Bank of Olmo", ["Bank of Olmo"]),
        ("McDonald’s food", ["McDonald"]),
        ("an F-16 and a B-52", ["F-16", "B-52"]),
        ("on Friday in December", []),
        ("President Mora", ["President Mora"]),
        ("But Ana Ruiz stayed", ["Ana Ruiz"]),
        ("US$5 million", []),
        ("no names here", []),
    ],
)
def test_a_name_is_a_run_of_capitalised_words(text: str, names: list[str]) -> None:
    """Of any European script, without possessives; usual first words and dates are no names."""
    assert [n.text for n in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“We fled,” she said.", ["We fled,"]),
        ('"We fled," she said, "at night."', ["We fled,", "at night."]),
        ("“We fled.", []),
        ('""', []),
        ("no marks", []),
        ("She called it “a ‘great’ dam”.", ["a ‘great’ dam"]),
    ],
)
def test_a_quotation_is_what_stands_between_double_marks(text: str, quotations: list[str]) -> None:
    """Curly or straight."""
    assert [q.text for q in find_quotations(text)] == quotations


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("Ruiz calls it 'a disgrace'", ["a disgrace"]),
        ("‘It wasn’t fair,’ she said.", ["It wasn’t fair,"]),
        ("the workers' union and the miners' strike", []),
        ("in the '90s and the '80s", []),
        ("it wasn’t Ruiz’s dam", []),
        ("She called it “a 'great' dam”.", []),
    ],
)
def test_a_single_quotation_is_told_from_an_apostrophe(text: str, quotations: list[str]) -> None:
    """As headlines and British outlets have them; those inside double marks belong to these."""
    assert [q.text for q in find_single_quotations(text)] == quotations


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("U.S.", "US"),
        ("Ruiz’s", "Ruiz"),
        ("Ruiz's", "RUIZ"),
        ("Belarus’", "Belarus"),
        ("O’Brien", "O'Brien"),
        ("-Olmo-", "Olmo"),
    ],
)
def test_words_are_compared_without_dots_and_possessives(a: str, b: str) -> None:
    """In any case and with either apostrophe."""
    assert fold_word(a) == fold_word(b)


def test_titles_and_usual_words_are_no_part_of_a_name() -> None:
    """What is left of "President Ana Ruiz of Olmo" is Ana Ruiz and Olmo."""
    assert name_words("President Ana Ruiz of Olmo’s") == {"ana", "ruiz", "olmo"}


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Ana Ruiz.", "Ana Ruiz"),
        ("Acme Corp.", "Acme Corp."),
        ("the U.N.", "the U.N."),
        ("Ruiz", "Ruiz"),
    ],
)
def test_a_names_own_full_stop_is_kept(name: str, bare: str) -> None:
    """The sentence's is not."""
    assert without_stop(name) == bare


@given(ANY_TEXT)
@PROPERTY
def test_any_text_can_be_read(text: str) -> None:
    """Every name and quotation stands where it says it stands."""
    for found in (*find_names(text), *find_quotations(text), *find_single_quotations(text)):
        assert text[found.start : found.end] == found.text != ""
    name_words(text)


def test_hostile_texts_are_read_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    assert slow(find_names, "A.", "Aa", "A ", "A'", "A-", " of the A", "A’s ") == {}
    assert slow(find_quotations, '"', "“", "“a", '"A" ') == {}
    assert slow(find_single_quotations, "'", "' a", "‘a", "'a", "a'") == {}


def test_a_name_with_an_empty_part_is_compared() -> None:
    """The name Al--Ruiz is parted at its dashes into three, the one between them empty."""
    assert not one_name(frozenset({"olmo"}), frozenset({"al", "", "ruiz"}))
    assert one_name(frozenset({"ab"}), frozenset({"ana", "", "board"}))
