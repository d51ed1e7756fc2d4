"""Celery as a postman: messages that carry a job's id and nothing else, and how many wait.

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


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (OperationalError, RedisError, OSError) as error:
        raise PostUnavailable(type(error).__qualname__) from None
