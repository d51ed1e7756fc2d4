"""Annexes without weights, started through the seam."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

from api.annex.staff import AnnexStaff
from api.annex.start import Annex
from api.desks import Order
from api.settings import Settings
from models.news import Options, Posted
from tests.api.support import OTHER, STORY


def command(kind: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.annex.process", kind)


def annex(kind: str = "lexical", settings: Settings | None = None) -> Annex:
    """Start an annex."""
    return Annex(settings or Settings(), command(kind))


def staff(kind: str, settings: Settings) -> AnnexStaff:
    """Return the staff of a service whose models are in an annex."""
    return AnnexStaff(settings, start=partial(Annex, command=command(kind)))


def order(*posted: Posted) -> Order:
    """Return an order of two articles, or of these."""
    both = (
        Posted("a1", "One", STORY),
        Posted("a2", "Two", OTHER, published_at=dt.date(2025, 12, 13)),
    )
    moment = dt.datetime(2025, 12, 13, 11, tzinfo=dt.UTC)
    return Order(posted or both, Options(max_words=90), "brf_x1WkLJq0a2Q7mJ4e", moment)


def go_on(stage: str, done: int, total: int) -> None:
    """Let the walk go on."""
