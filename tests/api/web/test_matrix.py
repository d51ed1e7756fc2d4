"""Who says it, who differs, who is silent."""

from __future__ import annotations

from typing import Any

from api.web.matrix import Wish, matrix_of
from api.web.opened import Opened
from api.web.paging import page_of
from tests.api.web.briefs import claim, dispute, evidence, opened

TEXTS = {
    "One": "Twelve died. It rained.",
    "Two": "Fifteen died. It rained.",
    "Three": "Twelve people died.",
    "Four": "It was a Tuesday.",
}
TOLL = {
    "One": evidence("One", TEXTS["One"], "Twelve died."),
    "Two": evidence("Two", TEXTS["Two"], "Fifteen died."),
    "Three": evidence("Three", TEXTS["Three"], "Twelve people died."),
}
RAIN = [evidence(n, TEXTS[n], "It rained.") for n in ("One", "Two")]
TUESDAY = [evidence("Four", TEXTS["Four"], "It was a Tuesday.")]


def brief(*claims: dict[str, Any]) -> Opened:
    sides = dispute(1, ("Twelve", [TOLL["One"], TOLL["Three"]]), ("Fifteen", [TOLL["Two"]]))
    return opened(TEXTS, claims=list(claims), disagreements=[sides])


def states(found: Opened, **wish: Any) -> dict[str, list[str]]:
    rows = matrix_of(found, Wish(**wish)).rows
    return {row.claim.id: [cell.state for cell in row.cells] for row in rows}


def test_near_duplicates_that_differ_are_one_claim_with_two_sides() -> None:
    """The claim holds all three; two of them are of its own side."""
    found = brief(claim(1, list(TOLL.values()), disagreements=["d1"]))
    assert states(found) == {"c1": ["says", "differs", "says", "silent"]}
    cells = matrix_of(found, Wish()).rows[0].cells
    assert [cell.value for cell in cells] == ["Twelve", "Fifteen", "Twelve", ""]
    assert cells[1].mark is not None
    assert cells[1].mark.numbers == (found.passages.number("Two", 0, 13),)
    assert cells[3].mark is None


def test_who_differs_may_have_a_claim_of_its_own() -> None:
    found = brief(claim(1, [TOLL["Two"]], disagreements=["d1"]))
    assert states(found) == {"c1": ["differs", "says", "differs", "silent"]}


def test_claims_of_one_origin_alone_are_no_rows() -> None:
    found = brief(claim(1, RAIN), claim(2, TUESDAY), claim(3, RAIN, origins=1))
    assert states(found) == {"c1": ["says", "says", "silent", "silent"]}


def test_the_disputed_come_first() -> None:
    found = brief(claim(1, RAIN), claim(2, [TOLL["One"]], disagreements=["d1"]))
    assert list(states(found)) == ["c2", "c1"]


def test_filters() -> None:
    found = brief(claim(1, RAIN), claim(2, [TOLL["One"]], disagreements=["d1"]))
    assert list(states(found, show="disputed")) == ["c2"]
    assert list(states(found, show="agreed")) == ["c1"]
    assert list(states(found, words="TWELVE died")) == ["c2"]
    assert list(states(found, words="twelve rained")) == []
    assert list(states(found, source=3)) == ["c2"]
    assert list(states(found, source=4)) == []
    assert list(states(found, source=99)) == ["c2", "c1"]


def test_a_dispute_that_the_claim_takes_no_side_in_divides_nobody() -> None:
    found = brief(claim(1, TUESDAY, disagreements=["d1"]))
    assert states(found) == {"c1": ["silent", "silent", "silent", "says"]}


def test_of_many_articles_silent_neighbours_share_a_cell() -> None:
    texts = {f"a{n}": f"It burned in {n}." for n in range(1, 11)}
    said = [evidence(n, texts[n], texts[n]) for n in ("a3", "a9")]
    (row,) = matrix_of(opened(texts, claims=[claim(1, said)]), Wish()).rows
    assert [(cell.state, cell.columns) for cell in row.cells] == [
        ("silent", 2),
        ("says", 1),
        ("silent", 5),
        ("says", 1),
        ("silent", 1),
    ]


def test_fifty_at_a_time() -> None:
    found = brief(*(claim(n, RAIN) for n in range(1, 121)))
    assert len(states(found)) == 50
    assert next(iter(states(found, page=3))) == "c101"
    assert list(states(found, page=99)) == list(states(found, page=3))


def test_pages_of_nothing() -> None:
    page = page_of(0, 50, 7)
    assert (page.number, page.pages, page.before, page.behind) == (1, 1, None, None)
