"""What was begun in a thread is not left alone."""

from __future__ import annotations

import asyncio
import threading

import pytest

from api.threads import to_its_end


def cancelled(go_on: threading.Event, undone: list[int], fails: bool) -> None:
    """Begin something, cancel it in the middle, and let it come to its end."""
    begun = threading.Event()

    def work(number: int) -> int:
        begun.set()
        assert go_on.wait(10)
        if fails:
            raise OSError
        return number

    async def cancel_in_the_middle() -> None:
        task = asyncio.create_task(to_its_end(work, 7, undo=undone.append))
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        await asyncio.sleep(0.05)
        assert not task.done()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel_in_the_middle())


def test_a_cancelled_task_waits_for_its_thread_and_undoes_what_it_did() -> None:
    """So that nothing goes on behind the back of who stops."""
    undone: list[int] = []
    cancelled(threading.Event(), undone, fails=False)
    assert undone == [7]


def test_what_failed_is_not_undone() -> None:
    """There is nothing to undo."""
    undone: list[int] = []
    cancelled(threading.Event(), undone, fails=True)
    assert undone == []


def test_what_is_not_cancelled_is_returned() -> None:
    """As from any thread."""
    assert asyncio.run(to_its_end(lambda a, b: a + b, 3, 4)) == 7
