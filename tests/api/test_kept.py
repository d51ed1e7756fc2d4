"""Finished briefs are fetched again, listed, reviewed and erased."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.support import JSON, OTHER, STORY, articles

UNKNOWN = "/v1/briefs/brf_0123456789abcdef"


@pytest.fixture
def made(keeping: TestClient) -> dict[str, Any]:
    """The answer of a brief that was made while its caller waited."""
    found: dict[str, Any] = keeping.post("/v1/briefs", json=articles(STORY, OTHER)).json()
    return found


def path_of(brief: dict[str, Any]) -> str:
    return f"/v1/briefs/{brief['id']}"


def refused(answer: Any, status: int, kind: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"urn:crosswire:problem:{kind}"
    return problem


def test_a_brief_can_be_fetched_again(keeping: TestClient, made: dict[str, Any]) -> None:
    """Field by field as it was answered."""
    again = keeping.get(path_of(made))
    assert again.status_code == 200
    assert again.json() == made
    assert "retry-after" not in again.headers


def test_the_answer_says_where_it_stays(keeping: TestClient) -> None:
    """Unless it does not."""
    kept = keeping.post("/v1/briefs", json=articles(STORY))
    assert kept.headers["content-location"] == path_of(kept.json())


def test_a_brief_is_fetched_in_any_format(keeping: TestClient, made: dict[str, Any]) -> None:
    """As it could have been answered."""
    page = keeping.get(path_of(made), headers={"Accept": "text/markdown"})
    assert page.headers["content-type"] == "text/markdown; charset=utf-8"
    assert page.text.startswith("# ")
    assert keeping.get(f"{path_of(made)}?format=markdown").text == page.text
    refused(keeping.get(f"{path_of(made)}?format=xml"), 406, "not-acceptable")


def test_nothing_stays_of_what_must_not_be_stored(keeping: TestClient) -> None:
    """Neither the brief nor its place in the list."""
    request = {**articles(STORY), "options": {"store": False}}
    answer = keeping.post("/v1/briefs", json=request)
    assert answer.status_code == 200
    assert "content-location" not in answer.headers
    refused(keeping.get(path_of(answer.json())), 404, "no-such-brief")
    assert keeping.get("/v1/briefs").json() == {"briefs": [], "next": None}


def test_an_erased_brief_is_gone(keeping: TestClient, made: dict[str, Any]) -> None:
    """Erasing it again is a mistake that is told."""
    answer = keeping.delete(path_of(made))
    assert (answer.status_code, answer.content) == (204, b"")
    for again in (keeping.get(path_of(made)), keeping.delete(path_of(made))):
        refused(again, 404, "no-such-brief")
    assert keeping.get("/v1/briefs").json()["briefs"] == []


@pytest.mark.parametrize(
    "name", ["x", "brf_", "brf_0123456789abcde", "brf_0123456789abcdef0", "brf_%00" + "a" * 15]
)
def test_what_is_no_id_is_said_to_be_none(door: TestClient, name: str) -> None:
    """Whatever is asked of it."""
    path = f"/v1/briefs/{name}"
    for answer in (
        door.get(path),
        door.delete(path),
        door.get(f"{path}/events"),
        door.post(f"{path}/reviews", json={"verdict": "approved", "by": "j.doe"}),
    ):
        assert "brf_" in refused(answer, 404, "no-such-brief")["detail"]


def test_an_unknown_brief_is_not_there(door: TestClient) -> None:
    """Whatever is asked of it."""
    for answer in (
        door.get(UNKNOWN),
        door.delete(UNKNOWN),
        door.get(f"{UNKNOWN}/events"),
        door.post(f"{UNKNOWN}/reviews", json={"verdict": "approved", "by": "j.doe"}),
    ):
        refused(answer, 404, "no-such-brief")


# --- reviews ----------------------------------------------------------------------------------


def test_a_review_is_shown_with_the_brief(keeping: TestClient, made: dict[str, Any]) -> None:
    """Its edited text beside ours, which stays."""
    review = {"verdict": "rejected", "by": "j.doe", "reason": "Too long", "edited_text": "Short."}
    answer = keeping.post(f"{path_of(made)}/reviews", json=review)
    assert answer.status_code == 201
    assert answer.json().items() >= review.items()
    keeping.post(f"{path_of(made)}/reviews", json={"verdict": "approved", "by": "a.roe"})
    brief = keeping.get(path_of(made)).json()
    assert brief["text"] == made["text"]
    assert [r["verdict"] for r in brief["reviews"]] == ["rejected", "approved"]
    assert brief["reviews"][0] == answer.json()
    assert brief["reviews"][1]["edited_text"] is None


@pytest.mark.parametrize(
    ("review", "pointer"),
    [
        ({"by": "j.doe"}, "#/verdict"),
        ({"verdict": "maybe", "by": "j.doe"}, "#/verdict"),
        ({"verdict": "approved"}, "#/by"),
        ({"verdict": "approved", "by": " "}, "#/by"),
        ({"verdict": "approved", "by": "j" * 201}, "#/by"),
        ({"verdict": "approved", "by": "j.doe", "reason": ""}, "#/reason"),
        ({"verdict": "approved", "by": "j.doe", "reason": "r" * 2_001}, "#/reason"),
        ({"verdict": "approved", "by": "j.doe", "edited_text": "\x00"}, "#/edited_text"),
        ({"verdict": "approved", "by": "j.doe", "text": "x"}, "#/text"),
        ([], "#"),
    ],
)
def test_a_review_that_is_none_is_refused(
    keeping: TestClient, made: dict[str, Any], review: Any, pointer: str
) -> None:
    """With the place that is wrong."""
    answer = keeping.post(f"{path_of(made)}/reviews", json=review)
    assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"] == pointer
    assert keeping.get(path_of(made)).json()["reviews"] == []


def test_an_unknown_field_of_a_review_is_named(keeping: TestClient, made: dict[str, Any]) -> None:
    """With the known ones."""
    review = {"verdict": "approved", "by": "j.doe", "edited": "x"}
    problem = refused(keeping.post(f"{path_of(made)}/reviews", json=review), 422, "invalid-request")
    assert "did you mean edited_text?" in problem["detail"]


def test_a_review_is_json_within_bounds(keeping: TestClient, made: dict[str, Any]) -> None:
    """As every body."""
    path = f"{path_of(made)}/reviews"
    refused(keeping.post(path, content=b"{", headers=JSON), 400, "not-json")
    refused(keeping.post(path, content=b"{}"), 415, "wrong-media-type")


# --- the list ---------------------------------------------------------------------------------


def test_the_list_is_read_page_by_page(keeping: TestClient) -> None:
    """Every brief once, by an opaque cursor."""
    made = {keeping.post("/v1/briefs", json=articles(STORY)).json()["id"] for _ in range(5)}
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = keeping.get("/v1/briefs", params=query).json()
        seen += [b["id"] for b in page["briefs"]]
        cursor = page["next"]
    assert cursor is None
    assert sorted(seen) == sorted(made)


def test_the_list_shows_what_a_desk_needs(keeping: TestClient, made: dict[str, Any]) -> None:
    """Without fetching each brief."""
    (listed,) = keeping.get("/v1/briefs").json()["briefs"]
    assert listed["headline"] == made["headline"]
    assert (listed["id"], listed["articles"], listed["status"]) == (made["id"], 2, "succeeded")


def test_the_list_is_narrowed(keeping: TestClient, made: dict[str, Any]) -> None:
    """By status and time."""

    def found(**query: Any) -> int:
        return len(keeping.get("/v1/briefs", params=query).json()["briefs"])

    assert found(status="succeeded") == 1
    assert found(status=["failed", "succeeded"]) == 1
    assert found(status="queued") == 0
    assert found(created_after=made["created_at"]) == 1
    assert found(created_before=made["created_at"]) == 0
    assert found(created_after="2999-01-01T00:00:00Z") == 0


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"status": "done"}, "status"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"created_after": "yesterday"}, "created_after"),
        ({"created_after": "2025-12-13T10:00:00"}, "created_after"),
        ({"created_before": "0001-01-01T00:00:00+14:00"}, "created_before"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "ä"}, "cursor"),
        ({"cursor": "MjAyNS0xMi0xM1QxMTowMDowMCswMDowMHx4"}, "cursor"),
        ({"cursor": "A" * 201}, "cursor"),
        ({"cursor": ""}, "cursor"),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    door: TestClient, query: dict[str, str], named: str
) -> None:
    """By the name of the parameter."""
    problem = refused(door.get("/v1/briefs", params=query), 422, "invalid-request")
    assert f"query {named}" in problem["detail"]
