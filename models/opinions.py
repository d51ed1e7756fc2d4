"""Which articles argue rather than report: columns, editorials, reviews.

An outlet that argues speaks of itself ("I", "we"), urges ("must", "should"), asks its reader and
judges in its own words, and it names few who say so. The share of such sentences tells it apart
without a word of what it argues for (compare Yu and Hatzivassiloglou, "Towards answering opinion
questions: separating facts from opinions", 2003).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.facts import find_speakers
from models.limits import Limits
from models.neutrality import loaded_words
from models.news import Article, Sentence
from models.planning import speaks_of_itself, urges

_LABEL = re.compile(r"\b(?:opinion|editorial|op-ed|commentary|column)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"^(?:opinion|editorial|op-ed|commentary|column|analysis|review)\b ?[:|–—-]|"
    r"[|–—-] ?(?:opinion|editorial|op-ed|commentary)$",
    re.IGNORECASE,
)


def opinion_pieces(
    articles: Sequence[Article], sentences: Sequence[Sentence], limits: Limits
) -> frozenset[int]:
    """Return the indices of the articles that argue; never of all.

    Args:
        articles: in the canonical order.
        sentences: of all articles.
        limits: thresholds.
    """
    able = [i for i, a in enumerate(articles) if a.usable]
    own = {i: [s for s in sentences if s.article == i] for i in able}
    labelled = {i for i in able if _is_labelled(articles[i])}
    found = labelled | {i for i in able if _argues(own[i], limits)}
    if len(found) < len(able):
        return frozenset(found)
    # Where all argue, the one that argues least comes nearest to a report.
    rest = sorted(found - labelled, key=lambda i: (_arguing(own[i]), articles[i].key))
    return frozenset(found - {*rest[:1]}) if rest else frozenset()


def _is_labelled(article: Article) -> bool:
    named = _LABEL.search(article.source) or _LABELLED.search((article.title or "").strip())
    return named is not None


def _argues(sentences: Sequence[Sentence], limits: Limits) -> bool:
    if len(sentences) < limits.opinion_sentences:
        return False
    return _arguing(sentences) >= limits.opinion


def _arguing(sentences: Sequence[Sentence]) -> float:
    return sum(map(_weight, sentences)) / max(1, len(sentences))


def _weight(sentence: Sentence) -> float:
    """Return how many marks of an argument a sentence bears, less for one who says so."""
    text = sentence.text
    speakers = bool(find_speakers(text))
    asks = text.endswith("?") and not set('"“”') & set(text)
    own = sentence.speaker is None and speaks_of_itself(text)
    judges = not speakers and bool(loaded_words(text))
    return own + asks + judges + (urges(text) and not speakers) - 0.5 * speakers
