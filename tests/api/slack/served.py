"""The service for a process of its own, with models that need no weights."""

from __future__ import annotations

from fastapi import FastAPI

from api.app import create_app
from models.lexical import lexical_newsroom


def app() -> FastAPI:
    return create_app(newsroom=lexical_newsroom())
