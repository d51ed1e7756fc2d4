"""Naming who says so, in the plain ways of a wire desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.attribution import (
    attribute,
    joined,
    lower_first,
    names_source,
    outlets,
    speaks_for_itself,
)
from models.lexical import LexicalReader
from models.news import Parse, Token
from models.ports import Reader
from tests.models.support import sentence_of


def attributed(text: str, *names: str, reader: Reader | None = None) -> str:
    """Return the text with the outlets that report it."""
    return attribute(text, names, (reader or LexicalReader()).parse([text])[0])


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_are_joined_as_in_print(names: list[str], text: str) -> None:
    """Without a comma before "and"."""
    assert joined(names) == text


def test_each_outlet_is_named_once_and_few() -> None:
    """In the order of the sentences."""
    sentences = [sentence_of("The dam broke.", source) for source in ("B", "A", "B", "C")]
    assert outlets(sentences) == ["B", "A"]
    assert outlets(sentences, most=3) == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The dam broke.", "The dam broke, Ridge Post reported."),
        ("She fled to the U.S.", "She fled to the U.S., Ridge Post reported."),
        ("She fled to Olmo, Va.", "She fled to Olmo, Va., Ridge Post reported."),
        ("It belongs to Acme Corp.", "It belongs to Acme Corp., Ridge Post reported."),
        ("It began at 4 p.m.", "It began at 4 p.m., Ridge Post reported."),
        ("Will it hold?", "According to Ridge Post, will it hold?"),
        ("“It broke.”", "According to Ridge Post, “It broke.”"),
        ("Ana Ruiz said it broke.", "According to Ridge Post, Ana Ruiz said it broke."),
        ("The mayor said it broke.", "According to Ridge Post, the mayor said it broke."),
        ("She called it “a ruin.”", "According to Ridge Post, she called it “a ruin.”"),
    ],
)
def test_the_outlet_is_named_where_it_fits(reader: Reader, text: str, result: str) -> None:
    """At the end, or before a sentence that names its speaker, asks, or ends in a quotation."""
    assert attributed(text, "Ridge Post", reader=reader) == result


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("The dam broke.", "the dam broke."),
        ("Rescuers came.", "rescuers came."),
        ("I fled.", "I fled."),
        ("WHO officials came.", "WHO officials came."),
        ("IT workers came.", "IT workers came."),
        ("US officials came.", "US officials came."),
        ("Will Adams came.", "Will Adams came."),
        ("Belarus came.", "Belarus came."),
        ("Rill said: “It broke.”", "Rill said: “It broke.”"),
        ("Rescuers said it broke.", "rescuers said it broke."),
        ("A dam broke.", "a dam broke."),
        ("Twelve people died.", "twelve people died."),
    ],
)
def test_a_first_letter_is_made_small_unless_it_is_a_names(
    reader: Reader, text: str, lowered: str
) -> None:
    """Nor that of "WHO" and "IT", which look like usual words."""
    assert lower_first(text, reader.parse([text])[0]) == lowered


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        ("The dam broke, Ridge Post reported.", "Ridge Post", True),
        ("The dam broke on Sunday.", "Sun", False),
        ("A map of the dam.", "AP", False),
        ("APEC met in Olmo.", "AP", False),
        ("AP’s map of the dam.", "AP", True),
        ("Ana Ruiz said it broke.", "AP", True),
        ("It broke, according to police.", "AP", True),
        ("He said it broke.", "AP", False),
        ("The dam broke.", "AP", False),
    ],
)
def test_a_text_names_its_source_in_whole_words(text: str, source: str, named: bool) -> None:
    """Or a speaker by name; "he" is no name."""
    assert names_source(text, [sentence_of("The dam above Olmo broke.", source)]) is named


def _said_by(text: str, speaker: str, verb: str) -> Parse:
    """Return a parse with a speaker and the verb above it, the root."""
    at, said = text.find(speaker), text.find(verb)
    return (
        Token(at, at + len(speaker), speaker, speaker, "PROPN", "nsubj", 1, "PERSON", True),
        Token(said, said + len(verb), verb, "say", "VERB", "ROOT", 1, "", False),
    )


def test_a_sentence_whose_main_clause_is_the_saying_needs_no_outlet() -> None:
    text = "Ann Rill said the bridge was closed."
    assert speaks_for_itself(text, _said_by(text, "Rill", "said"))
    assert speaks_for_itself("The bridge was closed, according to Ann Rill.", ())


@pytest.mark.parametrize(
    "text", ["The bridge was closed.", "Ann Rill said the shameful bridge was closed."]
)
def test_what_nobody_says_and_loaded_words_need_their_outlet(text: str) -> None:
    assert not speaks_for_itself(text, _said_by(text, "Rill", "said"))


def test_a_saying_in_a_clause_does_not_cover_the_sentence() -> None:
    text = "Ann Rill said the bridge was closed."
    speaker, verb = _said_by(text, "Rill", "said")
    assert not speaks_for_itself(text, (speaker, replace(verb, dep="relcl")))


@pytest.mark.parametrize("pos", ["NOUN", "VERB", "ADJ"])
def test_a_name_that_the_parse_missed_is_not_made_small(pos: str) -> None:
    text = "Trump went on to say that it was over."
    parse = tuple(
        replace(t, pos=pos, dep="nsubj", entity="") if t.text == "Trump" else t
        for t in LexicalReader().parse([text])[0]
    )
    said = attribute(text, ["Vale Times"], parse)
    assert said == "Trump went on to say that it was over, Vale Times reported."


def test_behind_a_quotation_the_outlet_follows_its_mark() -> None:
    text = 'Prosecutors said that it was "over."'
    parse = tuple(
        replace(t, pos="NOUN", dep="nsubj", entity="") if t.text == "Prosecutors" else t
        for t in LexicalReader().parse([text])[0]
    )
    said = attribute(text, ["Vale Times"], parse)
    assert said == 'Prosecutors said that it was "over," Vale Times reported.'


def test_what_an_outlet_has_learned_is_reported_once(reader: Reader) -> None:
    text = "The dam broke at night, Ridge Post News has learned."
    assert attributed(text, "Ridge Post", reader=reader) == (
        "The dam broke at night, Ridge Post reported."
    )


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("A senior official told reporters that the dam broke.", True),
        ("The dam broke, according to documents of the state.", True),
        ("Critics said the dam broke.", False),
        ("The dam broke, according to sources.", False),
    ],
)
def test_an_office_speaks_for_itself_and_nobody_in_particular_does_not(
    reader: Reader, text: str, enough: bool
) -> None:
    assert speaks_for_itself(text, reader.parse([text])[0]) is enough


def test_an_outlet_that_is_named_as_the_speakers_is_not_named_twice(reader: Reader) -> None:
    text = "As Ridge Post's Ana Ruiz said, the dam will hold."
    assert attributed(text, "Ridge Post", reader=reader) == text
