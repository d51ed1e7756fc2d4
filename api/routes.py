"""``POST /v1/briefs`` and the health routes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Request, Response

from api import openapi
from api.body import read_json
from api.errors import StillOpen
from api.house import House, house
from api.keys.asking import Writer
from api.keys.callers import Caller
from api.later import accept, accepted_again, refuse_unstored
from api.making import draft_of
from api.negotiation import FORMATS, choose, wants_later
from api.reading import article_count, request_of
from api.render.formats import headers_of, rendered
from api.repeating import answer_of, claim_of, earlier_than, fingerprint_of, held
from api.schemas import BriefAnswer, BriefRequest
from api.showing import path_of
from api.slack.doors import shown as slack_shown
from api.store import Claim
from api.store.repeats import Earlier
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


async def posted_request(
    request: Request, house: InHouse, _: Writer, __: FormatName
) -> BriefRequest:
    """Return what was posted, within the limits; key and format are refused first."""
    raw = await read_json(request, house.settings.max_body_bytes)
    request.state.articles = article_count(raw)
    request.state.fingerprint = fingerprint_of(raw)
    return request_of(raw, house.settings)


Posted = Annotated[BriefRequest, Depends(posted_request)]
Once = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Your name for this request: sent again within a day under the same name, it "
        "gets the same answer and makes no second brief.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


async def claim_on(caller: Writer, wanted: Posted, once: Once = None) -> Claim | None:
    """Return the claim of a request that may be repeated."""
    return claim_of(once, caller.asker, wanted.options.store)


@router.post("/v1/briefs", **openapi.BRIEFS)
async def make_brief(
    request: Request,
    house: InHouse,
    caller: Writer,
    format_name: FormatName,
    wanted: Posted,
    claim: Annotated[Claim | None, Depends(claim_on)],
) -> Response:
    """Turn articles on one event into one neutral brief that says where the sources disagree.

    The answer comes when the brief is made; that takes seconds. Where the service is busy, it says
    so at once (503 with `Retry-After`). Two equal requests give equal answers but for `id`,
    `created_at` and `timings_ms`. It can be fetched again under its id, unless `options.store` is
    false.

    With `Prefer: respond-async` the request is queued: 202, and the brief is fetched at `Location`
    or watched at its `/events`.

    With an `Idempotency-Key` it is safe to send a request again: the answer is the same. Another
    body is refused (422), and so is a repetition while the first is being answered (409).
    """
    later = wants_later(request.headers.get("prefer"))
    if later:
        refuse_unstored(wanted)
    draft = draft_of(wanted, caller.asker, claim)
    if claim:
        known = request.state.fingerprint
        earlier = await run_sync(earlier_than, house.store, claim, known, later)
        if earlier:
            return await answered_again(house, caller, earlier, format_name)
    async with held(house.store.repeats, claim):
        if later:
            return await accept(house, draft)
        answer = await while_connected(request, house.workers.make(wanted, draft))
    return await _shown(answer, format_name, draft.keep)


async def _shown(answer: BriefAnswer, format_name: str, kept: bool) -> Response:
    body = await run_sync(rendered, answer, format_name)
    headers = {"Content-Location": path_of(answer.id)} if kept else {}
    return Response(body, 200, {**headers_of(format_name), **headers}, FORMATS[format_name])


async def answered_again(
    house: House, caller: Caller, earlier: Earlier, format_name: str
) -> Response:
    """Answer a request as its first was answered, in whatever format is asked for now."""
    briefs = house.store.briefs.of(caller.owner)
    found = await run_sync(briefs.find, earlier.brief_id or "")
    if found is None:
        raise StillOpen("The brief of this Idempotency-Key is just being erased.")
    if earlier.later:
        return accepted_again(found.snapshot)
    return await _shown(answer_of(found), format_name, kept=True)


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
    """Say whether briefs can be taken: the models are loaded, or workers elsewhere have them.

    How many of these are there is told, but a service is ready without them: briefs wait. Where
    Slack is on, it is told whether its token works.
    """
    slack = slack_shown(request.app.state.slack)
    models = house.workers.models()
    return {"status": "ready", "models": models, **house.workers.shown(), **slack}
