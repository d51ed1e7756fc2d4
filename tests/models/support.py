"""Small newsrooms and stories for tests of the walk, built on the ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from models.articles import clean
from models.checks import unfinished, unsupported
from models.disagreements import find_disagreements, weighed
from models.facts import deepen, read_light
from models.lexical import LexicalEncoder, LexicalReader, lexical_newsroom
from models.limits import LIMITS
from models.news import (
    Article,
    Brief,
    Claim,
    Disagreement,
    Evidence,
    Options,
    Parse,
    Plan,
    PlannedSentence,
    Position,
    Posted,
    Sentence,
    Style,
)
from models.pipeline import Newsroom, summarise
from models.ports import Judge, Reader, Writer, WritingTask
from models.salience import Story
from models.sentences import split_sentences

WIRE, COURIER, POST, TIMES = "Harbour Wire", "Quay Courier", "Ridge Post", "Vale Times"
OUTLETS = (WIRE, COURIER, POST, TIMES)


# --- parts ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scripted:
    """A writer that answers each task as the test wants."""

    script: Callable[[WritingTask], Sequence[str]]
    name: str = "scripted"

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        return [list(self.script(task)) for task in tasks]


def says(*texts: str, kinds: Iterable[str] = ("report", "attribute")) -> Scripted:
    """Return a writer that offers these texts for every sentence, and nothing else."""
    wanted = frozenset(kinds)
    return Scripted(lambda task: texts if task.kind in wanted else ())


SILENT = says()


@dataclass(frozen=True)
class Opinion:
    """A judge with one opinion on everything, but for sentences that hold a word it denies."""

    support_of_all: float = 1.0
    slot_of_all: float = 1.0
    denies: str | None = None
    name: str = "opinion"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [0.0 if self.denies and self.denies in s else self.support_of_all for _, s in pairs]

    def same_slot(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [self.slot_of_all] * len(pairs)

    def opposed(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [0.5] * len(pairs)


YES = Opinion()


def newsroom_of(writer: Writer | None = None, judge: Judge | None = None) -> Newsroom:
    """Return the lexical newsroom with another writer or judge."""
    usual = lexical_newsroom()
    return replace(usual, writer=writer or usual.writer, judge=judge or usual.judge)


# --- articles ---------------------------------------------------------------------------------


def on(day: int, hour: int = 10) -> datetime:
    """Return an hour in December 2025, of which the 13th was a Saturday."""
    return datetime(2025, 12, day, hour, tzinfo=UTC)


def article(
    text: str,
    source: str = WIRE,
    published_at: date | datetime | None = None,
    id: str | None = None,  # noqa: A002
) -> Posted:
    """Return an article whose id is its outlet's name in small letters."""
    name = id or source.lower().replace(" ", "-")
    return Posted(id=name, source=source, text=text, published_at=published_at)


def brief_of(
    *posted: Posted, writer: Writer | None = None, judge: Judge | None = None, **options: Any
) -> Brief:
    """Walk with the lexical newsroom, or with another writer or judge in it."""
    return summarise(posted, newsroom_of(writer, judge), Options(**options))


def spoken(brief: Brief) -> str:
    """Return everything that the brief itself says, headline included."""
    return "\n".join([brief.headline, brief.text, *(s.text for s in brief.sentences)])


def reasons(dropped: Iterable[Any]) -> dict[str, str]:
    """Return why each wording was dropped."""
    return {d.text: d.reason for d in dropped}


# --- nouns of the walk ------------------------------------------------------------------------


def sentences_of(*posted: Posted) -> list[Sentence]:
    """Return the sentences of all articles, in canonical order."""
    articles, _ = clean(posted, LIMITS)
    return split_sentences(articles)


def sentence_of(text: str, source: str = WIRE, **rest: Any) -> Sentence:
    """Return an article's only sentence, as if it were the only article."""
    (sentence,) = sentences_of(article(text, source, **rest))
    return sentence


def told(*texts: str) -> list[Sentence]:
    """Return one sentence an outlet, in the outlets' order, with indices as in one walk."""
    found = sentences_of(*map(article, texts, OUTLETS))
    assert len(found) == len(texts), "each text has to be one sentence"
    return sorted(found, key=lambda s: OUTLETS.index(s.source))


def story_of(articles: Sequence[Article], sentences: Sequence[Sentence]) -> Story:
    """Return an event as claims are measured by it, its vectors made of words alone."""
    encoder = LexicalEncoder()
    return Story(
        articles,
        sentences,
        encoder.encode([s.text for s in sentences]),
        encoder.encode([a.title or "" for a in articles]),
    )


