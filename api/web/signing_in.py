"""``/login`` takes an API key once, and gives the browser a session; ``/logout`` ends it."""

from __future__ import annotations

import re

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import Headers

from api.errors import KeyNeeded
from api.house import House
from api.web.editors import InHouse
from api.web.refusals import PageRoute, own_form
from api.web.sheets import field
from api.web.shown import page
from api.web.visits import LASTS, Visit, name_of

_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
"""A path of this site: what begins with two slashes is another's."""
_WRONG = "This key opens nothing: it is not known, was revoked or has expired."

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/login")
async def ask_key(request: Request, house: InHouse, next: str = "/") -> Response:  # noqa: A002
    """Ask for a key; who is signed in already goes on."""
    visit = Visit.of(request)
    try:
        await run_sync(house.gate.admit_session, None if visit.new else visit.digest, False)
    except KeyNeeded:
        return await _asked(request, visit, next)
    return RedirectResponse(_safe(next), 303)


@router.post("/login")
async def sign_in(request: Request, house: InHouse) -> Response:
    """Begin a session, under a new secret: one that was planted before is worth nothing."""
    before = Visit.of(request)
    form = await own_form(request, before, house.settings)
    visit = Visit.begun(before.secure)
    target = field(form, "next")
    try:
        await run_sync(_begin, house, field(form, "key").strip(), visit)
    except KeyNeeded:
        return await _asked(request, before, target, wrong=_WRONG)
    response = RedirectResponse(_safe(target), 303)
    visit.put(response)
    return response


def _begin(house: House, key: str, visit: Visit) -> None:
    admitted = house.gate.admit(Headers({"authorization": f"Bearer {key}"}), False)
    key_id = admitted.caller.asker.key_id
    if key_id:  # where the door is open there is nothing to begin
        house.store.sessions.begin(visit.digest, key_id, LASTS)


@router.post("/logout")
async def sign_out(request: Request, house: InHouse) -> Response:
    """End the session."""
    visit = Visit.of(request)
    await own_form(request, visit, house.settings)
    await run_sync(house.store.sessions.end, visit.digest)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(name_of(visit.secure), path="/", secure=visit.secure, httponly=True)
    return response


async def _asked(request: Request, visit: Visit, target: str, wrong: str = "") -> Response:
    shown = {"next": _safe(target), "wrong": wrong, "editor": None}
    return await page(request, visit, "login.html", 401 if wrong else 200, **shown)


def _safe(path: str) -> str:
    return path if _PATH.fullmatch(path) else "/"
