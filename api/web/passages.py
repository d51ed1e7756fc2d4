"""The passages that a page points to, each with a number and the place where it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.schemas.answer import BriefAnswer, Evidence
from api.web.cutting import Span

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Passages:
    """All passages of a brief, numbered from 1 in the order in which the page comes to them."""

    _numbers: Mapping[Key, int]
    _spans: Mapping[str, tuple[Span, ...]]

    @classmethod
    def of(cls, answer: BriefAnswer) -> Passages:
        """Number the passages of an answer."""
        numbers: dict[Key, int] = {}
        spans: dict[str, list[Span]] = {}
        for key in _keys(answer):
            if key not in numbers:
                article_id, start, end = key
                numbers[key] = len(numbers) + 1
                spans.setdefault(article_id, []).append(Span(start, end, numbers[key]))
        return cls(numbers, {name: tuple(found) for name, found in spans.items()})

    def number(self, article_id: str, start: int, end: int) -> int:
        """Return the number of a passage that the answer has."""
        return self._numbers[article_id, start, end]

    def spans(self, article_id: str) -> Sequence[Span]:
        """Return the passages of an article."""
        return self._spans.get(article_id, ())


def _keys(answer: BriefAnswer) -> Iterator[Key]:
    yield from (_key(e) for e in answer.headline_citations)
    yield from (_key(e) for s in answer.sentences for e in s.citations)
    positions = (p for d in answer.disagreements for p in d.positions)
    yield from (_key(e) for p in positions for e in p.evidence)
    yield from (_key(e) for c in answer.claims for e in c.evidence)
    yield from ((s.article_id, s.start, s.end) for s in answer.single_source)


def _key(evidence: Evidence) -> Key:
    return evidence.article_id, evidence.start, evidence.end
