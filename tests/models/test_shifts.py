"""A rewriting keeps who is meant, when, and how far, though all its words follow the evidence."""

from __future__ import annotations

import pytest

from models.following import strays
from models.ports import Reader

YATES = (
    "The mayor fired Clerk Ann Rill, concluding she had betrayed the town by refusing to defend "
    "his order."
)
JOBS = "The economy created the fewest number of jobs in more than five years in May."
SPORES = (
    "On June 13, 2014, workers noticed that samples that they thought were dead were indeed alive."
)
LAKE = "Two countries, Norway and Sweden, reported receiving letters that warned about threats."


def found(reader: Reader, text: str, evidence: str) -> list[str]:
    parse, theirs = reader.parse([text, evidence])
    return strays(text, parse, [(evidence, theirs)], ["Harbour Wire"])


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (YATES.replace("his order", "her order"), YATES),
        (
            "Bo Tarn said he was not a good witness.",
            "“He was not a good witness,” Bo Tarn said of the envoy.",
        ),
        (
            "Bo Tarn had himself had long delayed endorsing Ann Rill.",
            "Bo Tarn had himself long delayed endorsing Ann Rill.",
        ),
        (
            "The chair gave senators only to debate the bill.",
            "The chair gave senators only until the end of the week to debate the bill.",
        ),
        (
            "Ann Rill met with Eva Tarn, who inherited the East Room.",
            "Ann Rill met with Eva Tarn, who inherits the East Room come January.",
        ),
        (
            "The mayor's team said the people said the town had weapons.",
            "“These are the same people that said the town had weapons,” the mayor's team said.",
        ),
        ("The economy created the fewest number of jobs in May.", JOBS),
        (
            "They engaged in talks with the envoy, who settled on a deal.",
            "They engaged in talks with the envoy, eventually settling on a deal.",
        ),
        (
            "Bo Tarn died after an officer arrested him.",
            "Bo Tarn died after an officer arresting him pressed his knee onto his neck.",
        ),
        ("Workers noticed that samples that they thought were dead were indeed alive.", SPORES),
        (
            "The mayor wrote that the race should be called, after many ballots were missing.",
            "The mayor wrote that the race should be called in that many ballots were missing.",
        ),
        (
            "Officials warned that the virus was losing strength.",
            "Officials warned against reports that the virus was losing strength.",
        ),
        ("The company will grow this year.", "Barring a flood, the company will grow this year."),
        (
            "The troops will leave the threat next year.",
            "The troops will leave over the threat next year.",
        ),
        (
            "The town paid furlough workers in May.",
            "The town paid furloughed workers in May.",
        ),
        (
            "The mayor got what he was wanted from the vote.",
            "The mayor just got what he's wanted from the vote.",
        ),
        (
            "Bo Tarn has long spoke of his admiration for generals.",
            "Bo Tarn has long spoken of his admiration for generals.",
        ),
        ("Norway reported receiving letters that warned about threats.", LAKE),
        (
            "Bo Tarn wanted to leave, a spokesman said.",
            "“While Bo Tarn wants to leave, his policies stay the same,” a spokesman said.",
        ),
        (
            "The office wanted most patients receiving care at home.",
            "The office wanted most patients either receiving care at home or receiving a kidney.",
        ),
        (  # he did it, and it was not done to him
            "Mayor Tarn said Wednesday that he was instructed the guard to shoot down any drones.",
            "Mayor Tarn said Wednesday that he's instructed the guard to shoot down any drones.",
        ),
        (  # an outcome is no aim
            "The army began an offensive to clear out rebels and spur violence.",
            "The army began an offensive to clear out rebels, spurring violence.",
        ),
        (
            "The rebels shouted as they ran through the hall of a school.",
            "“Rill is finished,” the rebels shouted as they ran through the hall of a school.",
        ),
        (
            "Tarn said it was unclear whether Olmo failed to see it.",
            "Tarn said it was unclear whether Olmo failed to see it or had merely been slow.",
        ),
        (
            "The judge ruled after finding that the program violates the law.",
            "The judge ruled after finding that the program almost certainly violates the law.",
        ),
        (
            "The plan was backed by the envoy.",
            "The plan was seemingly backed by the envoy.",
        ),
    ],
)
def test_what_is_shifted_does_not_follow(reader: Reader, text: str, evidence: str) -> None:
    assert found(reader, text, evidence)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (YATES.replace("had betrayed", "betrayed"), YATES),
        ("Bo Tarn said he would sign the bill.", "Bo Tarn said Monday he would sign the bill."),
        (
            "The mayor said the man who shot the officer fled.",
            "The mayor said Tuesday the man who shot the officer fled.",
        ),
        (
            "Payrolls increased by 38,000 jobs last month.",
            "Payrolls increased by 38,000 jobs last month, the smallest gain since September 2010.",
        ),
        (
            "The panel said they had had to work against the mayor.",
            "The panel said on Friday they have had to work against the mayor.",
        ),
        ("Norway and Sweden reported receiving letters.", LAKE),
    ],
)
def test_what_only_leaves_words_out_does(reader: Reader, text: str, evidence: str) -> None:
    assert found(reader, text, evidence) == []


def test_a_quoted_he_whose_name_is_cut_is_not_the_speaker(reader: Reader) -> None:
    said = '"As candidate Obama, he promised to present a plan," Mr. Romney said on Monday.'
    text = "Romney said he promised to present a plan."
    theirs, mine = reader.parse([said, text])
    assert any("is not the speaker" in why for why in strays(text, mine, [(said, theirs)], []))
