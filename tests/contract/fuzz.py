"""Requests made from the OpenAPI document, sent to a running service, and every answer checked.

Most requests keep to the document, the others break it somewhere. Ids are made up, or those of
briefs that are there: made-up ones alone would never get past 404.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from api.keys.callers import SCOPES
from models.lexical import lexical_newsroom
from tests.api.keyed import bearer, new_key
from tests.api.live import serving
from tests.api.support import OTHER, STORY, articles

SEED = 20_261_122
ID = "id"
UNSAID = [positive_data_acceptance, ignored_auth]
"""Not checked: that what keeps to the document is accepted. JSON Schema cannot say that ids are
unique in a request and printable, that `options.store` excludes `Prefer: respond-async`, or which
features an operator has turned on; each of these has tests of its own. Nor that a key counts: the
real key is put in for one that was made up, which the check cannot see (see tests/api/keys)."""


@dataclass
class Caller:
    """Sends cases to one service; ``briefs`` are the ids of some that are there."""

    address: str
    session: requests.Session
    key: dict[str, str]
    briefs: list[str] = field(default_factory=list)
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    sent: int = 0

    def send(self, case: Any, known: bool) -> None:
        """Send one case and check its answer; ``known`` asks about a brief that is there."""
        if known and ID in (case.path_parameters or {}):
            case.path_parameters[ID] = self._brief()
        case.headers.update(self.key)  # instead of one that is made up
        response = case.call(base_url=self.address, session=self.session, timeout=20)
        self.sent += 1
        self.seen[case.operation.label, response.status_code] += 1
        assert response.status_code < 500 or response.status_code == 503, response.text
        case.validate_response(response, excluded_checks=UNSAID)
        if case.method == "DELETE":
            self.briefs.clear()

    def _brief(self) -> str:
        """Return the id of a brief that is there: one that is made, or is only queued yet."""
        if not self.briefs:
            self.briefs = [self._made({}), self._made({"Prefer": "respond-async"})]
        return self.briefs[self.sent % len(self.briefs)]

    def _made(self, headers: dict[str, str]) -> str:
        address, request = f"{self.address}/v1/briefs", articles(STORY, OTHER)
        headers = {**self.key, **headers}
        answer = self.session.post(address, json=request, headers=headers, timeout=20)
        assert answer.status_code in {200, 202}, answer.text
        name: str = answer.json()["id"]
        return name


@contextmanager
def calling() -> Iterator[Caller]:
    """Serve without weights on a free port, and yield somebody who calls there."""
    often = "1000000/minute"  # quotas have tests of their own
    given = {"max_queued": 1_000, "rate_requests": often, "rate_briefs": often}
    with (
        serving(lexical_newsroom(), gate=None, **given) as live,
        requests.Session() as session,
    ):
        key = bearer(new_key(live.store, "Desk", *SCOPES))
        yield Caller(f"http://127.0.0.1:{live.port}", session, key)


def operations(address: str) -> list[Any]:
    """Return the operations of the document that a service gives."""
    document = schemathesis.openapi.from_url(f"{address}/openapi.json")
    return [found.ok() for found in document.get_all_operations()]


def shares(found: Sequence[Any], cases: int) -> list[int]:
    """Return how many cases each operation gets, in all at least so many."""
    weights = [_weight(operation) for operation in found]
    return [max(1, -(-cases * weight // sum(weights))) for weight in weights]


def _weight(operation: Any) -> int:
    if list(operation.body):
        return 4
    return 1 if any(True for _ in operation.iter_parameters()) else 0


def fuzz(caller: Caller, operation: Any, cases: int) -> None:
    """Send so many different cases of one operation, the same ones in every run."""
    kept = operation.as_strategy(GenerationMode.POSITIVE)
    wanted = kept
    if _weight(operation):  # else there is nothing to break
        wanted = st.one_of(kept, kept, operation.as_strategy(GenerationMode.NEGATIVE))
    known = st.sampled_from([True, True, False])
    run = given(case=wanted, known=known)(lambda case, known: caller.send(case, known))
    bounds = settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    bounds(seed(SEED)(run))()
