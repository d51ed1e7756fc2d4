"""The app, and the only place where its parts are wired.

Run it with ``crosswire serve`` or ``uvicorn --factory api.app:create_app``.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from api import errors, openapi
from api.access import Access
from api.annex.staff import AnnexStaff
from api.briefs import router as kept_briefs
from api.desks import OwnDesk
from api.house import House
from api.keys.gates import Gate
from api.keys.screen import Screen
from api.measuring import router as measuring
from api.methods import Methods
from api.routes import router
from api.schemas.answer import crosswire_version
from api.settings import Settings
from api.slack.doors import door_of, open_door
from api.slack.doors import router as slack
from api.staff import Loader, OwnStaff, Staff, load_weights
from api.store import Store
from api.web.doors import router as desk
from api.web.opened import Shelf
from models.pipeline import Newsroom

ROUTERS = (router, kept_briefs, measuring, slack, desk)


def create_app(
    settings: Settings | None = None,
    newsroom: Newsroom | None = None,
    load: Loader | None = None,
    store: Store | None = None,
    staff: Staff | None = None,
    gate: Gate | None = None,
) -> FastAPI:
    """Return the service; without ``newsroom`` it loads its models once it has started.

    They are in a process of their own, or in this one where ``CROSSWIRE_INFERENCE`` says so or
    ``load`` is given. Without ``gate`` every caller needs an API key: ``crosswire serve`` alone
    opens a service, and only to its own machine.

    Raises:
        ValueError: the settings name no database that there is.
    """
    settings = settings or Settings()
    staff = staff or staff_of(settings, newsroom, load)
    app = FastAPI(
        title="Crosswire",
        version=crosswire_version(),
        summary="Several articles on one event in, one neutral brief out.",
        description=openapi.DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
    )
    house = House.of(settings, staff, store, gate)
    app.state.house = house
    app.state.slack = door_of(app.state.house)
    app.state.shelf = Shelf()
    for found in ROUTERS:
        app.include_router(found)
    app.add_middleware(Screen, gate=house.gate)
    app.add_middleware(Access, metrics=staff.metrics)
    errors.install(app, Methods(ROUTERS))
    openapi.install(app)
    return app


def staff_of(settings: Settings, newsroom: Newsroom | None, load: Loader | None) -> Staff:
    """Return who makes briefs: what was handed in stays in this process."""
    if newsroom:
        staff = OwnStaff(settings)
        staff.hire(OwnDesk(newsroom))
        return staff
    if load or settings.inference == "thread":
        return OwnStaff(settings, load=load or load_weights)
    return AnnexStaff(settings)


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the house, and its door to Slack, while the service runs."""
    house: House = app.state.house
    async with house.open(), open_door(app.state.slack):
        yield
