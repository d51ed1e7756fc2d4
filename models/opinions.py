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
    """Return the indices of the articles that argue; none where no article reports.

    Args:
        articles: in the canonical order.
        sentences: of all articles.
        limits: thresholds.
    """
    able = [i for i, a in enumerate(articles) if a.usable]
    found = frozenset(
        i
        for i in able
        if _is_labelled(articles[i]) or _argues([s for s in sentences if s.article == i], limits)
    )
    return found if len(found) < len(able) else frozenset()


def _is_labelled(article: Article) -> bool:
    named = _LABEL.search(article.source) or _LABELLED.search((article.title or "").strip())
    return named is not None


def _argues(sentences: Sequence[Sentence], limits: Limits) -> bool:
    if len(sentences) < limits.opinion_sentences:
        return False
    weight = sum(map(_weight, sentences)) / len(sentences)
    return weight >= limits.opinion


def _weight(sentence: Sentence) -> float:
    """Return how many marks of an argument a sentence bears, less for one who says so."""
    text = sentence.text
    speakers = bool(find_speakers(text))
    asks = text.endswith("?") and not set('"“”') & set(text)
    own = sentence.speaker is None and speaks_of_itself(text)
    judges = not speakers and bool(loaded_words(text))
    return own + asks + judges + (urges(text) and not speakers) - 0.5 * speakers
