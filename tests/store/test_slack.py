"""What Slack asked for is carried out once, whoever hears of it, however often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from api.store import Asker, Errand, Store
from tests.store.support import accepted

ASKED = Errand("k1", "slack:T1", '{"way": "command"}', "brf_0123456789abcdef")


def test_an_errand_is_admitted_once(store: Store) -> None:
    """By one of many deliveries at the same moment."""
    with ThreadPoolExecutor(8) as deliveries:
        admitted = list(deliveries.map(lambda n: store.slack.admit(ASKED, f"w{n}", 60), range(16)))
    assert admitted.count(True) == 1


def test_what_was_answered_is_not_admitted_again(store: Store) -> None:
    """What was asked is erased, that it was asked is not."""
    assert store.slack.admit(ASKED, "w1", 60)
    store.slack.end("k1")
    assert not store.slack.admit(ASKED, "w1", 60)
    assert store.slack.take("w2", 60) == []


def test_an_errand_is_taken_over_where_its_process_is_lost(
    store: Store, opened: Callable[[], Store]
) -> None:
    """With how far it was; not while it is held."""
    assert store.slack.admit(ASKED, "w1", 60)
    assert opened().slack.take("w2", 60) == []
    store.slack.note(replace(ASKED, message_ts="1.2", parts=3))
    assert store.slack.renew("k1", "w1", -1)
    (taken,) = opened().slack.take("w2", 60)
    assert taken.since
    assert dt.datetime.now(dt.UTC) - taken.since < dt.timedelta(minutes=1)
    assert taken == replace(ASKED, message_ts="1.2", parts=3, attempts=2, since=taken.since)
    assert not store.slack.renew("k1", "w1", 60)


def test_a_process_that_stops_gives_its_errands_back(store: Store) -> None:
    """Without counting an attempt."""
    assert store.slack.admit(ASKED, "w1", 60)
    store.slack.release("w1")
    (taken,) = store.slack.take("w2", 60)
    assert taken.attempts == 1


def test_a_click_counts_once(store: Store) -> None:
    """And nobody takes it over."""
    assert store.slack.once("k2", "slack:T1", ASKED.brief_id)
    assert not store.slack.once("k2", "slack:T1", ASKED.brief_id)
    assert store.slack.take("w1", 60) == []


def test_what_is_long_ago_is_forgotten(store: Store) -> None:
    """Slack will not deliver it again."""
    assert store.slack.admit(ASKED, "w1", 60)
    store.slack.erase_outdated(dt.timedelta(days=1))
    assert not store.slack.admit(ASKED, "w1", 60)
    store.slack.erase_outdated(dt.timedelta(0))
    assert store.slack.admit(ASKED, "w1", 60)


def test_a_brief_is_its_owners(store: Store) -> None:
    """Another team does not find it."""
    job = accepted(store, asker=Asker("slack:T1"))
    found = store.slack.brief_of(job, "slack:T1")
    assert found
    assert found.answer is None
    assert store.slack.brief_of(job, "slack:T2") is None
    assert store.slack.brief_of(accepted(store), "slack:T1") is None
