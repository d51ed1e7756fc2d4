"""Who says what: claims by sources. Who says it, who differs, who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from api.schemas.answer import Claim, Disagreement, Evidence, Position
from api.web.opened import Mark, Opened
from api.web.paging import Page, page_of

ROWS = 50
FEW = 6
"""Articles up to which each has a column of some width; of more, silent neighbours share a cell."""
Show = Literal["all", "disputed", "agreed"]
Numbered = tuple[int, Disagreement]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows somebody wants to see; ``source`` is an article's number, 0 for all."""

    show: Show = "all"
    source: int = 0
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article has to do with a claim; ``value`` is its side where sides are taken.

    ``columns`` is more than one where so many neighbours are silent.
    """

    state: Literal["says", "differs", "silent"]
    mark: Mark | None = None
    value: str = ""
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, a cell for each article, and the disagreements that the claim is part of."""

    claim: Claim
    cells: tuple[Cell, ...]
    disputes: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the claims that are disputed or have two or more origins."""

    rows: tuple[Row, ...]
    page: Page
    wish: Wish
    few: bool


@dataclass(frozen=True, slots=True)
class _Side:
    value: str
    differs: bool
    evidence: tuple[Evidence, ...]


def matrix_of(opened: Opened, wish: Wish) -> Matrix:
    """Return the rows that somebody wants to see."""
    disputes = {d.id: (n, d) for n, d in enumerate(opened.answer.disagreements, start=1)}
    wanted = [c for c in compared(opened) if _wanted(c, opened, disputes, wish)]
    page = page_of(len(wanted), ROWS, wish.page)
    rows = tuple(_row(claim, opened, disputes) for claim in wanted[page.first : page.end])
    return Matrix(rows, page, wish, len(opened.texts) <= FEW)


def compared(opened: Opened) -> list[Claim]:
    """Return the claims that are disputed or have two or more origins, the disputed first."""
    found = [c for c in opened.answer.claims if c.disagreements or c.origins > 1]
    return sorted(found, key=lambda claim: not claim.disagreements)


def _wanted(claim: Claim, opened: Opened, disputes: Mapping[str, Numbered], wish: Wish) -> bool:
    if wish.show != "all" and bool(claim.disagreements) != (wish.show == "disputed"):
        return False
    if not all(word in claim.text.casefold() for word in wish.words.casefold().split()):
        return False
    if not 0 < wish.source <= len(opened.texts):
        return True
    name = opened.texts[wish.source - 1].report.id
    return name in claim.articles or name in _sides(claim, _found(claim, disputes))


def _found(claim: Claim, disputes: Mapping[str, Numbered]) -> tuple[Numbered, ...]:
    return tuple(disputes[name] for name in claim.disagreements if name in disputes)


def _row(claim: Claim, opened: Opened, disputes: Mapping[str, Numbered]) -> Row:
    found = _found(claim, disputes)
    sides = _sides(claim, found)
    marks = {mark.article: mark for mark in opened.marks(claim.evidence)}
    cells = []
    for text in opened.texts:
        side, mark = sides.get(text.report.id), marks.get(text.number)
        if side and side.differs:
            own = opened.marks(side.evidence)
            cells.append(Cell("differs", own[0] if own else mark, side.value))
        elif text.report.id in claim.articles:
            cells.append(Cell("says", mark, side.value if side else ""))
        else:
            cells.append(Cell("silent"))
    return Row(claim, tuple(cells if len(cells) <= FEW else _merged(cells)), found)


def _merged(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield silent neighbours as one: of a hundred articles nearly all are silent on a claim."""
    for silent, run in groupby(cells, key=lambda cell: cell.state == "silent"):
        together = tuple(run)
        yield from [Cell("silent", columns=len(together))] if silent else together


def _sides(claim: Claim, disputes: Sequence[Numbered]) -> dict[str, _Side]:
    """Return the side that each article takes; one that differs anywhere differs."""
    sides: dict[str, _Side] = {}
    for _, dispute in disputes:
        own = _own(claim, dispute)
        for position in dispute.positions if own else ():
            for name in position.articles:
                differs = own is not None and name not in own.articles
                evidence = tuple(e for e in position.evidence if e.article_id == name)
                if name not in sides or (differs and not sides[name].differs):
                    sides[name] = _Side(position.value, differs, evidence)
    return sides


def _own(claim: Claim, dispute: Disagreement) -> Position | None:
    """Return the side that the claim's own words are on; None where they take none.

    A claim may hold both sides: sentences that say the same but for one figure are one claim.
    """
    told = next((e for e in claim.evidence if e.quote == claim.text), None)
    names = [told.article_id] if told else []
    for position in dispute.positions:
        if told and any(_overlap(told, e) for e in position.evidence):
            return position
    for name in [*names, *claim.articles]:
        for position in dispute.positions:
            if name in position.articles:
                return position
    return None


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.article_id == other.article_id
    return same and one.start < other.end and other.start < one.end
