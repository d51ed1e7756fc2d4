"""What was found in the articles and what was made of it: the parts of the answer."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from api.schemas.evidence import EVIDENCE, PASSAGE, QUOTE, Evidence, MergedPassage, Passage, Shown
from models import news

POSITION = {"value": "Saturday", "articles": ["a1"], "evidence": [EVIDENCE], "basis": None}


class BriefSentence(Shown):
    """One sentence of the brief with what it rests on."""

    text: str = Field(
        description="The sentence.",
        examples=["Belarus released 123 prisoners, Reuters reported."],
    )
    support: float = Field(
        description="How far the citations together support it, 0 to 1.", examples=[0.97]
    )
    origins: int = Field(
        description="Independent origins that report it: the same wire copy run by five outlets "
        "is one.",
        examples=[2],
    )
    method: news.Method = Field(
        description="`abstractive`: newly worded; `compressed`: a source sentence, shortened; "
        "`quoted`: a source sentence as it stands, attributed.",
        examples=["abstractive"],
    )
    citations: list[Evidence] = Field(
        description="The passages that it rests on.", examples=[[EVIDENCE]]
    )
    disputed: list[str] = Field(
        description="Ids of the disagreements whose values it touches.", examples=[["d1"]]
    )


class Position(Shown):
    """One side of a disagreement."""

    value: str = Field(description="Its value as the sources write it.", examples=["Saturday"])
    articles: list[str] = Field(description="The articles on this side.", examples=[["a1"]])
    evidence: list[Evidence] = Field(
        description="Where they say so; empty for the calendar's side.", examples=[[EVIDENCE]]
    )
    basis: Literal["calendar"] | None = Field(
        default=None,
        description="`calendar` where no article but the calendar itself holds this position.",
        examples=[None, "calendar"],
    )


class Disagreement(Shown):
    """Two or more values for the same fact."""

    id: str = Field(description="Its name in this answer.", examples=["d1"])
    kind: news.Kind = Field(description="What the sources disagree about.", examples=["date"])
    status: news.Status = Field(
        description="`contradiction`: cannot both be true; `superseded`: a later report updates "
        "an earlier one; `inconsistent`: one source contradicts itself or the calendar; "
        "`framing`: the same fact with opposed motive, blame or evaluation.",
        examples=["contradiction"],
    )
    topic: str = Field(
        description="The fact in dispute.", examples=["the release of the prisoners"]
    )
    note: str = Field(
        description="One sentence for the reader.",
        examples=["Reuters dates the release to Saturday; AP to Friday."],
    )
    score: float = Field(description="How sure the service is, 0 to 1.", examples=[0.93])
    positions: list[Position] = Field(description="Its sides.", examples=[[POSITION]])


class Claim(Shown):
    """What one or more articles say, with who says it."""

    id: str = Field(description="Its name in this answer.", examples=["c1"])
    text: str = Field(description="The claim, verbatim from one article.", examples=[QUOTE])
    date: dt.date | None = Field(
        description="The day it happened, where dates could be resolved.",
        examples=["2025-12-13"],
    )
    origins: int = Field(description="Independent origins that say so.", examples=[2])
    articles: list[str] = Field(description="The articles that say so.", examples=[["a1", "a2"]])
    disagreements: list[str] = Field(
        description="Ids of the disagreements that it is part of.", examples=[["d1"]]
    )
    evidence: list[Evidence] = Field(description="Where they say so.", examples=[[EVIDENCE]])


class SingleSource(Shown):
    """A sentence that only one article has."""

    article_id: str = Field(description="The article.", examples=["a2"])
    text: str = Field(
        description="The sentence.", examples=["The prisoners were taken to Vilnius by bus."]
    )
    start: int = Field(description="Where it begins.", examples=[410])
    end: int = Field(description="Where it ends, exclusive.", examples=[453])


class Duplicate(Shown):
    """Which passages were merged into which; nothing is deleted."""

    kept: Passage = Field(description="The passage that stands for all.", examples=[PASSAGE])
    merged: list[MergedPassage] = Field(
        description="The passages merged into it.",
        examples=[[{**PASSAGE, "article_id": "a2", "similarity": 0.91}]],
    )


class Dropped(Shown):
    """A wording that did not enter the brief."""

    text: str = Field(
        description="The wording.", examples=["Belarus released 15 prisoners on Saturday."]
    )
    reason: str = Field(description="Why it was left out.", examples=["number 15 not in evidence"])
