"""``Prefer: respond-async``: the request is queued, and its caller told where the brief will be."""

from __future__ import annotations

from anyio.to_thread import run_sync
from fastapi import Response

from api.errors import Busy, InvalidRequest
from api.house import House
from api.making import draft_of
from api.schemas import BriefRequest
from api.showing import standing_json
from api.store import Draft, Snapshot
from models.errors import Flaw

LOOK_AGAIN_S = 2
"""After how many seconds a caller who does not listen to events may look again."""


async def accept(house: House, request: BriefRequest) -> Response:
    """Queue a request and answer 202.

    Raises:
        InvalidRequest: the brief may not be stored, so it could not be fetched.
        Busy: too many are queued.
        NotReady: the models could not be loaded.
        StoreUnavailable: it could not be queued.
    """
    if not request.options.store:
        said = "must be true where the answer comes later (Prefer: respond-async)"
        flaw = Flaw("#/options/store", said)
        raise InvalidRequest(f"{flaw.pointer}: {said}", [flaw])
    house.workers.refuse_in_vain()
    draft = draft_of(request)
    await run_sync(queue, house, draft)
    headers = {
        "Location": path_of(draft.id),
        "Retry-After": str(LOOK_AGAIN_S),
        "Preference-Applied": "respond-async",
    }
    return Response(standing_json(_just_queued(draft)), 202, headers, "application/json")


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


def path_of(id: str) -> str:  # noqa: A002
    """Return where a brief is to be found."""
    return f"/v1/briefs/{id}"
