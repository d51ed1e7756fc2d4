"""A template and what it shows -> an answer: escaped, compressed, under a strict policy."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from api.render.plain import one_line
from api.schemas.answer import crosswire_version
from api.web.assets import ASSETS
from api.web.visits import Visit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # with none at all browsers post forms of the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Vary": "Accept-Encoding, Cookie, HX-Request",
}
_LEAST = 1_000
"""Bytes below which compressing gains nothing."""


def _when(at: dt.date | dt.datetime) -> str:
    """Return a moment or a day as a newspaper writes it."""
    return f"{at:%-d %B %Y, %H:%M %Z}" if isinstance(at, dt.datetime) else f"{at:%-d %B %Y}"


_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters |= {"line": one_line, "when": _when}
_PAGES.globals |= {"assets": ASSETS, "version": crosswire_version()}


async def page(
    request: Request, visit: Visit, template: str, status: int = 200, **shown: Any
) -> Response:
    """Return a page or a piece of one; its browser gets its cookie with it."""
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    body = await run_sync(_body, template, zipped, {"visit": visit, **shown})
    response = Response(body, status, HEADERS, "text/html; charset=utf-8")
    if body[:2] == b"\x1f\x8b":
        response.headers["Content-Encoding"] = "gzip"
    if visit.new:
        visit.put(response)
    return response


def _body(template: str, zipped: bool, shown: dict[str, Any]) -> bytes:
    body = _PAGES.get_template(template).render(shown).encode("utf-8", "replace")
    return gzip.compress(body, 5) if zipped and len(body) >= _LEAST else body


def part_of_page(request: Request) -> bool:
    """Tell whether a script of ours asks for a piece of a page."""
    return request.headers.get("hx-request") == "true"
