"""What a caller gets: the answer of ``POST /v1/briefs`` and its way out of the walk's nouns.

The shape is DESIGN section 4 and only ever grows. Most of it mirrors ``models.news`` field by
field, so that pydantic copies it; ``answer_of`` makes what is shaped differently.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.metadata import version
from secrets import token_urlsafe
from typing import Any, Literal

from pydantic import Field

from api.schemas.evidence import EVIDENCE, PASSAGE, QUOTE, Evidence, MergedPassage, Passage, Shown
from api.schemas.findings import (
    POSITION,
    BriefSentence,
    Claim,
    Disagreement,
    Dropped,
    Duplicate,
    Position,
    SingleSource,
)
from api.schemas.report import ArticleReport, Neutrality, Warned
from api.schemas.review import Review
from models import news

__all__ = [
    "ArticleReport",
    "BriefAnswer",
    "BriefSentence",
    "Claim",
    "Disagreement",
    "Dropped",
    "Duplicate",
    "Evidence",
    "MergedPassage",
    "Neutrality",
    "Passage",
    "Position",
    "Review",
    "SingleSource",
    "Warned",
    "answer_of",
    "crosswire_version",
    "new_id",
    "now",
]


class BriefAnswer(Shown):
    """One neutral brief that says where the sources disagree."""

    id: str = Field(description="The brief's id.", examples=["brf_x1WkLJq0a2Q7mJ4e"])
    status: Literal["succeeded"] = Field(
        default="succeeded", description="The brief is complete.", examples=["succeeded"]
    )
    created_at: dt.datetime = Field(
        description="When it was asked for (UTC).", examples=["2025-12-13T11:00:00Z"]
    )
    headline: str = Field(description="One neutral line.", examples=["Belarus frees 123 prisoners"])
    headline_citations: list[Evidence] = Field(
        description="The passages that the headline rests on.", examples=[[EVIDENCE]]
    )
    text: str = Field(
        description="The brief, plain.",
        examples=["Belarus released 123 prisoners, Reuters reported."],
    )
    sentences: list[BriefSentence] = Field(
        description="The brief sentence by sentence.",
        examples=[
            [
                {
                    "text": QUOTE,
                    "support": 0.97,
                    "origins": 2,
                    "method": "quoted",
                    "citations": [EVIDENCE],
                    "disputed": ["d1"],
                }
            ]
        ],
    )
    disagreements: list[Disagreement] = Field(
        description="Where the sources disagree.",
        examples=[
            [
                {
                    "id": "d1",
                    "kind": "date",
                    "status": "contradiction",
                    "topic": "the release of the prisoners",
                    "note": "Reuters dates the release to Saturday; AP to Friday.",
                    "score": 0.93,
                    "positions": [POSITION],
                }
            ]
        ],
    )
    claims: list[Claim] = Field(
        description="Everything that the articles say, grouped.",
        examples=[
            [
                {
                    "id": "c1",
                    "text": QUOTE,
                    "date": "2025-12-13",
                    "origins": 2,
                    "articles": ["a1", "a2"],
                    "disagreements": ["d1"],
                    "evidence": [EVIDENCE],
                }
            ]
        ],
    )
    single_source_total: int = Field(
        description="How many sentences only one article has.", examples=[12]
    )
    single_source: list[SingleSource] = Field(
        description="The weightiest of them (20 at most).",
        examples=[[{"article_id": "a2", "text": "They went by bus.", "start": 410, "end": 427}]],
    )
    duplicates: list[Duplicate] = Field(
        description="Which sentences were merged into which.",
        examples=[
            [{"kept": PASSAGE, "merged": [{**PASSAGE, "article_id": "a2", "similarity": 0.91}]}]
        ],
    )
    dropped: list[Dropped] = Field(
        description="Wordings that could not be supported.",
        examples=[[{"text": "15 were freed.", "reason": "number 15 not in evidence"}]],
    )
    articles: list[ArticleReport] = Field(
        description="What became of each article, in the order posted.",
        examples=[
            [
                {
                    "id": "a1",
                    "source": "Reuters",
                    "sentences": 25,
                    "used": 9,
                    "boilerplate_spans": [[0, 42]],
                    "same_copy_as": "a3",
                    "text": "Belarus released 123 prisoners on Saturday.",
                }
            ]
        ],
    )
    neutrality: Neutrality = Field(
        description="How loaded the wording is.",
        examples=[{"brief": 0.01, "articles": {"a1": 0.03}}],
    )
    warnings: list[Warned] = Field(
        description="What is strange about the input; the brief was made all the same.",
        examples=[
            [
                {
                    "code": "single-article",
                    "article_id": "a2",
                    "detail": "There is only one article to compare.",
                }
            ]
        ],
    )
    reviews: list[Review] = Field(
        default=[],
        description="Human verdicts, in the order in which they were given.",
        examples=[
            [
                {
                    "verdict": "approved",
                    "by": "j.doe",
                    "at": "2025-12-13T12:00:00Z",
                    "reason": "Checked against the agency copy.",
                    "edited_text": None,
                }
            ]
        ],
    )
    models: dict[str, str] = Field(
        description="What made the brief.",
        examples=[
            {"encoder": "all-MiniLM-L6-v2", "writer": "SmolLM2-135M-Instruct", "crosswire": "0.1.0"}
        ],
    )
    timings_ms: dict[str, int] = Field(
        description="Milliseconds spent in each stage and in all.",
        examples=[{"encode": 120, "write": 2100, "total": 3400}],
    )


def answer_of(brief: news.Brief, id: str, created_at: dt.datetime) -> BriefAnswer:  # noqa: A002
    """Return a finished brief as its caller sees it."""
    shaped = {
        "duplicates": [_duplicate(d) for d in brief.duplicates],
        "neutrality": {"brief": brief.neutrality_brief, "articles": brief.neutrality_articles},
        "models": {**brief.models, "crosswire": crosswire_version()},
        "timings_ms": {stage: round(ms) for stage, ms in brief.timings_ms.items()},
    }
    copied = {name: getattr(brief, name) for name in _COPIED}
    return BriefAnswer.model_validate({"id": id, "created_at": created_at, **copied, **shaped})


_COPIED = (
    "headline",
    "headline_citations",
    "text",
    "sentences",
    "disagreements",
    "claims",
    "single_source_total",
    "single_source",
    "dropped",
    "articles",
    "warnings",
)


def _duplicate(found: news.Duplicate) -> dict[str, Any]:
    return {"kept": found.kept, "merged": [_merged(m) for m in found.merged]}


def _merged(merged: news.Merged) -> dict[str, Any]:
    place = merged.evidence
    return {
        "article_id": place.article_id,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "similarity": merged.similarity,
    }


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return f"brf_{token_urlsafe(12)}"


def now() -> dt.datetime:
    """Return the time, in UTC and to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@cache
def crosswire_version() -> str:
    """Return the version of the installed distribution."""
    return version("crosswire")
