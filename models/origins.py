"""How many independent origins stand behind a claim.

An origin is an article not copied from another: articles that share most of their wording, two
articles of one outlet, and sentences that credit the same agency or are the same word for word are
one origin. Copies are found by containment of word shingles (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import combinations

from models.limits import Limits
from models.news import Article, Sentence

_WORD = re.compile(r"\w+")


class Components:
    """Disjoint sets with path halving."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}

    def find(self, item: object) -> object:
        """Return the set's representative."""
        self._parent.setdefault(item, item)
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: object, b: object) -> None:
        """Make two sets one."""
        self._parent[self.find(a)] = self.find(b)


def same_copies(articles: Sequence[Article], limits: Limits) -> dict[str, str]:
    """Return, for each article that is a copy, the id of the article it is a copy of."""
    groups = Components()
    for a, b in _sharing(articles, limits):
        groups.join(a, b)
    members: dict[object, list[int]] = defaultdict(list)
    for i in range(len(articles)):
        members[groups.find(i)].append(i)
    copies = {}
    for group in members.values():
        first = min(group, key=lambda i: _precedence(articles[i]))
        copies.update({articles[i].id: articles[first].id for i in group if i != first})
    return copies


def _sharing(articles: Sequence[Article], limits: Limits) -> Iterable[tuple[int, int]]:
    """Yield pairs of articles of which the shorter is contained in the longer, mostly."""
    shingles = [_shingles(a, limits.shingle_words) for a in articles]
    for a, b in combinations(range(len(articles)), 2):
        count = len(shingles[a] & shingles[b])
        smaller = min(len(shingles[a]), len(shingles[b]))
        if count >= limits.copy_shingles and count >= limits.copy_containment * smaller:
            yield a, b


def _shingles(article: Article, words: int) -> set[int]:
    text = " ".join(article.text[a:b] for a, b in article.story).lower()
    tokens = _WORD.findall(text)
    return {hash(tuple(tokens[i : i + words])) for i in range(max(0, len(tokens) - words + 1))}


def _precedence(article: Article) -> tuple[int, datetime, int, str, str]:
    """Sort key: an agency before its clients, then the earlier, then the longer article."""
    is_agency = article.agency is not None and article.agency.lower() in article.source.lower()
    length = sum(b - a for a, b in article.story)
    return (not is_agency, moment(article.published_at), -length, article.key, article.id)


def moment(published: date | datetime | None) -> datetime:
    """Return an instant to sort by; what has no date comes last."""
    if published is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(published, datetime):
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    return datetime.combine(published, time.min, tzinfo=UTC)


def count_origins(sentences: Sequence[Sentence], copies: Mapping[str, str]) -> int:
    """Return from how many independent origins these sentences come."""
    groups = Components()
    for sentence in sentences:
        article = sentence.evidence.article_id
        keys: list[object] = [("article", copies.get(article, article))]
        keys.append(("outlet", sentence.source.casefold()))
        if sentence.agency:
            keys.append(("agency", sentence.agency))
        wording = tuple(_WORD.findall(sentence.text.lower()))
        if len(wording) >= 8:
            keys.append(("wording", wording))
        for key in keys:
            groups.join(("article", article), key)
    return len({groups.find(("article", s.evidence.article_id)) for s in sentences})
