"""Every noun of the walk: what is posted, what is read out of it, and the brief that leaves.

All are frozen, slotted dataclasses. Offsets are Unicode code points into the article's text (for
HTML: into the extracted text), so that ``article.text[e.start:e.end] == e.quote`` for every
``Evidence``. Types mark progress: a ``Draft`` is not ``Checked``, and only what ``verify`` returns
becomes a ``Brief``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from models.mentions import (
    DateMention,
    Deed,
    Evaluation,
    Facts,
    Figure,
    Name,
    Parse,
    Quotation,
    Span,
    Statement,
    Token,
)

__all__ = [  # what models/mentions.py defines and this module passes on
    "DateMention", "Deed", "Evaluation", "Facts", "Figure", "Name", "Parse", "Quotation", "Span",
    "Statement", "Token",
]  # fmt: skip

Style = Literal["paragraph", "bullets"]
Method = Literal["abstractive", "compressed", "quoted"]
Kind = Literal["number", "date", "place", "name", "attribution", "polarity", "certainty", "framing"]
Status = Literal["contradiction", "superseded", "inconsistent", "framing"]


@dataclass(frozen=True, slots=True)
class Posted:
    """One article as a caller handed it over; exactly one of ``text`` and ``html`` is set."""

    id: str
    source: str
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    published_at: date | datetime | None = None  # a plain date is day precision
    language: str | None = None
    fetched: bool = False  # the text is not the caller's own, so the answer returns it


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose about the brief."""

    max_words: int = 180
    style: Style = "paragraph"
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something strange but honest about the input; the brief is still made."""

    code: str
    detail: str
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: ``story`` spans are paragraphs of running text, the rest is marked."""

    id: str
    source: str
    text: str
    story: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    title: str | None
    url: str | None
    published_at: date | datetime | None
    language: str
    extracted: bool  # the text is not as posted (from HTML, or fetched), so the answer returns it
    key: str  # hash of text and source: the canonical order of articles
    agency: str | None = None  # news agency credited for the whole article
    usable: bool = True  # False: left out of the brief (not English), with a warning
    commands: bool = False  # it holds text that orders a machine about: no source on its own


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim passage of one article."""

    article_id: str
    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``text`` is ``quote`` without markup, zero-width characters and odd spaces."""

    index: int  # place in the canonical list of all sentences
    article: int  # index of its article in the canonical order
    position: int  # place among its article's sentences, from 0
    evidence: Evidence
    text: str
    paragraph: int
    speaker: str | None = None  # carried along through a quotation of several sentences
    agency: str | None = None  # news agency this sentence credits ("..., the AP reported")
    published_at: date | datetime | None = None  # of its article
    suspect: bool = False  # its article orders a machine about

    @property
    def source(self) -> str:
        """The outlet's name."""
        return self.evidence.source


# --- clusters, claims, disagreements ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sentences that report the same thing; all clusters together partition the sentences."""

    kept: int  # sentence index of the representative
    members: tuple[int, ...]  # sentence indices, the kept one included, ascending
    similarity: tuple[float, ...]  # of each member to the kept one


