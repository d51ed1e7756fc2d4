"""Of two wordings the one that lacks nothing is chosen, be it longer or the source's own."""

from __future__ import annotations

import pytest

from models.choosing import choose
from models.limits import LIMITS
from models.news import Written
from models.ports import Reader
from tests.models.support import YES, place_of, plan_of, told


def chosen(reader: Reader, said: str, *texts: str) -> list[tuple[str, str]]:
    """Return text and method of what is chosen among the writer's wordings of one sentence."""
    place = place_of(*told(said))
    parses = {s.index: reader.parse([s.text])[0] for s in place.evidence}
    written = Written((texts,), (), ())
    draft = choose(written, plan_of(place), [], parses, reader, YES, LIMITS)
    return [(s.candidate.text, s.candidate.method) for s in draft.sentences]


@pytest.mark.parametrize(
    ("said", "text", "best"),
    [
        (
            "Mayor Ruiz on Tuesday signed the order that protects migrants who came as children, "
            "and left the hall without a word to the crowd.",
            "Mayor Ruiz signed the order that protects migrants.",
            "Mayor Ruiz on Tuesday signed the order that protects migrants who came as children.",
        ),
        (
            "The town's plan does exempt small farms from the tax on Olmo's water, for now.",
            "The town's plan exemptes small farms from the tax on Olmo's water.",
            None,
        ),
    ],
)
def test_what_lacks_nothing_is_chosen(
    reader: Reader, said: str, text: str, best: str | None
) -> None:
    texts = [t for t, _ in chosen(reader, said, text)]
    assert text not in texts
    assert best is None or texts[0].startswith(best[:-1])


def test_a_wording_without_a_verb_is_none(reader: Reader) -> None:
    said = "Ruiz: navy suit, white shirt, red tie."
    assert chosen(reader, said, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "real questions about the dam in Olmo remain for the council, Mayor Ruiz said.",
        "The letters states that the council of Olmo is looking into the dam.",
        "The cracks were part by of a plan for the dam in Olmo, Mayor Ruiz said.",
    ],
)
def test_a_sentence_that_its_source_garbled_stands_in_for_nothing(
    reader: Reader, said: str
) -> None:
    assert chosen(reader, said) == []
