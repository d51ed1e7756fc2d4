"""What keeps an outlet's title from heading a brief."""

from __future__ import annotations

import pytest

from models.title_flaws import title_flaws, with_names_in_full, with_plain_verbs, with_who_says


@pytest.mark.parametrize(
    ("title", "passage", "flaw"),
    [
        ("Rill slams Ellin council", "Ann Rill spoke to the Ellin council.", "judges by its verb"),
        ("Rill touts ferry plan", "Ann Rill spoke of the ferry plan.", "judges by its verb"),
        (
            "Council hid the ferry's costs",
            "The council hid the ferry's costs, Ann Rill said.",
            "does not say whose claim it is",
        ),
        (
            "Rill's council threw good money away",
            'Ann Rill\'s rival said the council "threw good money away" on the ferry.',
            'states "threw good money away" as a fact',
        ),
    ],
)
def test_a_title_that_judges_or_claims_is_refused(title: str, passage: str, flaw: str) -> None:
    assert any(flaw in found for found in title_flaws(title, [passage]))


@pytest.mark.parametrize(
    ("title", "passages"),
    [
        ("Council hid the ferry's costs, Rill says", ["The council hid costs, Ann Rill said."]),
        ("Rill rejects ferry plan", ["The ferry plan was rejected, Ann Rill said."]),
        ("Three hurt in ferry fire", ["Three were hurt in the ferry fire, police said."]),
        ("Storm slams into Ellin harbour", ["The storm reached Ellin harbour."]),
        (
            "Council hid the ferry's costs",
            ["The council hid costs, Ann Rill said.", "The council hid the ferry's costs."],
        ),
    ],
)
def test_a_title_that_says_who_or_reports_stands(title: str, passages: list[str]) -> None:
    assert title_flaws(title, passages) == []


def test_a_verb_of_contempt_gives_way_where_a_passage_says_as_much() -> None:
    passage = "Ann Rill criticized the council's ferry plan."
    assert with_plain_verbs("Rill slams ferry plan", [passage]) == "Rill criticizes ferry plan"
    assert with_plain_verbs("Storm slams Ellin", ["A storm hit."]) == "Storm slams Ellin"


@pytest.mark.parametrize(
    ("title", "passage", "expected"),
    [
        ("AG Rill resigns", "Attorney General Ann Rill resigned.", "Attorney General Rill resigns"),
        (
            "DHS ends ferry rule",
            "The Department of Homeland Security ended the rule.",
            "Homeland Security ends ferry rule",
        ),
        (
            "Rill sues NYT",
            "Ann Rill sued The New York Times.",
            "Rill sues New York Times",
        ),
        ("Rill sues NYT", "Ann Rill sued the paper.", "Rill sues NYT"),
        ("DHS ends rule", "Homeland Security (DHS) ended the rule.", "DHS ends rule"),
    ],
)
def test_letters_are_spelled_out_as_the_passages_do(
    title: str, passage: str, expected: str
) -> None:
    assert with_names_in_full(title, [passage]) == expected


def test_a_claim_is_given_its_source_where_a_passage_names_it_whole() -> None:
    told = "The council hid the ferry costs, Ann Rill said."
    line = "Ellin council hides ferry costs"
    assert with_who_says(line, [told]) == "Ellin council hides ferry costs, Ann Rill says"
    assert with_who_says("Ellin council hearing", [told]) == "Ellin council hearing"
    part = "The council hid the ferry costs, according to the Ellin Harbour Board committee."
    assert with_who_says(line, [part]) == line


def test_who_vows_or_demands_has_said_it() -> None:
    passage = "The port will not close, Ann Rill of Ellin said."
    assert with_who_says("Tarn vows port will not close", [passage]) == (
        "Tarn vows port will not close"
    )


def test_what_the_lead_states_is_nobodys_claim() -> None:
    passage = "The council hid the ferry's costs, Ann Rill said."
    line = "Council hid costs of the ferry"
    assert title_flaws(line, [passage])
    assert title_flaws(line, [passage], ["The council of Ellin hid the costs of its ferry."]) == []
    told = "The council of Ellin hid the costs of its ferry, Bo Tarn said."
    assert title_flaws(line, [passage], [told])


def test_an_adjective_of_contempt_criticizes_nobody() -> None:
    passage = "Ann Rill criticized the council."
    line = "Rill gives scorching speech"
    assert with_plain_verbs(line, [passage]) == line
