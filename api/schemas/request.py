"""What a caller posts: the request of ``POST /v1/briefs`` and its way into the walk's nouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import (
    Id,
    Label,
    Language,
    Moment,
    Score,
    Text,
    Title,
    WebAddress,
    host_of,
)
from models.errors import Flaw, InputError
from models.news import Options, Posted

MAX_FIELDS = 64
"""Fields that one object may have before it is refused without naming each."""


class Strict(BaseModel):
    """No field beyond the known ones, no number for a string and no string for a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _few_sound_names(cls, data: Any) -> Any:
        """Stop at an absurd object here: pydantic would list every field of it."""
        if isinstance(data, Mapping) and len(data) > MAX_FIELDS:
            raise PydanticCustomError("too_many_fields", "has far more fields than are known")
        if isinstance(data, Mapping) and any(not _encodable(name) for name in data):
            raise PydanticCustomError("lone_surrogate", "has a field name with a lone surrogate")
        return data


def _encodable(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in name)


def _alone(body: str, *others: str) -> JsonValue:
    """Say in JSON Schema: this body is there and the others are not."""
    absent: dict[str, JsonValue] = {other: {"type": "null"} for other in others}
    return {"required": [body], "properties": {body: {"type": "string"}, **absent}}


_BODIES: list[JsonValue] = [
    _alone("text", "html"),
    _alone("html", "text"),
    _alone("url", "text", "html"),
]


class ArticleIn(Strict):
    """One article: exactly one of `text` and `html`, or a `url` to fetch it from."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _BODIES})

    id: Id = Field(
        default=None,
        description="Your name for the article in this request, 1 to 64 printable characters; "
        "the answer cites it. Left out: `a1`, `a2`, … by position.",
        examples=["a1"],
    )
    source: Label = Field(
        default=None,
        description="The outlet, at most 200 characters. The brief attributes disputed "
        "statements to it, and two "
        "articles of one outlet are one origin. Left out: the host of `url`, else the `id`.",
        examples=["Reuters"],
    )
    title: Title = Field(
        default=None,
        description="The headline, at most 1,000 characters. Where the text begins by "
        "repeating it, that line is skipped.",
        examples=["Belarus frees 123 prisoners"],
    )
    url: WebAddress = Field(
        default=None,
        description="Where the article stands (http or https). Names the source where `source` "
        "is left out. An article with neither `text` nor `html` is fetched from it, where the "
        "operator has turned that on; its text comes back in the answer.",
        examples=["https://www.example.com/belarus-frees-prisoners"],
    )
    published_at: Moment = Field(
        default=None,
        description="When it was published: an RFC 3339 date-time with its zone, or a plain date. "
        "Words such as “on Friday” are resolved against it; left out, nothing is resolved.",
        examples=["2025-12-13T10:00:00Z", "2025-12-13"],
    )
    language: Language = Field(
        default=None,
        description="A language tag such as `en` or `pt-BR`. Left out: detected. What is not "
        "English is left out of "
        "the brief, with a warning.",
        examples=["en"],
    )
    text: Text | None = Field(
        default=None,
        description="The article as plain text, paragraphs apart by line breaks. All offsets of "
        "the answer are Unicode code points into it.",
        examples=["MINSK – Belarus released 123 prisoners on Saturday.\n\nThe United States …"],
    )
    html: Text | None = Field(
        default=None,
        description="The article as an HTML page. The answer returns the extracted text, and "
        "offsets refer to that.",
        examples=[
            "<html><body><article><p>Belarus released 123 prisoners.</p></article></body></html>"
        ],
    )

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        if self.text is not None and self.html is not None:
            raise PydanticCustomError("text_and_html", "has both text and html: give one of them")
        if self.text is None and self.html is None and self.url is None:
            raise PydanticCustomError("no_body", "has neither text nor html: give one of them")
        return self


class OptionsIn(Strict):
    """What you may choose about the brief."""

    max_words: int = Field(
        default=180,
        ge=30,
        le=600,
        description="The most words that `text` of the answer may have: a hard limit.",
        examples=[180],
    )
    style: Literal["paragraph", "bullets"] = Field(
        default="paragraph",
        description="Running text, or one line for each sentence.",
        examples=["paragraph"],
    )
    min_score: Score | None = Field(
        default=None,
        description="Leave out disagreements scored below this, 0 to 1. null: the service's own "
        "thresholds.",
        examples=[0.8],
    )
    store: bool = Field(
        default=True,
        description="Whether the brief and its articles are kept, to be fetched again under its "
        "id until they are erased. false: nothing stays; only where you wait for the answer.",
        examples=[True],
    )


class BriefRequest(Strict):
    """Articles on one event, and what the brief should be like."""

    articles: list[ArticleIn] = Field(
        min_length=1,
        description="1 to 100 articles on one event, in any order.",
        examples=[
            [
                {"source": "Reuters", "text": "Belarus released 123 prisoners on Saturday."},
                {"source": "AP", "text": "Over 100 prisoners were freed on Friday."},
            ]
        ],
    )
    options: OptionsIn = Field(
        default_factory=OptionsIn,
        description="What the brief should be like.",
        examples=[{"max_words": 180, "style": "paragraph"}],
    )


def options_of(request: BriefRequest) -> Options:
    """Return the options as the walk takes them."""
    chosen = request.options
    return Options(max_words=chosen.max_words, style=chosen.style, min_score=chosen.min_score)


def posted_of(request: BriefRequest) -> list[Posted]:
    """Return the articles as the walk takes them, each with an id and a source.

    Raises:
        InputError: two articles have the same id.
    """
    given = [article.id for article in request.articles]
    _refuse_duplicates(given)
    ids = _named(given)
    return [_posted(a, name) for a, name in zip(request.articles, ids, strict=True)]


def _refuse_duplicates(given: list[str | None]) -> None:
    first: dict[str, int] = {}
    flaws = []
    for place, name in enumerate(given):
        if name is not None and first.setdefault(name, place) != place:
            detail = f"the id is taken by article {first[name]} (#/articles/{first[name]}/id)"
            flaws.append(Flaw(f"#/articles/{place}/id", detail, name))
    if flaws:
        raise InputError(*flaws)


def _named(given: list[str | None]) -> list[str]:
    """``a1``, ``a2``, … by position where no id is given; ``a2-2`` where ``a2`` is taken."""
    taken = {name for name in given if name is not None}
    names = []
    for place, name in enumerate(given, start=1):
        free = name or next(n for n in _choices(f"a{place}") if n not in taken)
        taken.add(free)
        names.append(free)
    return names


def _choices(base: str) -> Iterator[str]:
    return chain([base], (f"{base}-{n}" for n in count(2)))


def _posted(article: ArticleIn, name: str) -> Posted:
    host = host_of(article.url) if article.url else None
    return Posted(
        id=name,
        source=article.source or host or name,
        text=article.text,
        html=article.html,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
        language=article.language,
    )
