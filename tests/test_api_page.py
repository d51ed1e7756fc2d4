"""What docs/api.md shows works: requests are answered; settings, types and options exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from api.cli import app
from api.errors import TABLE
from api.fetching.gathered import NOT_FETCHED
from api.negotiation import FORMATS
from api.settings import Settings
from models.lexical import lexical_newsroom
from tests.api.support import service
from tests.contract.document import operations
from tests.readme import (
    SHELL,
    Block,
    Request,
    arguments_of_crosswire,
    blocks,
    commands,
    problems,
    request_of,
)

ID = "brf_x1WkLJq0a2Q7mJ4e"
ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SHELLS = [b for b in blocks(PAGE) if b.language in SHELL]
CLI = get_command(app)


@pytest.fixture(scope="module")
def door() -> Iterator[TestClient]:
    with service(lexical_newsroom()) as client:
        yield client


def requests() -> list[Request]:
    """Return what the page's curl commands send, from the first to the last."""
    found = (request_of(words, ROOT) for b in SHELLS if b.executed for words in commands(b))
    return [request for request in found if request]


def test_requests_are_answered(door: TestClient) -> None:
    """In their order; the id that is shown stands for the one that the service gave last."""
    given = ""
    for request in requests():
        answer = door.request(
            request.method,
            request.path.replace(ID, given),
            headers=request.headers,
            content=request.body,
        )
        assert answer.is_success, f"{request.method} {request.path}: {answer.text}"
        if (request.method, request.path) == ("POST", "/v1/briefs"):
            given = answer.json().get("id", given)


def test_every_operation_is_shown() -> None:
    """With curl; ``test_api_exchange`` sees to httpx."""
    shown = {(r.method, urlsplit(r.path).path.replace(ID, "{id}")) for r in requests()}
    assert shown == operations()


@pytest.mark.parametrize("block", SHELLS, ids=lambda b: b.name)
def test_commands_exist(block: Block) -> None:
    found = filter(None, (arguments_of_crosswire(words) for words in commands(block)))
    assert [p for words in found for p in problems(CLI, words)] == []


def test_settings_exist() -> None:
    named = set(re.findall(r"\bCROSSWIRE_([A-Z_]+)", PAGE))
    assert named
    assert named <= {name.upper() for name in Settings.model_fields}


def test_types_of_problems_and_codes_of_warnings_exist() -> None:
    types = set(re.findall(r"urn:crosswire:problem:[a-z-]+", PAGE))
    assert types
    assert types <= {kind.type for kind in TABLE.values()}
    assert set(re.findall(r'"code": "(\w+)"', PAGE)) == {NOT_FETCHED}


def test_every_format_is_told() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([\w/+]+)` \|", PAGE, re.MULTILINE))
    assert rows == FORMATS
