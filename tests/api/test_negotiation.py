"""Accept and ?format= choose the format."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.errors import NotAcceptable
from api.negotiation import choose, wants_later
from tests.api.render.ninjs_rules import broken
from tests.api.support import OTHER, STORY, articles


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/*", "json"),
        ("text/markdown", "markdown"),
        ("TEXT/Markdown; variant=GFM", "markdown"),
        ("text/*", "markdown"),
        ("text/markdown, application/json", "json"),
        ("application/json;q=0.5, text/markdown", "markdown"),
        ("application/json;q=0.5, text/markdown;q=0.4", "json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "html"),  # a browser
        ("text/html", "html"),
        ("text/html;q=0.9, text/markdown", "markdown"),
        ("application/ninjs+json", "ninjs"),
        ("application/vnd.iptc.ninjs+json", "ninjs"),
        ("application/vnd.iptc.ninjs+json;q=0.4, application/json;q=0.5", "json"),
        ("application/ninjs+json;q=0, application/vnd.iptc.ninjs+json", "ninjs"),
        ("application/json;q=0, */*", "markdown"),
        ("text/*;q=0.9, text/markdown;q=0, application/json;q=0.1", "html"),
        ("text/*;q=0, application/json;q=0.1, */*;q=0.05", "json"),
        ("application/json; q=nonsense, text/markdown; Q=0.1", "markdown"),
        (", ,text/markdown", "markdown"),
    ],
)
def test_accept_chooses(accept: str | None, expected: str) -> None:
    """The heaviest format wins, JSON among equals; the most specific range has the word."""
    assert choose(accept, None) == expected


@pytest.mark.parametrize(
    "accept", ["application/xhtml+xml", "image/*", "*/*;q=0", "application/json;q=0.0"]
)
def test_nothing_acceptable_is_an_error(accept: str) -> None:
    """It lists what there is."""
    with pytest.raises(NotAcceptable, match=r"application/json .*text/markdown"):
        choose(accept, None)


def test_format_overrides_accept() -> None:
    """For callers that cannot set headers."""
    assert choose("text/html", "markdown") == "markdown"
    assert choose(None, "html") == "html"
    assert choose(None, "ninjs") == "ninjs"
    assert choose("text/markdown", "json") == "json"
    with pytest.raises(NotAcceptable):
        choose("*/*", "xml")


def test_prefer_is_understood() -> None:
    """Other preferences are not ours to know."""
    assert wants_later("wait=5, respond-async")
    assert not wants_later("return=minimal")
    assert not wants_later(None)


def test_markdown_is_served(walk: TestClient) -> None:
    """The same brief, for reading."""
    answer = walk.post(
        "/v1/briefs", json=articles(STORY, OTHER), headers={"Accept": "text/markdown"}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    assert answer.text.startswith("# ")


def test_html_is_served(walk: TestClient) -> None:
    """As a page that may load nothing and run nothing."""
    answer = walk.post("/v1/briefs", json=articles(STORY, OTHER), headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    "how",
    [
        {"headers": {"Accept": "application/ninjs+json"}},
        {"headers": {"Accept": "application/vnd.iptc.ninjs+json"}},
        {"params": {"format": "ninjs"}},
    ],
)
def test_ninjs_is_served(walk: TestClient, how: dict[str, dict[str, str]]) -> None:
    """Withheld, as nobody has looked at it."""
    answer = walk.post("/v1/briefs", json=articles(STORY, OTHER), **how)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/ninjs+json"
    assert broken(answer.json()) == []
    assert answer.json()["pubStatus"] == "withheld"


def test_json_is_the_default(walk: TestClient) -> None:
    """Also where a client asks for any."""
    answer = walk.post("/v1/briefs", json=articles(STORY, OTHER))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["status"] == "succeeded"


@pytest.mark.parametrize(
    "how", [{"headers": {"Accept": "image/png"}}, {"params": {"format": "nitf"}}]
)
def test_a_format_that_there_is_not_is_refused_first(
    door: TestClient, how: dict[str, dict[str, str]]
) -> None:
    """Before the body is looked at; the problem itself is JSON whatever was accepted."""
    answer = door.post("/v1/briefs", content=b"nonsense", **how)  # type: ignore[arg-type]
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["vary"] == "Accept"
    assert "text/markdown (?format=markdown)" in answer.json()["detail"]
