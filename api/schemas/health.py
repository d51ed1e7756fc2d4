"""What the health routes say."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = Field(default="ok", description="Always `ok`.", examples=["ok"])


class SlackStanding(BaseModel):
    """How the Slack app stands with Slack."""

    status: Literal["unknown", "on", "broken"] = Field(
        description="`broken`: Slack refuses the token; the service works all the same.",
        examples=["on"],
    )
    detail: str = Field(
        description="What is to be done where it is broken.", examples=["Slack takes the token."]
    )


class WorkersStanding(BaseModel):
    """The workers that make this service's briefs elsewhere."""

    alive: int | None = Field(
        description="How many were there some seconds ago; null where the broker did not answer.",
        examples=[2],
    )
    detail: str = Field(
        description="What that means for briefs.", examples=["None is there: briefs wait for one."]
    )


class Ready(BaseModel):
    """The models are loaded."""

    status: Literal["ready"] = Field(
        default="ready", description="Always `ready`; else the answer is 503.", examples=["ready"]
    )
    models: dict[str, str] = Field(
        description="What is loaded, by part.",
        examples=[{"encoder": "all-MiniLM-L6-v2", "writer": "SmolLM2-135M-Instruct"}],
    )
    workers: WorkersStanding | None = Field(
        default=None,
        description="Only there where workers in other processes make the briefs.",
        examples=[{"alive": 2, "detail": "They make briefs."}],
    )
    slack: SlackStanding | None = Field(
        default=None,
        description="Only there where the Slack app is on.",
        examples=[{"status": "on", "detail": "Slack takes the token."}],
    )
