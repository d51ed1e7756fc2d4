"""What the answer says about the input and about itself."""

from __future__ import annotations

from pydantic import Field

from api.schemas.evidence import Shown


class ArticleReport(Shown):
    """What became of one article."""

    id: str = Field(description="The article.", examples=["a1"])
    source: str = Field(description="Its outlet.", examples=["Reuters"])
    sentences: int = Field(description="Sentences of its story.", examples=[25])
    used: int = Field(description="Of these, cited in the brief.", examples=[9])
    boilerplate_spans: list[tuple[int, int]] = Field(
        description="What was skipped because it is not the story, as start and end.",
        examples=[[[0, 42]]],
    )
    same_copy_as: str | None = Field(
        description="The article of which it is a copy (the same wire text).", examples=["a3"]
    )
    text: str | None = Field(
        description="The text that offsets refer to, where it was extracted from HTML or fetched; "
        "else null.",
        examples=["Belarus released 123 prisoners on Saturday.", None],
    )


class Neutrality(Shown):
    """How loaded the wording is: loaded words per 100."""

    brief: float = Field(description="Of the brief.", examples=[0.01])
    articles: dict[str, float] = Field(
        description="Of each article, by id.", examples=[{"a1": 0.03}]
    )


class Warned(Shown):
    """Something strange but honest about the input."""

    code: str = Field(description="Stable name of the warning.", examples=["single-article"])
    article_id: str | None = Field(
        description="The article that it is about; null for the whole request.", examples=["a2"]
    )
    detail: str = Field(
        description="What is strange.", examples=["There is only one article to compare."]
    )
