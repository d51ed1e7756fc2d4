"""A human verdict on a brief: as it is posted, and as the brief shows it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.schemas.evidence import Shown
from api.schemas.fields import filled, label
from api.schemas.request import Strict

MOST_REASON = 2_000
MOST_EDITED = 20_000


def _name(text: str) -> str:
    found = label(text)
    if found is None:
        raise PydanticCustomError("empty", "must not be empty")
    return found


def _at_most(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(filled(text)) > most:
            raise PydanticCustomError("too_long", f"must not be longer than {most:,} characters")
        return text

    return AfterValidator(check)


class ReviewIn(Strict):
    """What you decided about a brief."""

    verdict: Literal["approved", "rejected"] = Field(
        description="Whether the brief may be used.", examples=["approved"]
    )
    by: Annotated[str, AfterValidator(_name)] = Field(
        description="Who decided, at most 200 characters.", examples=["j.doe"]
    )
    reason: Annotated[str, _at_most(MOST_REASON)] | None = Field(
        default=None,
        description="Why, at most 2,000 characters.",
        examples=["Checked against the agency copy."],
    )
    edited_text: Annotated[str, _at_most(MOST_EDITED)] | None = Field(
        default=None,
        description="The text as you would have it, at most 20,000 characters. It is kept beside "
        "the brief's own, which never changes.",
        examples=["Belarus released 123 prisoners on Saturday, Washington said."],
    )


class Review(Shown):
    """A human verdict on the brief."""

    verdict: Literal["approved", "rejected"] = Field(
        description="The verdict.", examples=["approved"]
    )
    by: str = Field(description="Who gave it.", examples=["j.doe"])
    at: dt.datetime = Field(description="When (UTC).", examples=["2025-12-13T12:00:00Z"])
    reason: str | None = Field(
        default=None, description="Why.", examples=["Checked against the agency copy."]
    )
    edited_text: str | None = Field(
        default=None,
        description="The text as the reviewer would have it, beside the brief's own.",
        examples=["Belarus released 123 prisoners on Saturday, Washington said."],
    )
