"""Briefs are kept, found, listed and erased, and nothing of an erased one stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.store import Filters, Place, Store, Verdict
from api.store.tables import BriefRow, ContentRow, ReviewRow
from tests.store.support import NOON, accepted, claimed, draft, kept

DAY = dt.timedelta(days=1)


def rows(store: Store) -> tuple[int, ...]:
    with store.database.reading() as session:
        tables = (BriefRow, ContentRow, ReviewRow)
        return tuple(session.scalar(select(func.count()).select_from(t)) or 0 for t in tables)


def listed(store: Store, filters: Filters | None = None, most: int = 100) -> list[str]:
    return [b.id for b in store.briefs.page(filters or Filters(), None, most).briefs]


def verdict(**given: str) -> Verdict:
    return Verdict(**{"verdict": "approved", "by": "j.doe", "at": NOON, **given})  # type: ignore[arg-type]


def test_a_kept_brief_is_found_again(store: Store) -> None:
    """With the time it was made at, in UTC."""
    brief = kept(store)
    found = store.briefs.find(brief)
    assert found
    assert found.answer == '{"headline": "Ferry burns"}'
    assert found.snapshot.created_at == NOON
    assert found.snapshot.created_at.tzinfo is dt.UTC
    assert (found.snapshot.status, found.snapshot.done) == ("succeeded", 7)
    assert store.briefs.find("brf_unknown") is None


def test_reviews_stand_in_the_order_they_were_given(store: Store) -> None:
    """With the edited text beside ours."""
    brief = kept(store)
    assert store.briefs.review(brief, verdict(verdict="rejected", reason="Too long"))
    assert store.briefs.review(brief, verdict(edited_text="Shorter."))
    found = store.briefs.find(brief)
    assert found
    assert [r.verdict for r in found.reviews] == ["rejected", "approved"]
    assert found.reviews[1] == verdict(edited_text="Shorter.")


def test_only_a_finished_brief_is_reviewed(store: Store) -> None:
    """There is nothing to judge before."""
    assert not store.briefs.review(accepted(store), verdict())
    assert not store.briefs.review("brf_unknown", verdict())


def test_an_erased_brief_leaves_nothing(store: Store) -> None:
    """Neither articles nor reviews."""
    brief = kept(store)
    store.briefs.review(brief, verdict())
    assert rows(store) == (1, 1, 1)
    assert store.briefs.cancel_or_erase(brief) == "erased"
    assert rows(store) == (0, 0, 0)
    assert store.briefs.cancel_or_erase(brief) is None


def test_a_cancelled_job_is_remembered_without_its_articles(store: Store) -> None:
    """And erased when it is asked for once more."""
    lease = claimed(store)
    assert store.briefs.cancel_or_erase(lease.id) == "cancelled"
    assert rows(store) == (1, 0, 0)
    assert store.briefs.cancel_or_erase(lease.id) == "erased"


def test_pages_show_every_brief_once_the_newest_first(store: Store) -> None:
    """Also those of one second, also while new ones come."""
    made = {kept(store, created_at=NOON + n // 3 * dt.timedelta(seconds=1)) for n in range(10)}
    seen: list[str] = []
    behind: Place | None = None
    while True:
        page = store.briefs.page(Filters(), behind, 4)
        seen += [b.id for b in page.briefs]
        kept(store, created_at=NOON + DAY)
        if page.rest is None:
            break
        behind = page.rest
    assert sorted(seen) == sorted(made)
    times = [found.created_at for name in seen if (found := store.briefs.snapshot(name))]
    assert times == sorted(times, reverse=True)


def test_a_list_can_be_narrowed(store: Store) -> None:
    """By status and by time: from a moment on, and before another."""
    first, second = kept(store, created_at=NOON), kept(store, created_at=NOON + DAY)
    queued = accepted(store, created_at=NOON + 2 * DAY)
    assert listed(store) == [queued, second, first]
    assert listed(store, Filters(statuses=("queued", "failed"))) == [queued]
    assert listed(store, Filters(created_after=NOON + DAY)) == [queued, second]
    assert listed(store, Filters(created_before=NOON + DAY)) == [first]
    assert listed(store, Filters(("succeeded",), NOON + DAY, NOON + 2 * DAY)) == [second]


def test_what_was_not_to_be_kept_is_not_listed(store: Store) -> None:
    """Its caller still waits for it."""
    accepted(store, keep=False)
    assert listed(store) == []


def test_old_briefs_are_erased(store: Store) -> None:
    """With everything that belongs to them; what is young or unfinished stays."""
    now = dt.datetime.now(dt.UTC)
    old, young = kept(store, created_at=now - 31 * DAY), kept(store, created_at=now - 29 * DAY)
    waiting = accepted(store, created_at=now - 31 * DAY)
    store.briefs.review(old, verdict())
    assert store.briefs.erase_outdated(30 * DAY, unkept=DAY) == 1
    assert sorted(listed(store)) == sorted([young, waiting])
    assert rows(store) == (2, 2, 0)


def test_what_nobody_came_for_is_erased(store: Store) -> None:
    """It was not to be kept."""
    job = accepted(store, keep=False)
    assert store.briefs.erase_outdated(DAY * 30_000, unkept=dt.timedelta(0)) == 0
    lease = store.jobs.claim("worker-1", 60, job)
    assert lease
    store.jobs.succeed(lease, "{}", "")
    assert store.briefs.erase_outdated(DAY * 30_000, unkept=DAY) == 0
    assert store.briefs.erase_outdated(DAY * 30_000, unkept=dt.timedelta(0)) == 1


def test_erased_articles_are_overwritten(tmp_path: Path) -> None:
    """SQLite would leave them in its file until their place is needed."""
    file = tmp_path / "store.db"
    store = Store(f"sqlite:///{file}")
    store.prepare()
    brief = draft(request="zq-secret " * 2_000)
    store.briefs.keep(brief, "{}", "")
    store.briefs.erase(brief.id)
    store.close()
    assert b"zq-secret" not in file.read_bytes()


@pytest.mark.parametrize("text", ["ü – “quoted” 🛳", "line\nbreak\r\n\ttab", "'; DROP TABLE briefs"])
def test_texts_come_back_as_they_went_in(store: Store, text: str) -> None:
    """Character by character."""
    brief = draft()
    store.briefs.keep(brief, text, text)
    found = store.briefs.find(brief.id)
    assert found
    assert (found.answer, found.snapshot.headline) == (text, text)
