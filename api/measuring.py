"""``GET /metrics``: what Prometheus collects. It tells how busy a service is: not the public."""

from __future__ import annotations

import math
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException

from api.errors import MEDIA_TYPE, StoreUnavailable
from api.house import House, house
from api.openapi import ref
from api.schemas import Problem

_SHOWN = "# TYPE crosswire_briefs_total counter\ncrosswire_briefs_total 12.0\n"
METRICS: dict[str, Any] = {
    "operation_id": "metrics",
    "tags": ["health"],
    "summary": "Metrics for Prometheus",
    "response_class": Response,
    "response_description": "Counters, in Prometheus' text format.",
    "responses": {
        200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _SHOWN}}},
        404: {
            "description": "They are turned off.",
            "content": {MEDIA_TYPE: {"schema": ref(Problem)}},
        },
    },
}

router = APIRouter()


@router.get("/metrics", **METRICS)
async def metrics(house: Annotated[House, Depends(house)]) -> Response:
    """Tell how much was asked, made, dropped and disagreed on, and how much waits."""
    if not house.settings.metrics:
        raise HTTPException(404)
    counted = house.staff.metrics
    counted.queued.set(await run_sync(_queued, house))
    counted.waiting.set(house.bench.outstanding)
    counted.loaded.set(house.staff.desk is not None)
    counted.lost.set(house.staff.losses)
    return Response(counted.shown(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _queued(house: House) -> float:
    try:
        return house.store.jobs.queued()
    except StoreUnavailable:
        return math.nan  # everything else can be told
