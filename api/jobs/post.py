"""Celery as a postman: messages that carry a job's id and nothing else, how many wait, who works.

What a message says is in the database, and whoever gets it claims the job there. So a message may
come twice, late or never: Redis needs no persistence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

TASK = "crosswire.brief"
QUEUE = "crosswire"
PRESENT_S = 5.0
"""How often a worker says that it is there."""
_PRESENT = "crosswire.workers"  # a sorted set: the workers' names by when they last said so
_GONE_S = 3 * PRESENT_S

_CONFIGURATION: dict[str, Any] = {
    "task_default_queue": QUEUE,
    "task_ignore_result": True,  # results are in the database
    "task_serializer": "json",
    "accept_content": ["json"],  # nothing is unpickled
    # A solo worker takes a message when it has done the last one, so it needs no bound on how many
    # it may hold. With one, a message that Redis died on would fill it, and it would wait for ever.
    "task_acks_late": True,
    "worker_prefetch_multiplier": 0,
    "worker_enable_remote_control": False,
    "worker_hijack_root_logger": False,
    "worker_redirect_stdouts": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # Redis comes back
    "broker_transport_options": {
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
        # A caller waits for his 202: one attempt, the sweeper sends what was not sent.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    },
}


class PostUnavailable(Exception):
    """The broker does not answer."""


class Post:
    """Messages to the workers through a broker."""

    def __init__(self, url: str) -> None:
        self.celery = Celery("crosswire", broker=url, set_as_current=False)
        self.celery.conf.update(_CONFIGURATION)

    def send(self, job: str) -> None:
        """Send a job's id.

        Raises:
            PostUnavailable: the broker does not answer.
        """
        with _failures():
            self.celery.send_task(TASK, args=[job], retry=False, ignore_result=True)

    def waiting(self) -> int:
        """Return how many messages no worker has taken yet.

        Raises:
            PostUnavailable: the broker does not answer.
        """
        with _failures(), self.celery.connection_or_acquire() as connection:
            size: int = connection.default_channel.queue_declare(QUEUE).message_count
            return size

    def present(self, worker: str) -> None:
        """Say that a worker is there: for a quarter of a minute.

        Raises:
            PostUnavailable: the broker does not answer.
        """
        with self._redis() as redis:
            now = redis.time()[0]  # of the broker: the clocks of several machines differ
            redis.zadd(_PRESENT, {worker: now})
            redis.zremrangebyscore(_PRESENT, 0, now - _GONE_S)

    def leave(self, worker: str) -> None:
        """Say that a worker is there no more.

        Raises:
            PostUnavailable: the broker does not answer.
        """
        with self._redis() as redis:
            redis.zrem(_PRESENT, worker)

    def workers(self) -> int:
        """Return how many workers are there.

        Raises:
            PostUnavailable: the broker does not answer.
        """
        with self._redis() as redis:
            found: int = redis.zcount(_PRESENT, redis.time()[0] - _GONE_S, "+inf")
            return found

    @contextmanager
    def _redis(self) -> Iterator[Any]:
        with _failures(), self.celery.connection_or_acquire() as connection:
            yield connection.default_channel.client


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (OperationalError, RedisError, OSError) as error:
        raise PostUnavailable(type(error).__qualname__) from None
