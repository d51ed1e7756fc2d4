"""How much a claim matters to the brief: learnt from groups of sentences that were ranked by hand.

The score is a weighted sum of ``FEATURES``. The weights are fitted on pairs of claims of one event
of which the hand ranked one higher (Joachims, "Optimizing search engines using clickthrough data",
2002, here with the logistic loss) by ``training/planning.py`` and stand in ``limits.py``. What is
measured has mostly long been known to tell: position and words of the title (Edmundson, "New
methods in automatic extracting", 1969), centrality (Radev et al., "Centroid-based summarization of
multiple documents", 2004), words that are frequent in the event (Nenkova and Vanderwende, "The
impact of frequency on summarization", 2005). What a sentence is about is told by one direction
in the space of its embedding (``salience.txt``), fitted together with the weights: it belongs to
one encoder, and with another that feature is 0.

Training, benchmark and walk all call ``measure`` and ``features``, so they see the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from models.dates import WEEKDAY
from models.limits import Limits
from models.names import FUNCTION_WORDS
from models.news import Article, Sentence
from models.planning import dangles, is_usable
from models.ports import Vectors
from models.similarity import nearest_per_article, stem

Rows = NDArray[np.float64]

# Of one sentence: where it stands, how it lies to the event, and what kind of sentence it is.
OF_SENTENCE = (
    "first",  # e^(-position / 2)
    "depth",  # share of its article that stands before it
    "tops",  # stems that articles have at their tops (title, first sentences), by their share
    "common",  # mean share of the articles that hold each of its stems
    "near_tops",  # cosine to the mean of the articles' tops
    "echo",  # mean over the other articles of the cosine to their nearest sentence
    "words",  # its length, to 36 words
    "plain",  # it can stand in a brief: no first person, no lone quotation, no heading
    "leans",  # on the sentence before it: "The move", "He"
    "day",  # it names a weekday: what happened now
    "background",  # "last year", "in 2008", "previously"
    "length",  # as "words", but to 60 and the mean
    "far",  # sentences before it, to 40
    "quoted",  # share of its words in quotation marks
    "near_leads",  # mean cosine to the other articles' first sentences
    "near_titles",  # cosine to the title least like it
    "subject",  # its embedding along the direction that was fitted
)
# A claim takes the mean of its sentences but for these.
_TAKEN: dict[int, Callable[[list[float]], float]] = {
    OF_SENTENCE.index(name): take
    for name, take in {
        "tops": max, "words": min, "leans": min, "day": max, "near_leads": max,
        "near_titles": max,
    }.items()
}  # fmt: skip
FEATURES = ("origins", *OF_SENTENCE)

_WORD = re.compile(r"[^\W_][\w'’.-]*[\w]|[^\W_]")
_DAY = re.compile(rf"\b(?:{WEEKDAY}|today|yesterday|tonight)\b")
_BACKGROUND = re.compile(
    r"\b(?:(?:years?|months?|weeks?|decades?) ago|(?:in|since) (?:19|20)\d\d|in the past|"
    r"last (?:year|month|spring|summer|fall|autumn|winter)|earlier this (?:year|month)|"
    r"in recent (?:years|months)|previously|formerly|(?:has|have) long)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_LONG, _LONGEST = 36, 60  # words; longer is no better
_FAR = 40  # sentences; farther is no farther


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences of an event with what they are measured by; all in the canonical order."""

    articles: Sequence[Article]
    sentences: Sequence[Sentence]
    vectors: Vectors  # one row a sentence
    titles: Vectors  # one row an article
    encoder: str = ""  # whose vectors they are


@dataclass(frozen=True, slots=True)
class _Event:
    """What all articles tell together."""

    stems: Sequence[frozenset[str]]  # of each sentence
    lengths: Mapping[int, int]  # sentences of each article
    tops: Mapping[str, float]  # by stem, the share of articles with it at their tops
    held: Mapping[str, float]  # by stem, the share of articles that hold it
    near_tops: Vectors  # of each sentence
    echo: Vectors
    near_leads: Vectors
    near_titles: Vectors
    subject: Vectors


@cache
def fitted_subject() -> tuple[str, Vectors]:
    """Return the encoder's name and the direction in its space, shape ``(dimensions,)``."""
    lines = files("models").joinpath("salience.txt").read_text(encoding="utf-8").splitlines()
    name, *rows = (line for line in lines if not line.startswith("#"))
    numbers = np.array(" ".join(rows).split(), dtype=np.float32)
    numbers.flags.writeable = False
    return name, numbers


def measure(story: Story, limits: Limits) -> Rows:
    """Return the values of ``OF_SENTENCE`` for each sentence, shape ``(n, len(OF_SENTENCE))``."""
    if not story.sentences:
        return np.zeros((0, len(OF_SENTENCE)))
    event = _event(story, limits)
    return np.array([_row(i, story, event, limits) for i in range(len(story.sentences))])


def features(rows: Rows, origins: int) -> list[float]:
    """Return the values of ``FEATURES`` for a claim.

    Args:
        rows: of its sentences, as ``measure`` gives them, shape ``(m, len(OF_SENTENCE))``.
        origins: independent ones.
    """
    taken = rows.mean(axis=0).tolist() if len(rows) > 1 else rows[0].tolist()
    if len(rows) > 1:
        for i, take in _TAKEN.items():
            taken[i] = take(rows[:, i].tolist())
    return [math.log2(1 + origins), *taken]


def salience(values: Sequence[float], limits: Limits) -> float:
    """Return the score of a claim; only differences within one event mean anything.

    The hand ranked what several outlets say, so what one alone says is no part of the fit.
    """
    fitted = math.fsum(v * w for v, w in zip(values, limits.salience_weights, strict=True))
    return fitted + limits.weight_corroborated * (values[0] > 1.0)


