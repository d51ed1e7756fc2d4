"""A key sends so much in a window of time; then it is told when to come again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from limits import parse
from pydantic import ValidationError

from api.errors import QuotaSpent
from api.keys.quotas import Quotas
from api.settings import Settings
from api.store import Store
from tests.api.keyed import bearer, closed, keyed, new_key
from tests.api.support import OTHER, STORY, articles
from tests.servers import Redis, free_port, redis_server

REQUEST = articles(STORY, OTHER)


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with redis_server() as server:
        yield server


def test_every_answer_to_a_key_says_what_is_left(store: Store, address: str) -> None:
    """In the fields of the IETF's draft."""
    with keyed(database_url=address, rate_briefs="2/minute", rate_requests="9/hour") as client:
        client.headers.update(bearer(new_key(store)))
        answer = client.post("/v1/briefs", json=REQUEST)
        assert answer.status_code == 200
        policy = '"briefs";q=2;w=60, "requests";q=9;w=3600'
        assert answer.headers["ratelimit-policy"] == policy
        said = re.fullmatch(
            r'"briefs";r=1;t=(\d+), "requests";r=8;t=(\d+)', answer.headers["ratelimit"]
        )
        assert said
        assert 55 <= int(said[1]) <= 60
        assert 3500 <= int(said[2]) <= 3600
        missing = client.get("/v1/briefs/brf_0123456789abcdef")
        assert missing.status_code == 404
        assert missing.headers["ratelimit"].startswith('"requests";r=7;t=')


def test_one_too_many_is_refused(store: Store, address: str) -> None:
    """429, before the body is read, with the seconds to wait; other keys and reading go on."""
    with closed(database_url=address, rate_briefs="2/minute") as client:
        mine, others = bearer(new_key(store)), bearer(new_key(store))
        for _ in range(2):
            assert client.post("/v1/briefs", content=b"x", headers=mine).status_code == 415
        refused = client.post("/v1/briefs", content=b"x", headers=mine)
        assert refused.status_code == 429
        assert refused.json()["type"] == "urn:crosswire:problem:quota-spent"
        assert 50 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["ratelimit"].startswith('"briefs";r=0;t=')
        assert client.get("/v1/briefs", headers=mine).status_code == 200
        assert client.post("/v1/briefs", content=b"x", headers=others).status_code == 415


def test_who_has_no_key_learns_of_no_quota(store: Store, address: str) -> None:
    """There is none to speak of."""
    with closed(database_url=address) as client:
        assert "ratelimit" not in client.get("/v1/briefs").headers
        assert "ratelimit" not in client.get("/healthz").headers


def spent(quotas: Quotas, key: str) -> bool:
    try:
        quotas.spend(key, makes_brief=False)
    except QuotaSpent:
        return True
    return False


def test_services_on_one_redis_count_together(redis: Redis) -> None:
    """A key gets no more by asking another machine."""
    settings = Settings(broker_url=redis.url, rate_requests="3/minute")
    first, second = Quotas.of(settings), Quotas.of(settings)
    assert [spent(q, "cw_a") for q in (first, second, first, second)] == [False] * 3 + [True]
    assert not spent(first, "cw_b")


def test_without_redis_each_service_counts_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    """Callers are served meanwhile, and the log shows no address."""
    settings = Settings(
        broker_url=f"redis://:zq-password@127.0.0.1:{free_port()}/0", rate_requests="2/minute"
    )
    quotas = Quotas.of(settings)
    assert [spent(quotas, "cw_a") for _ in range(3)] == [False, False, True]
    assert caplog.text.count("Redis does not answer") == 1
    assert "zq-password" not in caplog.text


@pytest.mark.parametrize("rate", ["", "many", "0/minute", "60", "60/fortnight"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    """At start."""
    with pytest.raises(ValidationError):
        Settings(rate_briefs=rate)
    assert Settings(rate_briefs="5/second").rate_briefs == parse("5/second")
