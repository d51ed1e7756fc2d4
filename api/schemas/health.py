"""What the health routes say."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = Field(default="ok", description="Always `ok`.", examples=["ok"])


class Ready(BaseModel):
    """The models are loaded."""

    status: Literal["ready"] = Field(
        default="ready", description="Always `ready`; else the answer is 503.", examples=["ready"]
    )
    models: dict[str, str] = Field(
        description="What is loaded, by part.",
        examples=[{"encoder": "all-MiniLM-L6-v2", "writer": "SmolLM2-135M-Instruct"}],
    )
