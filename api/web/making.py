"""The first page and its form: articles in, a queued brief out, seen at an address of its own."""

from __future__ import annotations

import json

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.briefs import Id
from api.cursors import cursor_of, place_of
from api.errors import DoorError, NoSuchBrief
from api.house import House
from api.later import queue
from api.making import draft_of
from api.reading import request_of
from api.store import Filters
from api.web.editors import Anyone, Editor, Eraser, InHouse, Maker
from api.web.refusals import PageRoute, is_own, own_form, refuse_foreign
from api.web.samples import samples
from api.web.sheets import (
    WORDS,
    Sheet,
    Troubles,
    asked_of,
    field,
    posted_form,
    sheet_of,
)
from api.web.shown import page

RECENT = 12
_EXPIRED = "You were signed in anew since this page was loaded: please press the button again."

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/")
async def desk(
    request: Request, house: InHouse, editor: Anyone, cursor: str | None = None
) -> Response:
    """Show the form, the samples and the latest briefs."""
    return await _form(request, house, editor, Sheet(), cursor=cursor)


async def _form(
    request: Request,
    house: House,
    editor: Editor,
    sheet: Sheet,
    troubles: Troubles | None = None,
    cursor: str | None = None,
    status: int = 200,
) -> Response:
    behind = place_of(cursor) if cursor else None
    briefs = house.store.briefs.of(editor.caller.owner)
    recent = (
        await run_sync(briefs.page, Filters(), behind, RECENT) if editor.may("brief:read") else None
    )
    shown = {
        "editor": editor,
        "sheet": sheet,
        "troubles": troubles or Troubles(),
        "words": WORDS,
        "samples": await run_sync(samples),
        "settings": house.settings,
        "recent": recent,
        "older": cursor_of(recent.rest) if recent and recent.rest else None,
        "later_page": cursor is not None,
    }
    return await page(request, editor.visit, "desk.html", status, **shown)


@router.post("/briefs")
async def make(request: Request, house: InHouse, editor: Maker) -> Response:
    """Queue what was filled in; say where it is wrong, and lose nothing of it."""
    refuse_foreign(request)
    form = await posted_form(request, house.settings)
    sheet = await sheet_of(form)
    if not is_own(form, editor.visit):
        return await _form(request, house, editor, sheet, Troubles((_EXPIRED,)), status=403)
    if field(form, "more"):
        return await _form(request, house, editor, sheet.with_more())
    try:
        asked = await run_sync(asked_of, sheet)
    except DoorError as error:
        said = tuple(flaw.detail for flaw in error.flaws) or (error.detail,)
        return await _form(request, house, editor, sheet, Troubles(said), status=422)
    request.state.articles = len(asked.origins)
    try:
        return await _queued(house, editor, asked.raw)
    except DoorError as error:
        troubles = asked.troubles(error)
        return await _form(request, house, editor, sheet, troubles, status=_status(error))


def _status(error: DoorError) -> int:
    from api.errors import kind_of

    return kind_of(error).status


@router.post("/samples/{name}")
async def make_sample(request: Request, house: InHouse, editor: Maker, name: str) -> Response:
    """Queue a sample story."""
    await own_form(request, editor.visit, house.settings)
    story = next((s for s in await run_sync(samples) if s.name == name), None)
    if story is None:
        raise NoSuchBrief("There is no sample story of this name.")
    return await _queued(house, editor, await run_sync(story.request))


@router.post("/briefs/{id}/again")
async def make_again(request: Request, house: InHouse, editor: Maker, id: Id) -> Response:  # noqa: A002
    """Queue the articles of a brief once more."""
    await own_form(request, editor.visit, house.settings)
    posted = await run_sync(house.store.briefs.of(editor.caller.owner).request, id)
    if posted is None:
        raise NoSuchBrief("The articles of this brief are not kept any more.")
    return await _queued(house, editor, json.loads(posted))


async def _queued(house: House, editor: Editor, raw: object) -> Response:
    """Queue a request and go to its brief.

    Raises:
        DoorError: it cannot be used, or there is no place for it.
    """
    wanted = await run_sync(request_of, raw, house.settings)
    draft = draft_of(wanted, editor.caller.asker)
    house.workers.refuse_in_vain()
    await run_sync(queue, house, draft)
    return RedirectResponse(f"/briefs/{draft.id}", 303)


@router.post("/briefs/{id}/erase")
async def erase(request: Request, house: InHouse, editor: Eraser, id: Id) -> Response:  # noqa: A002
    """Stop a brief that is not finished; erase one that is, articles and all."""
    await own_form(request, editor.visit, house.settings)
    briefs = house.store.briefs.of(editor.caller.owner)
    done = await run_sync(briefs.cancel_or_erase, id)
    if done is None:
        raise NoSuchBrief("There is no brief of this id any more.")
    return RedirectResponse("/" if done == "erased" else f"/briefs/{id}", 303)
