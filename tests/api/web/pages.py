"""What tests of the desk say to it without a browser."""

from __future__ import annotations

import html
import re
import time
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from tests.api.support import OTHER, STORY

SCRIPT = {"HX-Request": "true"}
"""How the desk's own script asks for a piece of a page."""


def token(client: TestClient, path: str = "/") -> str:
    """Return the token of a form on a page."""
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return html.unescape(found[1])


def filled(client: TestClient, *texts: str, **fields: str) -> dict[str, Any]:
    """Return the form of the first page, filled in."""
    boxes = {f"text{n}": text for n, text in enumerate(texts, 1)}
    return {"token": token(client), "words": "120", "style": "paragraph", **boxes, **fields}


def post(client: TestClient, *texts: str, **fields: str) -> Response:
    """Send the form of the first page, as a browser does."""
    return client.post(
        "/briefs", data=filled(client, *texts, **fields), files=NOTHING, follow_redirects=False
    )


NOTHING = [("files", ("", b"", "application/octet-stream"))]
"""What a browser sends of a file that nobody chose."""


def made(client: TestClient, *texts: str, **fields: str) -> str:
    """Make a brief of some texts; return its address once it is there."""
    answer = post(client, *(texts or (STORY, OTHER)), **fields)
    assert answer.status_code == 303, answer.text
    path: str = answer.headers["location"]
    until_there(client, path)
    return path


def until_there(client: TestClient, path: str, sign: str = 'id="headline"') -> str:
    """Return a page once it shows something."""
    end = time.monotonic() + 30
    while sign not in (page := client.get(path).text):
        assert time.monotonic() < end, page
        time.sleep(0.05)
    return page
