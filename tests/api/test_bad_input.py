"""Bad input is refused with a precise problem, before any model runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.support import JSON, STORY, articles, service

Case = tuple[Any, int, str, str, str]  # request, status, type, pointer, words of the detail


def one(**fields: Any) -> dict[str, Any]:
    return {"articles": [{"text": STORY}, {"text": STORY, **fields}]}


def refused(response: Any, status: int, slug: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"urn:crosswire:problem:{slug}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


INVALID = {
    "no articles": ({"articles": []}, "#/articles", "at least one"),
    "no list of articles": ({}, "#/articles", "is required"),
    "a list instead of an object": ([], "#", "must be an object"),
    "an article that is no object": ({"articles": ["x"]}, "#/articles/0", "must be an object"),
    "empty text": (one(text=""), "#/articles/1/text", "must not be empty"),
    "white text": (one(text=" \n\t\u2003"), "#/articles/1/text", "must not be empty"),
    "empty html": (one(text=None, html=" "), "#/articles/1/html", "must not be empty"),
    "text and html together": (one(html="<p>x</p>"), "#/articles/1", "both text and html"),
    "no text at all": (one(text=None), "#/articles/1", "neither text nor html"),
    "an unknown field": ({**one(), "titel": "x"}, "#/titel", "known are articles, options"),
    "an unknown field of an article": (one(txt="x"), "#/articles/1/txt", "did you mean text?"),
    "an unknown option": (
        {**one(), "options": {"words": 3}},
        "#/options/words",
        "known are max_words, min_score, store, style",
    ),
    "NUL in the text": (one(text="a\x00b"), "#/articles/1/text", "NUL"),
    "NUL in the title": (one(title="a\x00b"), "#/articles/1/title", "NUL"),
    "NUL in the source": (one(source="a\x00b"), "#/articles/1/source", "NUL"),
    "an escape sequence in the source": (one(source="\x1b[2J"), "#/articles/1/source", "control"),
    "a source of 201 characters": (one(source="x" * 201), "#/articles/1/source", "200"),
    "a number as text": (one(text=7), "#/articles/1/text", "must be a string"),
    "a number as id": (one(id=7), "#/articles/1/id", "must be a string"),
    "an empty id": (one(id=""), "#/articles/1/id", "1 to 64"),
    "an id of 65 characters": (one(id="x" * 65), "#/articles/1/id", "1 to 64"),
    "an id with a line break": (one(id="a\nb"), "#/articles/1/id", "printable"),
    "a malformed date": (one(published_at="13/12/2025"), "#/articles/1/published_at", "RFC 3339"),
    "a date that is not in the calendar": (
        one(published_at="2025-02-30"),
        "#/articles/1/published_at",
        "RFC 3339",
    ),
    "a date-time without a zone": (
        one(published_at="2025-12-13T10:00:00"),
        "#/articles/1/published_at",
        "zone",
    ),
    "a date as a number": (one(published_at=1765620000), "#/articles/1/published_at", "a string"),
    "an ftp address": (one(url="ftp://example.com/x"), "#/articles/1/url", "http://"),
    "an address with a broken host": (one(url="https://[x/"), "#/articles/1/url", "http://"),
    "a language that is no tag": (one(language="English!"), "#/articles/1/language", "tag"),
    "too few words": ({**one(), "options": {"max_words": 29}}, "#/options/max_words", "30"),
    "too many words": ({**one(), "options": {"max_words": 601}}, "#/options/max_words", "600"),
    "words as a string": (
        {**one(), "options": {"max_words": "180"}},
        "#/options/max_words",
        "whole",
    ),
    "an unknown style": ({**one(), "options": {"style": "poem"}}, "#/options/style", "bullets"),
    "a score over 1": ({**one(), "options": {"min_score": 1.1}}, "#/options/min_score", "1"),
    "a score as true": ({**one(), "options": {"min_score": True}}, "#/options/min_score", "number"),
    "store as a string": (
        {**one(), "options": {"store": "no"}},
        "#/options/store",
        "true or false",
    ),
}


@pytest.mark.parametrize(("request_", "pointer", "words"), INVALID.values(), ids=INVALID)
def test_a_flaw_is_pointed_at(door: TestClient, request_: Any, pointer: str, words: str) -> None:
    """What is wrong is refused with 422, at its pointer and in words that help."""
    problem = refused(door.post("/v1/briefs", json=request_), 422, "invalid-request")
    assert [e["pointer"] for e in problem["errors"]] == [pointer]
    assert words in problem["errors"][0]["detail"]
    if pointer.startswith("#/articles/1"):
        assert problem["errors"][0]["article_id"] is not None


@pytest.mark.parametrize("field", ["text", "html", "title", "source", "id", "url", "language"])
def test_a_lone_surrogate_is_refused(door: TestClient, field: str) -> None:
    """JSON can spell half a character; no text can hold it."""
    given = json.dumps({"articles": [{field: "a\ud800b"}]})
    problem = refused(door.post("/v1/briefs", content=given, headers=JSON), 422, "invalid-request")
    assert problem["errors"][0]["pointer"] in {f"#/articles/0/{field}", "#/articles/0"}


def test_a_lone_surrogate_in_a_field_name_is_refused(door: TestClient) -> None:
    """A name that cannot be repeated is not repeated."""
    given = json.dumps({"articles": [], "\ud800": 1})
    refused(door.post("/v1/briefs", content=given, headers=JSON), 422, "invalid-request")


def test_a_surrogate_pair_is_a_character(walk: TestClient) -> None:
    """Both halves together are a character like any other."""
    given = json.dumps(articles(STORY + " \U0001f54a"))
    assert "\\ud83d" in given
    assert walk.post("/v1/briefs", content=given, headers=JSON).status_code == 200


def test_all_flaws_are_listed(door: TestClient) -> None:
    """A caller mends everything at once."""
    given = {"articles": [{"text": ""}, {"text": STORY, "id": 1}], "options": {"max_words": 1}}
    problem = refused(door.post("/v1/briefs", json=given), 422, "invalid-request")
    pointers = [e["pointer"] for e in problem["errors"]]
    assert pointers == ["#/articles/0/text", "#/articles/1/id", "#/options/max_words"]
    assert [e["article_id"] for e in problem["errors"]] == ["a1", "a2", None]
    assert "(and 2 more)" in problem["detail"]


def test_duplicate_ids_are_refused_at_the_second(door: TestClient) -> None:
    """Two articles cannot be cited by one name."""
    given = {"articles": [{"id": i, "text": STORY} for i in ("x", "y", "x")]}
    problem = refused(door.post("/v1/briefs", json=given), 422, "invalid-request")
    assert [e["pointer"] for e in problem["errors"]] == ["#/articles/2/id"]
    assert problem["errors"][0]["article_id"] == "x"


def test_a_lone_url_has_a_problem_of_its_own(door: TestClient) -> None:
    """Fetching comes later; a client can tell by the type."""
    given = {"articles": [{"text": STORY}, {"id": "n", "url": "https://example.com/x"}]}
    problem = refused(door.post("/v1/briefs", json=given), 422, "url-not-supported")
    assert problem["errors"][0]["pointer"] == "#/articles/1/url"
    assert problem["errors"][0]["article_id"] == "n"
    assert "text or html" in problem["detail"]


# --- limits -----------------------------------------------------------------------------------


def test_101_articles_are_refused(door: TestClient) -> None:
    """The default limit is 100."""
    problem = refused(door.post("/v1/briefs", json=articles(*[STORY] * 101)), 413, "over-limit")
    assert problem["errors"] == [
        {"pointer": "#/articles", "article_id": None, "detail": "has 101 articles; at most 100"}
    ]


def test_millions_of_bad_articles_are_refused_at_once(door: TestClient) -> None:
    """The list is counted before anything in it is looked at."""
    given = '{"articles":[' + "{}," * 2_000_000 + "{}]}"
    refused(door.post("/v1/briefs", content=given, headers=JSON), 413, "over-limit")


def test_an_article_over_the_limit_is_refused(door: TestClient) -> None:
    """The default limit is 200,000 characters each."""
    given = {"articles": [{"text": STORY}, {"id": "long", "text": "x" * 200_001}]}
    problem = refused(door.post("/v1/briefs", json=given), 413, "over-limit")
    assert problem["errors"][0]["pointer"] == "#/articles/1/text"
    assert problem["errors"][0]["article_id"] == "long"
    assert "200,001 characters; at most 200,000" in problem["errors"][0]["detail"]


def test_html_over_the_limit_is_refused(door: TestClient) -> None:
    """The limit holds for what is posted, markup included."""
    given = {"articles": [{"html": "<p>" * 70_000}]}
    problem = refused(door.post("/v1/briefs", json=given), 413, "over-limit")
    assert problem["errors"][0]["pointer"] == "#/articles/0/html"


def test_articles_that_are_too_long_together_are_refused(door: TestClient) -> None:
    """The pointer is at the article with which it becomes too much."""
    given = articles(*["x" * 190_000] * 12)
    problem = refused(door.post("/v1/briefs", json=given), 413, "over-limit")
    assert [e["pointer"] for e in problem["errors"]] == ["#/articles/10/text"]
    assert "2,000,000" in problem["errors"][0]["detail"]


def test_limits_are_settings() -> None:
    """An operator sets them."""
    with service(max_articles=1, max_article_chars=10, max_body_bytes=1_000) as door:
        refused(door.post("/v1/briefs", json=articles("x", "y")), 413, "over-limit")
        refused(door.post("/v1/briefs", json=articles("x" * 11)), 413, "over-limit")
        refused(door.post("/v1/briefs", json=articles("x" * 1_000)), 413, "body-too-large")


def test_a_20_mb_single_line_is_refused(door: TestClient) -> None:
    """The body is cut; nothing of it is parsed."""
    given = articles("x" * 20_000_000)
    problem = refused(door.post("/v1/briefs", json=given), 413, "body-too-large")
    assert "10,000,000 bytes" in problem["detail"]


# --- not JSON, not text -----------------------------------------------------------------------

NOT_JSON = {
    "nothing": (b"", "line 1, column 1"),
    "a word": (b"hello", "line 1, column 1"),
    "a missing comma": (b'{"articles": []\n "options": {}}', "line 2, column 2"),
    "a raw line break in a string": (b'{"a": "x\ny"}', "line 1, column 9"),
    "NaN": (b'{"a": "NaN \\" NaN",\n\n  "b": NaN}', "line 3, column 8"),
    "infinity": (b'{"a": [1, -Infinity]}', "line 1, column 11"),
    "a number without end": (b'{"a": ' + b"1" * 5_000 + b"}", "line 1, column 7"),
    "two values": (b"{} {}", "line 1, column 4"),
    "deep nesting": (b'{"articles": ' + b"[" * 200_000, "nested too deeply"),
    "deep nesting that is closed": (b"[" * 99_999 + b"]" * 99_999, "nested too deeply"),
}


@pytest.mark.parametrize(("body", "where"), NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_refused(door: TestClient, body: bytes, where: str) -> None:
    """The problem says where JSON ends."""
    problem = refused(door.post("/v1/briefs", content=body, headers=JSON), 400, "not-json")
    assert where in problem["detail"]


def test_duplicate_keys_are_tolerated(walk: TestClient) -> None:
    """The last one counts, as JSON parsers have it."""
    body = b'{"articles": [], "articles": [{"text": "' + STORY.encode() + b'"}]}'
    assert walk.post("/v1/briefs", content=body, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "media_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json+json"],
)
def test_a_wrong_media_type_is_refused(door: TestClient, media_type: str) -> None:
    """Only JSON is read, and it has to be called so."""
    answer = door.post("/v1/briefs", content=b"{}", headers={"Content-Type": media_type})
    refused(answer, 415, "wrong-media-type")
    assert answer.headers["accept-post"] == "application/json"


@pytest.mark.parametrize("charset", ["iso-8859-1", '"UTF-16"', "latin1"])
def test_a_wrong_charset_is_refused(door: TestClient, charset: str) -> None:
    """JSON between systems is UTF-8 (RFC 8259)."""
    headers = {"Content-Type": f"application/json; charset={charset}"}
    refused(door.post("/v1/briefs", content=b"{}", headers=headers), 415, "wrong-media-type")


@pytest.mark.parametrize("body", ['{"a": "é"}'.encode("latin-1"), '{"a": 1}'.encode("utf-16")])
def test_bytes_that_are_not_utf8_are_refused(door: TestClient, body: bytes) -> None:
    """Whatever the headers say of the charset."""
    problem = refused(door.post("/v1/briefs", content=body, headers=JSON), 415, "wrong-media-type")
    assert "UTF-8: see byte" in problem["detail"]


def test_a_compressed_body_is_refused(door: TestClient) -> None:
    """There are no decompression bombs where nothing is decompressed."""
    headers = {**JSON, "Content-Encoding": "gzip"}
    answer = door.post("/v1/briefs", content=b"{}", headers=headers)
    refused(answer, 415, "wrong-media-type")
    assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "media_type",
    ["application/json; charset=UTF-8", "Application/JSON", "application/vnd.crosswire.v1+json"],
)
def test_every_name_of_json_is_read(door: TestClient, media_type: str) -> None:
    """A structured suffix and a charset of UTF-8 are fine: this fails for its content only."""
    answer = door.post("/v1/briefs", content=b"{}", headers={"Content-Type": media_type})
    refused(answer, 422, "invalid-request")


def test_a_byte_order_mark_is_skipped(door: TestClient) -> None:
    """Some editors write one; it is no part of the JSON."""
    answer = door.post("/v1/briefs", content=b"\xef\xbb\xbf{}", headers=JSON)
    refused(answer, 422, "invalid-request")


def test_an_absurd_object_is_refused_without_naming_each_field(door: TestClient) -> None:
    """A hundred thousand unknown fields make one flaw."""
    given = {**articles(STORY), **{f"x{n}": n for n in range(100_000)}}
    problem = refused(door.post("/v1/briefs", json=given), 422, "invalid-request")
    assert [e["pointer"] for e in problem["errors"]] == ["#"]
    assert len(problem["detail"]) < 200


def test_a_field_name_is_escaped_in_its_pointer(door: TestClient) -> None:
    """RFC 6901: ~ and / are escaped; the fragment is percent-encoded."""
    given = {**articles(STORY), "a/b~c d\n": 1}
    problem = refused(door.post("/v1/briefs", json=given), 422, "invalid-request")
    assert problem["errors"][0]["pointer"] == "#/a~1b~0c%20d%0A"
