"""Where a brief stands, and the list of briefs."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from api.schemas.evidence import Shown
from api.schemas.problem import Problem

Status = Literal["queued", "running", "succeeded", "failed", "cancelled"]
ID = "brf_x1WkLJq0a2Q7mJ4e"


class Standing(Shown):
    """Where a brief stands that is not there, or not yet."""

    id: str = Field(description="The brief's id.", examples=[ID])
    status: Status = Field(
        description="`queued` and `running` come to an end; the others are one.",
        examples=["running"],
    )
    stage: str | None = Field(
        description="What is being done: `clean`, `encode`, `group`, `read`, `compare`, `write` "
        "or `check`; `done` after the last, null before the first.",
        examples=["encode"],
    )
    done: int = Field(description="Stages that are done.", examples=[1])
    total: int = Field(description="Stages that there are.", examples=[7])
    created_at: dt.datetime = Field(
        description="When it was asked for (UTC).", examples=["2025-12-13T11:00:00Z"]
    )
    error: Problem | None = Field(
        default=None,
        description="Why it failed; only there where it did.",
        examples=[
            {
                "type": "urn:crosswire:problem:worker-lost",
                "title": "The brief could not be made",
                "status": 500,
                "detail": "The worker was lost 3 times while it made this brief.",
                "errors": [],
            }
        ],
    )


class Listed(Standing):
    """One brief in the list."""

    articles: int = Field(description="How many articles were posted.", examples=[2])
    headline: str | None = Field(
        description="Its headline, once it has succeeded.", examples=["Belarus frees 123 prisoners"]
    )


class BriefList(Shown):
    """Some of the briefs, the newest first."""

    briefs: list[Listed] = Field(
        description="The briefs of this page.",
        examples=[
            [
                {
                    "id": ID,
                    "status": "succeeded",
                    "stage": "done",
                    "done": 7,
                    "total": 7,
                    "created_at": "2025-12-13T11:00:00Z",
                    "articles": 2,
                    "headline": "Belarus frees 123 prisoners",
                }
            ]
        ],
    )
    next: str | None = Field(
        description="`cursor` of the next page; null on the last one.",
        examples=["MjAyNS0xMi0xM1QxMTowMDowMCswMDowMHxicmZfeDFXa0xKcTBhMlE3bUo0ZQ", None],
    )