def _row(i: int, story: Story, event: _Event, limits: Limits) -> list[float]:
    sentence, stems = story.sentences[i], event.stems[i]
    text, words = sentence.text, len(sentence.text.split())
    return [
        math.exp(-sentence.position / 2),
        sentence.position / event.lengths[sentence.article],
        math.fsum(event.tops.get(s, 0.0) for s in stems) / 10,
        math.fsum(event.held[s] for s in stems) / max(1, len(stems)),
        float(event.near_tops[i]),
        float(event.echo[i]),
        min(1.0, words / _LONG),
        float(is_usable(sentence, limits)),
        float(dangles(text)),
        float(_DAY.search(text) is not None),
        float(_BACKGROUND.search(text) is not None),
        min(words, _LONGEST) / _LONG,
        min(sentence.position, _FAR) / _FAR,
        1 - len(_QUOTED.sub(" ", text).split()) / max(1, words),
        float(event.near_leads[i]),
        float(event.near_titles[i]),
        float(event.subject[i]),
    ]


def _event(story: Story, limits: Limits) -> _Event:
    known: dict[str, str] = {}
    stems = [_stems(s.text, known) for s in story.sentences]
    lengths = Counter(s.article for s in story.sentences)
    tops = {a: _stems(story.articles[a].title or "", known) for a in lengths}
    whole = dict(tops)
    for sentence, held in zip(story.sentences, stems, strict=True):
        whole[sentence.article] |= held
        if sentence.position < limits.top_sentences:
            tops[sentence.article] |= held
    fewest = 2 if len(lengths) > 1 else 1
    return _Event(
        stems=stems,
        lengths=lengths,
        tops=_shares(tops.values(), fewest),
        held=_shares(whole.values(), 1),
        near_tops=story.vectors @ _direction(_tops(story, limits)),
        echo=_echoes(story, limits),
        near_leads=_near_leads(story),
        near_titles=_near_titles(story),
        subject=_subjects(story),
    )


def _stems(text: str, known: dict[str, str]) -> frozenset[str]:
    """Return the stems of a text's words; ``known`` remembers those of the event."""
    words = {w for w in _WORD.findall(text.lower()) if w not in FUNCTION_WORDS}
    for word in words:
        if word not in known:
            known[word] = stem(word)  # which folds away "'s"
    return frozenset(known[w] for w in words)


def _shares(held: Iterable[frozenset[str]], fewest: int) -> dict[str, float]:
    """Return by stem the share of articles that hold it, if so many do."""
    articles = list(held)
    counts = Counter(s for one in articles for s in one)
    return {s: n / len(articles) for s, n in counts.items() if n >= fewest}


def _tops(story: Story, limits: Limits) -> dict[int, list[Vectors]]:
    """Return the vectors of each article's title, if it has one, and first sentences."""
    found: dict[int, list[Vectors]] = defaultdict(list)
    for sentence, vector in zip(story.sentences, story.vectors, strict=True):
        if sentence.position < limits.top_sentences:
            found[sentence.article].append(vector)
    for a, rows in found.items():
        if story.articles[a].title:
            rows.append(story.titles[a])
    return found


def _direction(rows: Mapping[int, Sequence[Vectors]]) -> Vectors:
    """Return the mean of the articles' means, of length one: each article counts the same."""
    mean = np.mean([np.mean(rows[a], axis=0) for a in sorted(rows)], axis=0)
    result: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
    return result


def _echoes(story: Story, limits: Limits) -> Vectors:
    """Return how nearly the other articles say each sentence too, shape ``(n,)``."""
    articles = np.array([s.article for s in story.sentences])
    if len(set(articles.tolist())) < 2:
        return np.zeros(len(articles), dtype=np.float32)
    starts = np.flatnonzero(np.r_[True, articles[1:] != articles[:-1]])
    best = nearest_per_article(story.vectors, starts, limits.similarity_block)
    own = np.searchsorted(starts, np.arange(len(articles)), side="right") - 1
    best[np.arange(len(articles)), own] = 0.0
    total: Vectors = np.clip(best, 0.0, 1.0).sum(axis=1) / (len(starts) - 1)
    return total


def _near_leads(story: Story) -> Vectors:
    """Return each sentence's mean cosine to the other articles' first sentences, ``(n,)``."""
    articles = np.array([s.article for s in story.sentences])
    firsts, own = np.unique(articles, return_index=True)
    if len(firsts) < 2:
        return np.zeros(len(articles), dtype=np.float32)
    cosines = story.vectors @ story.vectors[own].T
    total = (
        cosines.sum(axis=1) - cosines[np.arange(len(articles)), np.searchsorted(firsts, articles)]
    )
    result: Vectors = (total / (len(firsts) - 1)).astype(np.float32)
    return result


def _near_titles(story: Story) -> Vectors:
    """Return each sentence's cosine to the title least like it, or to the first sentences."""
    numbers, first = np.unique([s.article for s in story.sentences], return_index=True)
    titled = [a for a in numbers.tolist() if story.articles[a].title]
    known = story.titles[titled] if titled else story.vectors[first]
    result: Vectors = (story.vectors @ known.T).min(axis=1)
    return result


def _subjects(story: Story) -> Vectors:
    """Return each sentence's place along the fitted direction, 0 with another encoder."""
    name, direction = fitted_subject()
    if story.encoder != name:
        return np.zeros(len(story.sentences), dtype=np.float32)
    result: Vectors = story.vectors @ direction
    return result
