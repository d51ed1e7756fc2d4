"""What the routes of kept briefs say of themselves."""

from __future__ import annotations

from typing import Any

from sse_starlette import EventSourceResponse

from api.errors import (
    BodyTooLarge,
    InvalidRequest,
    NoSuchBrief,
    NotAcceptable,
    NotFinished,
    NotJson,
    WrongMediaType,
)
from api.openapi import header, ref, refusals
from api.openapi_formats import FORMATS_SHOWN
from api.schemas import BriefAnswer
from api.schemas.jobs import BriefList, Standing
from api.schemas.review import Review, ReviewIn

_TAGS = ["briefs"]
_STANDING_EXAMPLE = (
    '{"id":"brf_x1WkLJq0a2Q7mJ4e","status":"running","stage":"encode","done":1,"total":7,'
    '"created_at":"2025-12-13T11:00:00Z"}'
)
_EVENTS_EXAMPLE = f"id: 1.1\nevent: progress\ndata: {_STANDING_EXAMPLE}\n\n: heartbeat\n\n"
_EVENT = {
    "description": "One event of the stream.",
    "type": "object",
    "properties": {
        "event": {"enum": ["progress", "end"]},
        "id": {"type": "string"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": ref(Standing),
        },
    },
    "required": ["event", "id", "data"],
}


FETCH: dict[str, Any] = {
    "operation_id": "fetchBrief",
    "tags": _TAGS,
    "summary": "Fetch a brief",
    "response_model": BriefAnswer | Standing,
    "response_description": "The brief; before its end, where it stands.",
    "responses": {
        200: {
            "content": FORMATS_SHOWN,
            "headers": {
                "Retry-After": header("Seconds after which to look again, before its end.", 2)
            },
        },
        **refusals(NoSuchBrief, NotAcceptable, InvalidRequest),
    },
}

EVENTS: dict[str, Any] = {
    "operation_id": "watchBrief",
    "tags": _TAGS,
    "summary": "Watch a brief being made",
    "response_class": EventSourceResponse,
    "response_description": "Events `progress`, then one `end`; the data of each is a `Standing`.",
    "responses": {
        200: {"content": {"text/event-stream": {"schema": _EVENT, "example": _EVENTS_EXAMPLE}}},
        204: {"description": "You know the end already: stop."},
        **refusals(NoSuchBrief, InvalidRequest),
    },
}

ERASE: dict[str, Any] = {
    "operation_id": "eraseBrief",
    "tags": _TAGS,
    "summary": "Cancel or erase a brief",
    "response_description": "It is cancelled, or erased with its articles.",
    "responses": refusals(NoSuchBrief, InvalidRequest),
}

REVIEW: dict[str, Any] = {
    "operation_id": "reviewBrief",
    "tags": _TAGS,
    "summary": "Review a brief",
    "response_model": Review,
    "response_description": "The review as the brief shows it.",
    "responses": refusals(
        NoSuchBrief, NotFinished, NotJson, BodyTooLarge, WrongMediaType, InvalidRequest
    ),
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": ref(ReviewIn),
                    "example": {"verdict": "approved", "by": "j.doe"},
                }
            },
        },
    },
}

LIST: dict[str, Any] = {
    "operation_id": "listBriefs",
    "tags": _TAGS,
    "summary": "List briefs",
    "response_model": BriefList,
    "response_description": "One page.",
    "responses": refusals(InvalidRequest),
}
