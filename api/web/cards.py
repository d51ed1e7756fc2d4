"""Disagreements as cards: each side with its value, its sources and its quotes."""

from __future__ import annotations

from dataclasses import dataclass

from api.schemas.answer import Disagreement, Position
from api.web.opened import Mark, Opened
from api.web.paging import Page, page_of

CARDS = 20
KINDS = {
    "number": "Figures",
    "date": "Dates",
    "place": "Places",
    "name": "Names",
    "attribution": "Who said it",
    "polarity": "Whether it happened",
    "certainty": "How certain it is",
    "framing": "Framing",
}
STATUSES = {
    "contradiction": "Cannot both be true",
    "superseded": "A later report updates it",
    "inconsistent": "One source contradicts itself or the calendar",
    "framing": "The same fact, judged differently",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage, cut around the value where the value stands in it."""

    before: str
    value: str
    after: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Side:
    """One position."""

    value: str
    holders: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One disagreement; ``number`` counts from 1 in the whole brief."""

    number: int
    dispute: Disagreement
    kind: str
    status: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """One page of them."""

    cards: tuple[Card, ...]
    page: Page


def cards_of(opened: Opened, wanted: int = 1) -> Cards:
    """Return a page of the disagreements, in the order of the answer."""
    disputes = opened.answer.disagreements
    page = page_of(len(disputes), CARDS, wanted)
    shown = enumerate(disputes[page.first : page.end], start=page.first + 1)
    return Cards(tuple(_card(n, d, opened) for n, d in shown), page)


def card_path(opened: Opened, number: int) -> str:
    """Return where a card is, as seen from the brief's page."""
    page = page_of(len(opened.answer.disagreements), CARDS, 1 + (number - 1) // CARDS).number
    return f"#d{number}" if page == 1 else f"{opened.path}/disagreements?page={page}#d{number}"


def _card(number: int, dispute: Disagreement, opened: Opened) -> Card:
    return Card(
        number,
        dispute,
        KINDS[dispute.kind],
        STATUSES[dispute.status],
        tuple(_side(position, opened) for position in dispute.positions),
    )


def _side(position: Position, opened: Opened) -> Side:
    holders = [opened.by_id[name].source for name in position.articles]
    if position.basis == "calendar":
        holders.append("The calendar")
    quotes = []
    for evidence in position.evidence:
        before, value, after = evidence.quote.partition(position.value)
        (mark,) = opened.marks([evidence])
        quotes.append(Quote(before, value, after, mark))
    return Side(position.value, tuple(dict.fromkeys(holders)), tuple(quotes))
