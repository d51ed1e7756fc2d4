"""Why an article could not be fetched.

NotFetched
├── Forbidden      the guard refuses the address: nothing was sent there
├── Unreachable    nobody answered, or not in time, or not as HTTP
└── Unusable       what was answered holds no article that can be used

``detail`` is written for the caller. It never says what a name resolved to, and says the same of a
name that does not exist and of one that leads inside: nobody maps a network through this service.
"""

from __future__ import annotations


class NotFetched(Exception):
    """An article could not be fetched."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Forbidden(NotFetched):
    """The guard refuses the address."""


class Unreachable(NotFetched):
    """Nobody answered, or not in time, or not as HTTP."""


class Unusable(NotFetched):
    """The answer holds no article."""
