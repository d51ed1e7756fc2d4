"""How every refusal and failure looks: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ProblemPlace(BaseModel):
    """One place in the request, and what is wrong there."""

    model_config = ConfigDict(frozen=True)

    pointer: str = Field(
        description="JSON pointer into the request's body, as a URI fragment.",
        examples=["#/articles/1/text"],
    )
    article_id: str | None = Field(
        default=None, description="The article concerned, if one is.", examples=["a2"]
    )
    detail: str = Field(description="What is wrong there.", examples=["must not be empty"])


class Problem(BaseModel):
    """A refusal or failure; `type` is stable, tell problems apart by it."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(
        description="Stable name of this kind of problem.",
        examples=["urn:crosswire:problem:invalid-request"],
    )
    title: str = Field(
        description="The kind of problem in words.", examples=["The request cannot be used"]
    )
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(
        description="This problem in words.",
        examples=["#/articles/1/text: must not be empty"],
    )
    instance: str | None = Field(
        default=None,
        description="Names this very incident or request, for a report to the operator.",
        examples=["urn:crosswire:incident:5f2c9a1e"],
    )
    errors: list[ProblemPlace] = Field(
        default=[],
        description="The places in the request that are wrong.",
        examples=[
            [{"pointer": "#/articles/1/text", "article_id": "a2", "detail": "must not be empty"}]
        ],
    )
