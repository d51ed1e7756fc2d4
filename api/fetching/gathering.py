"""The articles of one request: those posted by URL alone are fetched, several at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.errors import NoneFetched, summary_of
from api.fetching.errors import NotFetched
from api.fetching.fetcher import Fetcher
from api.fetching.gathered import Gathered, Missing, by_url
from api.fetching.pages import Page
from api.settings import Settings
from models.news import Posted
from models.pipeline import STAGES
from models.ports import Progress

LISTEN_S = 0.25
"""How often somebody who fetches in a thread hears whether anybody still waits."""


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How many characters one article may have, and all of a request together."""

    article: int
    together: int

    @classmethod
    def of(cls, settings: Settings) -> TextLimits:
        """Return the limits for posted text: fetched text is held to the same."""
        return cls(settings.max_article_chars, settings.max_total_chars)


async def gather(posted: Sequence[Posted], fetcher: Fetcher | None, limits: TextLimits) -> Gathered:
    """Return the articles with the text of those that were posted by URL alone.

    Args:
        posted: the articles.
        fetcher: None where fetching is off.
        limits: what is longer counts as missing.

    Raises:
        NoneFetched: no article is left, neither fetched nor posted.
    """
    if not any(map(by_url, posted)):
        return Gathered(tuple(posted))
    found = await _fetched(posted, fetcher) if fetcher else _unfetched(posted)
    gathered = _within(found, limits)
    if not gathered.posted:
        flaws = [missing.flaw for missing in gathered.missing]
        raise NoneFetched(summary_of(flaws), flaws)
    return gathered


def gather_now(
    posted: Sequence[Posted], settings: Settings, progress: Progress | None = None
) -> Gathered:
    """Do the same where there is no event loop: on the command line, in a worker's thread.

    Args:
        posted: the articles.
        settings: whether and from where articles are fetched.
        progress: called again and again meanwhile, with the stage "fetch" before all others; what
            it raises ends the fetching.

    Raises:
        NoneFetched: no article is left.
    """
    if not any(map(by_url, posted)):
        return Gathered(tuple(posted))
    return asyncio.run(_gather_once(posted, settings, progress))


async def _gather_once(
    posted: Sequence[Posted], settings: Settings, progress: Progress | None
) -> Gathered:
    fetcher = Fetcher.of(settings.allow_hosts) if settings.fetch else None
    work = asyncio.ensure_future(gather(posted, fetcher, TextLimits.of(settings)))
    try:
        while not work.done():
            if progress:
                progress("fetch", 0, len(STAGES))
            await asyncio.wait({work}, timeout=LISTEN_S)
        return work.result()
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        if fetcher:
            await fetcher.aclose()


def _unfetched(posted: Sequence[Posted]) -> list[Posted | Missing]:
    """Return what a request holds that was taken while fetching was still on."""
    return [
        Missing(place, article, "fetching by URL is off") if by_url(article) else article
        for place, article in enumerate(posted)
    ]


async def _fetched(posted: Sequence[Posted], fetcher: Fetcher) -> list[Posted | Missing]:
    deadline = asyncio.get_running_loop().time() + fetcher.bounds.request_seconds
    turns = asyncio.Semaphore(fetcher.bounds.request_at_once)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_one(place, article, fetcher, turns, deadline))
            for place, article in enumerate(posted)
        ]
    return [task.result() for task in tasks]


async def _one(
    place: int, posted: Posted, fetcher: Fetcher, turns: asyncio.Semaphore, deadline: float
) -> Posted | Missing:
    """Return the article with its text, or as missing: one failure ends no other fetch."""
    if not by_url(posted):
        return posted
    try:
        async with asyncio.timeout_at(deadline), turns:
            return _filled(posted, await fetcher.fetch(posted.url or ""))
    except TimeoutError:
        most = fetcher.bounds.request_seconds
        said = f"it did not come within the {most:g} s that one request waits for all"
        return Missing(place, posted, said)
    except NotFetched as why:
        return Missing(place, posted, why.detail)


def _filled(posted: Posted, page: Page) -> Posted:
    """Return the article with its page's text, and its page's word where the caller had none."""
    return replace(
        posted,
        text=page.text,
        title=posted.title or page.title,
        published_at=posted.published_at or page.published_at,
        fetched=True,
    )


def _within(found: Sequence[Posted | Missing], limits: TextLimits) -> Gathered:
    """Keep what fits; what the caller posted has been counted before, and stays."""
    total = sum(_size(article) for article in found if not _was_fetched(article))
    kept: list[Posted] = []
    missing: list[Missing] = []
    for place, article in enumerate(found):
        if isinstance(article, Missing):
            missing.append(article)
        elif article.fetched and (said := _too_long(_size(article), total, limits)):
            missing.append(Missing(place, article, said))
        else:
            kept.append(article)
            total += _size(article) if article.fetched else 0
    return Gathered(tuple(kept), tuple(missing))


def _was_fetched(article: Posted | Missing) -> bool:
    return isinstance(article, Posted) and article.fetched


def _size(article: Posted | Missing) -> int:
    return 0 if isinstance(article, Missing) else len(article.text or article.html or "")


def _too_long(size: int, total: int, limits: TextLimits) -> str:
    if size > limits.article:
        return f"its text has {size:,} characters; at most {limits.article:,}"
    if total + size > limits.together:
        return f"with it, all articles have more than {limits.together:,} characters"
    return ""
