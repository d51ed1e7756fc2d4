"""The articles' own titles as headlines, plain and with the passages they rest on.

A title is taken as it is but for capitals ("Dam Bursts In Ellin" becomes "Dam bursts in Ellin"),
and only if a few sentences of its article hold most of its words. It is its outlet's own word for
what they say, so numbers, names and quotations are checked against them, not each verb.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from models.compress import BINDING
from models.limits import Limits
from models.names import FUNCTION_WORDS
from models.news import Article, Headline, Plan, Sentence
from models.newsroom_words import SPEECH_VERBS
from models.planning import is_usable
from models.similarity import stem

_WORD = re.compile(r"[^\W_][\w'’.-]*[\w]|[^\W_]")
_PARTS = re.compile(r"\s*[:;|]\s+|\s+[–—-]\s+")
_TAIL = re.compile(
    r",\s|\s(?=(?:amid|as|after|over|following|ahead of|in wake of|for the first time)\b)",
    re.IGNORECASE,
)
_NO_LINE = re.compile(
    r"[:;?!|…–—\"“”]|\.\.\.|\bexplained$|\b(?:I|we|you|my|our|your|here|this|what|why|how)\b",
    re.IGNORECASE,
)


def find_titles(
    plan: Plan, articles: Sequence[Article], sentences: Sequence[Sentence], limits: Limits
) -> tuple[Headline, ...]:
    """Return the titles that could head the brief, first the nearest to the others and the lead.

    Args:
        plan: its lead says what the event is.
        articles: in the canonical order.
        sentences: of all articles.
        limits: thresholds.
    """
    whole = "\n".join(a.text for a in articles if a.usable)
    lines = {
        i: in_plain_case(part, whole)
        for i, a in enumerate(articles)
        if a.usable and (part := _part(a.title or "", limits))
    }
    told = [_stems(line) for line in lines.values()]
    told += [_stems(s.text) for s in plan.lead.evidence] if plan.lead else []
    found = []
    for i, line in lines.items():
        mine = _stems(line)
        own = [s for s in sentences if s.article == i and is_usable(s, limits)]
        resting = _resting(mine, own, limits)
        if mine and resting:
            nearness = sum(w in other for other in told for w in mine) / len(mine)
            found.append((-nearness, line, resting))
    best = sorted(found, key=lambda f: f[:2])[: limits.titles_tried]
    return tuple(Headline(line, tuple(s.evidence for s in rest)) for _, line, rest in best)


def event_stems(
    articles: Sequence[Article], sentences: Sequence[Sentence], limits: Limits
) -> dict[str, float]:
    """Return by stem what share of the articles has it at its top, in title or first sentences.

    What all put there is the event. A stem that only one of several articles has there is left out.
    """
    tops = [_stems(a.title or "") for a in articles if a.usable]
    places = {i: n for n, i in enumerate(i for i, a in enumerate(articles) if a.usable)}
    for sentence in sentences:
        if sentence.article in places and sentence.position < limits.top_sentences:
            tops[places[sentence.article]] |= _stems(sentence.text)
    counts = Counter(w for top in tops for w in top)
    fewest = 2 if len(tops) > 1 else 1
    return {w: n / len(tops) for w, n in sorted(counts.items()) if n >= fewest}


def tells_event(line: str, event: Mapping[str, float]) -> float:
    """Return how much of the event a line tells: the shares of its stems, added up."""
    return sum(event.get(w, 0.0) for w in _stems(line))


def _part(title: str, limits: Limits) -> str | None:
    """Return a title, or the longest part of it that can stand alone: "Report: Dam broke"."""
    parts = {title, *_PARTS.split(title)}
    parts |= {cut for part in parts for cut in _without_tail(part)}
    return next((p for p in sorted(parts, key=lambda p: (-len(p), p)) if _fit(p, limits)), None)


def _without_tail(line: str) -> Iterator[str]:
    """Yield a title without the circumstances at its end: "Governor resigns | amid scandal".

    Never without who says so, a condition or a denial.
    """
    for tail in _TAIL.finditer(line):
        gone = {w.lower() for w in _WORD.findall(line[tail.start() :])}
        if not gone & (SPEECH_VERBS | BINDING) and not any(
            w.removesuffix("s") in SPEECH_VERBS for w in gone
        ):
            yield line[: tail.start()]


def _fit(line: str, limits: Limits) -> bool:
    short = limits.headline_shortest <= len(line.split()) <= limits.headline_words
    return short and not _NO_LINE.search(line)


def in_plain_case(title: str | None, text: str) -> str:
    """Return a title with small letters where the article mostly writes its words small.

    A word keeps its capital where the article has it so beside the same neighbour: "Bill Ruiz".
    """
    line = (title or "").strip().rstrip(".")
    inside = Counter(re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]*", text))
    small = Counter(re.findall(r"\b[a-z][\w’'-]*", text))
    stems = {stem(w) for w in {*small, *FUNCTION_WORDS}} | SPEECH_VERBS
    words = line.split(" ")
    for i, word in enumerate(words[1:], 1):
        lower = word.lower()
        usual = word[:1].isupper() and word[1:] == word[1:].lower()
        known = lower in small or lower in FUNCTION_WORDS or stem(lower) in stems
        known = known or lower.removesuffix("s") in stems
        named = inside[word] > small[lower] or (inside[word] and _beside(words, i, text))
        if usual and known and not named:
            words[i] = lower
    return " ".join(words)


def _beside(words: Sequence[str], i: int, text: str) -> bool:
    """Tell whether the text has a word beside the same capitalised neighbour."""
    pairs = [words[i - 1 : i + 1], words[i : i + 2]]
    return any(
        len(p) == 2 and p[0][:1].isupper() and p[1][:1].isupper() and " ".join(p) in text
        for p in pairs
    )


def _resting(wanted: set[str], sentences: Sequence[Sentence], limits: Limits) -> list[Sentence]:
    """Return up to three sentences that together hold most of the words, or none."""
    left, chosen = set(wanted), list[Sentence]()
    while left and len(chosen) < limits.title_passages:
        best = max(sentences, key=lambda s: len(left & _stems(s.text)), default=None)
        gain = left & _stems(best.text) if best else set()
        if best is None or not gain:
            break
        left -= gain
        chosen.append(best)
    return chosen if len(left) <= (1 - limits.title_held) * len(wanted) else []


def _stems(text: str) -> set[str]:
    words = (w.lower() for w in _WORD.findall(text))
    return {stem(re.sub(r"['’]s?$", "", w)) for w in words if w not in FUNCTION_WORDS}
