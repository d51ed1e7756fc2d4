"""The app, and the only place where its parts are wired.

Run it with ``crosswire serve`` or ``uvicorn --factory api.app:create_app``.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from api import errors, openapi
from api.access import Access
from api.briefs import router as kept_briefs
from api.house import House
from api.methods import Methods
from api.routes import router
from api.schemas.answer import crosswire_version
from api.settings import Settings
from api.slack.doors import door_of, open_door
from api.slack.doors import router as slack
from api.staff import Loader, load_weights
from api.store import Store
from models.pipeline import Newsroom

ROUTERS = (router, kept_briefs, slack)


def create_app(
    settings: Settings | None = None,
    newsroom: Newsroom | None = None,
    load: Loader = load_weights,
    store: Store | None = None,
) -> FastAPI:
    """Return the service; without ``newsroom`` it loads its models once it has started.

    Raises:
        ValueError: the settings name no database that there is.
    """
    app = FastAPI(
        title="Crosswire",
        version=crosswire_version(),
        summary="Several articles on one event in, one neutral brief out.",
        description=openapi.DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
    )
    app.state.house = House.of(settings or Settings(), newsroom, load, store)
    app.state.slack = door_of(app.state.house)
    for found in ROUTERS:
        app.include_router(found)
    app.add_middleware(Access)
    errors.install(app, Methods(ROUTERS))
    openapi.install(app)
    return app


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the house, and its door to Slack, while the service runs."""
    house: House = app.state.house
    async with house.open(), open_door(app.state.slack):
        yield
