"""Newsrooms that are passed through the seam, and the service around them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.testclient import TestClient

from api.app import create_app
from api.keys.callers import ANYBODY
from api.keys.gates import Admission
from api.settings import Settings
from models.errors import WriterUnavailable
from models.lexical import lexical_newsroom
from models.pipeline import Newsroom
from models.ports import Encoder, Vectors, WritingTask

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


@dataclass
class FailingEncoder:
    """An encoder that fails with words of the article in its message."""

    name: str = "failing"

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError(f"cannot encode {texts[0]}")


@dataclass
class SilentWriter:
    """A remote writer that does not answer."""

    asked: threading.Event = field(default_factory=threading.Event)
    name: str = "silent"

    def write(self, tasks: Sequence[WritingTask]) -> list[list[str]]:
        self.asked.set()
        raise WriterUnavailable("POST https://writer.internal/v1 timed out")
