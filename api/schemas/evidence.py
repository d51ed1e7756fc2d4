"""Passages of the articles, as the answer shows them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

QUOTE = "Belarus released 123 prisoners on Saturday, the United States said."
PASSAGE = {"article_id": "a1", "start": 120, "end": 187, "quote": QUOTE}
EVIDENCE = {"source": "Reuters", **PASSAGE}


class Shown(BaseModel):
    """A part of the answer, copied from the noun of the same fields."""

    model_config = ConfigDict(from_attributes=True, frozen=True, extra="forbid")


class Passage(Shown):
    """A verbatim passage: `text[start:end] == quote`, in Unicode code points."""

    article_id: str = Field(description="The article it stands in.", examples=["a1"])
    start: int = Field(
        description="Where it begins in the posted text (of HTML or a URL: in the extracted text).",
        examples=[120],
    )
    end: int = Field(description="Where it ends, exclusive.", examples=[187])
    quote: str = Field(description="The passage, character by character.", examples=[QUOTE])


class Evidence(Passage):
    """A verbatim passage with the outlet that published it."""

    source: str = Field(description="The outlet.", examples=["Reuters"])


class MergedPassage(Passage):
    """A passage that was merged into another one."""

    similarity: float = Field(description="To the kept passage, 0 to 1.", examples=[0.91])
