"""Jobs to work on, and workers who only listen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from api.making import draft_of
from api.schemas import BriefAnswer, BriefRequest
from api.store import Draft, Leased, Store
from tests.api.support import OTHER, STORY, articles


def queued(store: Store) -> Draft:
    """Queue a real request."""
    made = draft_of(BriefRequest.model_validate(articles(STORY, OTHER)))
    assert store.jobs.accept(made, most=1_000)
    return made


def leased(store: Store, lease_s: float = 60) -> Leased:
    """Queue a real request and claim it."""
    lease = store.jobs.claim("worker-1", lease_s, queued(store).id)
    assert lease
    return lease


@dataclass
class Listeners:
    """Workers who make nothing."""

    told: list[str] = field(default_factory=list)
    caught_up: threading.Event = field(default_factory=threading.Event)

    def models(self) -> dict[str, str]:
        return {}

    def shown(self) -> dict[str, Any]:
        return {}

    def refuse_in_vain(self) -> None:
        pass

    async def make(self, request: BriefRequest, draft: Draft) -> BriefAnswer:
        raise NotImplementedError

    def tell(self, job: str) -> None:
        self.told.append(job)

    def catch_up(self) -> None:
        self.caught_up.set()

    async def run(self) -> None:
        pass
