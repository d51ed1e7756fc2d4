"""A claim is settled by the brief that it was for, in the brief's own transaction."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.orm import Session

from api.errors import StillOpen
from api.store.changes import changed
from api.store.nouns import Claim, Draft
from api.store.tables import RepeatRow


def held(claim: Claim) -> ColumnElement[bool]:
    """Select the row of a claim that is neither settled nor taken by another request."""
    return and_(
        RepeatRow.key_id == claim.key_id,
        RepeatRow.name == claim.name,
        RepeatRow.token == claim.token,
        RepeatRow.brief_id.is_(None),
    )


def settle(session: Session, draft: Draft) -> None:
    """Note which brief the request of a draft became.

    Raises:
        StillOpen: this one fell silent for so long that another took its place; that one is the
            first now, and the brief of this one must not be.
    """
    if draft.claim is None:
        return
    mine = update(RepeatRow).where(held(draft.claim)).values(brief_id=draft.id)
    if not changed(session.execute(mine)):
        raise StillOpen("Another request with this Idempotency-Key has taken this one's place.")
