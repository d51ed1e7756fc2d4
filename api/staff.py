"""The models of one service: being loaded, loaded, or not to be had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio.to_thread

from api.desks import Desk, OwnDesk
from api.errors import NotReady, problem_of
from api.metrics import MeasuredDesk, Metrics
from api.settings import Settings
from models.news import Posted
from models.pipeline import Newsroom, summarise

_WARMING = "A bridge in Ellin was closed on Monday, the mayor said. Nobody was hurt."
log = logging.getLogger("crosswire")

Loader = Callable[[Settings], Newsroom]


@dataclass(slots=True)
class Staff:
    """The desk; ``trouble`` says why there is none, ``broken`` that there will be none."""

    settings: Settings
    desk: Desk | None = None
    metrics: Metrics = field(default_factory=Metrics)
    trouble: str = "The models are being loaded."
    broken: bool = False
    losses: int = 0

    def staffed(self) -> Desk:
        """Return the desk.

        Raises:
            NotReady: the models are being loaded, or could not be.
        """
        if self.desk is None:
            headers = {"Retry-After": str(self.settings.retry_after_s)}
            raise NotReady(self.trouble, headers=headers)
        return self.desk

    def hire(self, desk: Desk) -> None:
        """Make briefs at a desk from now on."""
        self.desk = MeasuredDesk(desk, self.metrics)

    async def come(self) -> None:
        """Do what it takes to have a desk; should that fail, the reason stands in ``trouble``."""

    async def leave(self) -> None:
        """End what ``come`` began."""

    def _give_up(self, error: Exception) -> None:
        problem = problem_of(error)
        said = problem.instance or problem.detail  # an incident says nothing but its number
        self.trouble = f"The models could not be loaded: {said}"
        self.broken = True
        log.error(self.trouble)


@dataclass(slots=True)
class OwnStaff(Staff):
    """Models in this process, loaded by ``load``."""

    load: Loader | None = None

    async def come(self) -> None:
        """Load the models in a thread."""
        if self.desk or self.load is None:
            return
        try:
            newsroom = await anyio.to_thread.run_sync(
                self.load, self.settings, abandon_on_cancel=True
            )
        except Exception as error:  # there is nobody to raise to: /readyz says it instead
            self._give_up(error)
        else:
            self.hire(OwnDesk(newsroom))


def load_weights(settings: Settings) -> Newsroom:
    """Load the models that the settings name, and make a first brief so that none waits for it."""
    from models.weights.load import load_newsroom  # imports torch: in the loading thread only

    newsroom = load_newsroom(settings.choice())
    if settings.writer_url is None:  # a remote writer costs money, and may not be up yet
        summarise([Posted("a1", "One", _WARMING), Posted("a2", "Two", _WARMING)], newsroom)
    return newsroom
