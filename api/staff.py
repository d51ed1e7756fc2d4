"""The models of one process: being loaded, loaded, or not to be had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import anyio.to_thread

from api.errors import NotReady, problem_of
from api.settings import Settings
from models.news import Posted
from models.pipeline import Newsroom, summarise

_WARMING = "A bridge in Ellin was closed on Monday, the mayor said. Nobody was hurt."
log = logging.getLogger("crosswire")

Loader = Callable[[Settings], Newsroom]


@dataclass(slots=True)
class Staff:
    """The newsroom; ``trouble`` says why there is none, ``broken`` that there will be none."""

    settings: Settings
    load: Loader
    newsroom: Newsroom | None = None
    trouble: str = "The models are being loaded."
    broken: bool = False

    def staffed(self) -> Newsroom:
        """Return the newsroom.

        Raises:
            NotReady: it is being loaded, or could not be.
        """
        if self.newsroom is None:
            headers = {"Retry-After": str(self.settings.retry_after_s)}
            raise NotReady(self.trouble, headers=headers)
        return self.newsroom

    async def come(self) -> None:
        """Load the models in a thread; should that fail, the reason stands in ``trouble``."""
        try:
            self.newsroom = await anyio.to_thread.run_sync(
                self.load, self.settings, abandon_on_cancel=True
            )
        except Exception as error:  # there is nobody to raise to: /readyz says it instead
            problem = problem_of(error)
            said = problem.instance or problem.detail  # an incident says nothing but its number
            self.trouble = f"The models could not be loaded: {said}"
            self.broken = True
            log.error(self.trouble)


def load_weights(settings: Settings) -> Newsroom:
    """Load the models that the settings name, and make a first brief so that none waits for it."""
    from models.weights.load import load_newsroom  # imports torch: in the loading thread only

    newsroom = load_newsroom(settings.choice())
    if settings.writer_url is None:  # a remote writer costs money, and may not be up yet
        summarise([Posted("a1", "One", _WARMING), Posted("a2", "Two", _WARMING)], newsroom)
    return newsroom
