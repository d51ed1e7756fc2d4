"""Briefs, jobs and reviews in a database: SQLite in a file, or PostgreSQL by its address.

``Store`` opens a database and holds its doors: ``briefs`` for what callers ask for, ``jobs`` for
the work that is not done yet, ``keys`` for who may ask, ``repeats`` for requests that are sent
twice, ``webhooks`` and ``outbox`` for who is told of a brief's end, ``slack`` for what Slack asked
for, ``sessions`` for who is signed in at the desk. What goes in and comes out are the nouns of
``api.store.nouns``; rows stay inside.
"""

from api.store.nouns import (
    FINAL,
    Asker,
    Claim,
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
    "Asker",
    "Claim",
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
