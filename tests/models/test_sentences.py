"""Articles -> sentences: cut where a sentence ends, with offsets that give back each quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import clean, invisible
from models.limits import LIMITS
from models.news import Posted, Sentence
from models.sentences import boundaries, plain, split_sentences
from tests.models.hostile import ANY_TEXT, PROPERTY, slow


def split(text: str, source: str = "Ridge Post") -> list[Sentence]:
    """Return the sentences of one article."""
    return split_sentences(clean([Posted("a1", source, text)], LIMITS)[0])


def cut(text: str) -> list[str]:
    """Return the sentences of one paragraph as written."""
    return [text[a:b] for a, b in boundaries(text, (0, len(text)))]


@given(ANY_TEXT)
@PROPERTY
def test_offsets_give_back_every_quote(text: str) -> None:
    """``text[start:end] == quote``, in order, without overlap, inside the story."""
    (article,), _ = clean([Posted("a1", "Ridge Post", text)], LIMITS)
    sentences = split_sentences([article])
    at = 0
    for number, sentence in enumerate(sentences):
        e = sentence.evidence
        assert text[e.start : e.end] == e.quote != ""
        assert at <= e.start
        assert any(a <= e.start and e.end <= b for a, b in article.story)
        assert (sentence.index, sentence.position) == (number, number)
        at = e.end


@given(ANY_TEXT)
@PROPERTY
def test_a_sentence_reads_on_one_line(text: str) -> None:
    """``Sentence.text`` has letters, single spaces and nothing invisible."""
    for sentence in split(text):
        assert sentence.text == " ".join(sentence.text.split())
        assert any(c.isalpha() for c in sentence.text)
        assert not invisible(sentence.text)


@given(ANY_TEXT, st.integers(0, 20), st.integers(0, 20))
@PROPERTY
def test_no_letter_falls_between_two_sentences(text: str, before: int, after: int) -> None:
    """The cuts of a span leave out white space alone."""
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    spans = boundaries(text, (start, end))
    edges = [start, *(x for span in spans for x in span), end]
    assert edges == sorted(edges)
    assert all(a < b for a, b in spans)
    gaps = zip(edges[::2], edges[1::2], strict=True)
    assert all(not text[a:b].strip() for a, b in gaps)


def test_sentences_are_numbered_through_all_articles() -> None:
    """``index`` counts all sentences, ``position`` those of an article."""
    texts = ("Fire broke out in Olmo. It spread.", "Rain fell in Trevi. It stopped.")
    articles, _ = clean([Posted(t[:4], t[:4], t) for t in texts], LIMITS)
    sentences = split_sentences(articles)
    assert [(s.index, s.article, s.position) for s in sentences] == [
        (0, 0, 0),
        (1, 0, 1),
        (2, 1, 0),
        (3, 1, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate voted for the treaty.",
        "Dr. Ana Ruiz and Prof. Luis Vega met in St. Olmo.",
        "No. 3 of the list is the dam.",
        "The town spent $1.5 million on the dam.",
        "Prices rose 3.5 percent in Jan. 2025.",
        "The vote was on Dec. 13 in Olmo.",
        "J. R. Vega said so.",
        "At 4:30 p.m. Friday the sirens went off.",
        "Olmo Water Co. Chairman Luis Vega resigned.",
        "The case, Ruiz v. Vega, goes on.",
        "“Will it hold?” asked Ana Ruiz.",
        "“It broke!” the mayor of Olmo said.",
        "The plan... went nowhere.",
        "Fish, e.g. trout, died.",
        "She fled to the U.S. by ship.",
    ],
)
def test_a_sentence_is_not_cut_within(text: str) -> None:
    """Abbreviations, initials, numbers and quotations that the sentence goes on after."""
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The dam broke.", "Three towns flooded."],
        ["Did it hold?", "No.", "It broke!", "All fled."],
        ["She went to the U.S.", "The others stayed."],
        ["He works for Olmo Water Co.", "He is its chairman."],
        ["“The dam broke.", "We fled.”", "Then it rained."],
        ["She said: “We fled.”", "They came back."],
        ["It began at 4 p.m.", "The fire lasted an hour."],
        ["It rose by 3.5 percent.", "Then it fell."],
        ["It broke…", "All fled."],
        ["The dam (built in 1960) broke.", "(It was old.)", "All fled."],
        ["Was it plan B?", "Yes."],
    ],
)
def test_a_sentence_ends_at_its_end(sentences: list[str]) -> None:
    """Also after an abbreviation when a new sentence clearly begins."""
    assert cut(" ".join(sentences)) == sentences


def test_a_missing_space_after_a_full_stop_cuts_too() -> None:
    """As pages often have it where two lines were joined."""
    assert cut("The dam broke.Three towns flooded.") == ["The dam broke.", "Three towns flooded."]


def test_a_paragraphs_end_always_cuts() -> None:
    """Even where no mark stands there."""
    assert [s.text for s in split("The dam broke:\n\nThree towns flooded.")] == [
        "The dam broke:",
        "Three towns flooded.",
    ]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The **dam** broke.", "The dam broke."),
        ("The [dam](https://example.org/dam) broke.", "The dam broke."),
        ("> The dam broke.", "The dam broke."),
        ("- The dam broke.", "The dam broke."),
        ("The  dam\n broke.", "The dam broke."),
        ("The d\u00adam\u200b broke.", "The dam broke."),
        ("The ![old dam](dam.png) broke.", "The old dam broke."),
        ("The dam_of_olmo broke.", "The dam_of_olmo broke."),
        ("The `dam` broke.", "The dam broke."),
        ("-5 degrees", "-5 degrees"),
    ],
)
def test_markup_and_odd_spaces_are_not_read(quote: str, text: str) -> None:
    """The text is plain, the quote stays as it was posted."""
    assert plain(quote) == text


def test_a_quotation_of_several_sentences_keeps_its_speaker() -> None:
    """Each of its sentences knows who speaks."""
    text = "“The dam broke. We all fled,” said Ana Ruiz. Later it rained."
    assert [s.speaker for s in split(text)] == ["Ana Ruiz", "Ana Ruiz", None]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The dam broke, the Associated Press reported.", "AP"),
        ("The dam broke, the AP reported.", "AP"),
        ("Ruiz told Reuters that the dam broke.", "Reuters"),
        ("AFP reported that the dam broke.", "AFP"),
        ("The dam broke.", None),
        ("The map of the dam is old.", None),
    ],
)
def test_a_sentence_credits_an_agency_by_one_name(text: str, agency: str | None) -> None:
    """For "AP" and "the Associated Press" are one origin."""
    assert split(text)[0].agency == agency


def test_what_is_not_english_gives_no_sentences() -> None:
    """It is left out, with a warning on the article."""
    german = "Der Damm oberhalb der Stadt brach am Sonntag und überflutete drei Orte. " * 5
    assert split(german) == []


def test_hostile_texts_are_split_fast() -> None:
    """150 kB of one piece take no longer than running text."""
    stops = ("A. ", "A.", ". a", "…", '!" said ', "U.S. ", '. "A ')
    assert slow(lambda text: boundaries(text, (0, len(text))), *stops) == {}
    assert slow(plain, "*", "* ", "[", "[a](", "![", "_", "`a") == {}
    assert slow(lambda text: split(f"The dam broke. {text}"), "A. ", "“a", "said A ", '"') == {}
