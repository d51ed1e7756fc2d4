"""Operators see what is asked and made; labels take no values from callers."""

from __future__ import annotations

import re

from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from models.lexical import lexical_newsroom
from tests.api.keyed import bearer, keyed, new_key
from tests.api.later import ended, queue
from tests.api.support import OTHER, STORY, articles, service


def values(client: TestClient) -> dict[str, float]:
    """Return all samples, the labels in their order."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        " ".join([s.name, *s.labels.values()]): s.value
        for family in text_string_to_metric_families(answer.text)
        for s in family.samples
    }


def test_briefs_are_counted_by_what_came_back(walk: TestClient) -> None:
    """Whoever waited for them, or nobody: jobs count too."""
    answer = walk.post("/v1/briefs", json=articles(STORY, OTHER)).json()
    ended(walk, queue(walk))
    found = values(walk)
    assert found["crosswire_briefs_total"] == 2
    assert found["crosswire_words_written_total"] == 2 * len(answer["text"].split())
    assert found["crosswire_stage_seconds_count encode"] == 2
    assert found["crosswire_dropped_sentences_total"] == 2 * len(answer["dropped"])
    kinds = {n for n in found if n.startswith("crosswire_disagreements_total")}
    assert len(kinds) == len({(d["kind"], d["status"]) for d in answer["disagreements"]})
    said = sum(v for n, v in found.items() if n.startswith("crosswire_sentences_total"))
    assert said == 2 * len(answer["sentences"])


def test_requests_are_counted_by_route_and_status(walk: TestClient) -> None:
    """By template, never by what was asked for; so also what is nowhere."""
    walk.get("/v1/briefs/brf_x1WkLJq0a2Q7mJ4e")
    walk.get("/secret-of-somebody?q=1")
    walk.request("BREW", "/healthz")
    found = values(walk)
    assert found["crosswire_requests_total GET /v1/briefs/{id} 404"] == 1
    assert found["crosswire_requests_total GET none 404"] == 1
    assert any(n.startswith("crosswire_requests_total other ") for n in found)
    assert not any("secret" in name for name in found)


def test_what_waits_is_shown(walk: TestClient) -> None:
    """And whether briefs can be made."""
    found = values(walk)
    assert found["crosswire_jobs_queued"] == 0
    assert found["crosswire_bench_outstanding"] == 0
    assert found["crosswire_models_loaded"] == 1


def test_metrics_can_be_turned_off() -> None:
    """Then they are nowhere."""
    with service(lexical_newsroom(), metrics=False) as client:
        assert client.get("/metrics").status_code == 404


def test_where_callers_need_keys_only_an_admin_collects() -> None:
    """How busy a newsroom is concerns nobody else."""
    with keyed() as client:
        store = client.app.state.house.store  # type: ignore[attr-defined]
        desk, admin = new_key(store), new_key(store, "Ops", "admin")
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers=bearer(desk)).status_code == 403
        assert client.get("/metrics", headers=bearer(admin)).status_code == 200


def test_an_operator_may_open_them() -> None:
    """For a collector that knows no keys, behind a proxy that keeps others out."""
    with keyed(metrics_open=True) as client:
        assert client.get("/metrics").status_code == 200
    with keyed(metrics=False, metrics_open=True) as client:
        assert client.get("/metrics").status_code == 404


def test_each_app_has_its_own(walk: TestClient) -> None:
    """Two in one process do not count together."""
    walk.get("/healthz")
    with service(lexical_newsroom()) as other:
        assert "/healthz" not in re.sub("# .*", "", other.get("/metrics").text)
