"""What all renderings say alike: numbers for sources, who holds a position, whole lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.render.plain import line_by_line

if TYPE_CHECKING:
    from api.schemas.answer import ArticleReport, BriefAnswer, Evidence, Position, Review

NOT_REVIEWED = "Made by software and not yet approved by a person."
NONE_FOUND = "No disagreement was found between the sources."
CALENDAR = "the calendar"


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles numbered from 1 in the order they were posted."""

    numbers: Mapping[str, int]
    names: Mapping[str, str]

    @classmethod
    def of(cls, answer: BriefAnswer, tame: Callable[[str], str]) -> Sources:
        """Number the articles of an answer; ``tame`` makes a name harmless where it will stand."""
        return cls(
            numbers={a.id: n for n, a in enumerate(answer.articles, start=1)},
            names={a.id: tame(a.source) for a in answer.articles},
        )

    def marks(self, article_ids: Iterable[str]) -> str:
        """Return ``[1, 3]`` for the articles, each once and in order; nothing for none."""
        numbers = sorted({self.numbers[i] for i in article_ids if i in self.numbers})
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""

    def named(self, article_id: str) -> str:
        """Return ``Reuters [1]``."""
        return f"{self.names[article_id]} {self.marks([article_id])}"


def cited(evidence: Sequence[Evidence], sources: Sources) -> str:
    """Return the marks of the articles that the evidence stands in."""
    return sources.marks(e.article_id for e in evidence)


def holders(position: Position, sources: Sources) -> str:
    """Return who holds a position."""
    named = [sources.named(article_id) for article_id in position.articles]
    if position.basis == "calendar":
        named.append(CALENDAR)
    return ", ".join(named)


def use_of(article: ArticleReport, sources: Sources) -> str:
    """Return how much of an article was used, and of which other one it is a copy."""
    used = f"{article.used} of {article.sentences} sentences used"
    copied = article.same_copy_as
    return f"{used}; same copy as {sources.named(copied)}" if copied else used


def where(evidence: Evidence, sources: Sources) -> str:
    """Return ``Reuters [1], characters 40 to 170``."""
    return f"{sources.named(evidence.article_id)}, characters {evidence.start} to {evidence.end}"


def in_bullets(answer: BriefAnswer) -> bool:
    """Whether the brief was asked for as a list."""
    return answer.text.startswith(("- ", "* ", "• "))


def borrowed(answer: BriefAnswer) -> str:
    """Return how many sentences are a source's own words; nothing where none is."""
    count = sum(sentence.method != "abstractive" for sentence in answer.sentences)
    words = "in a source's own words, whole or shortened"
    return f"{count} of {len(answer.sentences)} sentences {words}." if count else ""


def latest_review(answer: BriefAnswer) -> Review | None:
    """Return the last human verdict; of two at the same time, the later in the list."""
    return max(reversed(answer.reviews), key=lambda review: review.at, default=None)


def edited_by(answer: BriefAnswer) -> Review | None:
    """Return the last human verdict, where it came with a text of its own."""
    latest = latest_review(answer)
    return latest if latest and line_by_line(latest.edited_text or "") else None


def approved(answer: BriefAnswer) -> bool:
    """Whether a person has approved the brief, and nobody has rejected it since."""
    latest = latest_review(answer)
    return latest is not None and latest.verdict == "approved"


def standing(answer: BriefAnswer) -> str:
    """Return what people think of the brief."""
    latest = latest_review(answer)
    if latest is None:
        return NOT_REVIEWED
    return f"Made by software; {latest.verdict} by {latest.by}, {latest.at:%d %B %Y, %H:%M %Z}."


def unshown(answer: BriefAnswer, shown: int) -> str:
    """Return how many sentences of single sources are not shown; nothing where all are."""
    left = answer.single_source_total - shown
    return f"… and {left} more." if left > 0 else ""
