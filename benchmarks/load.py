"""What a service does when far more is asked than it can make: it says so, and stays as it is.

``python -m benchmarks.load --clients 30 --seconds 20`` starts a service of its own without weights
(``--models`` loads the embedded ones), with a short queue, and lets clients ask without pause:
mostly for briefs, waited for or queued, and for ``/healthz``. It prints JSON: answers by status,
percentiles in milliseconds, those that break the rule, and the memory of all its processes in the
first and the second half. The rule: 200, 202, 429, or 503; the last two with ``Retry-After``.

It only ever calls the service that it started, on loopback. The issue's bar is ``--clients 200
--seconds 60`` with less than 10% more memory in the second half.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from benchmarks.serving import NICENESS, Served, percentiles, service, story

MOST_CLIENTS = 500
MOST_SECONDS = 300.0
QUEUE = 8
JOBS = 50
GROWTH = 0.10
_FINE = {200, 202}
_REFUSED = {429, 503}


@dataclass
class Seen:
    """What all clients have seen."""

    statuses: Counter[str] = field(default_factory=Counter)
    took_ms: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    memory_mib: list[tuple[float, float]] = field(default_factory=list)

    def note(self, what: str, answer: httpx.Response, ms: float) -> None:
        """Count an answer, and whether it keeps to the rule."""
        self.statuses[f"{what} {answer.status_code}"] += 1
        self.took_ms.setdefault(what, []).append(ms)
        refused = answer.status_code in _REFUSED and "retry-after" in answer.headers
        if not refused and answer.status_code not in _FINE:
            self.wrong[f"{what} {answer.status_code}"] += 1


async def call(client: httpx.AsyncClient, number: int, turn: int, seen: Seen, body: bytes) -> None:
    """Ask once: for a brief, for one later, or for health."""
    kinds = ("brief", "later", "brief", "health")
    what = kinds[(number + turn) % len(kinds)]
    begun = time.perf_counter()
    try:
        if what == "health":
            answer = await client.get("/healthz")
        else:
            headers = {"Content-Type": "application/json"}
            headers |= {"Prefer": "respond-async"} if what == "later" else {}
            answer = await client.post("/v1/briefs", content=body, headers=headers)
    except httpx.TransportError as error:
        seen.wrong[f"{what} {type(error).__name__}"] += 1
        return
    seen.note(what, answer, 1000 * (time.perf_counter() - begun))


async def clients(served: Served, count: int, seconds: float, body: bytes) -> Seen:
    """Let so many clients ask without pause for so many seconds."""
    seen, end = Seen(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=count)

    async with httpx.AsyncClient(base_url=served.address, timeout=90, limits=limits) as client:

        async def one(number: int) -> None:
            turn = 0
            while time.monotonic() < end:
                await call(client, number, turn, seen, body)
                turn += 1
                await asyncio.sleep(0.01)

        async def watch() -> None:
            while time.monotonic() < end:
                memory = await asyncio.to_thread(served.memory_mib)
                seen.memory_mib.append((time.monotonic(), memory))
                await asyncio.sleep(0.5)

        await asyncio.gather(watch(), *(one(n) for n in range(count)))
    return seen


def halves(memory: list[tuple[float, float]]) -> dict[str, float]:
    """Return the largest memory of both halves in MiB, and how much more the second has.

    The first fifth is warming up and counts for nothing.
    """
    values = [mib for _, mib in memory][len(memory) // 5 :]
    first, second = values[: len(values) // 2], values[len(values) // 2 :]
    growth = max(second) / max(first) - 1
    return {
        "first_half_mib": round(max(first), 1),
        "second_half_mib": round(max(second), 1),
        "growth": round(growth, 3),
    }


def told(seen: Seen) -> dict[str, Any]:
    """Return what was seen, as it is printed."""
    memory = halves(seen.memory_mib)
    return {
        "answers": dict(sorted(seen.statuses.items())),
        "against_the_rule": dict(seen.wrong),
        "ms": {what: percentiles(values) for what, values in sorted(seen.took_ms.items())},
        "memory": memory,
        "kept_the_rule": not seen.wrong,
        "kept_its_memory": memory["growth"] < GROWTH,
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--story", default="ferry-fire")
    parser.add_argument("--models", action="store_true", help="the embedded models, not lexical")
    args = parser.parse_args()
    if not (0 < args.clients <= MOST_CLIENTS and 2 <= args.seconds <= MOST_SECONDS):
        parser.error(f"at most {MOST_CLIENTS} clients and {MOST_SECONDS:g} s")
    os.nice(NICENESS)
    body = json.dumps(story(args.story)).encode()
    with service(lexical=not args.models, queue=QUEUE, max_queued=JOBS) as served:
        seen = asyncio.run(clients(served, args.clients, args.seconds, body))
    found = {"clients": args.clients, "seconds": args.seconds, "models": args.models, **told(seen)}
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
