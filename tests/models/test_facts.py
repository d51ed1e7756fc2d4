"""What a sentence states that can be compared: by form, and deeper from a parse."""

from __future__ import annotations

import pytest
from hypothesis import given

from models.articles import clean
from models.facts import deepen, find_speakers, read_light
from models.limits import LIMITS
from models.news import Facts, Posted, Sentence, Token
from models.newsroom_words import concept
from models.phrases import noun_phrase
from models.ports import Reader
from models.sentences import split_sentences
from tests.models.hostile import ANY_TEXT, PROPERTY, slow


def light(text: str) -> tuple[list[Sentence], list[Facts]]:
    """Return the sentences of one article and their facts by form."""
    articles, _ = clean([Posted("a1", "Ridge Post", text)], LIMITS)
    sentences = split_sentences(articles)
    return sentences, read_light(sentences, articles)


def deep(reader: Reader, text: str) -> Facts:
    """Return the facts of one sentence with its parse."""
    (sentence,), (facts,) = light(text)
    return deepen(facts, reader.parse([sentence.text])[0])


def test_a_sentence_gives_its_facts_by_form() -> None:
    """A date's numbers are no figures."""
    _, (facts,) = light("Ana Ruiz said “we fled” on December 13, 2025, when 12 people died.")
    assert [f.text for f in facts.figures] == ["12"]
    assert [d.text for d in facts.dates] == ["December 13, 2025"]
    assert [n.text for n in facts.names] == ["Ana Ruiz"]
    assert [q.text for q in facts.quotations] == ["we fled"]
    assert facts.speakers == ("Ana Ruiz",)
    assert not facts.deep


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ana Ruiz said the dam broke.", ("Ana Ruiz",)),
        ("Ana Ruiz, the mayor, said the dam broke.", ("Ana Ruiz",)),
        ("“It broke,” said Ana Ruiz", ("Ana Ruiz",)),
        ("“It broke,” said Ana Ruiz.", ("Ana Ruiz",)),
        ("It broke, according to the U.S. State Department.", ("U.S. State Department",)),
        ("It broke, according to Ruiz.", ("Ruiz",)),
        ("Acme Corp. said it broke.", ("Acme Corp.",)),
        ("Police said it broke.", ("Police",)),
        ("Officials later confirmed it.", ("Officials",)),
        ("The mayor told Reuters that it broke.", ("The mayor",)),
        ("He said it broke.", ()),
        ("It also said so.", ()),
        ("The mayor on Friday said so.", ()),
        ("The dam broke.", ()),
    ],
)
def test_who_speaks_is_named(text: str, speakers: tuple[str, ...]) -> None:
    """A pronoun or a day names no one, and who is told something does not say it."""
    assert find_speakers(text) == speakers


@pytest.mark.parametrize(
    ("lemma", "common"),
    [
        ("kill", "die"),
        ("fatality", "die"),
        ("free", "release"),
        ("Detainee", "prisoner"),
        ("dam", "dam"),
    ],
)
def test_newsroom_synonyms_are_one_concept(lemma: str, common: str) -> None:
    """Other words stand for themselves, in small letters."""
    token = Token(0, 1, lemma, lemma, "NOUN", "ROOT", 0, "", starts_entity=False)
    assert concept(token) == common


@given(ANY_TEXT)
@PROPERTY
def test_any_text_can_be_read(text: str) -> None:
    """Each sentence has its facts, and each fact stands where it says."""
    sentences, facts = light(text)
    assert len(sentences) == len(facts)
    for sentence, found in zip(sentences, facts, strict=True):
        for one in (*found.figures, *found.dates, *found.names, *found.quotations):
            assert sentence.text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The flood killed 12 people in Olmo.", "person"),
        ("Some 123 prisoners were freed.", "prisoner"),
        ("The council elected 15 new members.", "member"),
    ],
)
def test_a_figure_knows_what_it_counts(reader: Reader, text: str, counts: str) -> None:
    """From the parse."""
    (figure,) = deep(reader, text).figures
    assert counts in figure.counts


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Police say Scott Greene, 46, shot the officers.", "age"),
        ("Scott Greene scored 46, 20 more than last year.", ""),
    ],
)
def test_a_number_between_commas_after_a_person_is_an_age(
    reader: Reader, text: str, unit: str
) -> None:
    assert deep(reader, text).figures[0].unit == unit


def test_a_figure_belongs_to_its_predicate(reader: Reader) -> None:
    """As "12 died" and "killed 12" fill one slot."""
    (died,) = deep(reader, "In Olmo 12 people died.").figures
    (killed,) = deep(reader, "The flood killed 12 people.").figures
    assert died.role & killed.role == {"die"}


def test_a_date_belongs_to_its_verb(reader: Reader) -> None:
    """And its phrase names the event without the date."""
    (mention,) = deep(reader, "Belmark released the prisoners on Saturday.").dates
    assert "release" in mention.verbs
    assert "Saturday" not in mention.phrase
    assert mention.phrase.startswith("Belmark released")


def test_a_name_has_its_kind(reader: Reader) -> None:
    """From the parse's entities."""
    labels = {n.text: n.label for n in deep(reader, "Maria Lopez flew to Germany in May.").names}
    assert labels == {"Maria Lopez": "PERSON", "Germany": "GPE"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The leaders of Guatemala and Nicaragua offered asylum.", ["Guatemala", "Nicaragua"]),
        (
            "He met Alexandria Ortiz of New York and Ayanna Presley of Ohio.",
            ["Alexandria Ortiz", "New York", "Ayanna Presley", "Ohio"],
        ),
        ("The Bank of America closed.", ["Bank of America"]),
    ],
)
def test_a_run_of_capitals_may_name_several(reader: Reader, text: str, names: list[str]) -> None:
    found = deep(reader, text).names
    assert [n.text for n in found] == names
    assert all(text[n.start : n.end] == n.text for n in found)


def test_a_date_right_after_a_verb_of_speech_is_its(reader: Reader) -> None:
    """Whatever verb the parse ties it to."""
    (date,) = deep(reader, "Acme said on Friday it took down posts of the campaign.").dates
    assert "say" in date.verbs


def test_who_is_spoken_to_does_not_speak(reader: Reader) -> None:
    names = deep(reader, "Maria Lopez told John Smith the memo would be released.").names
    assert {n.text: n.addressed for n in names} == {"Maria Lopez": False, "John Smith": True}


@pytest.mark.parametrize("text", ["He fatally shot 58 people.", "He murdered 58 people."])
def test_other_words_for_killing_are_a_toll(reader: Reader, text: str) -> None:
    (figure,) = deep(reader, text).figures
    assert "die" in figure.role


def test_a_noun_phrase_leaves_numbers_and_marks_out(reader: Reader) -> None:
    """It names the slot, not the value."""
    (parse,) = reader.parse(["The state freed 123 political prisoners."])
    noun = next(i for i, t in enumerate(parse) if t.text == "prisoners")
    assert noun_phrase(parse, noun) == "political prisoners"


def test_an_empty_parse_changes_nothing() -> None:
    """A figure or date that no token holds stays as it was."""
    _, (facts,) = light("On Friday 12 people died in Olmo.")
    assert deepen(facts, ()).figures == facts.figures
    assert deepen(facts, ()).dates == facts.dates


def test_hostile_texts_are_read_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    pieces = ("Aa", "A.", "A'", "A-", "A ", "said A ", "According to ", "A, ", "A, b")
    assert slow(find_speakers, *pieces) == {}
