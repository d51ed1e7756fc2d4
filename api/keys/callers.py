"""Who calls, and what he may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from api.store import Asker

Scope = Literal["brief:write", "brief:read", "brief:review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request; ``asker`` is nobody in particular where the door is open."""

    asker: Asker
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        """Tell whether he may do what a scope names; ``admin`` is all of them."""
        return scope in self.scopes or "admin" in self.scopes

    @property
    def owner(self) -> str | None:
        """Whose briefs he makes and sees."""
        return self.asker.owner


ANYBODY = Caller(Asker(), frozenset(SCOPES))
"""Whoever calls where no key is needed."""
