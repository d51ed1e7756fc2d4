"""What a route asks of its caller: ``caller: Reader`` lets in whose key has ``brief:read``.

It comes before the body is read, and puts the need of a key into the OpenAPI document.
"""

from __future__ import annotations

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer, SecurityScopes

from api.errors import ScopeMissing
from api.house import House, house
from api.keys.callers import Caller

BEARER = HTTPBearer(
    scheme_name="API key",
    description="`crosswire keys create` makes one. Without keys a service is open only where it "
    "listens on loopback.",
    auto_error=False,
)


async def caller_of(
    needed: SecurityScopes,
    request: Request,
    house: Annotated[House, Depends(house)],
    _: Annotated[object, Security(BEARER)],
) -> Caller:
    """Return who calls.

    Raises:
        KeyNeeded: there is no key, or it opens nothing.
        QuotaSpent: its key has sent too much.
        ScopeMissing: its key may not do this.
    """
    makes_brief = request.method == "POST" and needed.scopes == ["brief:write"]
    admitted = await run_sync(house.gate.admit, request.headers, makes_brief)
    request.state.quotas = admitted.headers
    for scope in needed.scopes:
        if not admitted.caller.may(scope):
            raise _missing(scope)
    return admitted.caller


def _missing(scope: str) -> ScopeMissing:
    challenge = f'Bearer realm="crosswire", error="insufficient_scope", scope="{scope}"'
    said = f"This needs a key with the scope {scope}."
    return ScopeMissing(said, headers={"WWW-Authenticate": challenge})


Writer = Annotated[Caller, Security(caller_of, scopes=["brief:write"])]
Reader = Annotated[Caller, Security(caller_of, scopes=["brief:read"])]
Reviewer = Annotated[Caller, Security(caller_of, scopes=["brief:review"])]
