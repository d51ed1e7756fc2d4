"""``POST /v1/briefs`` and the health routes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.body import read_json
from api.house import House, house
from api.later import accept, path_of
from api.making import draft_of
from api.negotiation import FORMATS, choose, wants_later
from api.reading import article_count, request_of
from api.render.formats import headers_of, rendered
from api.schemas import BriefRequest
from api.slack.doors import shown as slack_shown
from models.errors import Cancelled

T = TypeVar("T")
InHouse = Annotated[House, Depends(house)]
Named = Annotated[
    str | None,
    Query(
        alias="format",
        description="Overrides `Accept`.",
        examples=["markdown"],
        json_schema_extra={"enum": [*FORMATS, None]},
    ),
]

router = APIRouter()


async def chosen_format(request: Request, named: Named = None) -> str:
    """Return the format to answer in; refuses early what could not be answered."""
    return choose(request.headers.get("accept"), named)


FormatName = Annotated[str, Depends(chosen_format)]


async def posted_request(request: Request, house: InHouse, _: FormatName) -> BriefRequest:
    """Return what was posted, within the limits; depends on the format to refuse that first."""
    raw = await read_json(request, house.settings.max_body_bytes)
    request.state.articles = article_count(raw)
    return request_of(raw, house.settings)


@router.post("/v1/briefs", **openapi.BRIEFS)
async def make_brief(
    request: Request,
    house: InHouse,
    format_name: FormatName,
    wanted: Annotated[BriefRequest, Depends(posted_request)],
) -> Response:
    """Turn articles on one event into one neutral brief that says where the sources disagree.

    The answer comes when the brief is made; that takes seconds. Where the service is busy, it says
    so at once (503 with `Retry-After`). Two equal requests give equal answers but for `id`,
    `created_at` and `timings_ms`. It can be fetched again under its id, unless `options.store` is
    false.

    With `Prefer: respond-async` the request is queued: 202, and the brief is fetched at `Location`
    or watched at its `/events`.
    """
    if wants_later(request.headers.get("prefer")):
        return await accept(house, wanted)
    draft = draft_of(wanted)
    answer = await while_connected(request, house.workers.make(wanted, draft))
    body = await run_sync(rendered, answer, format_name)
    headers = {"Content-Location": path_of(answer.id)} if draft.keep else {}
    return Response(body, 200, {**headers_of(format_name), **headers}, FORMATS[format_name])


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await ``work``, but cancel it when the caller goes away.

    Raises:
        Cancelled: the caller went away first.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Cancelled
        return working.result()
    finally:
        leaving.cancel()
        working.cancel()
        await asyncio.gather(leaving, working, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


@router.get("/healthz", **openapi.HEALTHZ)
@router.head("/healthz", include_in_schema=False)
async def alive() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz", **openapi.READYZ)
@router.head("/readyz", include_in_schema=False)
async def ready(request: Request, house: InHouse) -> dict[str, Any]:
    """Say whether the models are loaded, and which; where Slack is on, whether its token works."""
    slack = slack_shown(request.app.state.slack)
    return {"status": "ready", "models": house.workers.models(), **slack}
