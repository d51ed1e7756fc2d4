"""A brief reads as one text: nothing leans on what is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.coherence import (
    bare_definites,
    in_order,
    leans_on,
    opening,
    unanchored,
    unexplained,
)
from models.news import Candidate, DraftSentence
from models.phrases import left_of
from models.ports import Reader
from tests.models.support import place_of, sentence_of


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
        ("The official praised the pledge.", {"official", "pledge"}),
        ("Officials praised a pledge, and the pledge was kept.", set()),
        ("The governor of Orsk praised the pledge that Rill made.", set()),
        ("Rill spoke “of the pledge” on Monday.", set()),
        ("It was gone by Monday.", {"it"}),
        ("Rill sighed because it was gone.", set()),
        ("The people of Orsk took to the street.", set()),
    ],
)
def test_all_that_a_sentence_takes_for_known_is_found(
    reader: Reader, text: str, expected: set[str]
) -> None:
    (parse,) = reader.parse([text])
    assert unexplained(parse) == expected


def test_what_a_sentence_opens_with_is_what_it_is_about(reader: Reader) -> None:
    department, minister = reader.parse(
        ["The department defended the order.", "Minister Rill defended the order."]
    )
    assert opening(department) == {"department"}
    assert opening(minister) == frozenset()


def test_the_same_thing_may_have_another_name() -> None:
    leans = frozenset({"gunman", "bill"})
    assert not unanchored(leans, ["A shooter fled.", "The Senate passed the legislation."])
    assert unanchored(frozenset({"it"}), ["It rained."]) == {"it"}


def drafted(text: str, leans: str = "") -> DraftSentence:
    place = place_of(sentence_of(text))
    return DraftSentence(
        Candidate(text, "compressed", place.evidence), place, 1.0, frozenset(leans.split())
    )


def test_what_explains_comes_first() -> None:
    leaning = drafted("Ada Rill said the order was unlawful.", "order")
    telling = drafted("Judge Orm signed an order on Monday.")
    lead = drafted("The bridge of Olmo was closed.")
    assert in_order([leaning, telling, lead], lead) == [lead, telling, leaning]
    assert in_order([leaning, telling], None) == [telling, leaning]
    assert in_order([], None) == []


def placed(
    text: str, position: int, rank: int, leans: str = "", leading: float = 0.0
) -> DraftSentence:
    sentence = replace(sentence_of(text), position=position)
    place = replace(place_of(sentence), rank=rank, leading=leading)
    return replace(drafted(text, leans), place=place)


def test_what_is_told_early_and_what_matters_comes_first() -> None:
    lead = placed("The bridge of Olmo was closed.", 0, 0)
    early, weighty = placed("Ada Rill spoke.", 1, 3), placed("Two piers broke.", 2, 1)
    late = placed("Farmers met on Sunday.", 9, 2)
    assert in_order([late, early, weighty, lead], lead) == [lead, weighty, early, late]


def test_what_goes_on_about_a_thing_stands_behind_what_first_tells_of_it() -> None:
    lead = placed("The bridge of Olmo was closed.", 0, 0)
    society = placed("The Society of Engineers warned of it.", 4, 2)
    between = placed("Farmers met on Sunday.", 5, 3)
    goes_on = placed("The society wants a new bridge.", 6, 4, "society")
    assert in_order([goes_on, between, society, lead], lead) == [lead, society, goes_on, between]


def test_where_the_lead_is_lost_the_best_of_the_others_leads() -> None:
    first = placed("“It was a mess,” Ada Rill said.", 1, 0, leading=0.9)
    weak, strong = placed("Farmers met.", 0, 1), placed("The bridge was closed.", 3, 2, leading=0.5)
    assert in_order([first, weak, strong], None)[0] == strong


@pytest.mark.parametrize(
    ("text", "adrift"),
    [
        ("Ana Ruiz described this as a policy.", {"this"}),
        ("The version they accepted excluded Olmo.", {"they"}),
        ("Voters said they would accept it.", set()),
        ("Ana Ruiz and Bo Tarn said they would marry.", set()),
        ("“We called this a policy,” Ana Ruiz said.", set()),
    ],
)
def test_a_pronoun_needs_something_before_it(reader: Reader, text: str, adrift: set[str]) -> None:
    (parse,) = reader.parse([text])
    assert unexplained(parse) & {"this", "they", "them"} == adrift
