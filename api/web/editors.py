"""What a page of the desk asks of its reader: ``editor: Maker`` lets in who may make briefs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.errors import ScopeMissing
from api.house import House, house
from api.keys.callers import Caller
from api.web.visits import Visit

InHouse = Annotated[House, Depends(house)]


@dataclass(frozen=True, slots=True)
class Editor:
    """Who looks at the desk."""

    caller: Caller
    visit: Visit

    @property
    def name(self) -> str:
        """Whose key it is; nothing where none is needed."""
        return self.caller.owner or ""

    def may(self, scope: str) -> bool:
        """Tell whether he may do what a scope names."""
        return self.caller.may(scope)


@dataclass(frozen=True, slots=True)
class Needs:
    """Lets in who is signed in with a key of this scope, or everybody where no key is needed."""

    scope: str | None = None
    makes_brief: bool = False

    async def __call__(self, request: Request, house: InHouse) -> Editor:
        """Return who looks.

        Raises:
            KeyNeeded: he has to sign in first.
            QuotaSpent: his key has sent too much.
            ScopeMissing: his key may not do this.
        """
        visit = Visit.of(request)
        digest = None if visit.new else visit.digest
        admitted = await run_sync(house.gate.admit_session, digest, self.makes_brief)
        request.state.quotas = admitted.headers
        if self.scope and not admitted.caller.may(self.scope):
            raise ScopeMissing(f"Your key does not allow this: it lacks {self.scope}.")
        return Editor(admitted.caller, visit)


Anyone = Annotated[Editor, Depends(Needs())]
Maker = Annotated[Editor, Depends(Needs("brief:write", makes_brief=True))]
Eraser = Annotated[Editor, Depends(Needs("brief:write"))]
Reader = Annotated[Editor, Depends(Needs("brief:read"))]
Reviewer = Annotated[Editor, Depends(Needs("brief:review"))]
