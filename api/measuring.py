"""``GET /metrics``: what Prometheus collects. It tells how busy a service is: not the public.

So it needs a key with the scope ``admin`` wherever keys are needed, unless the operator opens it.
"""

from __future__ import annotations

import math
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response, Security
from fastapi.security import SecurityScopes
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException

from api.errors import StoreUnavailable
from api.house import House, house
from api.keys.asking import BEARER, caller_of
from api.openapi import problem, refusals

_SHOWN = "# TYPE crosswire_briefs_total counter\ncrosswire_briefs_total 12.0\n"
METRICS: dict[str, Any] = {
    "operation_id": "metrics",
    "tags": ["health"],
    "summary": "Metrics for Prometheus",
    "response_class": Response,
    "response_description": "Counters, in Prometheus' text format.",
    "responses": {
        200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _SHOWN}}},
        404: problem("They are turned off."),
        **refusals(),
    },
}

router = APIRouter()


async def collector(
    request: Request,
    house: Annotated[House, Depends(house)],
    token: Annotated[object, Security(BEARER, scopes=["admin"])],
) -> None:
    """Let in who may collect metrics.

    Raises:
        HTTPException: there are none.
        KeyNeeded: there is no key, or it opens nothing.
        QuotaSpent: its key has sent too much.
        ScopeMissing: its key may not do this.
    """
    if not house.settings.metrics:
        raise HTTPException(404)
    if not house.settings.metrics_open:
        await caller_of(SecurityScopes(["admin"]), request, house, token)


@router.get("/metrics", dependencies=[Depends(collector)], **METRICS)
async def metrics(house: Annotated[House, Depends(house)]) -> Response:
    """Tell how much was asked, made, dropped and disagreed on, and how much waits.

    Where callers need keys, this needs one with the scope `admin`, unless the operator opened it.
    """
    counted = house.staff.metrics
    counted.queued.set(await run_sync(_queued, house))
    alive = house.workers.shown().get("workers", {}).get("alive")
    counted.workers.set(math.nan if alive is None else alive)
    counted.waiting.set(house.bench.outstanding)
    counted.loaded.set(house.staff.desk is not None)
    counted.lost.set(house.staff.losses)
    return Response(counted.shown(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _queued(house: House) -> float:
    try:
        return house.store.jobs.queued()
    except StoreUnavailable:
        return math.nan  # everything else can be told
