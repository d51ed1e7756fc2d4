"""The desk's addresses, all together. They are pages, and no part of the contract of ``/v1``."""

from __future__ import annotations

from fastapi import APIRouter

from api.web import assets, making, reading, signing_in

router = APIRouter(include_in_schema=False)
for _part in (assets, making, reading, signing_in):
    router.include_router(_part.router)
