"""A service whose workers are elsewhere behaves like one that works itself."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import redis
from starlette.testclient import TestClient

from api.app import create_app
from api.desks import OwnDesk
from api.jobs.post import Post, PostUnavailable
from api.jobs.remote import RemoteWorkers
from api.jobs.sweeping import sweep
from api.jobs.working import work_on
from api.settings import Settings
from api.store import Filters, Store
from models.errors import WeightsMissing
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from tests.api.later import ended, queue
from tests.api.support import OPEN, OTHER, STORY, FailingEncoder, articles
from tests.jobs.support import leased, queued
from tests.servers import Redis, free_port, redis_server, until

RETAIN = Settings().retain


@dataclass
class Bag:
    """A postman who keeps what he should carry, or does not come at all."""

    ill: bool = False
    carried: list[str] = field(default_factory=list)
    on_the_way: int = 0
    there: int = 0

    def send(self, job: str) -> None:
        if self.ill:
            raise PostUnavailable("ill")
        self.carried.append(job)

    def waiting(self) -> int:
        if self.ill:
            raise PostUnavailable("ill")
        return self.on_the_way

    def workers(self) -> int:
        return self.there


def workers(store: Store, bag: Bag) -> RemoteWorkers:
    return RemoteWorkers(store, bag, Settings())


def test_what_could_not_be_told_is_told_by_the_sweeper(store: Store) -> None:
    """The caller has his 202 all the same."""
    bag = Bag(ill=True)
    job = queued(store)
    workers(store, bag).tell(job.id)
    sweep(store, workers(store, bag), RETAIN)
    bag.ill = False
    sweep(store, workers(store, bag), RETAIN)
    assert bag.carried == []  # the message may still be on its way
    lease = store.jobs.claim("worker-1", 60, job.id)
    assert lease
    store.jobs.give_back(lease)
    sweep(store, workers(store, bag), RETAIN)
    sweep(store, workers(store, bag), RETAIN)
    assert bag.carried == [job.id]


def test_a_job_of_a_dead_worker_is_sent_again(store: Store) -> None:
    """In the sweep that notices it."""
    bag = Bag()
    lease = leased(store, lease_s=0)
    time.sleep(0.01)
    sweep(store, workers(store, bag), RETAIN)
    assert bag.carried == [lease.id]


@pytest.mark.parametrize(
    ("bag", "alive", "said"),
    [(Bag(there=2), 2, "make"), (Bag(), 0, "wait for one"), (Bag(ill=True), None, "broker")],
)
def test_the_last_sweep_knows_who_is_there(
    store: Store, bag: Bag, alive: int | None, said: str
) -> None:
    """Nobody who asks for it waits for the broker."""
    found = workers(store, bag)
    sweep(store, found, RETAIN)
    assert found.shown()["workers"]["alive"] == alive
    assert said in found.shown()["workers"]["detail"]


# --- through Redis ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def broker() -> Iterator[Redis]:
    with redis_server() as server:
        yield server


def test_a_message_carries_the_id_and_nothing_else(broker: Redis) -> None:
    """Whoever reads the broker learns nothing of the articles."""
    post = Post(broker.url)
    before = post.waiting()
    post.send("brf_0123456789abcdef")
    assert post.waiting() == before + 1
    assert broker.newest_arguments() == [["brf_0123456789abcdef"], {}]


def test_a_worker_that_is_silent_is_there_no_more(broker: Redis) -> None:
    """Nor is one that has left."""
    post = Post(broker.url)
    for name in ("one", "two"):
        post.present(name)
    assert post.workers() == 2
    post.leave("one")
    assert post.workers() == 1
    with redis.Redis.from_url(broker.url) as client:
        client.zincrby("crosswire.workers", -20, "two")
    assert post.workers() == 0


def test_a_broker_that_is_away_is_said_to_be() -> None:
    """At once, without its address."""
    post = Post(f"redis://:zq-password@127.0.0.1:{free_port()}/0")
    for attempt in (lambda: post.send("brf_x"), post.waiting, post.workers):
        with pytest.raises(PostUnavailable) as caught:
            attempt()  # type: ignore[operator]
        assert "zq-password" not in str(caught.value)


# --- the service ------------------------------------------------------------------------------


@contextlib.contextmanager
def elsewhere(store: Store, newsroom: Newsroom) -> Iterator[None]:
    """Work in a thread, as another process would."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            lease = store.jobs.claim("elsewhere", 60)
            if lease:
                work_on(lease, store.jobs, OwnDesk(newsroom), Settings(lease_s=60), lambda *_: None)
            time.sleep(0.02)

    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(work)
        try:
            yield
        finally:
            stop.set()
            working.result(10)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The database that the store and the service share."""
    return f"sqlite:///{tmp_path / 'jobs.db'}"


def remote(url: str, broker: Redis, **given: object) -> TestClient:
    """Return a service whose workers are elsewhere, and that must not load models."""

    def load(settings: Settings) -> Newsroom:
        raise WeightsMissing("there are no models here")

    settings = Settings(database_url=url, broker_url=broker.url, **given)  # type: ignore[arg-type]
    return TestClient(create_app(settings, load=load, gate=OPEN))


def test_callers_notice_no_difference(store: Store, url: str, broker: Redis) -> None:
    """Whether they wait or come later."""
    with remote(url, broker) as client, elsewhere(store, lexical_newsroom()):
        ready = client.get("/readyz")
        assert ready.status_code == 200  # without a worker: what is queued waits
        until(lambda: client.get("/readyz").json()["workers"]["alive"] == 0, 10)
        waited = client.post("/v1/briefs", json=articles(STORY, OTHER))
        assert waited.status_code == 200
        later = ended(client, queue(client, STORY, OTHER))
        assert later["text"] == waited.json()["text"]
        assert client.get(waited.headers["content-location"]).json() == waited.json()
        assert len(client.get("/v1/briefs").json()["briefs"]) == 2


def test_nothing_stays_of_what_must_not_be_stored(store: Store, url: str, broker: Redis) -> None:
    """Though it went through the database."""
    request = {**articles(STORY), "options": {"store": False}}
    with remote(url, broker) as client, elsewhere(store, lexical_newsroom()):
        answer = client.post("/v1/briefs", json=request)
        assert answer.status_code == 200
        assert store.briefs.find(answer.json()["id"]) is None


def test_a_failure_elsewhere_is_the_callers_problem(store: Store, url: str, broker: Redis) -> None:
    """The same that he would have got here."""
    failing = replace(lexical_newsroom(), encoder=FailingEncoder())
    with remote(url, broker) as client, elsewhere(store, failing):
        answer = client.post("/v1/briefs", json=articles(STORY))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"].startswith("urn:crosswire:incident:")
    assert store.briefs.page(Filters(), None, 9).briefs == ()


def test_a_caller_is_not_kept_waiting_for_ever(store: Store, url: str, broker: Redis) -> None:
    """Where no worker comes: 503, and nothing of the job stays."""
    with remote(url, broker, max_wait_s=0.3, retry_after_s=3) as client:
        answer = client.post("/v1/briefs", json=articles(STORY))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "3"
    assert store.briefs.page(Filters(), None, 9).briefs == ()


def test_a_service_goes_on_without_its_broker(store: Store, url: str) -> None:
    """Jobs are accepted; they wait in the database."""
    server = Redis()
    with remote(url, server) as client:
        assert client.get(queue(client)).json()["status"] == "queued"
        server.start()
        try:
            until(lambda: Post(server.url).waiting() == 1, 20, "the job was never sent")
        finally:
            server.stop()


def test_celery_is_loaded_only_where_there_is_a_broker() -> None:
    """And torch by neither: the models are the workers'."""
    script = (
        "import sys; from api.app import create_app; from api.settings import Settings;"
        "create_app(Settings()); alone = 'celery' in sys.modules;"
        "create_app(Settings(broker_url='redis://127.0.0.1/0')); import api.jobs.process;"
        "sys.exit(alone or 'celery' not in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
