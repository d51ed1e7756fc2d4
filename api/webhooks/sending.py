"""One attempt: a POST through the URL guard, and what its outcome means for the next."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Literal

import httpx

from api.fetching.errors import Forbidden
from api.fetching.guard import Guard
from api.webhooks.messages import headers_of
from api.webhooks.receivers import Receiver

SECONDS = 20.0
"""An attempt, from the name to the answer's status; the specification says 15 to 30."""
_CONNECT_S = 5.0

Kind = Literal["delivered", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, in words for the operator; ``retry_after_s`` where it was told."""

    kind: Kind
    said: str
    retry_after_s: float = 0.0


async def send(guard: Guard, receiver: Receiver, delivery_id: str, body: bytes) -> Outcome:
    """Send once. No redirect is followed and no answer's body is read.

    Never raises for what is wrong with the receiver or the way to it.
    """
    try:
        async with asyncio.timeout(SECONDS):
            request = _request(receiver, delivery_id, body)
            response = await guard.handle_async_request(request)
            await response.aclose()
    except Forbidden as error:
        return Outcome("failed", error.detail)
    except (TimeoutError, httpx.TimeoutException):
        return Outcome("failed", f"no answer within {SECONDS:g} s")
    except httpx.HTTPError as error:
        return Outcome("failed", type(error).__name__)
    return outcome_of(response)


def _request(receiver: Receiver, delivery_id: str, body: bytes) -> httpx.Request:
    headers = headers_of(delivery_id, body, receiver.secret, int(time.time()))
    timeout = httpx.Timeout(SECONDS, connect=_CONNECT_S).as_dict()
    return httpx.Request(
        "POST",
        receiver.url,
        headers={**headers, "Connection": "close"},
        content=body,
        extensions={"timeout": timeout},
    )


def outcome_of(response: httpx.Response) -> Outcome:
    """Return what an answer means: 2xx is done, 410 for good, all else is tried again."""
    said = f"answered {response.status_code}"
    if response.is_success:
        return Outcome("delivered", said)
    if response.status_code == httpx.codes.GONE:
        return Outcome("gone", said)
    wait = response.headers.get("retry-after", "")
    return Outcome("failed", said, float(wait) if wait.isascii() and wait.isdecimal() else 0.0)
