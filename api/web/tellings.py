"""What else a brief tells: when it happened, what one source alone says, how loaded each is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from api.schemas.answer import Claim, SingleSource
from api.web.opened import Mark, Opened, Text
from api.web.paging import Page, page_of

DATED = 40


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim of the time line; ``sources`` are marks to where it is said."""

    claim: Claim
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What is dated to one day."""

    date: dt.date
    claims: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One page of the dated claims, day by day."""

    days: tuple[Day, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Alone:
    """What one article alone says."""

    text: Text
    said: tuple[tuple[SingleSource, Mark], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One article among the sources; ``copy_of`` is the one whose words it runs."""

    text: Text
    loaded: float
    copy_of: Text | None
    missing: bool


def time_line_of(opened: Opened, wanted: int = 1) -> TimeLine:
    """Return a page of the dated claims, the earliest first."""
    dated = [(c.date, place, c) for place, c in enumerate(opened.answer.claims) if c.date]
    dated.sort(key=lambda entry: entry[:2])
    page = page_of(len(dated), DATED, wanted)
    days = tuple(
        Day(date, tuple(Dated(claim, opened.marks(claim.evidence)) for _, _, claim in entries))
        for date, entries in groupby(dated[page.first : page.end], key=lambda entry: entry[0])
    )
    return TimeLine(days, page)


def alone_of(opened: Opened) -> tuple[Alone, ...]:
    """Return what only one article says, article by article."""
    found: dict[str, list[tuple[SingleSource, Mark]]] = {}
    for said in opened.answer.single_source:
        (mark,) = opened.marks_at([(said.article_id, said.start, said.end)])
        found.setdefault(said.article_id, []).append((said, mark))
    texts = (text for text in opened.texts if text.report.id in found)
    return tuple(Alone(text, tuple(found[text.report.id])) for text in texts)


def sources_of(opened: Opened) -> tuple[Source, ...]:
    """Return the articles with how loaded their wording is."""
    loaded = opened.answer.neutrality.articles
    return tuple(
        Source(
            text,
            loaded.get(text.report.id, 0.0),
            opened.by_id.get(text.report.same_copy_as or ""),
            not text.report.sentences,
        )
        for text in opened.texts
    )