@dataclass(frozen=True, slots=True)
class Claim:
    """What one cluster says, who says it, and from how many independent origins."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]  # the representative first
    origins: int
    articles: tuple[str, ...]
    centrality: float  # cosine to the event's mean direction, 0..1
    salience: float = 0.0  # how much it matters to the brief; compared within one event alone
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement: its value as written and where it stands."""

    value: str
    articles: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    basis: Literal["calendar"] | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more values for the same fact, each with its sources and quotes."""

    id: str
    kind: Kind
    status: Status
    topic: str
    note: str
    score: float
    positions: tuple[Position, ...]
    claims: tuple[str, ...] = ()
    minor: bool = False  # shown, but not worth a sentence of the brief


# --- the brief in the making ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedSentence:
    """One place in the brief: the evidence it may use and the words it may take."""

    claim: Claim
    evidence: tuple[Sentence, ...]
    max_words: int
    disagreements: tuple[Disagreement, ...] = ()
    rank: int = 0  # by salience, 0 first: who goes first when words run out
    leading: float = 0.0  # how well it would open the brief; only differences mean anything


@dataclass(frozen=True, slots=True)
class Plan:
    """The brief before a word of it is written: what goes in and in which order."""

    lead: PlannedSentence | None
    places: tuple[PlannedSentence, ...]  # the lead first
    spare: tuple[PlannedSentence, ...]  # next in line, should a place stay empty
    disputes: tuple[Disagreement, ...]  # those that get a sentence of their own
    max_words: int
    style: Style


@dataclass(frozen=True, slots=True)
class Written:
    """The writer's candidates: for each place and spare place, each dispute, and the headline."""

    places: tuple[tuple[str, ...], ...]
    disputes: tuple[tuple[str, ...], ...]
    headlines: tuple[tuple[str, ...], ...]  # for the lead and the next places
    titles: tuple[Headline, ...] = ()  # the articles' own
    # by stem, what share of the articles has it at its top: how well a line tells the event
    event: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording for one place."""

    text: str
    method: Method
    evidence: tuple[Sentence, ...]
    lost: int = 0  # phrases of the evidence that it needs and lacks


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """The wording chosen for one place, with the support the judge gave it."""

    candidate: Candidate
    place: PlannedSentence
    support: float
    leans: frozenset[str] = frozenset()  # stems of what it takes for introduced, anywhere in it
    opens_with: frozenset[str] = frozenset()  # of that, what it is about: its first words


@dataclass(frozen=True, slots=True)
class DisputeSentence:
    """The sentence that tells the reader where the sources disagree."""

    text: str
    method: Method
    disagreement: Disagreement
    support: float = 1.0

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All passages of all positions, each once."""
        return tuple(dict.fromkeys(e for p in self.disagreement.positions for e in p.evidence))


@dataclass(frozen=True, slots=True)
class Dropped:
    """A wording that did not enter the brief, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Headline:
    """One neutral line and the evidence it rests on."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What choosing made of the candidates; not yet verified."""

    headline: Headline | None
    sentences: tuple[DraftSentence, ...]
    disputes: tuple[DisputeSentence, ...]
    dropped: tuple[Dropped, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence of the brief with what it rests on."""

    text: str
    support: float  # 0..1
    origins: int
    method: Method
    citations: tuple[Evidence, ...]
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft in which every sentence passed the hard checks and the judge."""

    headline: Headline | None
    sentences: tuple[BriefSentence, ...]
    dropped: tuple[Dropped, ...]


# --- what leaves ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BriefClaim:
    """A claim as the answer shows it."""

    id: str
    text: str
    date: date | None
    origins: int
    articles: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A sentence merged into another."""

    evidence: Evidence
    similarity: float


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Which sentences were merged into which."""

    kept: Evidence
    merged: tuple[Merged, ...]


@dataclass(frozen=True, slots=True)
class SingleSource:
    """A sentence that only one article has."""

    article_id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What became of one article."""

    id: str
    source: str
    sentences: int
    used: int  # sentences cited in the brief
    boilerplate_spans: tuple[Span, ...]
    same_copy_as: str | None
    text: str | None  # the extracted text, where offsets do not refer to what was posted


@dataclass(frozen=True, slots=True)
class Brief:
    """The answer: the brief, where the sources disagree, and all that was left out."""

    headline: str
    headline_citations: tuple[Evidence, ...]
    text: str
    style: Style
    sentences: tuple[BriefSentence, ...]
    disagreements: tuple[Disagreement, ...]
    claims: tuple[BriefClaim, ...]
    single_source_total: int
    single_source: tuple[SingleSource, ...]
    duplicates: tuple[Duplicate, ...]
    dropped: tuple[Dropped, ...]
    articles: tuple[ArticleReport, ...]  # in the order they were posted
    neutrality_brief: float  # loaded words per 100
    neutrality_articles: Mapping[str, float]
    warnings: tuple[Warned, ...]
    models: Mapping[str, str]
    timings_ms: Mapping[str, float]
