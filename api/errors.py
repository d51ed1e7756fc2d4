"""The door's errors, one table from error to problem, and the one handler that renders it.

DoorError
├── NotJson                400  the body is not JSON
├── KeyNeeded              401  no API key, or one that opens nothing
├── ScopeMissing           403  the key may not do this
├── ForeignCaller          403  an open service on loopback, called by another site's page
├── NotAcceptable          406  no format that the caller accepts
├── BodyTooLarge           413  the body was cut while it was read
├── OverLimit              413  more articles or text than the settings allow
├── WrongMediaType         415  not JSON by its headers, or not UTF-8
├── InvalidRequest         422  the rest of bad input
├── UrlNotSupported        422  an article by URL alone, where fetching is off
├── NoneFetched            422  articles by URL alone, none of which could be fetched
├── NoSuchBrief            404  never made here, erased, or not stored
├── NotFinished            409  a review of a brief that has no text yet
├── StillOpen              409  the first request of this Idempotency-Key is being answered
├── NameTaken              422  this Idempotency-Key was another request's
├── QuotaSpent             429  more requests than the key may send
├── WorkerLost             500  whoever made the brief was lost, again and again
├── ModelsLost             503  the process that holds the models came to its end
├── Busy                   503  no place free in time
├── StoreUnavailable       503  the database does not answer
├── NotReady               503  models are being loaded, or could not be
└── SlackOff               503  the Slack app has no secrets yet

Errors of the walk (``models.errors``) and of the framework stand in the same table. A problem says
what an error was made to say to callers; the text of an unexpected exception stays inside.
``BriefFailed`` carries the problem that a worker elsewhere has met.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_hex

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.logs import REQUEST_ID
from api.methods import Methods
from api.schemas.problem import Problem, ProblemPlace
from models.errors import (
    Cancelled,
    CrosswireError,
    Flaw,
    InputError,
    WeightsError,
    WriterUnavailable,
)

MEDIA_TYPE = "application/problem+json"
SHOWN_FLAWS = 100
"""Places that one problem lists; more help nobody."""

log = logging.getLogger("crosswire")


class DoorError(Exception):
    """Everything that the door itself refuses; ``detail`` is written for the caller."""

    def __init__(
        self, detail: str, flaws: Sequence[Flaw] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.flaws = tuple(flaws)
        self.headers = dict(headers or {})


class NotJson(DoorError):
    """The body is not JSON."""


class KeyNeeded(DoorError):
    """There is no API key, or one that opens nothing."""


class ScopeMissing(DoorError):
    """The API key may not do this."""


class ForeignCaller(DoorError):
    """A service that is open to this machine alone was called through another site's page."""


class NotAcceptable(DoorError):
    """There is no format that the caller accepts."""


class BodyTooLarge(DoorError):
    """The body is over the limit; it was not read to its end."""


class OverLimit(DoorError):
    """More articles or text than the settings allow."""


class WrongMediaType(DoorError):
    """The body is not what can be read: media type, charset or encoding."""


class InvalidRequest(DoorError):
    """The body is JSON but not a request."""


class UrlNotSupported(DoorError):
    """An article by URL alone, where fetching is off."""


class NoneFetched(DoorError):
    """Articles by URL alone, none of which could be fetched."""


class NoSuchBrief(DoorError):
    """There is no brief of this id."""


class NotFinished(DoorError):
    """The brief is not in the state that this needs."""


class StillOpen(DoorError):
    """The first request of this Idempotency-Key is still being answered."""


class NameTaken(DoorError):
    """The Idempotency-Key was that of another request."""


class QuotaSpent(DoorError):
    """The API key has sent more requests than it may, for now."""


class WorkerLost(DoorError):
    """Whoever made the brief was lost, again and again."""


class BriefFailed(Exception):
    """A worker elsewhere could not make the brief; what it said is what its caller gets."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.type)
        self.problem = problem


class StoreUnavailable(DoorError):
    """The database does not answer, or cannot be used."""


class ModelsLost(DoorError):
    """The process that holds the models came to its end meanwhile."""


class Busy(DoorError):
    """No place free in time."""


class NotReady(DoorError):
    """Models are being loaded, or could not be."""


class SlackOff(DoorError):
    """The Slack app has no secrets yet."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; ``detail`` where the error itself has nothing to say to callers."""

    slug: str
    status: int
    title: str
    detail: str = ""

    @property
    def type(self) -> str:
        """The stable name."""
        return f"urn:crosswire:problem:{self.slug}"


_INVALID = Kind("invalid-request", 422, "The request cannot be used")

