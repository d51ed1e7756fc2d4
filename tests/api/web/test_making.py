"""The form becomes a queued brief; what is wrong with it is said beside it, and nothing is lost."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from models.lexical import lexical_newsroom
from tests.api.later import standing
from tests.api.support import OTHER, STORY, FailingEncoder, service
from tests.api.web.pages import filled, made, post, token, until_there


def test_two_pasted_articles_become_a_brief(walk: TestClient) -> None:
    path = made(walk, STORY, OTHER, source1="Reuters", date1="2025-12-13")
    page = walk.get(path).text
    assert "Reuters" in page
    assert "Where the sources disagree" in page
    assert path in walk.get("/").text


def test_line_ends_of_a_form_become_lf_before_anything_is_counted(walk: TestClient) -> None:
    """Browsers send CR LF; offsets are into what is kept."""
    path = made(walk, STORY.replace(". ", ".\r\n\r\n"), "One.\rTwo.")
    kept = walk.app.state.house.store.briefs.request(path.removeprefix("/briefs/"))  # type: ignore[attr-defined]
    first, second = (article["text"] for article in json.loads(kept)["articles"])
    assert first == STORY.replace(". ", ".\n\n")
    assert second == "One.\nTwo."


def test_a_sample_story_is_one_click_away(walk: TestClient) -> None:
    assert walk.get("/").text.count('action="/samples/') == 4
    answer = walk.post("/samples/ferry-fire", data={"token": token(walk)}, follow_redirects=False)
    assert answer.status_code == 303
    assert "Meridian News Agency" in until_there(walk, answer.headers["location"])


def test_an_unknown_sample_is_not_there(walk: TestClient) -> None:
    assert walk.post("/samples/../x", data={"token": token(walk)}).status_code == 404
    assert walk.post("/samples/x", data={"token": token(walk)}).status_code == 404


def test_files_are_read_as_articles(walk: TestClient) -> None:
    """With what they say of themselves; an HTML page too."""
    page = f"<html><body><article><p>{OTHER}</p></article></body></html>"
    files = [
        ("files", ("wire.md", f"---\nsource: Wire\n---\n{STORY}".encode(), "text/markdown")),
        ("files", ("other.html", page.encode(), "text/html")),
    ]
    answer = walk.post("/briefs", data=filled(walk), files=files, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    shown = until_there(walk, answer.headers["location"])
    assert ">Wire<" in shown
    assert ">other<" in shown


def test_a_file_that_is_no_text_is_named(door: TestClient) -> None:
    files = [("files", ("minutes.pdf", b"%PDF-1.7", "application/pdf"))]
    answer = door.post("/briefs", data=filled(door, STORY), files=files)
    assert answer.status_code == 422
    assert "minutes.pdf is a PDF" in answer.text
    assert STORY[:40] in answer.text


def test_an_empty_form_is_sent_back(door: TestClient) -> None:
    answer = post(door, "", "  \n")
    assert answer.status_code == 422
    assert "Paste at least one article" in answer.text


def test_what_is_wrong_is_said_at_its_article(walk: TestClient) -> None:
    """And the other one is still there."""
    with service(max_article_chars=100) as small:
        answer = post(small, "Short.", "x" * 101)
        assert answer.status_code == 413
        assert 'id="wrong2">This article has 101 characters; at most 100.' in answer.text
        assert ">\nShort.</textarea>" in answer.text


def test_links_are_refused_by_the_name_of_the_setting(door: TestClient) -> None:
    answer = post(door, "https://news.example/a\nhttps://news.example/b", STORY)
    assert answer.status_code == 422
    assert "CROSSWIRE_FETCH=1" in answer.text
    assert 'id="wrong1"' in answer.text
    assert 'id="wrong2"' not in answer.text


def test_links_are_fetched_where_that_is_on() -> None:
    """Each line is an article; what cannot be fetched is told of on the brief's page."""
    with service(lexical_newsroom(), fetch=True) as client:
        path = post(client, "http://127.0.0.1/a", STORY, OTHER).headers["location"]
        page = until_there(client, path)
    assert "1 article is not in this brief" in page
    assert "it was not fetched and is left out" in page


def test_more_room_without_a_script(door: TestClient) -> None:
    answer = post(door, STORY, more="1")
    assert answer.status_code == 200
    assert answer.text.count("<fieldset") == 4
    assert STORY[:40] in answer.text


def test_a_full_queue_loses_nothing() -> None:
    with service(max_queued=0) as client:
        answer = post(client, STORY, OTHER)
    assert answer.status_code == 503
    assert STORY[:40] in answer.text


@pytest.mark.parametrize("body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: x\r\n\r\n\r\n"])
def test_a_broken_form_is_refused_on_a_page(door: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = door.post("/briefs", content=body, headers=headers)
    assert answer.status_code in {403, 422}
    assert answer.headers["content-type"].startswith("text/html")


def test_another_kind_of_body_is_refused(door: TestClient) -> None:
    assert door.post("/briefs", json={}).status_code == 415


def test_a_body_is_bounded() -> None:
    with service(max_body_bytes=1_000) as client:
        assert post(client, "x" * 2_000).status_code == 413


def test_a_brief_that_fails_says_why_and_can_be_tried_again() -> None:
    with service(replace(lexical_newsroom(), encoder=FailingEncoder())) as client:
        path = post(client, STORY, OTHER).headers["location"]
        standing(client, f"/v1{path}", "failed")
        page = client.get(path).text
        assert "Something went wrong here" in page
        assert "cannot encode" not in page
        again = client.post(f"{path}/again", data={"token": token(client)}, follow_redirects=False)
        assert again.status_code == 303
        assert again.headers["location"] != path


def test_a_brief_is_erased(walk: TestClient) -> None:
    path = made(walk)
    answer = walk.post(f"{path}/erase", data={"token": token(walk)}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    gone = walk.get(path)
    assert gone.status_code == 404
    assert "was erased" in gone.text


def test_pages_of_the_list(walk: TestClient) -> None:
    for _ in range(13):
        made(walk, "A ferry burned on Tuesday, police said.")
    first = walk.get("/").text
    assert "Older briefs" in first
    cursor = first.partition('href="/?cursor=')[2].partition("#")[0]
    assert walk.get("/", params={"cursor": cursor}).text.count('href="/briefs/') == 1


def test_pages_are_compressed_where_that_is_wanted(walk: TestClient) -> None:
    with walk.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert b"Who says what?" in gzip.decompress(raw)
    plain = walk.get("/", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_the_form_is_plain_enough_for_any_browser(door: TestClient) -> None:
    """Everything that it needs is in the page: no field is added by a script."""
    page = door.get("/").text
    for name in ("token", "text1", "source1", "date1", "files", "words", "style", "more"):
        assert f'name="{name}"' in page
