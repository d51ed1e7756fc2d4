"""An OpenAI-compatible endpoint: ``POST {base}/chat/completions``, patiently and with bounds.

Everything that goes wrong in the end is a ``WriterUnavailable`` that can be shown to anybody: it
names the address and what to do, and holds neither the key nor what was asked or answered.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import stamina

from models.errors import WriterUnavailable

_PASSING = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint, how often to ask it and how much to take from it."""

    connect_s: float = 5.0
    read_s: float = 60.0
    total_s: float = 180.0  # for all questions of a brief together
    attempts: int = 3
    wait_s: float = 0.5  # before the first retry, doubled for each further one
    longest_wait_s: float = 15.0  # a longer Retry-After is not waited for
    answer_bytes: int = 100_000
    at_once: int = 4  # requests under way for one brief


PATIENT = Patience()


class _Refused(Exception):
    """An answer other than 200: says nothing but its status, so it may be logged."""

    def __init__(self, status: int, retry_after: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after


class _TooLong(Exception):
    """The answer has more bytes than are taken."""


class _Malformed(Exception):
    """The answer is not that of an OpenAI-compatible endpoint."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to post, with which key and how patiently."""

    url: httpx.URL
    key: str | None = field(default=None, repr=False)
    patience: Patience = PATIENT

    @classmethod
    def at(cls, url: str, key: str | None, patience: Patience = PATIENT) -> Endpoint:
        """Return the endpoint at a base URL such as ``https://host/v1``; nothing is sent yet.

        Raises:
            WriterUnavailable: the address or the key cannot be used; neither is repeated.
        """
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise WriterUnavailable("the key of the writer's endpoint holds odd characters")
        return cls(_address(url), key or None, patience)

    def ask(self, questions: Sequence[Mapping[str, Any]]) -> list[str]:
        """Return what was answered to each question, in their order; several are asked at once.

        An answer is empty where there was none, or where it was cut off.

        Raises:
            WriterUnavailable: the endpoint did not answer as it should.
        """
        deadline = time.monotonic() + self.patience.total_s
        try:
            with self._client() as client, ThreadPoolExecutor(self.patience.at_once) as pool:
                return list(pool.map(lambda q: self._answer(client, q, deadline), questions))
        except (_Refused, _TooLong, _Malformed, httpx.HTTPError) as error:
            raise WriterUnavailable(f"the writer's endpoint {self.url} {_said(error)}") from None

    def _client(self) -> httpx.Client:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return httpx.Client(headers=headers, follow_redirects=False)

    def _answer(self, client: httpx.Client, question: Mapping[str, Any], deadline: float) -> str:
        """Ask, and again where that can help."""
        patience = self.patience
        for attempt in stamina.retry_context(
            on=_again(patience, deadline),
            attempts=patience.attempts,
            timeout=_left(deadline),
            wait_initial=patience.wait_s,
            wait_max=patience.longest_wait_s,
            wait_jitter=patience.wait_s,
        ):
            with attempt:
                return _content(self._post(client, question, deadline))
        raise AssertionError("stamina raises the last failure")

    def _post(self, client: httpx.Client, question: Mapping[str, Any], deadline: float) -> bytes:
        patience, left = self.patience, _left(deadline)
        timeout = httpx.Timeout(
            min(patience.read_s, left), connect=min(patience.connect_s, left), pool=None
        )
        with client.stream("POST", self.url, json=question, timeout=timeout) as response:
            if response.status_code != httpx.codes.OK:
                raise _Refused(response.status_code, _retry_after(response.headers))
            return _read(response.iter_raw(), patience.answer_bytes, deadline)


def _left(deadline: float) -> float:
    return max(0.01, deadline - time.monotonic())


def _address(url: str) -> httpx.URL:
    """Return where to post; errors do not repeat the URL, for it may hold a password."""
    try:
        base = httpx.URL(url.strip())
    except httpx.InvalidURL:
        raise WriterUnavailable("the address of the writer's endpoint is not a URL") from None
    if base.scheme not in {"http", "https"} or not base.host or not 0 <= (base.port or 0) < 65536:
        raise WriterUnavailable("the address of the writer's endpoint must be an http(s) URL")
    if base.userinfo or base.query or base.fragment:
        raise WriterUnavailable(
            "the address of the writer's endpoint must have no user, password, query or fragment: "
            "set the key as the writer's key"
        )
    path = base.path.rstrip("/").removesuffix("/chat/completions")
    return base.copy_with(path=f"{path}/chat/completions")


def _again(patience: Patience, deadline: float) -> Callable[[Exception], bool | float]:
    """Return what decides whether a failure is worth another attempt, or in how many seconds."""

    def hook(error: Exception) -> bool | float:
        if not isinstance(error, _Refused):
            return isinstance(error, _PASSING)
        if error.status != httpx.codes.TOO_MANY_REQUESTS and error.status < 500:
            return False
        if error.retry_after is None:
            return True
        longest = min(patience.longest_wait_s, _left(deadline))
        return error.retry_after if error.retry_after <= longest else False

    return hook


def _retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds that a ``Retry-After`` asks for: a number, or until a date."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _read(chunks: Iterator[bytes], most: int, deadline: float) -> bytes:
    """Read the body, but neither more than is wanted nor a trickle without end."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise _TooLong
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer goes on for too long")
    return bytes(body)


def _content(body: bytes) -> str:
    """Return the text of the first choice; empty where it was cut off or there is none."""
    try:
        choice: Any = json.loads(body)["choices"][0]
        content, reason = choice["message"].get("content"), choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _Malformed from None
    if not isinstance(content, str | None):
        raise _Malformed
    return content if content and reason != "length" else ""


def _said(error: Exception) -> str:
    """Return for the user what went wrong."""
    if isinstance(error, _Refused):
        return _status(error.status)
    if isinstance(error, _TooLong):
        return "answers at a length that is not taken"
    if isinstance(error, _Malformed):
        return "does not answer as an OpenAI-compatible endpoint does"
    if isinstance(error, httpx.TimeoutException):
        return "did not answer in time"
    return "cannot be reached, or broke off"


def _status(status: int) -> str:
    if status in {401, 403}:
        return f"refused the key (HTTP {status}): set the writer's key"
    if status == httpx.codes.NOT_FOUND:
        return "does not know the model, or is not at this address (HTTP 404)"
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return "takes no more requests for now (HTTP 429): try again later"
    if 300 <= status < 400:
        return f"redirects (HTTP {status}), which is not followed: set its final address"
    return f"failed (HTTP {status})"
