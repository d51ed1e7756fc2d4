"""A headline tells the event to somebody who knows nothing of it."""

from __future__ import annotations

import pytest

from models.headlines import _bald, head
from models.limits import LIMITS
from models.news import Evidence, Headline, Written
from models.ports import Reader
from tests.models.support import parses_of, place_of, plan_of, told

LEAD = (
    "The council of Ellin, which had put off the vote for months while engineers and ferrymen "
    "fought over its cost, rejected plans for a new ferry on Monday, Mayor Ann Rill said."
)


def headed(reader: Reader, titles: list[str], passage: str) -> str:
    """Return the line that heads a brief of which these are the articles' titles."""
    (lead,) = told(LEAD)
    where = Evidence("a2", "Valley Courier", 0, len(passage), passage)
    lines = tuple(Headline(t, (where,)) for t in titles)
    event = dict.fromkeys("council ellin reject plan ferry rill".split(), 1.0)
    written = Written(((),), (), ((),), titles=lines, event=event)
    texts = [*titles, passage]
    readings = dict(zip(texts, reader.parse(texts), strict=True))
    plan = plan_of(place_of(lead))
    found, _ = head(plan, written, (), parses_of(lead, reader=reader), readings, LIMITS)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (
            "In statements Rill said council plans a ferry",
            "Ellin council rejects plan for ferry",
        ),
        ("Rill has long called for a ferry plan of Ellin", "Ellin council rejects plan for ferry"),
        ("Rill called for such a ferry plan of Ellin", "Ellin council rejects the ferry"),
    ],
)
def test_what_was_so_before_gives_way_to_the_event(reader: Reader, worse: str, better: str) -> None:
    passage = (
        "In statements Rill said the council of Ellin rejects the ferry; she has long called for "
        "such a ferry plan, and the Ellin council plans a plan for ferry."
    )
    assert headed(reader, [worse, better], passage) == better


def test_somebody_named_before_is_who_he_is(reader: Reader) -> None:
    title = "Rill says he has chosen Bo Tarn for the Ellin council"
    assert headed(reader, [title], "Ann Rill says he has chosen Bo Tarn for the Ellin council.")


def test_a_long_title_that_is_cut_keeps_the_space_before_its_quotation(reader: Reader) -> None:
    title = (
        "Ellin council faults Rill for lacking 'effective oversight' in the long and costly "
        "building of the new northern ferry"
    )
    passage = (
        "The Ellin council faults Ann Rill for lacking 'effective oversight' in the long and "
        "costly building of the new northern ferry."
    )
    assert "lacking'" not in headed(reader, [title], passage)


def test_a_cut_line_has_the_name_and_not_the_title(reader: Reader) -> None:
    text = (
        "Former president Ann Rill on Tuesday criticized President Tarn's decision to end the "
        "ferry program of Ellin, which had been set up to serve the islands in the winter."
    )
    (lead,) = told(text)
    event = dict.fromkeys("rill tarn criticiz decision end ferry program".split(), 1.0)
    written = Written(((),), (), ((),), event=event)
    plan = plan_of(place_of(lead))
    found, _ = head(plan, written, (), parses_of(lead, reader=reader), {}, LIMITS)
    assert found is not None
    assert found.text.startswith("Ann Rill criticized Tarn's decision to end the ferry program")


def test_a_long_line_goes_without_what_stands_before_full_names(reader: Reader) -> None:
    line = "Mayor to tap former Republican presidential rival Rick Perry to head energy department"
    (parse,) = reader.parse([line])
    assert _bald(line, parse) == "Mayor to tap Rick Perry to head energy department"
