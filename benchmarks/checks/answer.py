"""What was posted, what was answered, and what a check has to say about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict


class Citation(TypedDict):
    """A verbatim span of a posted article."""

    article_id: str
    start: int
    end: int
    quote: str
    source: NotRequired[str]


class BriefSentence(TypedDict):
    """One sentence of the brief."""

    text: str
    support: float
    origins: int
    method: str
    citations: list[Citation]
    disputed: list[str]


class Position(TypedDict):
    """One side of a disagreement."""

    value: str
    articles: list[str]
    evidence: list[Citation]
    basis: NotRequired[str]


class Disagreement(TypedDict):
    """Where the sources disagree."""

    id: str
    kind: str
    status: str
    topic: str
    note: str
    score: float
    positions: list[Position]


class Claim(TypedDict):
    """What is reported, and by whom."""

    id: str
    text: str
    origins: int
    articles: list[str]
    disagreements: list[str]
    evidence: list[Citation]


class Duplicate(TypedDict):
    """A sentence and the near-duplicates merged into it."""

    kept: Citation
    merged: list[Citation]


class SingleSource(TypedDict):
    """What only one article says."""

    article_id: str
    text: str
    start: int
    end: int


class ArticleReport(TypedDict):
    """What became of one posted article."""

    id: str
    source: str
    boilerplate_spans: list[list[int]]


class Dropped(TypedDict):
    """What was left out, and why."""

    text: str
    reason: str


class Warned(TypedDict):
    """A warning about the input."""

    code: str


class Answer(TypedDict):
    """The answer to POST /v1/briefs, as far as the checks read it."""

    headline: str
    headline_citations: list[Citation]
    text: str
    sentences: list[BriefSentence]
    disagreements: list[Disagreement]
    claims: list[Claim]
    single_source_total: int
    single_source: list[SingleSource]
    duplicates: list[Duplicate]
    dropped: list[Dropped]
    articles: list[ArticleReport]
    warnings: list[Warned]


@dataclass(frozen=True, slots=True)
class Posted:
    """An article as it was posted, under the id that the answer uses for it."""

    id: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One request and its answer."""

    articles: Mapping[str, Posted]
    answer: Answer
    max_words: int = 180
    style: str = "paragraph"
    ordinary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation, or (with `info`) something to look at that breaks no promise."""

    check: str
    detail: str
    info: bool = field(default=False)


def posted_articles(body: Mapping[str, Any]) -> dict[str, Posted]:
    """The articles of a request body, with the default ids where it names none."""
    articles = (
        Posted(article.get("id", f"a{number}"), article["source"], article["text"])
        for number, article in enumerate(body["articles"], start=1)
    )
    return {article.id: article for article in articles}


def disagreement_evidence(disagreement: Disagreement) -> list[Citation]:
    """The quotes of all its positions."""
    return [quote for position in disagreement["positions"] for quote in position["evidence"]]


def overlap(left: Sequence[Citation], right: Sequence[Citation]) -> bool:
    """Whether a span of the one shares at least a character with a span of the other."""
    return any(
        a["article_id"] == b["article_id"] and a["start"] < b["end"] and b["start"] < a["end"]
        for a in left
        for b in right
    )


def cited(answer: Answer) -> Iterator[tuple[str, Citation]]:
    """Every span with a quote in the answer, with the place where it stands."""
    for n, sentence in enumerate(answer["sentences"]):
        yield from ((f"sentences/{n}/citations", c) for c in sentence["citations"])
    yield from (("headline_citations", c) for c in answer["headline_citations"])
    for disagreement in answer["disagreements"]:
        place = f"disagreements/{disagreement['id']}"
        yield from ((place, c) for c in disagreement_evidence(disagreement))
    for claim in answer["claims"]:
        yield from ((f"claims/{claim['id']}", c) for c in claim["evidence"])
    for n, duplicate in enumerate(answer["duplicates"]):
        yield from ((f"duplicates/{n}", c) for c in [duplicate["kept"], *duplicate["merged"]])


def shorten(text: str, width: int = 200) -> str:
    """A text in at most `width` characters, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
