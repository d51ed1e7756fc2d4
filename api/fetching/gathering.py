"""The articles of one request: those posted by URL alone are fetched, what fails is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.errors import NoneFetched, summary_of
from api.fetching.errors import NotFetched, Unreachable, Unusable
from api.fetching.fetcher import Fetcher
from api.fetching.pages import Page
from api.schemas.answer import ArticleReport, BriefAnswer, Warned
from api.settings import Settings
from models.errors import Flaw, InputError
from models.news import Posted
from models.pipeline import STAGES
from models.ports import Progress

LISTEN_S = 0.25
"""How often somebody who fetches in a thread hears whether anybody still waits."""

_PLACE = re.compile(r"^#/articles/\d+")

NOT_FETCHED = "not_fetched"
"""The code of the warning about an article that could not be fetched."""


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How many characters one article may have, and all of a request together."""

    article: int
    together: int

    @classmethod
    def of(cls, settings: Settings) -> TextLimits:
        """Return the limits for posted text: fetched text is held to the same."""
        return cls(settings.max_article_chars, settings.max_total_chars)


@dataclass(frozen=True, slots=True)
class Missing:
    """An article that could not be fetched: its place in the request, and why."""

    place: int
    posted: Posted
    detail: str

    @property
    def flaw(self) -> Flaw:
        """The same as a place in the request."""
        return Flaw(f"#/articles/{self.place}/url", self.detail, self.posted.id)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles that can be briefed, in the order posted, and those that are missing."""

    posted: tuple[Posted, ...]
    missing: tuple[Missing, ...] = ()

    def briefed(self, brief: Callable[[Sequence[Posted]], BriefAnswer]) -> BriefAnswer:
        """Return the brief of what there is, which tells of what is missing.

        Raises:
            InputError: an article cannot be used; its place is that in the whole request.
        """
        try:
            return self._told(brief(self.posted))
        except InputError as error:
            raise InputError(*map(self._replaced, error.flaws)) from None

    def _replaced(self, flaw: Flaw) -> Flaw:
        """Return a flaw with the place that its article had before others went missing."""
        order = [posted.id for posted in self.posted]
        for missing in self.missing:  # by rising places
            order.insert(missing.place, missing.posted.id)
        if flaw.article_id not in order:
            return flaw
        pointer = _PLACE.sub(f"#/articles/{order.index(flaw.article_id)}", flaw.pointer)
        return replace(flaw, pointer=pointer)

    def _told(self, answer: BriefAnswer) -> BriefAnswer:
        """Return the answer with a warning and an empty report for each missing article."""
        if not self.missing:
            return answer
        reports = list(answer.articles)
        for missing in self.missing:  # by rising places, so that each lands on its own
            reports.insert(missing.place, _report(missing.posted))
        warnings = [_warning(missing) for missing in self.missing]
        added = {"articles": reports, "warnings": [*warnings, *answer.warnings]}
        return answer.model_copy(update=added)


def by_url(posted: Posted) -> bool:
    """Tell whether there is nothing of an article but its URL."""
    return posted.text is None and posted.html is None


async def gather(posted: Sequence[Posted], fetcher: Fetcher | None, limits: TextLimits) -> Gathered:
    """Fetch what is posted by URL alone, several at once.

    Without a fetcher nothing may be posted by URL: the request was refused before.

    Raises:
        NoneFetched: no article is left, neither fetched nor posted.
    """
    if fetcher is None or not any(map(by_url, posted)):
        return Gathered(tuple(posted))
    found = await _fetched(posted, fetcher)
    gathered = _within(posted, found, limits)
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


async def _fetched(posted: Sequence[Posted], fetcher: Fetcher) -> list[Posted | NotFetched]:
    deadline = asyncio.get_running_loop().time() + fetcher.bounds.request_seconds
    turns = asyncio.Semaphore(fetcher.bounds.request_at_once)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_one(article, fetcher, turns, deadline)) for article in posted]
    return [task.result() for task in tasks]


async def _one(
    posted: Posted, fetcher: Fetcher, turns: asyncio.Semaphore, deadline: float
) -> Posted | NotFetched:
    """Return the article with its text, or why there is none: one failure ends no other fetch."""
    if not by_url(posted):
        return posted
    try:
        async with asyncio.timeout_at(deadline), turns:
            return _filled(posted, await fetcher.fetch(posted.url or ""))
    except TimeoutError:
        most = fetcher.bounds.request_seconds
        return Unreachable(f"it did not come within the {most:g} s that one request waits for all")
    except NotFetched as why:
        return why


def _filled(posted: Posted, page: Page) -> Posted:
    """Return the article with its page's text, and its page's word where the caller had none."""
    return replace(
        posted,
        text=page.text,
        title=posted.title or page.title,
        published_at=posted.published_at or page.published_at,
        fetched=True,
    )


def _within(
    posted: Sequence[Posted], found: Sequence[Posted | NotFetched], limits: TextLimits
) -> Gathered:
    """Keep the articles that fit; what a caller posted has been counted before and stays."""
    kept, missing = [], []
    total = sum(len(p.text or p.html or "") for p in posted)
    for place, (asked, article) in enumerate(zip(posted, found, strict=True)):
        why = article if isinstance(article, NotFetched) else _over(asked, article, total, limits)
        if isinstance(article, NotFetched) or why:
            missing.append(Missing(place, asked, why.detail if why else ""))
            continue
        total += len(article.text or "") if by_url(asked) else 0
        kept.append(article)
    return Gathered(tuple(kept), tuple(missing))


def _over(asked: Posted, article: Posted, total: int, limits: TextLimits) -> NotFetched | None:
    size = len(article.text or "")
    if not by_url(asked):
        return None
    if size > limits.article:
        return Unusable(f"its text has {size:,} characters; at most {limits.article:,}")
    if total + size > limits.together:
        most = limits.together
        return Unusable(f"with it, all articles have more than {most:,} characters")
    return None


def _report(posted: Posted) -> ArticleReport:
    return ArticleReport(
        id=posted.id,
        source=posted.source,
        sentences=0,
        used=0,
        boilerplate_spans=[],
        same_copy_as=None,
        text=None,
    )


def _warning(missing: Missing) -> Warned:
    detail = f"it was not fetched and is left out: {missing.detail}"
    return Warned(code=NOT_FETCHED, article_id=missing.posted.id, detail=detail)
