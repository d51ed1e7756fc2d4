"""One quotation in two wordings is found; what reporters may write in two ways is not."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import Disagreement, Parse, Token
from models.quoted import misquoted
from models.sentences import split_sentences
from tests.models.support import COURIER, WIRE, article


def found(first: str, second: str) -> list[Disagreement]:
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    return misquoted(sentences, read_light(sentences, articles), LIMITS)


def quoted(words: str) -> str:
    return f'The minister told reporters on the steps: "{words}" He then left the building.'


def test_a_content_word_that_differs_is_told_of() -> None:
    (d,) = found(
        quoted("You have released the whirlwind and you will pay the price for it."),
        quoted("You have unleashed a whirlwind, and you will pay the price for it."),
    )
    assert (d.kind, d.status, d.minor) == ("attribution", "contradiction", True)
    assert {p.value: p.evidence[0].source for p in d.positions} == {
        "You have released the whirlwind and": WIRE,
        "You have unleashed a whirlwind, and": COURIER,
    }
    assert all(p.value in e.quote for p in d.positions for e in p.evidence)
    assert all(p.value in d.note for p in d.positions)


def test_two_sayings_share_only_small_words() -> None:
    first = "I think it's going to help the Republican party."
    assert found(quoted(first), quoted("And it's going to strengthen the Republican party.")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It is now apparent that the plan has failed", "It is not apparent that the plan failed"),
        ("They are men of 15 or more in this town", "They are men of 16 or more in this town"),
        (
            "A fear of global annihilation is real here",
            "A fear of nuclear annihilation is real here",
        ),
    ],
)
def test_a_denial_and_a_figure_are_content_words(first: str, second: str) -> None:
    assert len(found(quoted(first), quoted(second))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We are gonna win this for the people here", "We're going to win this for the people"),
        ("I don't think it's fair to all of them", "I do not think it is fair to all of them"),
        ("Our health care system is the best of all", "Our healthcare system is the best of all"),
        ("I saw on the news that he will leave", "I saw in the news that he will leave"),
        ("He told me that you guys want me to go", "He told me that you guys wanted me to go"),
        ("He helped the President O give us the deal", "He helped the President [Obama] give us"),
        ("It is twenty years since we met him here", "It is 20 years since we met him here"),
        ("Links of al-Qaeda to the raid were never seen", "Links of al-Qa'ida to the raid were"),
        ("Removal of inspectors general is a grave step", "Removal of IGs is a grave step for us"),
        ("What the fuck is that supposed to mean now", "What the f--k is that supposed to mean"),
        ("We will never leave this town to its fate", "They sang a song of quite other things"),
    ],
)
def test_what_may_be_written_in_two_ways_is_no_difference(first: str, second: str) -> None:
    assert found(quoted(first), quoted(second)) == []


def test_one_outlet_does_not_misquote_itself() -> None:
    text = quoted("You have released the whirlwind and you will pay the price")
    other = quoted("You have unleashed the whirlwind and you will pay the price")
    articles, _ = clean([article(text, WIRE), article(other, WIRE)], LIMITS)
    sentences = split_sentences(articles)
    assert misquoted(sentences, read_light(sentences, articles), LIMITS) == []


def test_an_outlet_that_has_both_wordings_knows_both() -> None:
    first = quoted("You have released the whirlwind and you will pay the price")
    both = quoted("You have unleashed the whirlwind and you will pay the price")
    assert found(first, f"{both} {first}") == []


def _persons(text: str, *names: str) -> Parse:
    found = [(text.find(n), n) for n in names if n in text]
    return tuple(
        Token(at, at + len(n), n, n, "PROPN", "nsubj", i, "PERSON", True)
        for i, (at, n) in enumerate(found)
    )


def test_the_same_words_from_two_mouths_are_told_of() -> None:
    words = '"We will not leave this house until the bill is law,"'
    first, second = f"{words} said Ana Ruiz on Monday.", f"{words} said Tom Hale on Monday."
    articles, _ = clean([article(first, WIRE), article(second, COURIER)], LIMITS)
    sentences = split_sentences(articles)
    facts = [
        deepen(f, _persons(s.text, "Ana Ruiz", "Tom Hale"))
        for s, f in zip(sentences, read_light(sentences, articles), strict=True)
    ]
    (d,) = misquoted(sentences, facts, LIMITS)
    assert {p.value for p in d.positions} == {"Ana Ruiz", "Tom Hale"}
    assert d.kind == "attribution"
    assert not d.minor
    assert d.topic == 'who said "We will not leave this house until the bill is"'


def test_a_number_in_words_is_no_other_wording() -> None:
    first = '"She received less than one percent of the vote overall in many states," he said.'
    second = '"She received less than 1 percent of the vote overall in many states," he said.'
    assert found(first, second) == []
