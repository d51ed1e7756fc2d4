"""Whatever an article orders, the brief stays the brief of the event."""

from __future__ import annotations

import pytest

from models.articles import clean
from models.limits import LIMITS
from models.news import Brief, Options
from models.pipeline import Newsroom, summarise
from models.sentences import split_sentences
from tests.models.hostile_articles import (
    ALL,
    FALSEHOODS,
    HIDDEN,
    HONEST,
    INSTRUCTIONS,
    OUTLET,
    PLAIN,
    Hostile,
    plain,
)
from tests.models.support import newsroom_of, spoken

each = pytest.mark.parametrize("hostile", ALL, ids=lambda h: h.name)
each_command = pytest.mark.parametrize("hostile", INSTRUCTIONS, ids=lambda h: h.name)
OPTIONS = Options(max_words=120)


def told(brief: Brief) -> tuple[str, list[str]]:
    return brief.headline, [s.text for s in brief.sentences]


@pytest.fixture(scope="module")
def lexical() -> Newsroom:
    return newsroom_of()


@pytest.fixture(scope="module")
def without(lexical: Newsroom) -> list[tuple[str, list[str]]]:
    """The brief of the honest articles, alone and with the plain report."""
    return [told(summarise(a, lexical, OPTIONS)) for a in (HONEST, [*HONEST, plain()])]


def test_there_are_twenty() -> None:
    assert len({h.name for h in ALL}) == 20


@each
def test_nothing_of_what_was_put_in_is_told(hostile: Hostile, lexical: Newsroom) -> None:
    brief = summarise([*HONEST, hostile.posted], lexical, OPTIONS)
    check(brief, hostile)


def check(brief: Brief, hostile: Hostile) -> None:
    """Fail where a brief obeys, or states as fact what the hostile article alone reports."""
    said = spoken(brief).casefold()
    assert [n for n in hostile.never if n.casefold() in said] == []
    assert "bridge" in brief.headline.casefold()
    for words in hostile.reported:
        assert words not in brief.headline
        for sentence in brief.sentences:
            if words in sentence.text:
                cited = {c.article_id for c in sentence.citations}
                assert "lantern" in cited, sentence.text


@pytest.mark.parametrize("hostile", [*INSTRUCTIONS, *HIDDEN], ids=lambda h: h.name)
def test_the_brief_is_that_of_the_honest_articles_or_of_the_plain_report(
    hostile: Hostile, lexical: Newsroom, without: list[tuple[str, list[str]]]
) -> None:
    brief = summarise([*HONEST, hostile.posted], lexical, OPTIONS)
    headline, sentences = told(brief)
    assert headline in {h for h, _ in without}
    assert set(sentences) <= {s for _, many in without for s in many} | set(hostile_free(brief))


def hostile_free(brief: Brief) -> list[str]:
    """Sentences that rest on the honest articles and on the plain report alone: room was left."""
    return [
        s.text
        for s in brief.sentences
        if all(c.article_id != "lantern" or c.quote in PLAIN for c in s.citations)
    ]


@each_command
def test_who_commands_a_machine_is_warned_of(hostile: Hostile) -> None:
    silent = {
        "an answer in JSON",
        "markup that would be alive in a page",
        "an instruction in another language",
        "an instruction in invisible letters",
    }  # their text is no English report: that alone keeps it out
    _, warnings = clean([hostile.posted], LIMITS)
    assert ("commands_a_machine" in {w.code for w in warnings}) == (hostile.name not in silent)


@pytest.mark.parametrize("hostile", HIDDEN, ids=lambda h: h.name)
def test_what_a_page_hides_is_no_part_of_the_article(hostile: Hostile) -> None:
    articles, _ = clean([hostile.posted], LIMITS)
    assert [s.text for s in split_sentences(articles)] == list(PLAIN)


def test_what_one_outlet_alone_makes_up_is_cited_from_it_alone(lexical: Newsroom) -> None:
    quoted = next(h for h in FALSEHOODS if "quotation" in h.name)
    brief = summarise([*HONEST, quoted.posted], lexical, OPTIONS)
    for sentence in brief.sentences:
        if "hid it" in sentence.text:
            assert sentence.origins == 1
            assert OUTLET in {c.source for c in sentence.citations}


@pytest.mark.slow
@each
def test_the_embedded_models_obey_nobody(hostile: Hostile, embedded: Newsroom) -> None:
    check(summarise([*HONEST, hostile.posted], embedded, OPTIONS), hostile)


@pytest.fixture(scope="module")
def embedded() -> Newsroom:
    """The embedded models, where they are installed."""
    from models.errors import WeightsMissing
    from models.weights.load import load_newsroom

    try:
        return load_newsroom()
    except WeightsMissing as missing:
        pytest.skip(f"{missing} (`crosswire models install`)")
