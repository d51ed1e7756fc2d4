"""Newsrooms that are passed through the seam, and the service around them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.testclient import TestClient

from api.app import create_app
from api.keys.callers import ANYBODY
from api.keys.gates import Admission
from api.settings import Settings
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from models.ports import Encoder, Vectors
from tests.failing import FailingEncoder, SilentWriter

__all__ = [
    "JSON",
    "OPEN",
    "OTHER",
    "STORY",
    "FailingEncoder",
    "HeldEncoder",
    "OpenGate",
    "SilentWriter",
    "Untouchable",
    "articles",
    "held_newsroom",
    "held_service",
    "passages",
    "service",
    "untouchable_newsroom",
]

JSON = {"Content-Type": "application/json"}
STORY = (
    "MINSK – Belarus released 123 prisoners on Saturday, the United States said. "
    "Among them was the activist Maria Kalesnikava. The two sides had talked in Minsk for two days."
)
OTHER = (
    "Belarus freed over 100 prisoners on Friday after talks in Minsk. "
    "The activist Maria Kalesnikava was among those freed. Washington lifted its potash sanctions."
)


class OpenGate:
    """Lets everybody in, from wherever: for tests of what is behind the door."""

    def screen(self, headers: Headers) -> None:
        pass

    def admit(self, headers: Headers, makes_brief: bool) -> Admission:
        return Admission(ANYBODY)

    def admit_session(self, digest: str | None, makes_brief: bool) -> Admission:
        return Admission(ANYBODY)


OPEN = OpenGate()


def service(newsroom: Newsroom | None = None, **settings: Any) -> TestClient:
    """Return a client of a service that is open to everybody; enter it to start the service."""
    newsroom = newsroom or untouchable_newsroom()
    return TestClient(create_app(Settings(**settings), newsroom, gate=OPEN))


def articles(*texts: str) -> dict[str, Any]:
    """Return a request with one article for each text, each of its own outlet."""
    return {"articles": [{"source": f"Outlet {n}", "text": t} for n, t in enumerate(texts, 1)]}


def passages(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every passage anywhere in an answer."""
    if isinstance(part, dict):
        if "quote" in part:
            yield part
        for value in part.values():
            yield from passages(value)
    elif isinstance(part, list):
        for value in part:
            yield from passages(value)


class Untouchable:
    """A part that must not be used: what reaches it was not refused in time."""

    name = "untouchable"

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"a model was asked to {name}")


def untouchable_newsroom() -> Newsroom:
    """Return a newsroom in which no model may run."""
    part: Any = Untouchable()
    return Newsroom(encoder=part, reader=part, writer=part, judge=part)


@dataclass
class HeldEncoder:
    """An encoder that says when it has begun and holds its thread until it is let go."""

    behind: Encoder
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    let_go: threading.Event = field(default_factory=threading.Event)
    name: str = "held"

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.begun.release()
        assert self.let_go.wait(20), "nobody let the encoder go"
        return self.behind.encode(texts)


def held_newsroom() -> tuple[Newsroom, HeldEncoder]:
    """Return a lexical newsroom that stands still at its encoder, and that encoder."""
    newsroom = lexical_newsroom()
    held = HeldEncoder(newsroom.encoder)
    return replace(newsroom, encoder=held), held


@contextlib.contextmanager
def held_service(**settings: Any) -> Iterator[tuple[TestClient, HeldEncoder]]:
    """A service that stands still at each brief, until the encoder is let go or the block ends."""
    newsroom, encoder = held_newsroom()
    with service(newsroom, **settings) as client:
        try:
            yield client, encoder
        finally:
            encoder.let_go.set()