def claim_of(*sentences: Sentence, origins: int | None = None) -> Claim:
    """Return the claim that these sentences make."""
    articles = tuple(dict.fromkeys(s.evidence.article_id for s in sentences))
    return Claim(
        id=f"s{sentences[0].index}",
        text=sentences[0].text,
        sentences=sentences,
        origins=len(articles) if origins is None else origins,
        articles=articles,
        centrality=0.5,
    )


def place_of(*sentences: Sentence, max_words: int = 42, **rest: Any) -> PlannedSentence:
    """Return the place in a brief that rests on these sentences."""
    return PlannedSentence(claim_of(*sentences), sentences, max_words, **rest)


def plan_of(
    *places: PlannedSentence,
    spare: Sequence[PlannedSentence] = (),
    disputes: Sequence[Disagreement] = (),
    max_words: int = 180,
    style: Style = "paragraph",
) -> Plan:
    """Return a plan with these places, the first leading."""
    lead = places[0] if places else None
    return Plan(lead, places, tuple(spare), tuple(disputes), max_words, style)


def parses_of(*sentences: Sentence, reader: Reader | None = None) -> dict[int, Parse]:
    """Return the sentences' parses, by index."""
    parses = (reader or LexicalReader()).parse([s.text for s in sentences])
    return dict(zip((s.index for s in sentences), parses, strict=True))


def position_of(value: str, *sentences: Sentence) -> Position:
    """Return the side that gives a value in these sentences."""
    evidence: tuple[Evidence, ...] = tuple(s.evidence for s in sentences)
    return Position(value, tuple(e.article_id for e in evidence), evidence)


def dispute_of(*positions: Position, **rest: Any) -> Disagreement:
    """Return a contradiction on a number."""
    given = {
        "id": "d1",
        "kind": "number",
        "status": "contradiction",
        "topic": "the number of people",
        "note": _note(positions),
        "score": 0.9,
        **rest,
    }
    return Disagreement(positions=positions, **given)


def _note(positions: Sequence[Position]) -> str:
    sides = [f"{' and '.join(e.source for e in p.evidence)} gives {p.value}" for p in positions]
    return f"{sides[0]} as the number of people; {'; '.join(sides[1:])}."


# --- disagreements ----------------------------------------------------------------------------


def disagreements_of(
    reader: Reader, *posted: Posted, judge: Judge = YES, sure: float = 0.95
) -> list[Disagreement]:
    """Compare every sentence of each article with those of the others, whatever they are about.

    The judge puts every two mentions into one slot unless another is given: the hardest case for
    the rules, which have to tell by themselves what is no disagreement.
    """
    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    parses = reader.parse([s.text for s in sentences])
    light = read_light(sentences, articles)
    facts = [deepen(f, p) for f, p in zip(light, parses, strict=True)]
    near = [(a, b, sure) for a in sentences for b in sentences[a.index + 1 :]]
    between = [(a, b, s) for a, b, s in near if a.article != b.article]
    claims = [claim_of(s) for s in sentences]
    candidates = weighed(claims, between, facts, judge, LIMITS)
    return find_disagreements(claims, candidates, facts, LIMITS)


def texts_of(posted: Iterable[Posted]) -> Mapping[str, str]:
    """Return each article's text, by id."""
    return {p.id: p.text or "" for p in posted}


# --- briefs -----------------------------------------------------------------------------------


def well_made(brief: Brief, outlets: Sequence[str] = OUTLETS) -> None:
    """Check that all that the brief says stands in what it cites."""
    for s in brief.sentences:
        assert unsupported(s.text, [e.quote for e in s.citations], outlets) == []
        assert unfinished(s.text, outlets) == [], s.text
        assert "\n" not in s.text
        assert s.citations
        assert 0 <= s.support <= 1
    headline = [e.quote for e in brief.headline_citations]
    assert unsupported(brief.headline, headline) == []
    ids = {d.id for d in brief.disagreements}
    assert {i for s in brief.sentences for i in s.disputed} <= ids
    assert {i for c in brief.claims for i in c.disagreements} <= ids
    for d in brief.disagreements:
        quotes = [e.quote for p in d.positions for e in p.evidence]
        calendar = [p.value for p in d.positions if p.basis]
        assert unsupported(d.topic, quotes) == []
        assert unsupported(d.note, quotes + calendar, outlets) == []
