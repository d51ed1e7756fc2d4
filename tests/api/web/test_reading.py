"""What a finished brief's pages show, and what they are never made to show."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from api.web.cards import CARDS, KINDS, STATUSES, card_path, cards_of
from api.web.opened import Shelf
from api.web.stages import WORDS
from api.web.tellings import alone_of, time_line_of
from models import news
from models.pipeline import STAGES
from tests.api.later import standing
from tests.api.support import held_newsroom, service
from tests.api.web.briefs import claim, dispute, evidence, opened
from tests.api.web.pages import SCRIPT, made, post, token

ONE = "Twelve people were killed when a ferry caught fire off Port Ellin on Tuesday, police said."
TWO = "Fifteen people were killed in a ferry fire off Port Ellin on Tuesday, the coastguard said."


def test_spans_stand_at_the_offsets_of_the_answer(walk: TestClient) -> None:
    """Also behind characters that JavaScript counts twice."""
    path = made(walk, f"🧨🧨🧨 {ONE}", f"🧨 {TWO}\n\nIt was towed to port on Wednesday, he said.")
    answer = walk.get(f"/v1{path}").json()
    page = walk.get(path).text
    spans = dict(re.findall(r'<span class="ev[^"]*" id="e(\d+)"[^>]*>([^<]*)</span>', page))
    quotes = {e["quote"] for s in answer["sentences"] for e in s["citations"]}
    assert quotes
    assert quotes <= {html.unescape(text) for text in spans.values()}


def test_pieces_of_the_page_are_there_for_scripts_and_for_people(walk: TestClient) -> None:
    path = made(walk, ONE, TWO)
    for piece in ("matrix?show=all&source=0&q=ferry&page=1", "time", "disagreements?page=2"):
        whole = walk.get(f"{path}/{piece}").text
        part = walk.get(f"{path}/{piece}", headers=SCRIPT).text
        assert whole.startswith("<!doctype html>")
        assert "<html" not in part
        assert part.strip().startswith('<div id="')


def test_an_article_can_be_read_alone(walk: TestClient) -> None:
    path = made(walk, ONE, TWO)
    assert "<h1" in walk.get(f"{path}/articles/1").text
    assert "<h1" not in walk.get(f"{path}/articles/1", headers=SCRIPT).text
    for there in ("articles/0", "articles/3", "articles/1?part=2", "articles/1?part=0"):
        assert walk.get(f"{path}/{there}").status_code in {404, 422}


def test_long_articles_come_one_by_one(walk: TestClient) -> None:
    """The page of a long brief holds none of them."""
    filler = "\n".join(f"The harbour master counted {n} boats that day." for n in range(800))
    path = made(walk, f"{ONE}\n{filler}", f"{TWO}\n{filler}")
    page = walk.get(path).text
    assert 'class="part waiting"' in page
    assert "counted 799 boats" not in page
    parts = re.findall(r'hx-get="([^"]*/articles/1\?part=\d+)"', page)
    shown = "".join(walk.get(p, headers=SCRIPT).text for p in parts)
    text = re.sub(r"<[^>]*>", "", shown)
    assert "counted 799 boats" in html.unescape(text)
    href = re.search(r'class="cite" href="([^"#]+)#(e\d+)"', page)
    assert href
    assert f'id="{href[2]}"' in walk.get(href[1]).text


def test_who_rejects_says_why(walk: TestClient) -> None:
    path = made(walk, ONE, TWO)
    form = {"token": token(walk, path), "verdict": "rejected", "by": "J. Doe", "reason": " "}
    refused = walk.post(f"{path}/reviews", data=form)
    assert refused.status_code == 422
    assert "Say why you reject it" in refused.text
    kept = walk.post(
        f"{path}/reviews", data={**form, "reason": "The toll is old."}, follow_redirects=False
    )
    assert kept.headers["location"] == f"{path}#review"
    page = walk.get(path).text
    assert "Rejected by <bdi>J. Doe</bdi>" in page
    assert "The toll is old." in page
    assert walk.get(f"/v1{path}").json()["reviews"][0]["verdict"] == "rejected"


def test_a_review_that_says_nothing_is_refused(walk: TestClient) -> None:
    path = made(walk, ONE, TWO)
    form = {"token": token(walk, path), "verdict": "maybe", "by": ""}
    assert walk.post(f"{path}/reviews", data=form).status_code == 422


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_brief_is_copied(walk: TestClient, kind: str) -> None:
    path = made(walk, ONE, TWO)
    copied = walk.get(f"{path}/copy/{kind}")
    assert copied.status_code == 200
    assert "Article 1" in copied.text
    assert copied.headers["content-type"].startswith(
        "text/html" if kind == "html" else "text/plain"
    )


def test_no_other_copy(walk: TestClient) -> None:
    assert walk.get(f"{made(walk, ONE, TWO)}/copy/ninjs").status_code == 422


def test_a_brief_on_its_way_shows_how_far_it_is() -> None:
    """The same address, whenever it is asked for; without a script the page comes again itself."""
    newsroom, held = held_newsroom()
    with service(newsroom) as client:
        path = post(client, ONE, TWO).headers["location"]
        try:
            standing(client, f"/v1{path}", "running")
            assert held.begun.acquire(timeout=10)
            page = client.get(path).text
            assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
            assert page.count("<li data-stage=") == len(STAGES)
            assert client.get(f"{path}/matrix").status_code == 409
            assert client.get(f"{path}/copy/text").status_code == 409
            stop = client.post(f"{path}/erase", data={"token": token(client)})
            assert "This brief was stopped" in stop.text
        finally:
            held.let_go.set()


def test_events_are_those_of_the_api(walk: TestClient) -> None:
    path = made(walk, ONE, TWO)
    assert walk.get(f"{path}/events").text == walk.get(f"/v1{path}/events").text
    assert walk.get(f"{path}/events", headers={"Last-Event-ID": "end"}).status_code == 204


def test_nothing_may_run_that_is_not_ours(walk: TestClient) -> None:
    """On every page, refusals too."""
    for path in ("/", "/briefs/brf_x1WkLJq0a2Q7mJ4e", made(walk, ONE, TWO)):
        answer = walk.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert not re.search(r"<script(?! src=\"/assets/)|<style|\sstyle=|\son\w+=", answer.text)
        assert [a for a in _addresses(answer.text) if not re.match(r"[/#](?!/)", a)] == []


def _addresses(page: str) -> list[str]:
    return re.findall(r'(?:src|href|action|hx-get)="([^"]*)"', page)


def test_assets_may_be_kept_for_ever_under_their_address(door: TestClient) -> None:
    page = door.get("/").text
    for path in set(re.findall(r'"(/assets/[^"]+)"', page)):
        answer = door.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert door.get("/assets/000000000000/desk.css").status_code == 404
    assert door.get(f"{path}x").status_code == 404


def test_every_kind_status_and_stage_has_words() -> None:
    assert set(KINDS) == set(news.Kind.__args__)  # type: ignore[attr-defined]
    assert set(STATUSES) == set(news.Status.__args__)  # type: ignore[attr-defined]
    assert set(WORDS) == set(STAGES)


def test_cards_come_in_pages_and_are_found_on_theirs() -> None:
    side = ("Twelve", [evidence("One", ONE, ONE)])
    found = opened({"One": ONE}, disagreements=[dispute(n, side) for n in range(1, 46)])
    assert [c.number for c in cards_of(found, 3).cards] == [41, 42, 43, 44, 45]
    assert card_path(found, CARDS) == f"#d{CARDS}"
    assert card_path(found, CARDS + 1) == f"{found.path}/disagreements?page=2#d{CARDS + 1}"


def test_a_quote_is_cut_around_its_value() -> None:
    found = opened(
        {"One": ONE}, disagreements=[dispute(1, ("a ferry", [evidence("One", ONE, ONE)]))]
    )
    (quote,) = cards_of(found).cards[0].sides[0].quotes
    assert quote.before + quote.value + quote.after == ONE
    assert quote.value == "a ferry"


def test_the_time_line_goes_from_the_earliest_day_on() -> None:
    said = [evidence("One", ONE, ONE)]
    days = ["2025-03-12", None, "2025-03-10", "2025-03-12"]
    claims = [claim(n, said, date=day) for n, day in enumerate(days)]
    found = time_line_of(opened({"One": ONE}, claims=claims))
    shown = [(d.date.isoformat(), [c.claim.id for c in d.claims]) for d in found.days]
    assert shown == [("2025-03-10", ["c2"]), ("2025-03-12", ["c0", "c3"])]


def test_what_one_source_says_stands_under_its_name() -> None:
    alone = [
        {"article_id": n, "text": t, "start": 0, "end": len(t)} for n, t in (("B", TWO), ("A", ONE))
    ]
    found = alone_of(opened({"A": ONE, "B": TWO}, single_source=alone))
    assert [one.text.source for one in found] == ["A", "B"]


def test_the_shelf_forgets_what_was_erased_and_what_was_not_asked_for(walk: TestClient) -> None:
    paths = [made(walk, ONE, TWO) for _ in range(3)]
    store = walk.app.state.house.store  # type: ignore[attr-defined]
    shelf, ids = Shelf(most=2), [path.rpartition("/")[2] for path in paths]
    first = shelf.open(store.briefs, ids[0])
    assert shelf.open(store.briefs, ids[0]) is first
    for name in ids[1:]:
        shelf.open(store.briefs, name)
    assert shelf.open(store.briefs, ids[0]) is not first
    store.briefs.erase(ids[0])
    assert shelf.open(store.briefs, ids[0]) is None
    assert shelf.open(store.briefs.of("somebody else"), ids[2]) is None
