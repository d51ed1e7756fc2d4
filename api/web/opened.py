"""A brief opened on the desk: the answer, the articles' texts, and where each passage stands."""

from __future__ import annotations

import datetime as dt
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.schemas import BriefAnswer, BriefRequest, posted_of
from api.schemas.answer import ArticleReport, Evidence
from api.store import Snapshot
from api.store.briefs import Briefs
from api.web.cutting import Piece, parts_of, pieces_of
from api.web.passages import Passages

INLINE = 60_000
"""Characters of all articles up to which a page holds them; of more it holds none, and fetches."""


@dataclass(frozen=True, slots=True)
class Text:
    """One article as the desk shows it; ``parts`` are where it is cut, none where no text came."""

    number: int
    title: str | None
    url: str | None
    published_at: dt.date | dt.datetime | None
    text: str
    parts: tuple[tuple[int, int], ...]
    report: ArticleReport

    @property
    def source(self) -> str:
        """Its outlet."""
        return self.report.source

    def part_at(self, offset: int) -> int:
        """Return the number of the part that an offset is in, from 1."""
        return bisect_right([start for start, _ in self.parts], offset)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands behind a text that rests on passages of one article.

    ``numbers`` are the passages', ``parts`` those of the article in which they stand ("3.1").
    """

    article: int
    source: str
    numbers: tuple[int, ...]
    parts: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class Opened:
    """One brief, as long as it is looked at."""

    answer: BriefAnswer
    texts: tuple[Text, ...]
    passages: Passages

    @classmethod
    def of(cls, answer: str, request: str) -> Opened:
        """Read what is kept of a brief, both JSON."""
        found = BriefAnswer.model_validate_json(answer)
        posted = {p.id: p for p in posted_of(BriefRequest.model_validate_json(request))}
        texts = []
        for number, report in enumerate(found.articles, start=1):
            article = posted[report.id]
            text = report.text if report.text is not None else article.text or ""
            texts.append(
                Text(
                    number=number,
                    title=article.title,
                    url=article.url,
                    published_at=article.published_at,
                    text=text,
                    parts=parts_of(text) if text else (),
                    report=report,
                )
            )
        return cls(found, tuple(texts), Passages.of(found))

    @cached_property
    def by_id(self) -> Mapping[str, Text]:
        """The articles by their ids."""
        return {text.report.id: text for text in self.texts}

    @cached_property
    def inline(self) -> bool:
        """Whether the page itself holds the texts."""
        return sum(len(text.text) for text in self.texts) <= INLINE

    @property
    def path(self) -> str:
        """Where the desk shows the brief."""
        return f"/briefs/{self.answer.id}"

    def pieces(self, text: Text, part: int) -> tuple[Piece, ...]:
        """Return a part of an article, cut where evidence begins and ends."""
        report = text.report
        spans = self.passages.spans(report.id)
        return pieces_of(text.text, spans, report.boilerplate_spans, text.parts[part - 1])

    def marks(self, evidence: Iterable[Evidence]) -> tuple[Mark, ...]:
        """Return one mark for each article that some evidence stands in, in their order."""
        return self.marks_at((e.article_id, e.start, e.end) for e in evidence)

    def marks_at(self, places: Iterable[tuple[str, int, int]]) -> tuple[Mark, ...]:
        """Return the same for passages by article, start and end."""
        found: dict[str, list[tuple[int, int]]] = {}
        for name, start, end in dict.fromkeys(places):
            found.setdefault(name, []).append((start, end))
        marks = [self._mark(self.by_id[name], name, found[name]) for name in found]
        return tuple(sorted(marks, key=lambda mark: mark.article))

    def _mark(self, text: Text, name: str, places: Sequence[tuple[int, int]]) -> Mark:
        numbers = tuple(self.passages.number(name, start, end) for start, end in places)
        parts = [text.part_at(start) for start, _ in places]
        where = "" if self.inline else f"{self.path}/articles/{text.number}?part={parts[0]}"
        return Mark(
            article=text.number,
            source=text.source,
            numbers=numbers,
            parts=tuple(dict.fromkeys(f"{text.number}.{part}" for part in parts)),
            href=f"{where}#e{numbers[0]}",
        )


class Shelf:
    """The briefs that were looked at last: reading one of a hundred articles takes a while."""

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._briefs: OrderedDict[str, Opened] = OrderedDict()

    def open(self, briefs: Briefs, id: str) -> Opened | Snapshot | None:  # noqa: A002
        """Return a brief; where it stands before its end; None where there is none any more.

        Blocks for queries of the database: what was erased, or is another owner's, is not shown.
        """
        snapshot = briefs.snapshot(id)
        if snapshot is None or snapshot.status != "succeeded":
            with self._lock:
                self._briefs.pop(id, None)
            return snapshot
        with self._lock:
            held = self._briefs.get(id)
            if held:
                self._briefs.move_to_end(id)
        return held or self._read(briefs, id)

    def _read(self, briefs: Briefs, id: str) -> Opened | None:  # noqa: A002
        found, request = briefs.find(id), briefs.request(id)
        if found is None or found.answer is None or request is None:
            return None  # erased a moment ago
        opened = Opened.of(found.answer, request)
        with self._lock:
            self._briefs[id] = opened
            while len(self._briefs) > self._most:
                self._briefs.popitem(last=False)
        return opened
