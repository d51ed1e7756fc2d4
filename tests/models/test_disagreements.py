"""Two values for one fact are a disagreement only where they cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import permutations

import pytest

from models.checks import unfinished, unsupported
from models.news import Disagreement, Posted
from models.ports import Reader
from tests.models.support import (
    COURIER,
    OUTLETS,
    POST,
    TIMES,
    WIRE,
    Opinion,
    article,
    disagreements_of,
    on,
    texts_of,
)

Day = date | datetime | None


def pair(first: str, second: str, days: tuple[Day, Day] = (None, None)) -> tuple[Posted, Posted]:
    return article(first, WIRE, days[0]), article(second, COURIER, days[1])


def sides(found: Disagreement) -> dict[str, list[str]]:
    """Return value -> outlets that give it."""
    return {p.value: sorted(e.source for e in p.evidence) for p in found.positions}


# --- what is one ------------------------------------------------------------------------------

CONTRADICTIONS = [
    (
        "number",
        "The blast in the port of Ellin killed 12 people.",
        "The blast in the port of Ellin killed 15 people.",
        ("12", "15"),
    ),
    (
        "number",
        "Twelve people died in the blast at the port of Ellin.",
        "At the port of Ellin, 15 people were killed in the blast.",
        ("Twelve", "15"),
    ),
    (
        "number",
        "At least 12 people died in the blast.",
        "Nine people died in the blast.",
        ("12", "Nine"),
    ),
    (
        "number",
        "The accord raises basic pay by 11 percent over three years.",
        "The accord raises basic pay by 14 percent over three years.",
        ("11 percent", "14 percent"),
    ),
    (
        "number",
        "The buyer agreed to pay $2.3 billion for the chain.",
        "The buyer agreed to pay $3.2 billion for the chain.",
        ("$2.3 billion", "$3.2 billion"),
    ),
    (
        "date",
        "The court fined the company on 4 March 2025.",
        "The court fined the company on 6 March 2025.",
        ("4 March 2025", "6 March 2025"),
    ),
    (
        "date",
        "The tunnel opened in 1998.",
        "The tunnel opened in 1997.",
        ("1998", "1997"),
    ),
    (
        "date",
        "The minister resigned on Monday.",
        "The minister resigned on Tuesday.",
        ("Monday", "Tuesday"),
    ),
]


@pytest.mark.parametrize(("kind", "first", "second", "values"), CONTRADICTIONS)
def test_values_that_exclude_each_other_are_a_contradiction(
    reader: Reader, kind: str, first: str, second: str, values: tuple[str, str]
) -> None:
    (found,) = disagreements_of(reader, *pair(first, second))
    assert (found.kind, found.status) == (kind, "contradiction")
    assert sides(found) == {values[0]: [WIRE], values[1]: [COURIER]}
    assert [p.basis for p in found.positions] == [None, None]


@pytest.mark.parametrize("published", [None, on(13)], ids=["undated", "published the same day"])
def test_a_weekday_is_compared_as_written_with_a_full_date(reader: Reader, published: Day) -> None:
    """DESIGN: or "Friday, December 13, 2025" would vanish into a Saturday."""
    posted = pair(
        "Veltania released 123 prisoners on Saturday.",
        "Veltania released 123 prisoners on Friday, December 13, 2025.",
        (published, published),
    )
    found = [d for d in disagreements_of(reader, *posted) if d.status == "contradiction"]
    assert [d.kind for d in found] == ["date"]
    assert sides(found[0]) == {"Saturday": [WIRE], "Friday, December 13, 2025": [COURIER]}


def test_a_weekday_is_compared_as_resolved_with_a_date(reader: Reader) -> None:
    """Monday was the 8th for an article of Tuesday the 9th, and not the 7th."""
    posted = pair(
        "The minister resigned on Monday.",
        "The minister resigned on December 7.",
        (on(9), on(9)),
    )
    (found,) = disagreements_of(reader, *posted)
    assert (found.kind, found.status) == ("date", "contradiction")


def test_three_values_are_three_sides_and_equal_ones_are_one(reader: Reader) -> None:
    values = {WIRE: "12", COURIER: "15", POST: "12", TIMES: "17"}
    posted = [article(f"The blast killed {v} people.", o) for o, v in values.items()]
    (found,) = disagreements_of(reader, *posted)
    assert sides(found) == {"12": [WIRE, POST], "15": [COURIER], "17": [TIMES]}


def test_a_number_in_words_and_in_digits_is_one_value(reader: Reader) -> None:
    posted = [
        article("The blast killed 12 people.", WIRE),
        article("The blast killed twelve people.", COURIER),
        article("The blast killed 15 people.", POST),
    ]
    (found,) = disagreements_of(reader, *posted)
    assert sorted(map(len, sides(found).values())) == [1, 2]


# --- its status -------------------------------------------------------------------------------

FEW = "The blast in the port of Ellin killed 12 people."
MORE = "The blast in the port of Ellin killed 15 people."


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ((on(1), on(2)), "superseded"),
        ((date(2025, 12, 1), date(2025, 12, 2)), "superseded"),
        ((on(1), on(4)), "superseded"),
        ((on(1), on(1, 15)), "superseded"),
        ((on(1, 23), on(2, 1)), "superseded"),
        ((None, on(2)), "contradiction"),
        ((None, None), "contradiction"),
    ],
    ids=[
        "a day",
        "a date",
        "three days",
        "hours",
        "hours round midnight",
        "one undated",
        "undated",
    ],
)
def test_a_count_of_a_day_later_supersedes(
    reader: Reader, days: tuple[Day, Day], status: str
) -> None:
    (found,) = disagreements_of(reader, *pair(FEW, MORE, days))
    assert found.status == status


def test_a_value_that_is_told_again_after_the_other_is_not_superseded(reader: Reader) -> None:
    posted = [article(FEW, WIRE, on(1)), article(MORE, COURIER, on(2)), article(FEW, POST, on(3))]
    (found,) = disagreements_of(reader, *posted)
    assert found.status == "contradiction"


def test_a_date_is_never_superseded(reader: Reader) -> None:
    posted = pair(
        "The court fined the company on 4 March 2025.",
        "The court fined the company on 6 March 2025.",
        (on(1), on(3)),
    )
    (found,) = disagreements_of(reader, *posted)
    assert found.status == "contradiction"


# --- what is none -----------------------------------------------------------------------------

COMPATIBLE = {
    "a bound and a range above it": (
        "The new plant will employ over 1,000 people.",
        "The new plant will employ 1,150 to 1,275 people.",
    ),
    "a round number": (
        "The operator evacuated about 150 passengers from the ferry.",
        "The operator evacuated 148 passengers from the ferry.",
    ),
    "decimals": (
        "The festival drew 1.4 million visitors.",
        "The festival drew 1.42 million visitors.",
    ),
    "decimals of money": (
        "The council paid 1.4 million dollars for the bridge.",
        "The council paid 1.42 million dollars for the bridge.",
    ),
    "another event, some months ago": (
        "Veltania freed 123 prisoners on Saturday.",
        "Veltania freed 14 prisoners in June.",
    ),
    "another event, told in other words": (
        "The government freed 123 prisoners on Saturday after talks with the envoy.",
        "In June the government freed 14 prisoners after talks with the envoy.",
    ),
    "a bound": (
        "More than 40 houses burned in the village.",
        "Fire crews said 43 houses burned in the village.",
    ),
    "nearly": (
        "The dam cost nearly five billion dollars.",
        "The dam cost 4.8 billion dollars.",
    ),
    "a dozen": ("The blast killed a dozen people.", "The blast killed 12 people."),
    "dozens": ("The blast killed dozens of people.", "The blast killed 35 people."),
    "other verbs": (
        "The minister resigned on Monday.",
        "The minister was arrested on Tuesday.",
    ),
    "the same date, abbreviated": (
        "The bridge opened on Jan. 3.",
        "The bridge opened on January 3.",
    ),
    "a date with its year": (
        "The bridge opened on January 3.",
        "The bridge opened on 3 January 2026.",
    ),
    "a day and its month": ("The minister resigned on 4 March.", "The minister resigned in March."),
    "a day and its year": (
        "The tunnel opened on 3 May 1998.",
        "The tunnel opened in 1998.",
    ),
    "another count": ("The blast killed 12 people.", "The blast injured 40 people."),
    "counts in another order": (
        "The blast killed 12 people and injured 30.",
        "The blast injured 30 people and killed 12.",
    ),
    "another currency": ("The deal cost 5 million dollars.", "The deal cost 4 million euros."),
    "another period": (
        "The mine produces 300 tonnes a day.",
        "The mine produces 9,000 tonnes a month.",
    ),
    "a value that is denied": (
        "The blast killed 12 people.",
        "The blast did not kill 15 people.",
    ),
    "more of them": (
        "Troops arrested 40 people in the city.",
        "Troops arrested another 12 people in the city.",
    ),
}


@pytest.mark.parametrize("texts", COMPATIBLE.values(), ids=COMPATIBLE)
def test_values_that_can_both_be_true_are_no_disagreement(
    reader: Reader, texts: tuple[str, str]
) -> None:
    assert disagreements_of(reader, *pair(*texts)) == []


@pytest.mark.parametrize("texts", COMPATIBLE.values(), ids=COMPATIBLE)
def test_nor_are_they_where_it_is_known_when_they_were_published(
    reader: Reader, texts: tuple[str, str]
) -> None:
    assert disagreements_of(reader, *pair(*texts, days=(on(13), on(13)))) == []


@pytest.mark.parametrize("other", [WIRE, WIRE.upper()])
def test_an_outlet_does_not_disagree_with_itself(reader: Reader, other: str) -> None:
    posted = article(FEW, WIRE, id="a1"), article(MORE, other, id="a2")
    assert disagreements_of(reader, *posted) == []


def test_weekdays_of_two_weeks_may_be_an_update(reader: Reader) -> None:
    text = "The minister resigned on Monday."
    assert disagreements_of(reader, *pair(text, text, (on(9), on(16)))) == []


def test_the_judge_has_the_last_word_on_the_slot(reader: Reader) -> None:
    deny = Opinion(slot_of_all=0.0)
    assert disagreements_of(reader, *pair(FEW, MORE), judge=deny) == []


def test_sentences_that_nothing_brings_together_are_not_compared(reader: Reader) -> None:
    assert disagreements_of(reader, *pair(FEW, MORE), sure=0.01) == []


# --- the calendar -----------------------------------------------------------------------------


def test_a_weekday_that_the_date_did_not_have_is_inconsistent(reader: Reader) -> None:
    text = "The vote took place on Monday, 3 March 2026."
    (found,) = disagreements_of(reader, article(text))
    assert (found.kind, found.status) == ("date", "inconsistent")
    source, calendar = found.positions
    assert (source.value, source.articles) == ("Monday, 3 March 2026", ("harbour-wire",))
    assert (calendar.value, calendar.basis) == ("Tuesday", "calendar")
    assert (calendar.articles, calendar.evidence) == ((), ())


@pytest.mark.parametrize(
    "when",
    ["Tuesday, 3 March 2026", "Monday, February 30, 2026", "Monday, 3 March", "3 March 2026"],
)
def test_a_calendar_has_nothing_to_say_on_other_dates(reader: Reader, when: str) -> None:
    assert disagreements_of(reader, article(f"The vote took place on {when}.")) == []


def test_outlets_with_one_calendar_error_stand_on_one_side(reader: Reader) -> None:
    text = "The vote took place on Monday, 3 March 2026."
    (found,) = disagreements_of(reader, *pair(text, text))
    assert sorted(found.positions[0].articles) == ["harbour-wire", "quay-courier"]


# --- its form ---------------------------------------------------------------------------------

EVERY = [
    *(pair(first, second) for _, first, second, _ in CONTRADICTIONS),
    pair(FEW, MORE, (on(1), on(2))),
    pair(
        "Veltania released 123 prisoners on Saturday.",
        "Veltania released 123 prisoners on Friday, December 13, 2025.",
    ),
    pair(
        "The accord raises basic pay by 11 percent, the company said.",
        "The accord raises basic pay by 14 percent, the union said.",
    ),
    pair(
        'Mayor Ann Rill said: "The blast killed 12 people."',
        "The blast killed 15 people, the Ellin hospital's director, Bo Marsh, told reporters.",
    ),
    pair(
        "A U.S.-built drone destroyed three of the depot's fuel tanks, the governor said.",
        "A U.S.-built drone destroyed five of the depot's fuel tanks, witnesses said.",
    ),
]


@pytest.mark.parametrize("posted", EVERY)
def test_values_and_quotes_are_verbatim(reader: Reader, posted: Sequence[Posted]) -> None:
    texts = texts_of(posted)
    for found in disagreements_of(reader, *posted):
        for position in (p for p in found.positions if p.basis is None):
            assert position.evidence
            assert any(position.value in e.quote for e in position.evidence)
            assert set(position.articles) == {e.article_id for e in position.evidence}
            for e in position.evidence:
                assert texts[e.article_id][e.start : e.end] == e.quote


@pytest.mark.parametrize("posted", EVERY)
def test_topic_and_note_say_nothing_that_the_evidence_does_not(
    reader: Reader, posted: Sequence[Posted]
) -> None:
    for found in disagreements_of(reader, *posted):
        quotes = [e.quote for p in found.positions for e in p.evidence]
        calendar = [p.value for p in found.positions if p.basis == "calendar"]
        assert unsupported(found.topic, quotes, OUTLETS) == []
        assert unsupported(found.note, [*quotes, *calendar], OUTLETS) == []
        assert unfinished(found.note) == []


@pytest.mark.parametrize("posted", EVERY)
def test_the_topic_is_a_phrase_without_the_values(reader: Reader, posted: Sequence[Posted]) -> None:
    for found in disagreements_of(reader, *posted):
        if found.status != "inconsistent":
            assert not [p.value for p in found.positions if p.value in found.topic]
        assert not re.search(r"\b(\w+) \1\b", found.topic, re.IGNORECASE), found.topic
        assert not re.search(r"\w (?:The|A|An)\b", found.topic), found.topic


@pytest.mark.parametrize("posted", EVERY)
def test_the_note_names_each_outlet_with_its_value(
    reader: Reader, posted: Sequence[Posted]
) -> None:
    for found in disagreements_of(reader, *posted):
        for position in (p for p in found.positions if p.basis is None):
            clauses = [c for c in found.note.split(";") if position.value.lower() in c.lower()]
            assert any(all(e.source in c for e in position.evidence) for c in clauses), found.note


def test_ids_count_up_from_the_weightiest_and_name_their_claims(reader: Reader) -> None:
    posted = [
        article(f"{FEW} The minister resigned on Monday.", WIRE),
        article(f"{MORE} The minister resigned on Tuesday.", COURIER),
    ]
    found = disagreements_of(reader, *posted)
    assert [d.id for d in found] == ["d1", "d2"]
    assert sorted(d.kind for d in found) == ["date", "number"]
    assert all(len(d.claims) == 2 for d in found)
    assert all(0 <= d.score <= 1 for d in found)


def test_the_order_of_the_articles_changes_nothing(reader: Reader) -> None:
    posted = [
        article(f"{FEW} The minister resigned on Monday.", WIRE),
        article(f"{MORE} The minister resigned on Tuesday.", COURIER),
        article("The blast in the port of Ellin killed 17 people.", POST),
    ]
    first, *others = [disagreements_of(reader, *p) for p in permutations(posted)]
    assert len(first) == 2
    assert all(other == first for other in others)


def test_nothing_to_compare_is_no_disagreement(reader: Reader) -> None:
    assert disagreements_of(reader, article("Rain fell on the town.")) == []


def test_all_who_give_a_toll_are_its_sources(reader: Reader) -> None:
    """However they word it: a sentence on much else counts too."""
    posted = [
        article("The blast in the port of Ellin killed 12 people.", WIRE),
        article("The blast in the port of Ellin killed 15 people.", COURIER),
        article(
            "Streets were closed all night, and 12 have died by now, Ann Rill said.", "Gazette"
        ),
    ]
    (found,) = disagreements_of(reader, *posted)
    assert sides(found) == {"12": sorted([WIRE, "Gazette"]), "15": [COURIER]}