TABLE: Mapping[type[Exception], Kind] = {
    NotJson: Kind("not-json", 400, "The body is not JSON"),
    KeyNeeded: Kind("key-needed", 401, "An API key is needed"),
    ScopeMissing: Kind("scope-missing", 403, "The API key may not do this"),
    ForeignCaller: Kind("foreign-caller", 403, "Only this machine may call"),
    NotAcceptable: Kind("not-acceptable", 406, "There is no such format"),
    BodyTooLarge: Kind("body-too-large", 413, "The body is too large"),
    OverLimit: Kind("over-limit", 413, "More than this service takes"),
    WrongMediaType: Kind("wrong-media-type", 415, "The body is not UTF-8 JSON"),
    InvalidRequest: _INVALID,
    InputError: _INVALID,
    RequestValidationError: _INVALID,
    UrlNotSupported: Kind("url-not-supported", 422, "Articles by URL are not available"),
    NoneFetched: Kind("none-fetched", 422, "No article could be fetched"),
    NoSuchBrief: Kind("no-such-brief", 404, "There is no such brief"),
    NotFinished: Kind("not-finished", 409, "The brief is not finished"),
    StillOpen: Kind("still-open", 409, "The first request is not answered yet"),
    NameTaken: Kind("name-taken", 422, "The Idempotency-Key was another request's"),
    QuotaSpent: Kind("quota-spent", 429, "Too many requests"),
    WorkerLost: Kind("worker-lost", 500, "The brief could not be made"),
    ModelsLost: Kind("models-lost", 503, "The models were lost"),
    Busy: Kind("busy", 503, "Too many briefs are being made"),
    StoreUnavailable: Kind("store-unavailable", 503, "The database cannot be used"),
    NotReady: Kind("not-ready", 503, "The models are not loaded"),
    SlackOff: Kind("slack-off", 503, "The Slack app is off"),
    Cancelled: Kind("client-closed-request", 499, "The caller went away", "Nobody is waiting."),
    WriterUnavailable: Kind(
        "writer-unavailable", 502, "A remote model failed", "A remote model did not answer."
    ),
    WeightsError: Kind("weights", 503, "The models cannot be used"),
    Exception: Kind(
        "internal", 500, "Something went wrong here", "The incident is logged under its number."
    ),
}


def install(app: FastAPI, methods: Methods) -> None:
    """Answer every error of the table with its problem, in place of the framework's answers."""

    async def on_error(request: Request, error: Exception) -> JSONResponse:
        response = respond(error)
        allowed = methods.allowed(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and allowed:
            response.headers["Allow"] = allowed
        return response

    for error in (DoorError, BriefFailed, CrosswireError, RequestValidationError, HTTPException):
        app.add_exception_handler(error, on_error)


def respond(error: Exception) -> JSONResponse:
    """Return the problem of an error as a response; what is not in the table is an incident.

    A failure of ours that has no number of its own is named for its request.
    """
    problem = problem_of(error)
    request = REQUEST_ID.get()
    if request and problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not problem.instance:
        problem = problem.model_copy(update={"instance": f"urn:crosswire:request:{request}"})
    headers = dict(getattr(error, "headers", None) or {})
    body = problem.model_dump(mode="json", exclude={"instance"} if not problem.instance else None)
    return JSONResponse(body, problem.status, headers, MEDIA_TYPE)


def problem_of(error: Exception) -> Problem:
    """Return the problem of an error."""
    if isinstance(error, BriefFailed):
        return error.problem
    kind = kind_of(error)
    flaws = flaws_of(error)
    return Problem(
        type=kind.type,
        title=kind.title,
        status=kind.status,
        detail=_detail(error, flaws) or kind.detail,
        instance=_incident(error) if _unforeseen(error, kind) else None,
        errors=[
            ProblemPlace(pointer=f.pointer, article_id=f.article_id, detail=f.detail)
            for f in flaws[:SHOWN_FLAWS]
        ],
    )


def _unforeseen(error: Exception, kind: Kind) -> bool:
    """Whether an error says nothing to its caller, so that the log has to tell of it."""
    return kind.status == HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, DoorError)


def kind_of(error: Exception) -> Kind:
    """Return the row of the table for an error: its own class's, else its nearest parent's."""
    if isinstance(error, HTTPException):
        return _framework_kind(error.status_code)
    return next(TABLE[cls] for cls in type(error).__mro__ if cls in TABLE)


def _framework_kind(status: int) -> Kind:
    said = {404: "There is nothing at this address.", 405: "See Allow for the methods there are."}
    phrase = HTTPStatus(status).phrase
    slug = phrase.lower().replace(" ", "-")
    return Kind(slug, status, phrase, said.get(status, f"{phrase}."))


def flaws_of(error: Exception) -> tuple[Flaw, ...]:
    """Return the places in the request that an error names."""
    if isinstance(error, DoorError | InputError):
        return error.flaws
    if isinstance(error, RequestValidationError):
        return tuple(Flaw("#", f"{_where(e['loc'])}: {e['msg']}") for e in error.errors())
    return ()


def _where(loc: Sequence[str | int]) -> str:
    return " ".join(str(part) for part in loc)


def _detail(error: Exception, flaws: Sequence[Flaw]) -> str:
    if isinstance(error, DoorError):
        return error.detail
    if isinstance(error, WeightsError):
        return str(error)  # written for the operator: names the command that installs them
    return summary_of(flaws)


def summary_of(flaws: Sequence[Flaw]) -> str:
    """Return the first flaw in words, and how many more there are."""
    if not flaws:
        return ""
    more = f" (and {len(flaws) - 1} more)" if len(flaws) > 1 else ""
    return f"{flaws[0].pointer}: {flaws[0].detail}{more}"


def _incident(error: Exception) -> str:
    """Log an unexpected exception without its message, which may hold a caller's text."""
    number = token_hex(4)
    stack = "".join(traceback.format_tb(error.__traceback__))
    log.error("incident %s: %s\n%s", number, type(error).__qualname__, stack)
    return f"urn:crosswire:incident:{number}"
