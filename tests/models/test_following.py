"""A rewriting may drop words and move who said it; it must not splice."""

from __future__ import annotations

import pytest

from models.binding import misbound
from models.following import strays
from models.ports import Reader

BAKER = (
    "A baker who won a case over his refusal to make a cake for a gay couple is suing the state "
    "after it launched another case against him for declining to create a cake for a customer."
)
CUTS = (
    "The president called for peace as he proposed reducing arsenals by as much as one-third in a "
    "speech in Berlin."
)
SHERIFF = "The plan was approved on Friday, the sheriff said, after a debate of three hours."


def found(reader: Reader, text: str, *evidence: str) -> list[str]:
    parse, *others = reader.parse([text, *evidence])
    return strays(text, parse, list(zip(evidence, others, strict=True)), ["Harbour Wire"])


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The president called for peace as he proposed reducing arsenals.", CUTS),
        ("A baker who won a case is suing the state.", BAKER),
        ("The sheriff said the plan was approved on Friday.", SHERIFF),
        ("The plan was approved on Friday, Harbour Wire reported.", SHERIFF),
    ],
)
def test_dropping_words_and_moving_the_speaker_is_following(
    reader: Reader, text: str, evidence: str
) -> None:
    assert found(reader, text, evidence) == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("A baker who won a case is suing the state for a customer.", BAKER),
        ("The president proposed reducing arsenals by one-third.", CUTS),
        ("The plan was rejected on Friday, the sheriff said.", SHERIFF),
        ("The debate of three hours was approved on Friday, the sheriff said.", SHERIFF),
    ],
)
def test_a_splice_a_new_word_and_a_lost_bound_are_not(
    reader: Reader, text: str, evidence: str
) -> None:
    assert found(reader, text, evidence)


def test_one_sentence_of_the_evidence_is_enough_and_two_do_not_add_up(reader: Reader) -> None:
    first, second = "The mayor opened the bridge.", "The judge closed the road on Friday."
    assert not found(reader, "The judge closed the road.", first, second)
    assert found(reader, "The mayor opened the bridge on Friday.", first, second)


def test_what_somebody_suggests_is_not_stated(reader: Reader) -> None:
    said = "The timing suggests the justices were debating different ways of resolving the case."
    assert found(reader, "The justices were debating different ways of resolving the case.", said)
    assert not found(reader, "The timing suggests the justices were debating different ways.", said)


NEVADA = "The results in Nevada will likely have an effect on the race, the mayor's aide said."
AGENCY = (
    "Iran was inviting experts to join the inquiry, the agency IRNA said on Friday, while the U.S. "
    "board said it had received a notification of the crash."
)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The results in Nevada would have an effect on the race, the aide said.", NEVADA),
        ("The agency IRNA said it had received a notification of the crash.", AGENCY),
        ("The plan was approved on Friday, according to a debate of three hours.", SHERIFF),
    ],
)
def test_a_doubt_is_not_lost_and_nobody_is_given_the_words_of_another(
    reader: Reader, text: str, evidence: str
) -> None:
    parse, theirs = reader.parse([text, evidence])
    assert found(reader, text, evidence) or misbound(text, parse, [(evidence, theirs)])


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "Ann Rill said the council was prepared to close the bridge.",
            '"The council was prepared to close the bridge," said Ann Rill, the mayor.',
        ),
        (
            "The council sued the bank to block the sale of the bridge.",
            "The council has sued the bank in an effort to block the sale of the bridge.",
        ),
        (
            "Ann Rill planned to close the bridge.",
            "In fact, Ann Rill has made a name for herself and plans to close the bridge.",
        ),
        (
            "The closing of the bridge cut off members of the club.",
            "The closing of the bridge cut off a number of members of the club on Friday.",
        ),
    ],
)
def test_shortening_is_following(reader: Reader, text: str, evidence: str) -> None:
    parse, theirs = reader.parse([text, evidence])
    assert found(reader, text, evidence) == []
    assert misbound(text, parse, [(evidence, theirs)]) == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "Ann Rill named Tom Reed, Eva Lind and Jan Moor to the board.",
            "Ann Rill named Tom Reed, Eva Lind, Ida Holm and Jan Moor to the board.",
        ),
        (
            "The report found 17 errors in the accounts.",
            "The report found 17 errors but no fraud in the accounts.",
        ),
        (
            "The order allowed the detention of children.",
            "The order allowed the detention of children, albeit with their parents.",
        ),
        (
            "It was the largest bridge.",
            "It was the largest bridge that the council ever built.",
        ),
        (
            "Two men were held in Ellin.",
            "Two men were held in Ellin, according to several reports.",
        ),
    ],
)
def test_what_bounds_the_rest_is_not_left_out(reader: Reader, text: str, evidence: str) -> None:
    assert found(reader, text, evidence)


def test_a_pronoun_is_not_guessed(reader: Reader) -> None:
    tweet = '"I would be happy to talk to the council," Rill tweeted on Friday.'
    assert found(reader, "Rill tweeted that he would be happy to talk to the council.", tweet)
    named = '"I would be happy to talk to the council," Ms. Rill tweeted on Friday.'
    assert not found(reader, "Ms. Rill tweeted that she would be happy to talk.", named)


def test_what_is_denied_stays_whole(reader: Reader) -> None:
    said = "The council had no plans to close the bridge imminently."
    assert found(reader, "The council had no plans to close the bridge.", said)


ADMIRED = "The survey asked people to name the woman whom they admire most."
GUESTS = "Chancellor Ada Rill, talk show host Ben Orm and envoy Carl Ess were the other guests."
SECOND = "Rill, who finished second to Orm three times, won by far."


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The survey asked people to name the woman.", ADMIRED),
        ("Chancellor Ada Rill and talk show host Ben Orm were the other guests.", GUESTS),
        ("Rill, who finished second to Orm, won by far.", SECOND),
    ],
)
def test_what_says_which_and_who_else_and_how_often_stays(
    reader: Reader, text: str, evidence: str
) -> None:
    assert found(reader, evidence, evidence) == []
    assert found(reader, text, evidence)


def test_who_says_so_stays(reader: Reader) -> None:
    said = "According to the Times, the group demanded a $100 million ransom for the hostage."
    (parse,) = reader.parse([said])
    for text, lost in (
        ("The group demanded a $100 million ransom for the hostage.", True),
        ("The group demanded a $100 million ransom, according to the Times.", False),
    ):
        (mine,) = reader.parse([text])
        assert ("who says so is lost" in strays(text, mine, [(said, parse)], ["Monitor"])) is lost


def test_what_somebodys_office_does_is_not_done_by_them(reader: Reader) -> None:
    said = "Rill's campaign accused the Post of spreading a theory, referencing his role."
    assert found(reader, "Rill accused the Post of spreading a theory.", said)
    assert not found(reader, "Rill's campaign accused the Post of spreading a theory.", said)


def test_who_is_only_a_fellow_or_a_former_one_stays_so(reader: Reader) -> None:
    said = "Rill had told her fellow leaders that the attempted theft failed on Monday."
    assert found(reader, "Rill had told her leaders that the attempted theft failed.", said)
    assert found(reader, "Rill had told her fellow leaders that the theft failed.", said)
    assert not found(
        reader, "Rill had told her fellow leaders that the attempted theft failed.", said
    )
