"""The OpenAPI document as the service gives it, and as it is checked in."""

from __future__ import annotations

import json
from pathlib import Path

from api.app import create_app
from api.settings import Settings
from models.lexical import lexical_newsroom

CHECKED_IN = Path(__file__).parent.parent.parent / "docs" / "openapi.json"
UPDATE = "python -m tests.contract.update"


def served() -> str:
    """Return the document of a service, laid out for a file."""
    # No database is opened until the service starts; the address only has to be one.
    settings = Settings(database_url="sqlite:///never-opened.db")
    document = create_app(settings, lexical_newsroom()).openapi()
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def operations() -> set[tuple[str, str]]:
    """Return the method and the path of every operation of the document checked in."""
    paths = json.loads(CHECKED_IN.read_text(encoding="utf-8"))["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}
