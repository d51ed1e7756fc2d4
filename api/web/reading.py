"""A brief on the desk: where it stands, what it says, who says what, and a verdict on it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.briefs import Id
from api.errors import InvalidRequest, NoSuchBrief, NotFinished
from api.house import House
from api.reading import review_of
from api.render import labels
from api.render.formats import headers_of, rendered
from api.schemas import BriefAnswer, now
from api.schemas.problem import Problem
from api.schemas.review import Review
from api.showing import verdict_of
from api.store import Found, Snapshot
from api.watching import END, stream
from api.web.cards import KINDS, card_path, cards_of
from api.web.editors import Editor, InHouse, Reader, Reviewer
from api.web.matrix import Show, Wish, compared, matrix_of
from api.web.opened import Opened, Shelf
from api.web.plain_text import to_text
from api.web.refusals import PageRoute, own_form
from api.web.sheets import field
from api.web.shown import page, part_of_page
from api.web.stages import steps_of
from api.web.tellings import alone_of, sources_of, time_line_of

MOST_DROPPED = 50
PageNumber = Annotated[int, Query(ge=1, le=100_000)]

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/briefs/{id}")
async def show(request: Request, house: InHouse, editor: Reader, id: Id) -> Response:  # noqa: A002
    """Show a brief, or where it stands."""
    return await _shown(request, house, editor, id)


async def _shown(
    request: Request,
    house: House,
    editor: Editor,
    id: str,  # noqa: A002
    wrong: str = "",
    filled: str = "",
) -> Response:
    opened = await _opened(request, house, editor, id)
    if isinstance(opened, Snapshot):
        return await _standing(request, editor, opened)
    found = await run_sync(house.store.briefs.of(editor.caller.owner).find, id)
    reviews = [Review.model_validate(r) for r in found.reviews] if found else []
    answer = opened.answer.model_copy(update={"reviews": reviews})
    shown = await run_sync(_views, opened)
    shown |= {
        "editor": editor,
        "answer": answer,
        "labels": labels,
        "latest": labels.latest_review(answer),
        "kept_until": answer.created_at + house.settings.retain,
        "wrong": wrong,
        "filled": filled,
    }
    return await page(request, editor.visit, "brief.html", 422 if wrong else 200, **shown)


def _views(opened: Opened) -> dict[str, Any]:
    disputes = {d.id: n for n, d in enumerate(opened.answer.disagreements, start=1)}
    return {
        "brief": opened,
        "disputes": {name: card_path(opened, number) for name, number in disputes.items()},
        "cards": cards_of(opened),
        "matrix": matrix_of(opened, Wish()),
        "kinds": KINDS,
        "compared": len(compared(opened)),
        "time_line": time_line_of(opened),
        "alone": alone_of(opened),
        "sources": sources_of(opened),
        "dropped": opened.answer.dropped[:MOST_DROPPED],
    }


async def _opened(
    request: Request,
    house: House,
    editor: Editor,
    id: str,  # noqa: A002
) -> Opened | Snapshot:
    shelf: Shelf = request.app.state.shelf
    opened = await run_sync(shelf.open, house.store.briefs.of(editor.caller.owner), id)
    if opened is None:
        raise NoSuchBrief("There is no brief at this address: it was erased, or never kept here.")
    return opened


async def _finished(request: Request, house: House, editor: Editor, id: str) -> Opened:  # noqa: A002
    opened = await _opened(request, house, editor, id)
    if isinstance(opened, Snapshot):
        raise NotFinished(f"The brief is {opened.status}: there is nothing to show yet.")
    return opened


async def _standing(request: Request, editor: Editor, snapshot: Snapshot) -> Response:
    problem = Problem.model_validate_json(snapshot.error) if snapshot.error else None
    shown: dict[str, Any] = {
        "editor": editor,
        "snapshot": snapshot,
        "steps": steps_of(snapshot),
        "problem": problem,
    }
    return await page(request, editor.visit, "standing.html", **shown)


@router.get("/briefs/{id}/events")
async def watch(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """Stream progress, as ``/v1/briefs/{id}/events`` does, to who is signed in."""
    found = await run_sync(house.store.briefs.of(editor.caller.owner).snapshot, id)
    if found is None or (found.final and last_event_id == END):
        return Response(status_code=204)
    return stream(house.store, found)


@router.get("/briefs/{id}/articles/{number}")
async def article(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    number: int,
    part: PageNumber = 1,
) -> Response:
    """Show a part of an article, its evidence marked."""
    opened = await _finished(request, house, editor, id)
    if not 1 <= number <= len(opened.texts) or part > len(opened.texts[number - 1].parts):
        raise NoSuchBrief("The brief has no such article.")
    shown: dict[str, Any] = {
        "editor": editor,
        "brief": opened,
        "text": opened.texts[number - 1],
        "part": part,
    }
    template = "part.html" if part_of_page(request) else "article.html"
    return await page(request, editor.visit, template, **shown)


@router.get("/briefs/{id}/matrix")
async def matrix(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    show: Show = "all",
    source: int = 0,
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Show who says what: a page of the claims that are wanted."""
    opened = await _finished(request, house, editor, id)
    found = await run_sync(matrix_of, opened, Wish(show, source, q, page_number))
    shown = {"editor": editor, "brief": opened, "matrix": found, "kinds": KINDS}
    return await _piece(request, editor, "matrix", "Who says what", shown)


