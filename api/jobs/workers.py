"""What the service knows of those who make briefs: the seam between routes and queues."""

from __future__ import annotations

from typing import Any, Protocol

from api.schemas import BriefAnswer, BriefRequest
from api.store import Draft


class Workers(Protocol):
    """Those who make briefs, in this process or elsewhere."""

    def models(self) -> dict[str, str]:
        """Return what briefs are made with.

        Raises:
            NotReady: nobody can make any, yet or at all.
        """
        ...

    def shown(self) -> dict[str, Any]:
        """Return what ``/readyz`` says of workers elsewhere; nothing where there are none."""
        ...

    def refuse_in_vain(self) -> None:
        """Let pass what will be done some time.

        Raises:
            NotReady: nobody will do it: the models could not be loaded.
        """
        ...

    async def make(self, request: BriefRequest, draft: Draft) -> BriefAnswer:
        """Make a brief while its caller waits, and keep it where it may be kept.

        Raises:
            Busy: no turn would come, or none came in time.
            NotReady: nobody can make briefs.
            StoreUnavailable: it could not be kept.
        """
        ...

    def tell(self, job: str) -> None:
        """Tell a worker that a job is queued. Where that fails, ``catch_up`` makes up for it."""
        ...

    def catch_up(self) -> None:
        """Tell workers of the queued jobs that none has heard of.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        ...

    async def run(self) -> None:
        """Do what workers in this process do, until cancelled."""
        ...
