"""A person is named in full at first, with who that is, and by the surname from then on."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.facts import deepen, read_light
from models.limits import LIMITS
from models.news import BriefSentence, Evidence
from models.persons import Introduction, introduced, introductions, surnames, telling_names
from models.ports import Reader
from models.sentences import split_sentences
from tests.models.support import article

WHERE = Evidence("a1", "Harbour Wire", 0, 20, "Mayor Ana Ruiz spoke.")
PASSAGE = Evidence("a1", "Harbour Wire", 30, 50, "Ruiz closed the dam.")
RUIZ = Introduction("Ana Ruiz", WHERE, called=True)
KNOWN = {("a1", "Ruiz"): RUIZ, ("", "Ruiz"): RUIZ}


def line(text: str) -> BriefSentence:
    return BriefSentence(text, 1.0, 1, "compressed", (PASSAGE,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruiz closed the dam.", "Ana Ruiz closed the dam."),
        ("Mr. Ruiz closed the dam.", "Ana Ruiz closed the dam."),
        ("Mayor Ruiz closed the dam.", "Mayor Ana Ruiz closed the dam."),
        ("On Monday, Ruiz's dam was closed.", "On Monday, Ana Ruiz's dam was closed."),
        ("The Ruiz Dam was closed.", "The Ruiz Dam was closed."),
        ("The Ruiz brothers closed the dam.", "The Ruiz brothers closed the dam."),
        ("Luis Ruiz closed the dam.", "Luis Ruiz closed the dam."),
        ("“Ruiz knew,” Rill said.", "“Ruiz knew,” Rill said."),
        ("Mayor Ana Ruiz closed the dam.", "Mayor Ana Ruiz closed the dam."),
    ],
)
def test_a_person_is_named_in_full_at_first(text: str, expected: str) -> None:
    (found,) = introduced([line(text)], KNOWN, room=9)
    assert found.text == expected
    assert found.citations == ((PASSAGE, WHERE) if expected != text else (PASSAGE,))


def test_a_person_is_introduced_once_and_only_where_there_is_room() -> None:
    lines = [line("Ruiz closed the dam."), line("Ruiz spoke.")]
    assert [s.text for s in introduced(lines, KNOWN, room=9)] == [
        "Ana Ruiz closed the dam.",
        "Ruiz spoke.",
    ]
    assert introduced(lines, KNOWN, room=0) == lines


def test_full_names_come_from_the_articles_unless_two_persons_share_a_surname(
    reader: Reader,
) -> None:
    posted = article(
        "Barack Obama met Angela Merkel in Berlin. Michelle Obama stayed at home that day. "
        "Water Minister Calla Rendt spoke on Monday. President Trump met Melania Trump. "
        "Tony Kim wrote to Kim Jong Un."
    )
    articles, _ = clean([posted], LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    parses = reader.parse([s.text for s in sentences])
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    known = introductions(sentences, facts)
    assert known["", "Merkel"].full == "Angela Merkel"
    assert known["", "Rendt"].titled == "Water Minister Calla Rendt"
    assert not {"Obama", "Trump", "Kim"} & {last for _, last in known}


def test_a_surname_may_come_first(reader: Reader) -> None:
    posted = article("North Korean leader Kim Jong Un met Moon Jae-in. Kim smiled. Moon nodded.")
    articles, _ = clean([posted], LIMITS)
    sentences = split_sentences(articles)
    light = read_light(sentences, articles)
    parses = reader.parse([s.text for s in sentences])
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    assert introductions(sentences, facts)["", "Kim"].full == "Kim Jong Un"


def test_from_then_on_the_surname_does() -> None:
    lines = [line("Ana Ruiz closed the dam."), line("Ana Ruiz said so, and Mr. Ruiz spoke.")]
    assert introduced(lines, KNOWN, room=9)[1].text == "Ruiz said so, and Ruiz spoke."
    other = [*lines, line("Luis Ruiz stayed.")]
    assert introduced(other, KNOWN, room=9)[1:] == other[1:]


def test_who_somebody_is_comes_from_the_passage() -> None:
    said = Evidence("a1", "Harbour Wire", 0, 9, "Ana Ruiz, an engineer from Olmo, closed the dam.")
    sentence = BriefSentence(
        "The dam is shut, according to Ana Ruiz.", 1.0, 1, "compressed", (said,)
    )
    (found,) = introduced([sentence], KNOWN, room=9)
    assert found.text == "The dam is shut, according to Ana Ruiz, an engineer from Olmo."
    assert introduced([sentence], KNOWN, room=2) == [sentence]


def test_where_a_surname_may_be_explained_is_read() -> None:
    articles, _ = clean([article("Ana Ruiz closed the dam on Monday. Ruiz spoke to Rill.")], LIMITS)
    sentences = split_sentences(articles)
    names = surnames(["Ruiz spoke to the mayor.", "“Rill knew,” said Ana Ruiz."])
    assert names == {"Ruiz"}
    assert telling_names(names, sentences, (), 9) == [sentences[0]]
    assert telling_names(names, sentences, {0}, 9) == []


def test_a_place_is_no_person_and_gives_no_surname(reader: Reader) -> None:
    posted = article(
        "Israel Katz spoke in Paris on Monday. Officials in Israel allowed the visit. The visit to "
        "Israel was planned for Sunday. The lawmakers flew to Israel on Friday."
    )
    sentences = split_sentences(clean([posted], LIMITS)[0])
    parses = reader.parse([s.text for s in sentences])
    light = read_light(sentences, clean([posted], LIMITS)[0])
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    assert not {last for _, last in introductions(sentences, facts)} & {"Israel"}


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        (
            "Ana Ruiz said so.",
            "Rill family attorney Ana Ruiz held a press conference.",
            "Rill family attorney Ana Ruiz said so.",
        ),
        (
            "The letter was sent on, according to Ana Ruiz.",
            "The letter was sent on, committee chief Ana Ruiz said.",
            "The letter was sent on, according to committee chief Ana Ruiz.",
        ),
        ("Mayor Ana Ruiz said so.", "Family attorney Ana Ruiz held it.", "Mayor Ana Ruiz said so."),
        (
            "“It was so,” says Ana Ruiz, Harbour Wire reported.",
            "“It was so,” says Ana Ruiz, a lawyer at the institute, which is old.",
            "“It was so,” says Ana Ruiz, a lawyer at the institute, Harbour Wire reported.",
        ),
        (
            "Ana Ruiz said so.",
            "Ms. Ruiz, the lead lawyer hired by the Rill family to defend it, said so.",
            "Ana Ruiz, the lead lawyer, said so.",
        ),
        (
            "According to Harbour Wire, Ana Ruiz said so.",
            "Chief of staff Bo Tarn and council spokeswoman Ana Ruiz said so.",
            "According to Harbour Wire, Ana Ruiz said so.",
        ),
        (
            "According to Harbour Wire, Ana Ruiz said so.",
            "It is so, said Ellin Council spokeswoman Ana Ruiz.",
            "According to Harbour Wire, Ellin Council spokeswoman Ana Ruiz said so.",
        ),
        ("Ana Ruiz said so.", "Luis Ruiz, the nominee who left, said so.", None),
        ("A former Ruiz campaign chief left.", "Ana Ruiz spoke.", None),
    ],
)
def test_who_somebody_is_stands_by_the_name(text: str, passage: str, expected: str | None) -> None:
    where = Evidence("a1", "Harbour Wire", 0, len(passage), passage)
    known = {("a1", "Ruiz"): Introduction("Ana Ruiz", where, called=True)}
    (told,) = introduced([line(text)], known, room=12)
    assert told.text == (expected or text)


def test_a_surname_that_another_article_gives_to_another_person_is_no_short_form() -> None:
    lines = [line("Ana Ruiz closed the dam."), line("Ana Ruiz spoke.")]
    assert introduced(lines, {("a1", "Ruiz"): RUIZ}, room=9)[1].text == "Ana Ruiz spoke."
