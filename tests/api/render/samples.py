"""Answers to render, made from the walk's nouns as the door makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from api.schemas import BriefAnswer, answer_of
from models.news import (
    ArticleReport,
    Brief,
    BriefSentence,
    Disagreement,
    Evidence,
    Position,
    SingleSource,
    Warned,
)

SATURDAY = Evidence(
    "a1", "Reuters", 40, 91, "Belarus on Saturday released 123 political prisoners."
)
FRIDAY = Evidence("a2", "AP", 12, 58, "The prisoners were freed on Friday, AP learned.")
DATES = Disagreement(
    id="d1",
    kind="date",
    status="contradiction",
    topic="the release of the prisoners",
    note="Reuters dates the release to Saturday; AP to Friday.",
    score=0.93,
    positions=(
        Position("Saturday", ("a1", "a3"), (SATURDAY,)),
        Position("Friday", ("a2",), (FRIDAY,)),
    ),
)
BRIEF = Brief(
    headline="Belarus frees 123 prisoners",
    headline_citations=(SATURDAY,),
    text="Belarus released 123 prisoners, on Saturday according to Reuters.",
    style="paragraph",
    sentences=(
        BriefSentence(
            text="Belarus released 123 prisoners, on Saturday according to Reuters.",
            support=0.97,
            origins=2,
            method="abstractive",
            citations=(SATURDAY, FRIDAY),
            disputed=("d1",),
        ),
    ),
    disagreements=(DATES,),
    claims=(),
    single_source_total=7,
    single_source=(SingleSource("a2", "The prisoners went to Vilnius by bus.", 60, 97),),
    duplicates=(),
    dropped=(),
    articles=(
        ArticleReport("a1", "Reuters", 25, 9, (), None, None),
        ArticleReport("a2", "AP", 20, 4, (), None, None),
        ArticleReport("a3", "Daily Pennant", 25, 0, (), "a1", None),
    ),
    neutrality_brief=0.0,
    neutrality_articles={},
    warnings=(Warned("future-date", "The article is dated in the future.", "a3"),),
    models={"encoder": "lexical"},
    timings_ms={"total": 1.0},
)


def sample(**changes: object) -> BriefAnswer:
    """Return an answer with two sides, a copy, a warning; ``changes`` replace fields."""
    brief = replace(BRIEF, **changes)  # type: ignore[arg-type]
    return answer_of(brief, "brf_1", datetime(2025, 12, 13, tzinfo=UTC))


def hostile(text: str) -> BriefAnswer:
    """Return an answer in which every text that comes out of an article is ``text``."""
    evidence = Evidence("a1", text, 0, len(text), text)
    sentence = replace(BRIEF.sentences[0], text=text, citations=(evidence,))
    position = Position(text, ("a1",), (evidence,))
    return sample(
        headline=text,
        text=text,
        sentences=(sentence,),
        disagreements=(replace(DATES, topic=text, note=text, positions=(position,)),),
        single_source=(SingleSource("a1", text, 0, len(text)),),
        articles=(ArticleReport("a1", text, 1, 1, (), None, None),),
        warnings=(Warned("strange", text, "a1"),),
    )
