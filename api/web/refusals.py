"""What goes wrong at the desk is told on a page; who has to sign in is sent to where he can."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.errors import BriefFailed, DoorError, KeyNeeded, problem_of
from api.settings import Settings
from api.web.sheets import field, posted_form
from api.web.shown import page, part_of_page
from api.web.visits import Visit
from models.errors import CrosswireError

_TOLD = (DoorError, BriefFailed, CrosswireError, RequestValidationError, HTTPException)


class Forged(DoorError):
    """A form that this visit was not given: another site's, or of a session that has ended."""


class PageRoute(APIRoute):
    """A route whose refusals are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers, also where it refuses."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except KeyNeeded:
                return await _to_sign_in(request)
            except _TOLD as error:
                return await _refusal(request, error)

        return answered


async def _to_sign_in(request: Request) -> Response:
    if part_of_page(request):
        return Response(status_code=401, headers={"HX-Refresh": "true"})
    if request.method != "GET":  # what was filled in is still there one page back
        said = "You are signed out. Sign in in another window, come back here and send it again."
        return await _told(request, 401, "Signed out", said)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(path, safe='')}", 303)


async def _refusal(request: Request, error: Exception) -> Response:
    if isinstance(error, Forged):
        return await _told(request, 403, "This form is out of date", error.detail)
    problem = problem_of(error)
    response = await _told(request, problem.status, problem.title, problem.detail)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _told(request: Request, status: int, title: str, said: str) -> Response:
    gone = status == HTTPStatus.NOT_FOUND
    shown = {"title": title, "said": said, "gone": gone, "editor": None}
    return await page(request, Visit.of(request), "refusal.html", status, **shown)


async def own_form(request: Request, visit: Visit, settings: Settings) -> FormData:
    """Return a form that this visit was given.

    Raises:
        Forged: it was not.
        DoorError: it cannot be read.
    """
    refuse_foreign(request)
    form = await posted_form(request, settings)
    await form.close()  # no form but the first page's has files
    if not is_own(form, visit):
        raise Forged("Load the page again, then do it once more.")
    return form


def is_own(form: FormData, visit: Visit) -> bool:
    """Tell whether a form was given to this visit."""
    return not visit.new and visit.knows(field(form, "token"))


def refuse_foreign(request: Request) -> None:
    """Refuse what a browser says comes from another site.

    Raises:
        Forged: it does.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    if site not in {"same-origin", "none"} or (origin and origin.partition("://")[2] != host):
        raise Forged("Forms are taken from this site alone.")
