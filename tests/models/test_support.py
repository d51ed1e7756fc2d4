"""What was edited to be wrong is less supported than what was not."""

from __future__ import annotations

import math

import pytest

from models.antonyms import opposites
from models.limits import LIMITS
from models.ports import Reader
from models.support import FEATURES, measure, passages, supported

EVIDENCE = (
    "Mayor Ana Ruiz approved the plan on Monday after a debate of three hours.",
    "Council member Jim Acosta heard an offer of Harbour Freight to buy the old dock.",
    "The dock will be rebuilt by 2030, the company said.",
)


def features(reader: Reader, text: str) -> dict[str, float]:
    parse, *others = reader.parse([text, *EVIDENCE])
    told = passages(list(zip(EVIDENCE, others, strict=True)))
    return dict(zip(FEATURES, measure(text, parse, told, 0.9, 0.1), strict=True))


def test_what_the_evidence_says_has_nothing_against_it(reader: Reader) -> None:
    found = features(reader, "Ana Ruiz approved the plan after a debate of three hours.")
    against = ("invented_names", "new_nouns", "new_verbs", "opposites", "denial", "loose_arcs",
               "roles", "speaker", "order")  # fmt: skip
    assert [found[name] for name in against] == [0] * len(against)
    assert found["weakest_word"] == found["best_passage"] == 1


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Ana Kelly approved the plan on Monday.", "invented_names"),
        ("Ana Ruiz approved the plan after five hours.", "invented_values"),
        ("Ana Ruiz approved the plan of the school.", "new_nouns"),
        ("Ana Ruiz rejected the plan on Monday after a debate.", "opposites"),
        ("Ana Ruiz has not approved the plan on Monday.", "denial"),
        ("The dock may be rebuilt by 2030, the company said.", "modality"),
        ("The plan approved Mayor Ana Ruiz after a debate of three hours.", "roles"),
        ("The dock will be rebuilt by 2030, Ana Ruiz said.", "speaker"),
        ("Mayor Ana Ruiz approved the plan on Monday before a debate.", "order"),
    ],
)
def test_each_kind_of_edit_shows(reader: Reader, text: str, feature: str) -> None:
    assert features(reader, text)[feature] > 0


def test_a_name_that_stands_elsewhere_in_the_evidence_is_out_of_place(reader: Reader) -> None:
    right = features(reader, "Ana Ruiz approved the plan on Monday after a debate.")
    wrong = features(reader, "Jim Acosta approved the plan on Monday after a debate.")
    assert wrong["weakest_name"] < right["weakest_name"]


def test_support_is_a_probability_and_no_feature_is_without_a_weight() -> None:
    assert len(LIMITS.support_weights) == len(FEATURES) + 1
    assert supported([0.0] * len(FEATURES), [0.0] * (len(FEATURES) + 1)) == 0.5
    assert 0 < supported([1e6] * len(FEATURES), [1.0] * (len(FEATURES) + 1)) <= 1
    assert math.isclose(supported([0.0], [5.0, -1.0]), 1 / (1 + math.e))


def test_without_evidence_nothing_is_held(reader: Reader) -> None:
    (parse,) = reader.parse(["Ana Ruiz approved the plan."])
    found = dict(
        zip(FEATURES, measure("Ana Ruiz approved the plan.", parse, (), 0.0, 0.0), strict=True)
    )
    assert found["all_passages"] == 0
    assert found["weakest_word"] == 0


def test_opposites_go_both_ways() -> None:
    assert "reject" in opposites("approve")
    assert "approve" in opposites("reject")
    assert opposites("approve") & {"approve"} == frozenset()
    assert opposites("bridge") == frozenset()
