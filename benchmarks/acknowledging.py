"""How fast Slack is answered when fifty people ask at once, while real briefs are made.

``python -m benchmarks.acknowledging`` starts ``crosswire serve``'s service with the embedded models
and the tests' stand-in of Slack, has briefs of a sample story made through the app, and meanwhile
sends 50 signed commands at the same moment, again and again. It prints JSON: percentiles in
milliseconds from sending to the acknowledgement, at rest and while briefs are made. Slack gives up
after 3,000; the bar is 1,000 at the 99th percentile.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx

from benchmarks.serving import EXAMPLES, percentiles, service
from tests.api.slack.desk import FORM, Newsdesk, command, has_buttons, secrets
from tests.api.slack.stand_in import slack
from tests.api.slack.test_ways_in import form

AT_ONCE = 50
EVERY_S = 1.0
BAR_MS = 1_000.0
READY_S = 180.0


async def _burst(client: httpx.AsyncClient, desk: Newsdesk) -> list[float]:
    """Send as many commands as people ask at once; return milliseconds for each."""

    async def one() -> float:
        body = command("https://news.example/a", response_url=desk.slack.hook("h"))
        headers = {"Content-Type": FORM, **desk.signed(body)}
        begun = time.perf_counter()
        answer = await client.post("/slack/commands", content=body, headers=headers)
        answer.raise_for_status()
        return 1_000 * (time.perf_counter() - begun)

    return list(await asyncio.gather(*(one() for _ in range(AT_ONCE))))


async def bursts(address: str, desk: Newsdesk, going_on: Callable[[], bool]) -> list[float]:
    """Send bursts at a steady pace; return milliseconds for each command."""
    took: list[float] = []
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as client:
        while going_on():
            due = time.monotonic() + EVERY_S
            took += await _burst(client, desk)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
    return took


def begin_briefs(desk: Newsdesk, story: str, number: int) -> None:
    """Ask for briefs of a story, and wait until the first is being made."""
    texts = [(p.name, p.read_text(encoding="utf-8")) for p in sorted((EXAMPLES / story).iterdir())]
    files = [desk.slack.file(name, text) for name, text in texts if not name.endswith(".json")]
    for _ in range(number):
        desk.interact(form({"files": {"files": files}})).raise_for_status()
    desk.until(lambda: "step" in json.dumps(desk.slack.edits), READY_S)


def finished(desk: Newsdesk) -> int:
    """Return how many briefs stand in Slack."""
    return sum(map(has_buttons, desk.slack.ours()))


def measured(address: str, desk: Newsdesk, story: str, seconds: float) -> dict[str, Any]:
    """Return percentiles at rest, and while briefs are made for so many seconds."""
    rest_ends = time.monotonic() + seconds / 4
    rest = asyncio.run(bursts(address, desk, lambda: time.monotonic() < rest_ends))
    asked = 2 + round(seconds / 5)
    begin_briefs(desk, story, asked)
    end = time.monotonic() + seconds
    working = asyncio.run(bursts(address, desk, lambda: time.monotonic() < end))
    return {
        "commands_at_once": AT_ONCE,
        "commands_while_working": len(working),
        "briefs_finished": finished(desk),
        "briefs_under_way_at_the_end": asked - finished(desk),
        "at_rest_ms": percentiles(rest),
        "while_working_ms": percentiles(working),
        "kept_the_bar": percentiles(working)["p99"] < BAR_MS,
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", default="ferry-fire")
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    with slack() as workspace, service(**secrets(workspace)) as served:
        desk = Newsdesk.at(served.address, workspace)
        found = measured(served.address, desk, args.story, args.seconds)
        desk.http.close()
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