@router.get("/briefs/{id}/disagreements")
async def disagreements(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Show a page of the disagreements."""
    opened = await _finished(request, house, editor, id)
    shown = {"editor": editor, "brief": opened, "cards": cards_of(opened, page_number)}
    return await _piece(request, editor, "cards", "Where the sources disagree", shown)


@router.get("/briefs/{id}/time")
async def time_line(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Show a page of the time line."""
    opened = await _finished(request, house, editor, id)
    shown = {"editor": editor, "brief": opened, "time_line": time_line_of(opened, page_number)}
    return await _piece(request, editor, "time", "Time line", shown)


async def _piece(
    request: Request, editor: Editor, name: str, title: str, shown: dict[str, Any]
) -> Response:
    if part_of_page(request):
        return await page(request, editor.visit, f"{name}.html", **shown)
    return await page(request, editor.visit, "piece.html", piece=name, title=title, **shown)


@router.get("/briefs/{id}/copy/{format_name}")
async def copy(
    request: Request,
    house: InHouse,
    editor: Reader,
    id: Id,  # noqa: A002
    format_name: Literal["text", "markdown", "html"],
) -> Response:
    """Return a brief to be copied."""
    await _finished(request, house, editor, id)
    found = await run_sync(house.store.briefs.of(editor.caller.owner).find, id)
    if found is None or found.answer is None:
        raise NoSuchBrief("The brief was erased.")
    body = await run_sync(_copied, found, format_name)
    if format_name == "html":
        return Response(body, 200, headers_of("html"), "text/html; charset=utf-8")
    return Response(body, 200, media_type="text/plain; charset=utf-8")


def _copied(found: Found, format_name: str) -> str:
    answer = BriefAnswer.model_validate_json(found.answer or "")
    reviews = [Review.model_validate(review) for review in found.reviews]
    answer = answer.model_copy(update={"reviews": reviews})
    return to_text(answer) if format_name == "text" else rendered(answer, format_name)


@router.post("/briefs/{id}/reviews")
async def review(request: Request, house: InHouse, editor: Reviewer, id: Id) -> Response:  # noqa: A002
    """Keep a verdict; who rejects says why."""
    form = await own_form(request, editor.visit, house.settings)
    given = {name: field(form, name).strip() for name in ("verdict", "by", "reason")}
    if given["verdict"] == "rejected" and not given["reason"]:
        wrong = "Say why you reject it: whoever reads the brief next will want to know."
        return await _shown(request, house, editor, id, wrong)
    try:
        posted = review_of({name: value or None for name, value in given.items()})
    except InvalidRequest as error:
        return await _shown(request, house, editor, id, error.detail, given["reason"])
    briefs = house.store.briefs.of(editor.caller.owner)
    if not await run_sync(briefs.review, id, verdict_of(posted, now())):
        raise NotFinished("The brief is not finished: there is nothing to review.")
    return RedirectResponse(f"/briefs/{id}#review", 303)
