"""Briefs, jobs and reviews in a database: SQLite in a file, or PostgreSQL by its address.

``Store`` opens a database and holds its doors: ``briefs`` for what callers ask for, ``jobs`` for
the work that is not done yet, ``slack`` for what Slack asked for. What goes in and comes out are
the nouns of ``api.store.nouns``; rows stay inside.
"""

from api.store.nouns import (
    FINAL,
    Draft,
    Errand,
    Filters,
    Found,
    Leased,
    Page,
    Place,
    Snapshot,
    Status,
    Verdict,
)
from api.store.store import Store

__all__ = [
    "FINAL",
    "Draft",
    "Errand",
    "Filters",
    "Found",
    "Leased",
    "Page",
    "Place",
    "Snapshot",
    "Status",
    "Store",
    "Verdict",
]
