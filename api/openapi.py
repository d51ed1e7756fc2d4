"""The OpenAPI document: what the routes say of themselves, with examples that work.

Bodies are read and validated by ``api.body`` and ``api.reading``, so the request and the problems
are put into the document here.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from api.errors import (
    MEDIA_TYPE,
    TABLE,
    DoorError,
    ForeignCaller,
    KeyNeeded,
    Kind,
    NoSuchBrief,
    NotFinished,
    QuotaSpent,
    ScopeMissing,
    StoreUnavailable,
    WorkerLost,
)
from api.openapi_formats import FORMATS_SHOWN
from api.schemas import BriefAnswer, BriefRequest, Problem
from api.schemas.health import Alive, Ready
from api.schemas.jobs import Standing
from api.schemas.review import ReviewIn

DESCRIPTION = """
Post what several outlets wrote about one event; get one neutral brief in which every sentence cites
its evidence, and a list of where the sources disagree, each side with its sources and quotes.

* Offsets are Unicode code points into the text that you posted: `text[start:end] == quote`.
* Strange but honest input (a single article, identical articles, future dates) succeeds with an
  entry in `warnings`; bad input is refused with a problem whose `errors` point at the place.
* Every answer has an `X-Request-ID`: yours, where you sent one of 1 to 64 letters, digits, `.`, `_`
  and `-`, else one of ours. Name it when you report a problem.
* Every error is `application/problem+json` (RFC 9457). Its `type` is stable.
"""

_REF = "#/components/schemas/{model}"

_REQUEST_EXAMPLE = {
    "articles": [
        {
            "source": "Reuters",
            "published_at": "2025-12-13T10:00:00Z",
            "text": "MINSK – Belarus released 123 prisoners on Saturday, the United States said.",
        },
        {
            "source": "AP",
            "published_at": "2025-12-13",
            "text": "Belarus freed over 100 prisoners on Friday after talks in Minsk.",
        },
    ],
    "options": {"max_words": 180, "style": "paragraph"},
}


def ref(model: type[BaseModel]) -> dict[str, str]:
    """Refer to the schema of a model."""
    return {"$ref": _REF.format(model=model.__name__)}


def problems(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """Document problems, those of one status together, each with an example."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = found.setdefault(kind.status, _no_problems(kind))
        entry["content"][MEDIA_TYPE]["examples"][kind.slug] = {"value": _example(kind)}
    return found


def refusals(*errors: type[Exception]) -> dict[int | str, dict[str, Any]]:
    """Document these errors, and those that every caller with a key may get."""
    everywhere = (KeyNeeded, ScopeMissing, ForeignCaller, QuotaSpent, StoreUnavailable, Exception)
    return problems(*(TABLE[e] for e in (*errors, *everywhere)))


def problem(said: str) -> dict[str, Any]:
    """Document a problem that has no type of its own."""
    return {"description": said, "content": {MEDIA_TYPE: {"schema": ref(Problem)}}}


def _no_problems(kind: Kind) -> dict[str, Any]:
    media = {"schema": ref(Problem), "examples": {}}
    entry: dict[str, Any] = {"description": kind.title + ".", "content": {MEDIA_TYPE: media}}
    if kind.status in _HEADERS:
        entry["headers"] = _HEADERS[kind.status]
    return entry


def _example(kind: Kind) -> dict[str, Any]:
    detail = kind.detail or kind.title + "."
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "errors": [],
    }


_OF_KEPT = {NoSuchBrief, NotFinished, WorkerLost}
"""What only briefs that are kept can have."""


def header(said: str, example: str | int) -> dict[str, Any]:
    """Document a header of an answer."""
    kind = "integer" if isinstance(example, int) else "string"
    return {"description": said, "schema": {"type": kind, "examples": [example]}}


_AGAIN = {"Retry-After": header("Seconds after which to try again.", 10)}
_CHALLENGE = 'Bearer realm="crosswire"'
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": header("How to call.", _CHALLENGE)},
    429: {
        **_AGAIN,
        "RateLimit": header("What is left, and in how many seconds more is.", '"briefs";r=0;t=7'),
        "RateLimit-Policy": header("How much there is, in how many seconds.", '"briefs";q=60;w=60'),
    },
    503: _AGAIN,
}

_DOOR = [
    kind for error, kind in TABLE.items() if issubclass(error, DoorError) and error not in _OF_KEPT
]
ACCEPTED: dict[str, Any] = {
    "description": "The request is queued (`Prefer: respond-async`).",
    "model": Standing,
    "headers": {
        "Location": header("Where the brief is to be found.", "/v1/briefs/brf_x1WkLJq0a2Q7mJ4e"),
        "Retry-After": header("Seconds after which to look there.", 2),
        "Preference-Applied": header("What was agreed to.", "respond-async"),
    },
}

PREFER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "examples": ["respond-async"]},
    "description": "`respond-async`: answer 202 at once and make the brief later.",
}

_NOT_READY = [kind for kind in _DOOR if kind.slug == "not-ready"]

BRIEFS: dict[str, Any] = {
    "operation_id": "makeBrief",
    "tags": ["briefs"],
    "summary": "Make a brief",
    "response_model": BriefAnswer,
    "response_description": "The brief.",
    "responses": {
        200: {"content": FORMATS_SHOWN},
        202: ACCEPTED,
        **problems(*_DOOR, *(k for e, k in TABLE.items() if k.status in {500, 502})),
    },
    "openapi_extra": {
        "parameters": [PREFER],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": ref(BriefRequest), "example": _REQUEST_EXAMPLE}
            },
        },
    },
}

HEALTHZ: dict[str, Any] = {
    "operation_id": "alive",
    "tags": ["health"],
    "summary": "Is the process alive?",
    "response_model": Alive,
}

READYZ: dict[str, Any] = {
    "operation_id": "ready",
    "tags": ["health"],
    "summary": "Are the models loaded?",
    "response_model": Ready,
    "response_model_exclude_unset": True,
    "responses": problems(*_NOT_READY),
}


def install(app: FastAPI) -> None:
    """Add the schemas of the request and of problems to the document of an app."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        for model in (BriefRequest, ReviewIn, Problem):
            schema = model.model_json_schema(ref_template=_REF)
            document["components"]["schemas"].update(schema.pop("$defs", {}))
            document["components"]["schemas"][model.__name__] = schema
        return document

    app.openapi = openapi  # type: ignore[method-assign]
