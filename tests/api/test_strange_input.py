"""Strange but honest input succeeds, with a warning."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.support import OTHER, STORY, passages

ELSEWHERE = (
    "A ferry with forty passengers ran aground off the island of Lewis in heavy fog. "
    "Nobody was hurt, the coastguard said, and a lifeboat brought all of them to Stornoway."
)
LINE = " ".join(
    f"Witness {n} told the court that the bridge over the river had closed at noon."
    for n in range(2_000)
)[:150_000]

Articles = list[dict[str, Any]]

STRANGE: dict[str, Articles] = {
    "one article": [{"text": STORY}],
    "a single line of 150 kB": [{"text": LINE}, {"text": STORY}],
    "right-to-left characters": [{"text": f"\u202b{STORY}\u202c"}, {"text": OTHER}],
    "zero-width characters": [
        {"text": STORY.replace("prisoners", "pri\u200bsoners")},
        {"text": OTHER},
    ],
    "a date in the future": [{"text": STORY, "published_at": "2999-01-01"}, {"text": OTHER}],
    "the last date there is": [{"text": STORY, "published_at": "9999-12-31"}, {"text": OTHER}],
    "different events": [{"text": STORY}, {"text": ELSEWHERE}],
    "identical articles": [{"text": STORY}, {"text": STORY}],
}


@pytest.mark.parametrize("given", STRANGE.values(), ids=STRANGE)
def test_strange_input_succeeds_with_a_warning(walk: TestClient, given: Articles) -> None:
    """The brief is made, and the answer says what is strange."""
    answer = walk.post("/v1/briefs", json={"articles": given})
    assert answer.status_code == 200, answer.text
    assert answer.json()["warnings"]
    for warning in answer.json()["warnings"]:
        assert warning["code"]
        assert warning["detail"]


@pytest.mark.parametrize("given", STRANGE.values(), ids=STRANGE)
def test_offsets_hold_in_strange_input(walk: TestClient, given: Articles) -> None:
    """text[start:end] == quote, in code points of what was posted."""
    texts = {f"a{n}": article["text"] for n, article in enumerate(given, 1)}
    answer = walk.post("/v1/briefs", json={"articles": given}).json()
    found = list(passages(answer))
    assert found
    for p in found:
        assert texts[p["article_id"]][p["start"] : p["end"]] == p["quote"]


def test_identical_articles_are_one_origin(walk: TestClient) -> None:
    """However many run it."""
    given = [{"source": s, "text": STORY} for s in ("Reuters", "AP")]
    answer = walk.post("/v1/briefs", json={"articles": given}).json()
    assert sum(a["same_copy_as"] is not None for a in answer["articles"]) == 1
    assert {s["origins"] for s in answer["sentences"]} == {1}


def test_the_first_date_there_is_does_no_harm(walk: TestClient) -> None:
    """Not strange enough to warn of, but arithmetic with it must not overflow."""
    given = [{"text": STORY, "published_at": "0001-01-01"}, {"text": OTHER}]
    assert walk.post("/v1/briefs", json={"articles": given}).status_code == 200


def test_equal_requests_give_equal_answers(walk: TestClient) -> None:
    """But for id, time and timings."""
    given = {"articles": [{"text": STORY}, {"text": OTHER}]}
    one, other = (walk.post("/v1/briefs", json=given).json() for _ in range(2))
    own = {"id", "created_at", "timings_ms"}
    assert {k: v for k, v in one.items() if k not in own} == {
        k: v for k, v in other.items() if k not in own
    }
    assert one["id"] != other["id"]


def test_html_comes_back_as_its_text(walk: TestClient) -> None:
    """Offsets refer to the extracted text, so the answer returns it."""
    page = (
        f"<html><body><article><h1>Freed</h1><p>{STORY}</p><p>{OTHER}</p></article></body></html>"
    )
    answer = walk.post("/v1/briefs", json={"articles": [{"html": page}, {"text": OTHER}]}).json()
    extracted = answer["articles"][0]["text"]
    assert extracted
    for p in passages(answer):
        if p["article_id"] == "a1":
            assert extracted[p["start"] : p["end"]] == p["quote"]
