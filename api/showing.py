"""Between the nouns of the store and what callers see of them."""

from __future__ import annotations

import datetime as dt

from api.schemas.jobs import BriefList, Listed, Standing
from api.schemas.problem import Problem
from api.schemas.review import ReviewIn
from api.store import Page, Snapshot, Verdict


def standing_json(snapshot: Snapshot) -> str:
    """Return where a brief stands, as JSON; `error` stands only where it failed."""
    shown = Standing.model_validate(_fields(snapshot, Standing))
    if shown.error is None:
        return shown.model_dump_json(exclude={"error"})
    nameless = {"error": {"instance"}} if shown.error.instance is None else None
    return shown.model_dump_json(exclude=nameless)


def list_of(page: Page, cursor: str | None) -> BriefList:
    """Return a page of the list, with the cursor of the next one."""
    briefs = [Listed.model_validate(_fields(b, Listed)) for b in page.briefs]
    return BriefList(briefs=briefs, next=cursor)


def _fields(snapshot: Snapshot, model: type[Standing]) -> dict[str, object]:
    fields = {name: getattr(snapshot, name) for name in model.model_fields}
    problem = snapshot.error and Problem.model_validate_json(snapshot.error)
    return {**fields, "error": problem or None}


def verdict_of(posted: ReviewIn, at: dt.datetime) -> Verdict:
    """Return a review as it is kept."""
    return Verdict(posted.verdict, posted.by, at, posted.reason, posted.edited_text)


def path_of(id: str) -> str:  # noqa: A002
    """Return where a brief is to be found."""
    return f"/v1/briefs/{id}"
