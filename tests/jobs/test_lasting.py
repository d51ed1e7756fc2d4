"""What works beside the requests goes on, whatever happens to it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from api.jobs.lasting import lasting


def test_work_is_begun_anew_where_something_unexpected_ended_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log has the incident and not its words."""
    times = 0
    said = "zq-" + "text"

    async def work() -> None:
        nonlocal times
        times += 1
        if times < 3:
            raise RuntimeError(said)

    with caplog.at_level(logging.ERROR):
        asyncio.run(lasting(work, pause_s=0))
    assert times == 3
    assert caplog.text.count(": RuntimeError\n") == 2
    assert said not in caplog.text


def test_work_that_is_cancelled_ends() -> None:
    """It is how a service stops it."""

    async def cancel() -> None:
        task = asyncio.create_task(lasting(lambda: asyncio.sleep(60)))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
