"""A newsroom's own server: a real one on loopback, which takes webhooks and checks them."""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.loopback import Caller, answering
from tests.servers import until


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, shown_secret: str) -> bool:
        """Check it as a receiver does, from the specification."""
        secret = base64.b64decode(shown_secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode()
        expected = base64.b64encode(hmac.digest(secret, signed + self.body, sha256)).decode()
        return self.headers["webhook-signature"] == f"v1,{expected}"


@dataclass
class Receiving:
    """A server that answers with the next of its statuses, the last for ever."""

    port: int
    statuses: list[int]
    headers: dict[str, str]
    calls: list[Call] = field(default_factory=list)

    @property
    def host_port(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host_port}/hooks?token=zq-token"

    def until(self, calls: int, seconds: float = 15) -> list[Call]:
        until(lambda: len(self.calls) >= calls, seconds, f"{len(self.calls)} of {calls} calls")
        return self.calls


@contextlib.contextmanager
def receiving(*statuses: int, **headers: str) -> Iterator[Receiving]:
    """Run a server on a free port until the end of the block."""
    found = Receiving(0, list(statuses) or [204], headers)

    class Handler(Caller):
        def post(self) -> None:
            body = self.body()
            status = found.statuses.pop(0) if len(found.statuses) > 1 else found.statuses[0]
            found.calls.append(
                Call(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            )
            self.answer(status, **found.headers)

    with answering(Handler) as found.port:
        yield found
