"""Host names -> addresses, in a few threads of their own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Returns the addresses of a name in the order to try them; none where it has none."""

THREADS = 8
"""Look-ups at once. A thread that waits for a dead name server cannot be stopped, so they have a
pool of their own: one that others wait for would be brought to a halt."""


class SystemNames:
    """The system's resolver."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="crosswire-names")

    async def __call__(self, host: str) -> list[str]:
        """Return the addresses of a name, each once."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host)

    def close(self) -> None:
        """Start no further look-up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # UnicodeError: a label that is too long
        return []
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
