"""``/v1/briefs/...``: briefs found again, watched, listed, reviewed, cancelled and erased."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import AwareDatetime

from api import openapi_briefs as openapi
from api.body import read_json
from api.cursors import ID, cursor_of, place_of
from api.errors import InvalidRequest, NoSuchBrief, NotFinished
from api.house import House, house
from api.keys.asking import Reader, Reviewer, Writer
from api.later import LOOK_AGAIN_S
from api.negotiation import FORMATS
from api.reading import review_of
from api.render.formats import headers_of, rendered
from api.routes import FormatName
from api.schemas import BriefAnswer, now
from api.schemas.jobs import BriefList
from api.schemas.review import Review
from api.showing import list_of, standing_json, verdict_of
from api.store import Filters, Found, Snapshot, Status
from api.store.briefs import Briefs
from api.watching import END, stream
from models.errors import Flaw

InHouse = Annotated[House, Depends(house)]

router = APIRouter()


async def known_id(
    id: Annotated[  # noqa: A002
        str, Path(description="The brief's id.", examples=["brf_x1WkLJq0a2Q7mJ4e"])
    ],
) -> str:
    """Return an id that a brief may have."""
    if not ID.fullmatch(id):
        raise NoSuchBrief("That is no id of a brief: they begin with brf_ and have 20 characters.")
    return id


Id = Annotated[str, Depends(known_id)]


async def snapshot_of(house: InHouse, caller: Reader, id: Id) -> Snapshot:  # noqa: A002
    """Return where a brief stands, or refuse."""
    return await _snapshot(house.store.briefs.of(caller.owner), id)


async def _snapshot(briefs: Briefs, id: str) -> Snapshot:  # noqa: A002
    found = await run_sync(briefs.snapshot, id)
    if found is None:
        raise _no_such()
    return found


def _no_such() -> NoSuchBrief:
    return NoSuchBrief("There is no brief of this id: it was erased, or never kept here.")


@router.get("/v1/briefs/{id}", **openapi.FETCH)
async def fetch_brief(
    house: InHouse,
    caller: Reader,
    id: Id,  # noqa: A002
    format_name: FormatName,
) -> Response:
    """Return a brief as it was answered, with its reviews; before its end, where it stands.

    A brief that is not there (yet) is told of as JSON, whatever format was asked for.
    """
    found = await run_sync(house.store.briefs.of(caller.owner).find, id)
    if found is None:
        raise _no_such()
    if found.answer is None or found.snapshot.status != "succeeded":
        return _standing(found.snapshot)
    body = await run_sync(_answer, found, format_name)
    return Response(body, 200, headers_of(format_name), FORMATS[format_name])


def _standing(snapshot: Snapshot) -> Response:
    headers = {"Vary": "Accept"}
    if not snapshot.final:
        headers["Retry-After"] = str(LOOK_AGAIN_S)
    return Response(standing_json(snapshot), 200, headers, "application/json")


def _answer(found: Found, format_name: str) -> str:
    answer = BriefAnswer.model_validate_json(found.answer or "")
    reviews = [Review.model_validate(review) for review in found.reviews]
    return rendered(answer.model_copy(update={"reviews": reviews}), format_name)


@router.get("/v1/briefs/{id}/events", **openapi.EVENTS)
async def watch_brief(
    house: InHouse,
    snapshot: Annotated[Snapshot, Depends(snapshot_of)],
    last_event_id: Annotated[
        str | None, Header(description="Of the last event that you got.", examples=["1.3"])
    ] = None,
) -> Response:
    """Stream a brief's progress as server-sent events, with heartbeats in between.

    `progress` carries the latest snapshot, the first at once; `end` the last one, and closes the
    stream. A client that reconnects after `end` gets 204, which tells it to stop.
    """
    if snapshot.final and last_event_id == END:
        return Response(status_code=204)
    return stream(house.store, snapshot)


@router.delete("/v1/briefs/{id}", status_code=204, **openapi.ERASE)
async def erase_brief(house: InHouse, caller: Writer, id: Id) -> Response:  # noqa: A002
    """Cancel a brief that is queued or running; erase one that is finished, articles and all."""
    briefs = house.store.briefs.of(caller.owner)
    if await run_sync(briefs.cancel_or_erase, id) is None:
        raise _no_such()
    return Response(status_code=204)


@router.post("/v1/briefs/{id}/reviews", status_code=201, **openapi.REVIEW)
async def review_brief(
    request: Request,
    house: InHouse,
    caller: Reviewer,
    id: Id,  # noqa: A002
) -> Review:
    """Record a human verdict on a finished brief; the brief shows it under `reviews`."""
    posted = review_of(await read_json(request, house.settings.max_body_bytes))
    verdict = verdict_of(posted, now())
    briefs = house.store.briefs.of(caller.owner)
    if not await run_sync(briefs.review, id, verdict):
        await _refuse_review(briefs, id)
    return Review.model_validate(verdict)


async def _refuse_review(briefs: Briefs, id: str) -> None:  # noqa: A002
    snapshot = await _snapshot(briefs, id)
    raise NotFinished(f"The brief is {snapshot.status}: there is nothing to review.")


async def wanted(
    status: Annotated[
        list[Status] | None,
        Query(
            description="Only briefs of this status; repeat it for several.", examples=[["queued"]]
        ),
    ] = None,
    created_after: Annotated[
        AwareDatetime | None,
        Query(
            description="Only briefs created at this moment or later.",
            examples=["2025-12-13T00:00:00Z"],
        ),
    ] = None,
    created_before: Annotated[
        AwareDatetime | None,
        Query(
            description="Only briefs created before this moment.", examples=["2025-12-14T00:00:00Z"]
        ),
    ] = None,
) -> Filters:
    """Return which briefs to list."""
    after = _utc(created_after, "created_after")
    return Filters(tuple(status or ()), after, _utc(created_before, "created_before"))


def _utc(moment: dt.datetime | None, name: str) -> dt.datetime | None:
    try:
        return moment and moment.astimezone(dt.UTC)
    except OverflowError:
        said = f"query {name}: is outside of the calendar"
        raise InvalidRequest(said, [Flaw("#", said)]) from None


@router.get("/v1/briefs", **openapi.LIST)
async def list_briefs(
    house: InHouse,
    caller: Reader,
    filters: Annotated[Filters, Depends(wanted)],
    limit: Annotated[
        int, Query(ge=1, le=100, description="How many on a page.", examples=[20])
    ] = 20,
    cursor: Annotated[
        str | None,
        Query(description="`next` of the page before.", max_length=200, examples=[None]),
    ] = None,
) -> BriefList:
    """List briefs, the newest first. The same filters belong to every page of a list."""
    behind = None if cursor is None else place_of(cursor)
    page = await run_sync(house.store.briefs.of(caller.owner).page, filters, behind, limit)
    return list_of(page, cursor_of(page.rest) if page.rest else None)
