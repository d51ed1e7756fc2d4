"""``Prefer: respond-async``: the request is queued, and its caller told where the brief will be."""

from __future__ import annotations

from dataclasses import replace

from anyio.to_thread import run_sync
from fastapi import Response

from api.errors import Busy, InvalidRequest
from api.house import House
from api.schemas import BriefRequest
from api.showing import path_of, standing_json
from api.store import Draft, Snapshot
from models.errors import Flaw

LOOK_AGAIN_S = 2
"""After how many seconds a caller who does not listen to events may look again."""


def refuse_unstored(request: BriefRequest) -> None:
    """Refuse a brief that may not be stored: it could not be fetched.

    Raises:
        InvalidRequest: it is one.
    """
    if not request.options.store:
        said = "must be true where the answer comes later (Prefer: respond-async)"
        flaw = Flaw("#/options/store", said)
        raise InvalidRequest(f"{flaw.pointer}: {said}", [flaw])


async def accept(house: House, draft: Draft) -> Response:
    """Queue a request and answer 202.

    Raises:
        Busy: too many are queued.
        NotReady: the models could not be loaded.
        StoreUnavailable: it could not be queued.
        StillOpen: another request has taken the place of this one.
    """
    house.workers.refuse_in_vain()
    await run_sync(queue, house, draft)
    return accepted(_just_queued(draft))


def accepted(queued: Snapshot) -> Response:
    """Return the 202 of a brief that was just queued."""
    headers = {
        "Location": path_of(queued.id),
        "Retry-After": str(LOOK_AGAIN_S),
        "Preference-Applied": "respond-async",
    }
    return Response(standing_json(queued), 202, headers, "application/json")


def accepted_again(now: Snapshot) -> Response:
    """Return the same 202 to a request that is repeated, wherever its brief stands by now."""
    as_then = replace(now, status="queued", stage=None, done=0, error=None)
    return accepted(as_then)


def queue(house: House, draft: Draft) -> None:
    """Queue a job and tell the workers.

    Raises:
        Busy: too many are queued.
        StoreUnavailable: it could not be queued.
    """
    settings = house.settings
    if not house.store.jobs.accept(draft, settings.max_queued):
        raise Busy(
            f"{settings.max_queued:,} briefs are queued already: try again in "
            f"{settings.retry_after_s} s.",
            headers={"Retry-After": str(settings.retry_after_s)},
        )
    house.workers.tell(draft.id)


def _just_queued(draft: Draft) -> Snapshot:
    return Snapshot(
        id=draft.id,
        status="queued",
        stage=None,
        done=0,
        total=draft.stages,
        attempts=0,
        created_at=draft.created_at,
        articles=draft.articles,
    )
