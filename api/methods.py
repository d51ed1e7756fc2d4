"""Which methods an address has: the framework names those of the first route that has it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request


class Methods:
    """The methods of some routers' addresses."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._routes = [r for router in routers for r in router.routes if isinstance(r, APIRoute)]

    def allowed(self, request: Request) -> str | None:
        """Return what ``Allow`` says for a request's address; None for an address of no route."""
        path = request.url.path
        found = {m for r in self._routes if r.path_regex.match(path) for m in r.methods or ()}
        return ", ".join(sorted(found)) or None
