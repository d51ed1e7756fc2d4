"""A worker shows what it has made, where it is told to."""

from __future__ import annotations

import datetime as dt
import urllib.request

from api.desks import Order, OwnDesk
from api.jobs.process import measured
from api.settings import Settings
from models.lexical import lexical_newsroom
from models.news import Options, Posted
from tests.api.support import STORY
from tests.servers import free_port


def test_a_worker_shows_its_metrics_at_an_address_of_their_own() -> None:
    """Its briefs are counted there, not by the service that accepted them."""
    port = free_port()
    desk = measured(OwnDesk(lexical_newsroom()), Settings(worker_metrics_port=port))
    order = Order([Posted("a1", "One", STORY)], Options(), "brf_1", dt.datetime.now(dt.UTC))
    desk.brief(order, lambda *_: None)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        assert "crosswire_briefs_total 1.0" in answer.read().decode()
