"""How much a key may send: so many requests, and so many briefs, in a moving window.

What is left stands in the fields of draft-ietf-httpapi-ratelimit-headers-11, ``RateLimit-Policy``
(what there is: ``q`` in ``w`` seconds) and ``RateLimit`` (what is left: ``r``, more in ``t``).
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from api.errors import QuotaSpent
from api.settings import Settings

AWAY_S = 5.0
"""How long Redis is not asked again that did not answer."""

log = logging.getLogger("crosswire")


class Quotas:
    """Counts the requests of each key: for all services on one Redis, else in this process."""

    def __init__(self, requests: RateLimitItem, briefs: RateLimitItem, redis: str | None) -> None:
        self._of_all = {"requests": requests}
        self._of_briefs = {"briefs": briefs, "requests": requests}
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(redis)) if redis else None
        self._away_until = 0.0

    @classmethod
    def of(cls, settings: Settings) -> Quotas:
        """Return the quotas of the settings; a broker that is Redis counts for all services."""
        broker = settings.broker() or ""
        redis = broker if broker.startswith(("redis://", "rediss://")) else None
        return cls(settings.rate_requests, settings.rate_briefs, redis)

    def spend(self, key_id: str, makes_brief: bool) -> dict[str, str]:
        """Count a request of a key; return what its answer is to say of that.

        Raises:
            QuotaSpent: it is one too many.
        """
        items = self._of_briefs if makes_brief else self._of_all
        if self._shared and time.monotonic() >= self._away_until:
            try:
                return _spend(self._shared, items, key_id)
            except StorageError as error:
                self._away_until = time.monotonic() + AWAY_S
                cause = type(error.storage_error).__qualname__
                log.warning("Redis does not answer (%s): each service counts for itself", cause)
        return _spend(self._own, items, key_id)


def _storage(url: str) -> RedisStorage:
    return RedisStorage(
        url,
        key_prefix="crosswire-quotas",
        wrap_exceptions=True,
        socket_connect_timeout=1,
        socket_timeout=2,
    )


def _spend(
    limiter: MovingWindowRateLimiter, items: Mapping[str, RateLimitItem], key_id: str
) -> dict[str, str]:
    refused = [name for name, item in items.items() if not limiter.hit(item, f"{name}:{key_id}")]
    left = {name: _left(limiter, item, f"{name}:{key_id}") for name, item in items.items()}
    headers = {
        "RateLimit-Policy": ", ".join(
            f'"{name}";q={item.amount};w={item.get_expiry()}' for name, item in items.items()
        ),
        "RateLimit": ", ".join(f'"{name}";r={r};t={t}' for name, (r, t) in left.items()),
    }
    if refused:
        _refuse(refused, items, max(left[name][1] for name in refused), headers)
    return headers


def _left(limiter: MovingWindowRateLimiter, item: RateLimitItem, name: str) -> tuple[int, int]:
    """Return how many requests are left, and in how many seconds there is one more."""
    stats = limiter.get_window_stats(item, name)
    return max(0, stats.remaining), max(1, math.ceil(stats.reset_time - time.time()))


def _refuse(
    names: list[str],
    items: Mapping[str, RateLimitItem],
    seconds: int,
    headers: Mapping[str, str],
) -> None:
    item = items[names[0]]
    raise QuotaSpent(
        f"This key may send {item.amount:,} {names[0]} in {item.get_expiry():,} s: try again in "
        f"{seconds} s.",
        headers={**headers, "Retry-After": str(seconds)},
    )
