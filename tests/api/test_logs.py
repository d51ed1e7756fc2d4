"""The log tells what happened, under the request's id, and nothing of what was posted."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.logs import JsonLines, Lines, log_to_stderr, request_id
from api.settings import Settings
from api.staff import Staff
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.api.later import ended, queue
from tests.api.support import OTHER, STORY, FailingEncoder, articles, service

MARK = "zyxmarker"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What is logged as JSON while a test runs."""
    root = logging.getLogger()
    before, level = root.handlers[:], logging.getLogger("crosswire").level
    stream = io.StringIO()
    log_to_stderr("json", stream)
    root.handlers += before
    yield stream
    root.handlers[:] = before
    logging.getLogger("crosswire").setLevel(level)


def events(said: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_id(walk: TestClient, said: io.StringIO) -> None:
    """The id that the caller gave comes back in the answer too."""
    answer = walk.post(
        "/v1/briefs", json=articles(STORY, OTHER), headers={"X-Request-ID": "desk-7.a"}
    )
    assert answer.headers["x-request-id"] == "desk-7.a"
    (line,) = (e for e in events(said) if e.get("path") == "/v1/briefs")
    assert line["request_id"] == "desk-7.a"
    assert (line["method"], line["status"], line["articles"]) == ("POST", 200, 2)
    assert line["level"] == "info"
    assert line["ms"] >= 0


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "a\u00e4", '"', "a/b"])
def test_an_id_that_a_log_cannot_bear_is_replaced(given: str) -> None:
    """By one of our own."""
    assert request_id(given) != given
    assert len(request_id(given)) == 16


def test_a_failure_of_ours_is_named_for_its_request(said: io.StringIO) -> None:
    """Unless it has a number of its own, under which the log tells more."""
    with service(failing()) as client:
        answer = client.post("/v1/briefs", json=articles(STORY), headers={"X-Request-ID": "r1"})
        assert answer.json()["instance"].startswith("urn:crosswire:incident:")
    (incident,) = (e for e in events(said) if e["event"].startswith("incident"))
    assert incident["request_id"] == "r1"
    with TestClient(create_app(staff=Staff(Settings()))) as client:
        answer = client.get("/readyz", headers={"X-Request-ID": "r2"})
        assert answer.json()["instance"] == "urn:crosswire:request:r2"


def test_every_answer_has_an_id(walk: TestClient) -> None:
    """Each its own, problems too."""
    ids = {walk.get(path).headers["x-request-id"] for path in ("/healthz", "/x", "/v1/briefs/y")}
    assert len(ids) == 3


def marked() -> dict[str, Any]:
    request = articles(f"{STORY} {MARK} said so.", f"{OTHER} The {MARK} was there on Friday.")
    for article in request["articles"]:
        article |= {"title": f"{MARK} in the headline", "source": f"The {MARK} Post"}
    return request


def failing() -> Newsroom:
    return replace(lexical_newsroom(), encoder=FailingEncoder())


@pytest.mark.parametrize("newsroom", [lexical_newsroom(), failing()], ids=["working", "failing"])
def test_nothing_that_was_posted_is_logged(
    newsroom: Newsroom, said: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    """No text, title, query or key; not in the words of an error either."""
    headers = {"Authorization": f"Bearer {MARK}", "X-Request-ID": f"{MARK} {MARK}"}
    html = {"articles": [{"html": f"<p>{MARK}", "source": MARK, "title": MARK}]}
    flawed = {"articles": [{"text": MARK, MARK: MARK}], "options": {"style": MARK}}
    with caplog.at_level(logging.DEBUG, "crosswire"), service(newsroom) as client:
        for request in (marked(), html, flawed, MARK):
            client.post(f"/v1/briefs?q={MARK}", json=request, headers=headers)
            client.post(f"/v1/briefs?format={MARK}", content=MARK, headers=headers)
        client.get(f"/v1/briefs?cursor={MARK}&{MARK}=1", headers=headers)
        ended(client, queue(client, f"{STORY} {MARK} said so.", OTHER))
    assert said.getvalue()
    assert MARK not in said.getvalue()
    assert [r for r in caplog.records if r.name == "crosswire" and MARK in r.getMessage()] == []


def test_the_words_of_an_exception_are_not_logged() -> None:
    """Its type and its places are; also in the readable form."""
    try:
        raise ValueError(MARK)
    except ValueError as error:
        raised = (type(error), error, error.__traceback__)
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "x.py", 1, "failed", (), raised)
    for form in (Lines(), JsonLines()):
        line = form.format(record)
        assert "ValueError" in line
        assert "test_logs.py" in line
        assert MARK not in line
        record.exc_text = None


def test_a_json_line_has_no_line_break() -> None:
    """Whatever it tells of."""
    record = logging.LogRecord("crosswire", logging.INFO, "x.py", 1, "one\ntwo\u2028", (), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["event"] == "one\ntwo\u2028"
