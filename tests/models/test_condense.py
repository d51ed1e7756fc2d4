"""A sentence cut down to a line that says who does what."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.condense import line_of, lines_of
from models.ports import Reader
from tests.models.hostile import PROPERTY
from tests.models.test_compress import SENTENCES, is_subsequence, words_of


def line(reader: Reader, text: str, max_words: int = 12) -> str | None:
    (parse,) = reader.parse([text])
    return line_of(parse, max_words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The council, which met in Olmo late on Friday, approved a plan to rebuild the dam "
            "after a debate that lasted for three hours.",
            "The council approved a plan to rebuild the dam after a debate",
        ),
        (
            "Mayor Ruiz said Monday he plans to declare Orsk a disaster area, as he "
            "seeks to ratchet up the pressure on its council.",
            "Mayor Ruiz said he plans to declare Orsk a disaster area",
        ),
        (
            "Attorney General Ana Ruiz appeared before the Senate committee on Tuesday to answer "
            "several allegations against her.",
            "Attorney General Ana Ruiz appeared before the Senate committee",
        ),
        (
            "Protesters angered by a film have stormed the embassy in Trevi, in the most recent of "
            "a series of attacks on diplomats.",
            "Protesters angered by a film have stormed the embassy in Trevi",
        ),
        (
            "Fire swept through a passenger ferry in the strait late on Tuesday, killing twelve "
            "people, the coastguard said on Wednesday.",
            "Fire swept through a passenger ferry in the strait, the coastguard said",
        ),
    ],
)
def test_a_line_keeps_who_does_what_and_what_there_is_room_for(
    reader: Reader, text: str, expected: str
) -> None:
    assert line(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told the Ridge Post.",  # told it what?
        "The company will not pay the fine unless the court in Trevi, which meets on Friday, rules "
        "against it and orders it to do so.",  # a condition cannot go
        "They approved the plan for the dam.",  # who?
        "The dam broke on Sunday, he said.",
        "“The crew did everything that training asks of them,” commander Ana Ruiz told reporters.",
        "A long night on the dam above Olmo.",  # no verb
    ],
)
def test_there_is_no_line_of_what_tells_nothing_or_would_tell_too_much(
    reader: Reader, text: str
) -> None:
    assert line(reader, text) is None


@given(sentence=st.sampled_from(SENTENCES), max_words=st.integers(3, 15))
@settings(PROPERTY, suppress_health_check=list(HealthCheck))
def test_a_line_only_leaves_words_out(reader: Reader, sentence: str, max_words: int) -> None:
    found = line(reader, sentence, max_words)
    if found is not None:
        assert len(found.split()) <= max_words
        assert is_subsequence(words_of(found), words_of(sentence))


def test_the_line_of_a_second_verb_is_offered_too_with_what_came_of_it(reader: Reader) -> None:
    text = (
        "A student pulled a gun from his backpack and opened fire at a school in Olmo on Thursday, "
        "killing two students, before he fled across the river to Orsk."
    )
    (parse,) = reader.parse([text])
    found = lines_of(parse, 12)
    assert any(one.startswith("A student opened fire") for one in found)
    (denied,) = reader.parse(
        ["Mayor Ruiz did not close the school and open the new bridge to Orsk."]
    )
    assert not any(one.startswith("Mayor Ruiz open") for one in lines_of(denied, 12))


def test_a_line_does_not_end_in_half_of_what_somebody_does(reader: Reader) -> None:
    (parse,) = reader.parse(["Mayor Ruiz took a swipe on Monday at the candidacy of Ann Rill."])
    assert "Mayor Ruiz took a swipe" not in lines_of(parse, 5)
