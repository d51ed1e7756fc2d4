"""The example stories: what was planted is there, and what does not belong stays out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from models.lexical import lexical_newsroom
from models.news import Brief
from models.pipeline import summarise
from tests.golden.stories import Story, names, read
from tests.models.support import well_made

KINDS = {"number", "date", "place", "name", "attribution", "polarity", "certainty", "framing"}
BYLINE = "By Ines Calloway, Staff Reporter"
LEAD = "Readers of this newspaper had been waiting for the news since early in the morning."


@pytest.fixture(params=names())
def story(request: pytest.FixtureRequest) -> Story:
    return read(request.param)


def said(brief: Brief) -> str:
    """Return all that the answer shows of the story."""
    return "\n".join(
        [
            brief.headline,
            brief.text,
            *(s.text for s in brief.sentences),
            *(e.quote for s in brief.sentences for e in s.citations),
            *(e.quote for e in brief.headline_citations),
            *(c.text for c in brief.claims),
            *(e.quote for c in brief.claims for e in c.evidence),
            *(f"{d.topic}\n{d.note}" for d in brief.disagreements),
            *(e.quote for d in brief.disagreements for p in d.positions for e in p.evidence),
            *(s.text for s in brief.single_source),
            *(e.evidence.quote for d in brief.duplicates for e in d.merged),
            *(d.kept.quote for d in brief.duplicates),
        ]
    )


def test_nothing_of_another_story_is_told(story: Story) -> None:
    text = said(story.brief)
    found = [w for w in story.known["foreign"] if re.search(rf"\b{re.escape(w)}\b", text, re.I)]
    assert found == []


def test_foreign_words_stand_in_the_files_but_not_in_the_story(story: Story) -> None:
    """A word that no file holds would test nothing."""
    texts = "\n".join((p.text or p.html or "") for p in story.asked.posted)
    assert [w for w in story.known["foreign"] if w not in texts] == []


def quotes(known: Any) -> Iterator[tuple[str, str]]:
    """Yield file and quote, wherever they stand in ``known.json``."""
    if isinstance(known, dict):
        if "quote" in known:
            yield known["file"], known["quote"]
        known = list(known.values())
    if isinstance(known, list):
        for one in known:
            yield from quotes(one)


def test_every_quote_is_in_its_article(story: Story) -> None:
    found = list(quotes(story.known))
    assert found
    wrong = [(f, q) for f, q in found if q not in story.text(story.posted(f).id)]
    assert wrong == []


def test_every_quote_is_of_the_story_not_of_what_stands_around_it(story: Story) -> None:
    spans = {a.id: a.boilerplate_spans for a in story.brief.articles}
    wrong = []
    for file, quote in quotes(story.known):
        article = story.posted(file).id
        start = story.text(article).find(quote)
        wrong += [
            (file, quote)
            for a, b in spans[article]
            if a < start + len(quote) and start < b and start >= 0
        ]
    assert wrong == []


def test_every_value_is_in_its_quote(story: Story) -> None:
    positions = [p for d in story.known["disagreements"] for p in d["positions"]]
    assert [p for p in positions if p["value"] not in p["quote"]] == []


def test_all_kinds_are_planted_somewhere() -> None:
    planted = {d["kind"] for name in names() for d in read(name).known["disagreements"]}
    assert planted == KINDS


def test_sources_and_times_are_as_known(story: Story) -> None:
    for article in story.known["articles"]:
        posted = story.posted(article["file"])
        assert posted.source == article["source"]
        when = posted.published_at.isoformat() if posted.published_at else None
        assert when == as_precise_as_zoned(article["published_at"]), article["file"]


def as_precise_as_zoned(known: str | None) -> str | None:
    """Return a time without its zone as a day: nobody knows which instant it was."""
    if known and "T" in known and not datetime.fromisoformat(known).tzinfo:
        return known.partition("T")[0]
    return known


def test_shared_wire_passages_are_one_origin(story: Story) -> None:
    """The second outlet runs passages of the first: that is no confirmation."""
    pairs = [{story.posted(f).id for f in pair} for pair in story.known["wire_copy"]]
    shared = [
        claim
        for claim in story.brief.claims
        if set(claim.articles) in pairs and len({e.quote for e in claim.evidence}) == 1
    ]
    assert shared, "no passage of the wire copy is in the claims"
    assert [(c.text, c.origins) for c in shared if c.origins != 1] == []


def test_a_wire_article_run_by_another_outlet_is_known_as_a_copy(story: Story) -> None:
    """Posted again under another name: cut by a third, with a lead and a byline of its own."""
    wire = story.posted(story.known["wire_copy"][0][0])
    paragraphs = [p for p in story.text(wire.id).split("\n\n") if len(p) > 120]
    kept = paragraphs[: -max(1, round(len(paragraphs) * 0.3))]
    text = "\n\n".join([BYLINE, LEAD, *kept])
    copy = replace(wire, id="copy", source="The Far Valley Post", text=text, html=None)
    brief = summarise([*story.asked.posted, copy], lexical_newsroom())
    originals = {a.id: a.same_copy_as for a in brief.articles}
    assert originals["copy"] == wire.id
    independent = [f for a in story.known["articles"] if (f := a["file"]) not in _wired(story)]
    assert [originals[story.posted(f).id] for f in independent] == [None] * len(independent)


def _wired(story: Story) -> set[str]:
    return {file for pair in story.known["wire_copy"] for file in pair}


def test_the_calendar_is_consulted(story: Story) -> None:
    planted = [d for d in story.known["disagreements"] if d["status"] == "inconsistent"]
    found = [d for d in story.brief.disagreements if d.status == "inconsistent"]
    for known in planted:
        if "calendar" in known and re.search(r"\d{4}", known["positions"][0]["value"]):
            values = [d.positions[0].value for d in found]
            assert known["positions"][0]["value"] in values
            day = next(d.positions[1] for d in found if d.positions[0].value in values)
            assert day.basis == "calendar"
            assert day.evidence == ()


def test_there_is_a_brief_within_its_words(story: Story) -> None:
    assert len(story.brief.sentences) >= 3
    assert len(story.brief.text.split()) <= 180
    assert len(story.brief.headline.split()) <= 12


def test_the_brief_is_well_made(story: Story) -> None:
    for quoted in (e for s in story.brief.sentences for e in s.citations):
        assert story.text(quoted.article_id)[quoted.start : quoted.end] == quoted.quote
    well_made(story.brief, [a.source for a in story.brief.articles])


def test_two_times_of_one_fire_are_not_told_side_by_side() -> None:
    """They score too low to be reported; a brief that gives both as fact contradicts itself."""
    brief = read("ferry-fire").brief
    reported = {p.value for d in brief.disagreements for p in d.positions}
    assert not reported & {"8:40 p.m.", "9:20 p.m."}
    plain = [s.text for s in brief.sentences if not s.disputed]
    assert sum(any(time in text for text in plain) for time in ("8:40", "9:20")) <= 1
