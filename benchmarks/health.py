"""How fast ``/healthz`` answers while real briefs are made, beside its answers at rest.

``python -m benchmarks.health`` starts ``crosswire serve``'s service with the embedded models, asks
for briefs of a sample story one after another, and for ``/healthz`` fifty times a second. It prints
JSON: percentiles in milliseconds, the briefs made, the memory of each process. The bar is 200 ms at
the 99th percentile. ``--inference thread`` measures the same with the models in the service itself.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

from benchmarks.serving import Served, percentiles, service, story

EVERY_S = 0.02
BAR_MS = 200.0


def asked(served: Served, going_on: Callable[[], bool]) -> list[float]:
    """Ask for ``/healthz`` at a steady pace; return milliseconds from when each was due.

    A stall so delays every request that was due in it, as it would those of a load balancer.
    """
    found: list[float] = []
    with httpx.Client(base_url=served.address, timeout=30) as client:
        due = time.perf_counter()
        while going_on():
            time.sleep(max(0.0, due - time.perf_counter()))
            client.get("/healthz").raise_for_status()
            found.append(1000 * (time.perf_counter() - due))
            due += EVERY_S
    return found


def measured(served: Served, request: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Return the percentiles at rest and while briefs are made for so many seconds."""
    end = time.monotonic() + seconds / 6
    rest = asked(served, lambda: time.monotonic() < end)
    took: list[float] = []
    busy = threading.Thread(target=_make_briefs, args=(served, request, seconds, took))
    busy.start()
    working = asked(served, busy.is_alive)
    return {
        "briefs": len(took),
        "brief_seconds": [round(s, 1) for s in took],
        "asked_while_working": len(working),
        "at_rest_ms": percentiles(rest),
        "while_working_ms": percentiles(working),
        "kept_the_bar": percentiles(working)["p99"] <= BAR_MS,
    }


def _make_briefs(
    served: Served, request: dict[str, Any], seconds: float, took: list[float]
) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        answer = httpx.post(f"{served.address}/v1/briefs", json=request, timeout=120)
        answer.raise_for_status()
        took.append(time.monotonic() - begun)


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", default="ferry-fire")
    parser.add_argument("--seconds", type=float, default=45)
    parser.add_argument("--inference", choices=["process", "thread"], default="process")
    args = parser.parse_args()
    with service(inference=args.inference) as served:
        found = measured(served, story(args.story), args.seconds)
        found |= {"inference": args.inference, "memory": served.processes()}
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
