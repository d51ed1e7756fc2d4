"""A brief reads as one text: persons are introduced, and nothing leans on what is not told."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.coherence import (
    Introduction,
    bare_definites,
    introduced,
    introductions,
    leans_on,
    unanchored,
)
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import BriefSentence, Evidence
from models.phrases import left_of
from models.ports import Reader
from models.sentences import split_sentences
from tests.models.support import article

WHERE = Evidence("a1", "Harbour Wire", 0, 20, "Mayor Ana Ruiz spoke.")
PASSAGE = Evidence("a1", "Harbour Wire", 30, 50, "Ruiz closed the dam.")
KNOWN = {"Ruiz": Introduction("Ana Ruiz", WHERE)}


def line(text: str) -> BriefSentence:
    return BriefSentence(text, 1.0, 1, "compressed", (PASSAGE,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The order blocks the plan.", {"order"}),
        ("The panel will meet on Friday.", {"panel"}),
        ("The order of the court blocks the plan.", set()),
        ("The order that Judge Rill signed blocks the plan.", set()),
        ("The president signed the order.", set()),
        ("An order blocks the plan.", set()),
        ("Judge Rill signed the order.", set()),
    ],
)
def test_a_sentence_leans_on_what_it_takes_for_introduced(
    reader: Reader, text: str, expected: set[str]
) -> None:
    (parse,) = reader.parse([text])
    assert leans_on(parse) == expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Judge Rill blocked the rules.", "Judge Rill blocked the rules", ["rules"]),
        ("Judge Rill blocked the rules of Orsk.", "Judge Rill blocked the rules", ["rules"]),
        (
            "Judge Rill blocked the rules of Orsk.",
            "Judge Rill blocked the rules of Orsk",
            [],
        ),
        ("Judge Rill, of Ellin, spoke to the president.", "Judge Rill spoke to the president", []),
    ],
)
def test_what_a_cut_line_takes_for_introduced_depends_on_what_is_left(
    reader: Reader, text: str, line: str, expected: list[str]
) -> None:
    (parse,) = reader.parse([text])
    left = left_of(parse, line)
    assert [t.text for t in left] == line.split()
    assert all(0 <= t.head < len(left) for t in left)
    assert bare_definites(left) == expected


def test_what_a_sentence_before_tells_of_is_anchored() -> None:
    leans = frozenset({"order"})
    assert unanchored(leans, ["Judge Rill signed an order on Monday."]) == frozenset()
    assert unanchored(leans, ["Judge Rill spoke on Monday."]) == leans
    assert unanchored(leans, []) == leans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruiz closed the dam.", "Ana Ruiz closed the dam."),
        ("Mr. Ruiz closed the dam.", "Ana Ruiz closed the dam."),
        ("Mayor Ruiz closed the dam.", "Mayor Ana Ruiz closed the dam."),
        ("On Monday, Ruiz's dam was closed.", "On Monday, Ana Ruiz's dam was closed."),
        ("The Ruiz Dam was closed.", "The Ruiz Dam was closed."),
        ("Luis Ruiz closed the dam.", "Luis Ruiz closed the dam."),
        ("“Ruiz knew,” Rill said.", "“Ruiz knew,” Rill said."),
        ("Mayor Ana Ruiz closed the dam.", "Mayor Ana Ruiz closed the dam."),
    ],
)
def test_a_person_is_named_in_full_at_first(text: str, expected: str) -> None:
    (found,) = introduced([line(text)], KNOWN, room=9)
    assert found.text == expected
    assert found.citations == ((PASSAGE, WHERE) if expected != text else (PASSAGE,))


def test_a_person_is_introduced_once_and_only_where_there_is_room() -> None:
    lines = [line("Ruiz closed the dam."), line("Ruiz spoke.")]
    assert [s.text for s in introduced(lines, KNOWN, room=9)] == [
        "Ana Ruiz closed the dam.",
        "Ruiz spoke.",
    ]
    assert introduced(lines, KNOWN, room=0) == lines


def test_full_names_come_from_the_articles_unless_two_persons_share_a_surname(
    reader: Reader,
) -> None:
    posted = article(
        "Barack Obama met Angela Merkel in Berlin. Michelle Obama stayed at home that day. "
        "Water Minister Calla Rendt spoke on Monday. President Trump met Melania Trump. "
        "Tony Kim wrote to Kim Jong Un."
    )
    articles, _ = clean([posted], LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    parses = reader.parse([s.text for s in sentences])
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    known = introductions(sentences, facts)
    assert known["Merkel"].full == "Angela Merkel"
    assert known["Rendt"].full == "Calla Rendt"
    assert not {"Obama", "Trump", "Kim"} & set(known)
