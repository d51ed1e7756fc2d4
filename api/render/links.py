"""What an HTML brief points to within itself: its numbered passages, its sources, its disputes.

Anchors are of our own making (``e3``, ``s1``, ``d2``); no id that a caller chose becomes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from api.render.markup import NOTHING, SPACE, Html, element, joined, text

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, Evidence

Key = tuple[str, int, int]


class Links(Protocol):
    """How passages and outlets are named where they are mentioned."""

    def marks(self, evidence: Sequence[Evidence]) -> Html:
        """Return what stands behind a text that rests on passages."""
        ...

    def outlet(self, article_id: str) -> Html:
        """Return the name of an article's outlet."""
        ...

    def anchor(self, letter: str, number: int) -> Mapping[str, str]:
        """Return the attributes of what may be pointed to."""
        ...


@dataclass(frozen=True, slots=True)
class NoLinks:
    """For a part that stands alone: there is nothing around it to point to."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, answer: BriefAnswer) -> NoLinks:
        """Return the outlets of an answer."""
        return cls({article.id: article.source for article in answer.articles})

    def marks(self, _: Sequence[Evidence]) -> Html:
        """Return nothing."""
        return NOTHING

    def outlet(self, article_id: str) -> Html:
        """Return the name alone."""
        return text(self.names.get(article_id, article_id))

    def anchor(self, _: str, __: int) -> Mapping[str, str]:
        """Return no attribute."""
        return {}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """For a whole brief; ``passages`` are in the order in which the brief comes to them."""

    passages: tuple[Evidence, ...]
    names: Mapping[str, str]
    _passages: Mapping[Key, int]
    _sources: Mapping[str, int]
    _disputes: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, answer: BriefAnswer) -> PageLinks:
        """Number what there is in an answer, each from 1."""
        found = {_key(evidence): evidence for evidence in _cited(answer)}
        return cls(
            passages=tuple(found.values()),
            names={article.id: article.source for article in answer.articles},
            _passages={key: n for n, key in enumerate(found, start=1)},
            _sources={article.id: n for n, article in enumerate(answer.articles, start=1)},
            _disputes={d.id: (n, d.topic) for n, d in enumerate(answer.disagreements, start=1)},
        )

    def marks(self, evidence: Sequence[Evidence]) -> Html:
        """Return links to passages, such as ``[1] [4]``; each says aloud whose passage it is."""
        numbers = dict.fromkeys((self._passages[_key(e)], e.source) for e in evidence)
        links = (
            element("a", text(f"[{n}]"), href=f"#e{n}", aria_label=f"Evidence {n}, {source}")
            for n, source in numbers
        )
        return element("sup", joined(links, SPACE)) if numbers else NOTHING

    def outlet(self, article_id: str) -> Html:
        """Return the name, with a link to its line among the sources."""
        name = text(self.names.get(article_id, article_id))
        number = self._sources.get(article_id)
        return element("a", name, href=f"#s{number}") if number else name

    def disputed(self, name: str) -> Html:
        """Return a link to a disagreement; nothing where the answer does not have it."""
        if name not in self._disputes:
            return NOTHING
        number, topic = self._disputes[name]
        label = f"disputed: {topic}"
        return element(
            "a", text("disputed"), href=f"#d{number}", aria_label=label, class_="disputed"
        )

    def anchor(self, letter: str, number: int) -> Mapping[str, str]:
        """Return the id."""
        return {"id": f"{letter}{number}"}


def _key(evidence: Evidence) -> Key:
    return evidence.article_id, evidence.start, evidence.end


def _cited(answer: BriefAnswer) -> Iterator[Evidence]:
    yield from answer.headline_citations
    for sentence in answer.sentences:
        yield from sentence.citations
    for disagreement in answer.disagreements:
        for position in disagreement.positions:
            yield from position.evidence
