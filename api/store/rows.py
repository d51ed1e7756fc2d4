"""From rows to nouns and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from api.store.nouns import Draft, Snapshot, Status, Verdict
from api.store.tables import BriefRow, ReviewRow

SHOWN = (
    BriefRow.id,
    BriefRow.status,
    BriefRow.stage,
    BriefRow.done,
    BriefRow.total,
    BriefRow.attempts,
    BriefRow.created_at,
    BriefRow.articles,
    BriefRow.headline,
    BriefRow.error,
)


def select_snapshots() -> Select[*tuple[Any, ...]]:
    """Select what a snapshot shows."""
    return select(*SHOWN)


def snapshot_of(row: Row[*tuple[Any, ...]]) -> Snapshot:
    """Return a selected row as a snapshot."""
    return Snapshot(**row._mapping)


def verdicts_of(rows: Sequence[ReviewRow]) -> tuple[Verdict, ...]:
    """Return reviews in the order in which they were given."""
    return tuple(Verdict(r.verdict, r.by, r.at, r.reason, r.edited_text) for r in rows)


def row_of(draft: Draft, status: Status, due_at: dt.datetime) -> BriefRow:
    """Return a new row; nothing has been done for it yet."""
    return BriefRow(
        id=draft.id,
        owner=draft.owner,
        status=status,
        keep=draft.keep,
        articles=draft.articles,
        done=0,
        total=draft.stages,
        attempts=0,
        created_at=draft.created_at,
        due_at=due_at,
    )
