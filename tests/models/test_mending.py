"""What a kept word needs is put back from the evidence; what is an aside stays out."""

from __future__ import annotations

import pytest

from models.following import strays
from models.mending import lacks, mend, with_mended
from models.ports import Reader


def mended(reader: Reader, text: str, said: str, max_words: int = 42) -> str | None:
    parse, theirs = reader.parse([text, said])
    return mend(text, parse, said, theirs, max_words)


@pytest.mark.parametrize(
    ("text", "said", "whole"),
    [
        (  # what a noun needs
            "Mayor Ruiz said the charges were a plot.",
            "Mayor Ruiz said the charges against her were a plot, as she left the hall.",
            "Mayor Ruiz said the charges against her were a plot.",
        ),
        (
            "The small party had a rare chance.",
            "The small party had a rare chance to be more than a footnote, for once.",
            "The small party had a rare chance to be more than a footnote.",
        ),
        (
            "The raids had the support.",
            "The raids had the support of Olmo, Tarn, Ellin, Orsk, Trevi and the Northern Isles.",
            "The raids had the support of Olmo, Tarn, Ellin, Orsk, Trevi and the Northern Isles.",
        ),
        (  # which ones
            "The order protects migrants.",
            "The order protects migrants who were brought to Olmo as children.",
            "The order protects migrants who were brought to Olmo as children.",
        ),
        (  # the rest of a list
            "Pupils made little progress in a test of math.",
            "Pupils made little progress in a test of math, science and reading.",
            "Pupils made little progress in a test of math, science and reading.",
        ),
        (
            "The judge praised the farmers, a widow.",
            "The judge praised the farmers, a widow, two men and one of the couples' sons.",
            "The judge praised the farmers, a widow, two men and one of the couples' sons.",
        ),
        (  # when
            "The council closed the dam.",
            "The council closed the dam on Tuesday, ending a long dispute.",
            "The council closed the dam on Tuesday.",
        ),
        (
            "The council closed the dam.",
            "On Tuesday, the council closed the dam, ending a long dispute.",
            "On Tuesday, the council closed the dam.",
        ),
        (
            "The council closed the dam.",
            "After the vote on Sunday, the council closed the dam, ending a long dispute.",
            "After the vote on Sunday, the council closed the dam.",
        ),
        (
            "Mayor Ruiz praised the council.",
            "Mayor Ruiz on Friday praised the council, a rival.",
            "Mayor Ruiz on Friday praised the council.",
        ),
        (
            "The rebels led 30 attacks in 15 towns.",
            "The rebels led 30 attacks in 15 towns in the previous 24 hours, killing four.",
            "The rebels led 30 attacks in 15 towns in the previous 24 hours.",
        ),
        (  # the rest of a measure
            "Pupils between the ages of 9 years, 3 months and 16 years, took the tests.",
            "Pupils between the ages of 9 years, 3 months and 16 years, 2 months take the tests.",
            "Pupils between the ages of 9 years, 3 months and 16 years, 2 months took the tests.",
        ),
        (  # what for
            "Tarn spent two million dollars.",
            "Tarn spent two million dollars to build support for the recall.",
            "Tarn spent two million dollars to build support for the recall.",
        ),
        (  # whose
            "The order is with lawyers for a review, a spokeswoman said.",
            "The order is with lawyers for a review, a Harbour Department spokeswoman said.",
            "The order is with lawyers for a review, a Harbour Department spokeswoman said.",
        ),
    ],
)
def test_what_a_kept_word_needs_is_put_back(
    reader: Reader, text: str, said: str, whole: str
) -> None:
    assert mended(reader, text, said) == whole
    parse, theirs, better = reader.parse([text, said, whole])
    assert lacks(parse, said, theirs) > 0
    assert lacks(better, said, theirs) == 0
    assert strays(whole, better, [(said, theirs)]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ruiz closed the dam.",
            "Ruiz, who grew up in Olmo, closed the dam, a bold step.",
        ),
        (
            "Ruiz closed the dam.",
            "Ruiz closed the dam, her office said in a note.",
        ),
        ("Ruiz closed the dam.", "Ruiz closed the controversial dam (built long ago)."),
        (  # where somebody spoke
            "Ruiz said the dam was shut.",
            "During a visit to the town, Ruiz said the dam was shut.",
        ),
        (  # what only a sentence before explains
            "Ruiz praised the debate.",
            "Ruiz praised the debate in the upper hall, a long one.",
        ),
        ("Ruiz closed the dam last.", "With no money left, Ruiz closed the dam last."),
    ],
)
def test_asides_stay_out(reader: Reader, text: str, said: str) -> None:
    assert mended(reader, text, said) is None


def test_what_stands_elsewhere_is_not_said_twice(reader: Reader) -> None:
    said = "The council closed the dam on Tuesday, ending a long dispute."
    assert mended(reader, "On Tuesday, the council closed the dam.", said) is None


def test_nothing_is_put_between_quotation_marks_or_beyond_the_room(reader: Reader) -> None:
    said = 'Ruiz said the plan was "a fair deal for all farmers in the valley of Olmo."'
    assert mended(reader, 'Ruiz said the plan was "a fair deal."', said) is None
    long = "The order protects migrants who were brought to Olmo as children."
    assert mended(reader, "The order protects migrants.", long, 6) is None


def test_two_phrases_at_one_place_keep_their_order(reader: Reader) -> None:
    said = "Ruiz donated the money to the committee to protect the valley, her first gift."
    assert mended(reader, "Ruiz donated the money.", said) == (
        "Ruiz donated the money to the committee to protect the valley."
    )


@pytest.mark.parametrize(
    ("text", "said", "right"),
    [
        (
            "On Saturday, two mayors would praise her.",
            "On Saturday, two mayors will praise her.",
            "On Saturday, two mayors will praise her.",
        ),
        (
            "Prosecutors investigated the mayor's gifts.",
            "Prosecutors have been investigating the mayor's gifts.",
            "Prosecutors have been investigating the mayor's gifts.",
        ),
    ],
)
def test_a_main_clause_keeps_its_time(reader: Reader, text: str, said: str, right: str) -> None:
    assert mended(reader, text, said) == right


def test_what_somebody_says_moves_its_tense(reader: Reader) -> None:
    assert mended(reader, "Ruiz said she would sign it.", "Ruiz said she will sign it.") is None


def test_each_wording_is_followed_by_what_mends_it(reader: Reader) -> None:
    said = "The council closed the dam on Tuesday."
    texts = ["The council closed the dam.", "The council closed the dam on Tuesday."]
    parses = reader.parse([*texts, said])
    readings = dict(zip([*texts, said], parses, strict=True))
    assert with_mended(texts[:1], [readings[said]], [said], readings, 42) == tuple(texts)
    assert with_mended(texts[:1], [], [], readings, 42) == tuple(texts[:1])
