"""Who a person is said to be."""

from __future__ import annotations

import pytest

from models.offices import office_of
from models.ports import Reader


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Army Secretary Mark Esper will step in.", "Mark Esper", "Army Secretary"),
        ("Mark Esper, the Secretary of the Army, left.", "Mark Esper", "Secretary of the Army"),
        ("The mayor of Olmo, Ana Ruiz, left.", "Ana Ruiz", "mayor of Olmo"),
        ("Sen. Ana Ruiz left.", "Ana Ruiz", "Sen."),
        ("Ana Ruiz, who won, left.", "Ana Ruiz", ""),
        # in a list a parse gives the title to the neighbour
        (
            "There were four: Grant, chief of staff Mara Quill, press secretary Tessa Reyes and "
            "budget director Otis Vane.",
            "Mara Quill",
            "chief of staff",
        ),
        (
            "There were four: Grant, chief of staff Mara Quill, press secretary Tessa Reyes and "
            "budget director Otis Vane.",
            "Tessa Reyes",
            "press secretary",
        ),
    ],
)
def test_titles_and_appositions_say_it(reader: Reader, text: str, name: str, title: str) -> None:
    """In any order; what many are at a time says nothing."""
    parse = next(iter(reader.parse([text])))
    start = text.index(name)
    words = frozenset(title.lower().split()) - {"of", "the", "sen."}
    assert office_of(parse, start, start + len(name)) == (words, title)


def test_a_name_outside_the_parse_has_none() -> None:
    assert office_of((), 0, 5) == (frozenset(), "")


def test_ceo_is_chief_executive(reader: Reader) -> None:
    text = "Acme CEO Mark Esper will step in."
    start = text.index("Mark")
    words, title = office_of(next(iter(reader.parse([text]))), start, start + len("Mark Esper"))
    assert (words >= {"chief", "executive"}, title) == (True, "Acme CEO")
