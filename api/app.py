"""The app, and the only place where its parts are wired.

Run it with ``crosswire serve`` or ``uvicorn --factory api.app:create_app``.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from api import errors, openapi
from api.access import Access
from api.house import House, Loader, load_weights
from api.routes import router
from api.schemas.answer import crosswire_version
from api.settings import Settings
from models.pipeline import Newsroom


def create_app(
    settings: Settings | None = None,
    newsroom: Newsroom | None = None,
    load: Loader = load_weights,
) -> FastAPI:
    """Return the service; without ``newsroom`` it loads its models once it has started."""
    app = FastAPI(
        title="Crosswire",
        version=crosswire_version(),
        summary="Several articles on one event in, one neutral brief out.",
        description=openapi.DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
    )
    app.state.house = House.of(settings or Settings(), newsroom, load)
    app.include_router(router)
    app.add_middleware(Access)
    errors.install(app)
    openapi.install(app)
    return app


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the models beside the running service; at its end, let no walk run on."""
    house: House = app.state.house
    loading = asyncio.create_task(house.staff()) if house.newsroom is None else None
    try:
        yield
    finally:
        if loading:
            loading.cancel()
            await asyncio.gather(loading, return_exceptions=True)
        await house.close()
