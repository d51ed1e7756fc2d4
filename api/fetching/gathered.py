"""The articles of a request once those by URL were fetched, and what is told of missing ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.schemas.answer import ArticleReport, BriefAnswer, Warned
from models.errors import Flaw, InputError
from models.news import Posted

NOT_FETCHED = "not_fetched"
"""The code of the warning about an article that could not be fetched."""

_PLACE = re.compile(r"^#/articles/\d+")


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
