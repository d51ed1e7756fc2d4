"""The walk on one screen: articles in, one brief with its disagreements out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import numpy as np

from models.answer import compose
from models.articles import clean
from models.choosing import choose
from models.claims import read_claims
from models.clock import rival_times
from models.clusters import group_sentences
from models.conflicts import Conflict
from models.deeds import may_tell
from models.disagreements import find_disagreements, weighed
from models.facts import deepen, read_light
from models.limits import LIMITS, Limits
from models.news import (
    Article,
    Brief,
    Claim,
    Cluster,
    Disagreement,
    Draft,
    Facts,
    Options,
    Parse,
    Plan,
    Posted,
    Sentence,
    Warned,
)
from models.opinions import opinion_pieces
from models.origins import Components, same_copies
from models.persons import Known, introductions, surnames, telling_names
from models.planning import plan_brief, rank_claims
from models.ports import Encoder, Judge, Progress, Reader, Writer
from models.salience import Story
from models.sentences import split_sentences
from models.similarity import repeated_openings
from models.states import may_state
from models.tasks import write, write_again
from models.titles import event_stems, find_titles
from models.verify import verify

DEFAULTS = Options()
STAGES = ("clean", "encode", "group", "read", "compare", "write", "check")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The four parts that have weights; share one freely between threads."""

    encoder: Encoder
    reader: Reader
    writer: Writer
    judge: Judge

    @property
    def models(self) -> dict[str, str]:
        """What is loaded, for the answer."""
        parts = ("encoder", "reader", "judge", "writer")
        return {p: getattr(self, p).name for p in parts} | {"crosswire": version("crosswire")}


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known before a word is written."""

    articles: list[Article]  # in the canonical order
    warnings: list[Warned]
    copies: Mapping[str, str]
    sentences: list[Sentence]
    clusters: Sequence[Cluster]
    claims: list[Claim]
    near: Sequence[tuple[Sentence, Sentence, float]]  # of two articles, with how surely one report
    facts: Sequence[Facts]  # one for each sentence
    alike: set[tuple[int, int]]  # pairs of sentences that one place tells of
    parses: dict[int, Parse]
    disagreements: list[Disagreement]


@dataclass(slots=True)
class _Clock:
    """Times the stages and reports each to the caller."""

    progress: Progress | None
    timings_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        if self.progress:
            self.progress(name, STAGES.index(name), len(STAGES))
        start = time.perf_counter()
        yield
        self.timings_ms[name] = round(1000 * (time.perf_counter() - start), 1)

    def total(self) -> dict[str, float]:
        if self.progress:
            self.progress("done", len(STAGES), len(STAGES))
        return {**self.timings_ms, "total": round(sum(self.timings_ms.values()), 1)}


def summarise(
    posted: Sequence[Posted],
    newsroom: Newsroom,
    options: Options = DEFAULTS,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Brief:
    """Turn articles on one event into one brief.

    Args:
        posted: one article or more, ids unique.
        newsroom: the models.
        options: what the caller chose.
        limits: thresholds.
        progress: called with the stage, the number of stages done and their total; what it raises
            stops the work.

    Raises:
        InputError: an article cannot be used as it is.
        WriterUnavailable: a remote writer did not answer.
    """
    clock = _Clock(progress)
    compared = _compare(posted, newsroom, options, limits, clock)
    articles, sentences, copies = compared.articles, compared.sentences, compared.copies
    disagreements, parses = compared.disagreements, compared.parses
    with clock.stage("write"):
        ranked = rank_claims(compared.claims, disagreements, limits)
        alike = compared.alike | _disputed_together(compared.claims, disagreements)
        event = event_stems(articles, sentences, limits)
        opinions = opinion_pieces(articles, sentences, limits)
        plan = plan_brief(ranked, disagreements, alike, options, limits, event, opinions)
        parses = _parse_more(newsroom.reader, sentences, parses, plan)
        written = write(plan, disagreements, parses, newsroom.writer, limits)
        written = replace(
            written,
            titles=find_titles(plan, articles, sentences, event, limits, opinions),
            event=event,
        )
    with clock.stage("check"):
        part = (plan, disagreements, parses, newsroom.reader, newsroom.judge, limits)
        draft = choose(written, *part)
        again = write_again(written, draft, disagreements, parses, newsroom.writer, limits)
        if again != written:
            draft = choose(again, *part)
        known = _persons(newsroom.reader, draft, compared, parses, limits)
        checked = verify(draft, disagreements, copies, newsroom.judge, limits, known)
    brief = compose(
        posted, articles, sentences, compared.clusters, ranked, disagreements, checked, copies,
        options, limits, [*compared.warnings, *_on_the_whole(articles, compared.claims, copies)],
    )  # fmt: skip
    return replace(brief, models=newsroom.models, timings_ms=clock.total())


def compare(
    posted: Sequence[Posted],
    newsroom: Newsroom,
    options: Options = DEFAULTS,
    limits: Limits = LIMITS,
) -> Compared:
    """Do the first half of the walk: all but the brief itself; no writer is asked.

    Raises:
        InputError: an article cannot be used as it is.
    """
    return _compare(posted, newsroom, options, limits, _Clock(None))


def _compare(
    posted: Sequence[Posted], newsroom: Newsroom, options: Options, limits: Limits, clock: _Clock
) -> Compared:
    with clock.stage("clean"):
        articles, warnings = clean(posted, limits)
        sentences = split_sentences(articles)
        copies = same_copies([a for a in articles if a.usable], limits)
    with clock.stage("encode"):
        texts = [*(s.text for s in sentences), *(a.title or "" for a in articles)]
        vectors, titles = np.split(newsroom.encoder.encode(texts), [len(sentences)])
    with clock.stage("group"):
        facts = read_light(sentences, articles)
        grouping = group_sentences(sentences, vectors, facts, limits)
        story = Story(articles, sentences, vectors, titles, newsroom.encoder.name)
        claims = read_claims(grouping.clusters, story, facts, copies, limits)
    with clock.stage("read"):
        near = grouping.near
        alike = {(a.index, b.index) for a, b, sure in near if sure >= limits.repeated_report}
        alike |= repeated_openings(sentences, vectors, limits)
        planned = plan_brief(rank_claims(claims, (), limits), (), alike, options, limits)
        pairs = (*near, *grouping.reworded)
        facts, parses = _read_deep(newsroom.reader, sentences, facts, pairs, planned)
    with clock.stage("compare"):
        candidates = weighed(claims, pairs, facts, newsroom.judge, limits)
        disagreements = find_disagreements(claims, candidates, facts, limits, options.min_score)
        # What may contradict each other, though nobody would report it, is not told side by side.
        rivals = ((c.a.sentence, c.b.sentence) for c in candidates if _is_possible(c, limits))
        timed = ((a, b) for a, b, sure in pairs if sure >= limits.near_timed and rival_times(a, b))
        alike |= {_in_order(a, b) for a, b in (*rivals, *timed)}
    return Compared(
        articles, warnings, copies, sentences, grouping.clusters, claims, pairs, facts, alike,
        parses, disagreements,
    )  # fmt: skip


def _is_possible(conflict: Conflict, limits: Limits) -> bool:
    return conflict.score >= limits.possible_score


def _in_order(a: Sentence, b: Sentence) -> tuple[int, int]:
    return min(a.index, b.index), max(a.index, b.index)


def _disputed_together(
    claims: Sequence[Claim], disagreements: Sequence[Disagreement]
) -> set[tuple[int, int]]:
    """Return the pairs of sentences that are sides of one disagreement: one place tells of them."""
    index = {s.evidence: s.index for c in claims for s in c.sentences}
    groups = [[index[e] for p in d.positions for e in p.evidence] for d in disagreements]
    return {(a, b) for g in groups for a in g for b in g if a < b}


def _read_deep(
    reader: Reader,
    sentences: Sequence[Sentence],
    facts: Sequence[Facts],
    near: Sequence[tuple[Sentence, Sentence, float]],
    planned: Plan,
) -> tuple[list[Facts], dict[int, Parse]]:
    """Parse what another article comes close to, what is planned, and what may tell a deed."""
    wanted = {s.index for a, b, _ in near for s in (a, b)}
    wanted |= {s.index for p in (*planned.places, *planned.spare) for s in p.evidence}
    wanted |= may_tell(sentences, facts) | may_state(sentences)
    parses = _parse(reader, sentences, wanted)
    deep = [deepen(f, parses[i]) if i in parses else f for i, f in enumerate(facts)]
    return deep, parses


def _parse(reader: Reader, sentences: Sequence[Sentence], wanted: set[int]) -> dict[int, Parse]:
    order = sorted(wanted)
    return dict(zip(order, reader.parse([sentences[i].text for i in order]), strict=True))


def _parse_more(
    reader: Reader, sentences: Sequence[Sentence], parses: Mapping[int, Parse], plan: Plan
) -> dict[int, Parse]:
    wanted = {s.index for p in (*plan.places, *plan.spare) for s in p.evidence}
    return {**parses, **_parse(reader, sentences, wanted - set(parses))}


def _persons(
    reader: Reader,
    draft: Draft,
    compared: Compared,
    parses: Mapping[int, Parse],
    limits: Limits,
) -> Known:
    """Return who is named in full where, for the surnames of the draft."""
    facts, sentences = list(compared.facts), compared.sentences
    names = surnames(s.candidate.text for s in draft.sentences)
    more = telling_names(names, sentences, parses, limits.names_read)
    for sentence, parse in zip(more, reader.parse([s.text for s in more]), strict=True):
        facts[sentence.index] = deepen(facts[sentence.index], parse)
    for index, parse in parses.items():
        if not facts[index].deep:
            facts[index] = deepen(facts[index], parse)
    return introductions(sentences, facts)


def _on_the_whole(
    articles: Sequence[Article], claims: Sequence[Claim], copies: Mapping[str, str]
) -> list[Warned]:
    """Warn of what is strange about the articles together."""
    usable = [a for a in articles if a.usable and a.story]
    if not usable:
        return [Warned("nothing_to_brief", "no article holds English running text to brief")]
    if len(usable) == 1:
        detail = "only one article can be used: nothing can be compared, every claim has one source"
        return [Warned("one_article", detail)]
    origins = {copies.get(a.id, a.id) for a in usable}
    if len(origins) == 1:
        return [
            Warned("one_origin", "all articles are copies of one text: they count as one origin")
        ]
    apart = _apart(usable, claims)
    detail = "it shares no report with the other articles: it may be about another event"
    return [Warned("different_event", detail, i) for i in apart]


def _apart(articles: Sequence[Article], claims: Sequence[Claim]) -> list[str]:
    """Return the articles that share no claim with the largest group of articles that do."""
    groups = Components()
    for claim in claims:
        for other in claim.articles[1:]:
            groups.join(claim.articles[0], other)
    members: dict[object, list[str]] = {}
    for article in articles:
        members.setdefault(groups.find(article.id), []).append(article.id)
    largest = max(members.values(), key=len)
    return [a.id for a in articles if a.id not in largest]
