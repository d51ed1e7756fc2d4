"""Who a person is said to be."""

from __future__ import annotations

import pytest

from models.offices import office_of
from models.ports import Reader


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Army Secretary Mark Esper will step in.", "Mark Esper", {"army", "secretary"}),
        ("Mark Esper, the Secretary of the Army, left.", "Mark Esper", {"army", "secretary"}),
        ("The mayor of Olmo, Ana Ruiz, left.", "Ana Ruiz", {"mayor", "olmo"}),
        ("Sen. Ana Ruiz left.", "Ana Ruiz", set()),
        ("Ana Ruiz, who won, left.", "Ana Ruiz", set()),
    ],
)
def test_titles_and_appositions_say_it(
    reader: Reader, text: str, name: str, office: set[str]
) -> None:
    """In any order; what many are at a time says nothing."""
    parse = next(iter(reader.parse([text])))
    start = text.index(name)
    assert office_of(parse, start, start + len(name)) == office


def test_a_name_outside_the_parse_has_none() -> None:
    assert office_of((), 0, 5) == frozenset()
