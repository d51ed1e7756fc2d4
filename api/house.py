"""What one running service holds: its settings, its models once they are loaded, its bench."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import Request

from api.bench import Bench
from api.errors import NotReady, problem_of
from api.fetching.fetcher import Fetcher
from api.fetching.gathered import Gathered
from api.fetching.gathering import TextLimits, gather
from api.settings import Settings
from models.news import Posted
from models.pipeline import Newsroom, summarise

_WARMING = "A bridge in Ellin was closed on Monday, the mayor said. Nobody was hurt."
log = logging.getLogger("crosswire")

Loader = Callable[[Settings], Newsroom]


@dataclass(slots=True)
class House:
    """The state of one app; ``trouble`` says why there is no newsroom."""

    settings: Settings
    bench: Bench
    load: Loader
    newsroom: Newsroom | None = None
    trouble: str = "The models are being loaded."
    fetcher: Fetcher | None = None  # None: articles by URL are off

    @classmethod
    def of(cls, settings: Settings, newsroom: Newsroom | None, load: Loader) -> House:
        """Return a house that is open, though its models may still have to be loaded."""
        bench = Bench(
            settings.concurrency, settings.queue, settings.max_wait_s, settings.retry_after_s
        )
        fetcher = Fetcher.of(settings.allow_hosts) if settings.fetch else None
        return cls(settings, bench, load, newsroom, fetcher=fetcher)

    def staffed(self) -> Newsroom:
        """Return the newsroom.

        Raises:
            NotReady: it is being loaded, or could not be.
        """
        if self.newsroom is None:
            headers = {"Retry-After": str(self.settings.retry_after_s)}
            raise NotReady(self.trouble, headers=headers)
        return self.newsroom

    async def gather(self, posted: Sequence[Posted]) -> Gathered:
        """Fetch the articles that are posted by URL alone.

        Raises:
            NoneFetched: no article is left.
        """
        return await gather(posted, self.fetcher, TextLimits.of(self.settings))

    async def close(self) -> None:
        """Let no walk and no fetch run on."""
        if self.fetcher:
            await self.fetcher.aclose()
        await self.bench.close()

    async def staff(self) -> None:
        """Load the models in a thread; should that fail, the reason stands in ``trouble``."""
        try:
            self.newsroom = await anyio.to_thread.run_sync(
                self.load, self.settings, abandon_on_cancel=True
            )
        except Exception as error:  # there is nobody to raise to: /readyz says it instead
            problem = problem_of(error)
            said = problem.instance or problem.detail  # an incident says nothing but its number
            self.trouble = f"The models could not be loaded: {said}"
            log.error(self.trouble)


def load_weights(settings: Settings) -> Newsroom:
    """Load the models that the settings name, and make a first brief so that none waits for it."""
    from models.weights.load import load_newsroom  # imports torch: in the loading thread only

    newsroom = load_newsroom(settings.choice())
    if settings.writer_url is None:  # a remote writer costs money, and may not be up yet
        summarise([Posted("a1", "One", _WARMING), Posted("a2", "Two", _WARMING)], newsroom)
    return newsroom


async def house(request: Request) -> House:
    """Return the house of the app that serves a request."""
    found = request.app.state.house
    assert isinstance(found, House)  # noqa: S101  # create_app put it there
    return found
