"""The load test tells an answer that keeps to the rule from one that does not."""

from __future__ import annotations

import httpx
import pytest

from benchmarks.load import Seen, halves
from benchmarks.serving import percentiles, story


@pytest.mark.parametrize(
    ("answer", "fine"),
    [
        (httpx.Response(200), True),
        (httpx.Response(202), True),
        (httpx.Response(503, headers={"Retry-After": "3"}), True),
        (httpx.Response(429, headers={"Retry-After": "3"}), True),
        (httpx.Response(503), False),
        (httpx.Response(500), False),
        (httpx.Response(422), False),
    ],
)
def test_an_answer_is_judged_by_the_rule(answer: httpx.Response, fine: bool) -> None:
    """A refusal says when to come again."""
    seen = Seen()
    seen.note("brief", answer, 1.0)
    assert (not seen.wrong) == fine


def test_memory_is_compared_after_warming_up() -> None:
    """What grows at the start alone does not count."""
    flat = [(float(n), 50.0 if n == 0 else 100.0) for n in range(10)]
    assert halves(flat)["growth"] == 0
    assert halves([(float(n), 100.0 + n) for n in range(100)])["growth"] > 0.1


def test_percentiles_are_of_the_sorted_values() -> None:
    """The largest is the last."""
    assert percentiles([3.0, 1.0, 2.0]) == {"p50": 2.0, "p95": 3.0, "p99": 3.0, "max": 3.0}


def test_a_story_is_a_request() -> None:
    """Its front matter is no text."""
    request = story("ferry-fire")
    assert len(request["articles"]) >= 2
    assert not any(a["text"].startswith("---") for a in request["articles"])
