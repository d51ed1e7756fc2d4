"""Hard checks: every number, date, name and quotation of a sentence occurs in its evidence.

They know nothing of models and nothing of how the sentence was made. Each check returns what it
found wrong, in words that go into the answer's ``dropped``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from models.dates import find_dates, relative_days
from models.figures import COUNTING, MEASURES, loose_digits, written_values
from models.forms import slips
from models.names import (
    FUNCTION_WORDS,
    TITLES,
    find_names,
    find_quotations,
    find_single_quotations,
    fold_word,
)
from models.news import DateMention

_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|den(?:y|ies|ied|ying)|"
    r"reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|fail(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
# Numbers that are no figures: "half" said of "a quarter" is invented too.
_FRACTIONS = re.compile(
    r"\b(hal(?=f|ves)|quarter|twice|thrice|doubl|tripl|quadrupl)(?:f|ves|s|es?|ed|ing)?\b",
    re.IGNORECASE,
)
_LONE_MONTH = re.compile(r"(?<![\w-])(?:May|March)\b")
UNSUPPORTED = "not supported well enough by its evidence"
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
_OPEN_MARKS = re.compile(r"[\"“”]")


def unsupported(text: str, evidence: Sequence[str], sources: Sequence[str] = ()) -> list[str]:
    """Return what the text holds and the evidence does not; ``sources`` may be named freely."""
    return [
        *_numbers(text, evidence, sources),
        *_dates(text, evidence, sources),
        *_names(text, evidence, sources),
        *_dated_names(text, evidence),
        *_quotations(text, evidence),
    ]


_DATED_NAME = re.compile(
    r"([A-Z][\w'’-]+) ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"(?! (?:Times|Mail|Night|Express))"
)
_DAY_TIMES = frozenset("late early last next good black super easter palm".split())
# "at the doctor's", "than Smith's", "St. Peter's" end sentences; "rendered McGahn's" does not.
_WHOSE = re.compile(r"(?<!\bthan)(?<!\bof)(?<!\blike)(?<!\bat)(?<!\bSt\.) [A-Z]\w+['’]s[.!?]$")


def unfinished(text: str, sources: Sequence[str] = ()) -> list[str]:
    """Return what is wrong with the form of a sentence; an outlet is called as it is."""
    named = [s for s in sources if s and text.startswith(s) and not s[0].islower()]
    text = f"An outlet{text[max(map(len, named)) :]}" if named else text
    text = _without(text, sources)
    found = []
    if not re.search(r"""[.!?]["”'’)]?$""", text):
        found.append("it does not end as a sentence")
    if _WHOSE.search(text):
        found.append("it ends with whose, not with what")
    first = re.sub(r"""^["“'‘(]""", "", text)[:1]
    if not (first.isupper() or first.isdigit() or first in set("$€£")):
        found.append("it does not begin as a sentence")
    if len(_OPEN_MARKS.findall(text)) % 2:
        found.append("a quotation mark without its other half")
    if text.count("(") != text.count(")"):
        found.append("a bracket without its other half")
    found += [f'"{word}" means another day to every reader' for word in relative_days(text)]
    found += slips(text)
    if re.search(r"[\[\]{}<>|*_#\\]|https?://|www\.", text):
        found.append("it holds markup or a link")
    return found


def negations(text: str) -> int:
    """Return how many words of denial a text holds."""
    return len(_NEGATIONS.findall(text))


def folded(text: str) -> str:
    """Return the text with plain quotation marks and single spaces."""
    return re.sub(r"\s+", " ", text.translate(_MARKS)).strip()


def _without(text: str, sources: Sequence[str]) -> str:
    """Return the text with the outlets' names taken out."""
    for source in sorted(filter(None, sources), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(source)}(?!\w)", " ", text)
    return text


def _numbers(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    bare = _without(text, sources)
    known: dict[float, set[str]] = defaultdict(set)
    for value, unit, _ in (v for e in evidence for v in _values(e)):
        known[value].add(unit)
    for value, unit, wording in _values(bare):
        if not _agrees(unit, known.get(value, set())):
            yield f"number {wording} not in evidence"
    digits = {d for e in evidence for d in re.findall(r"\d+", e)}
    parts = {m[1].lower() for e in evidence for m in _FRACTIONS.finditer(e)}
    if not digits.issuperset(re.findall(r"\d+", bare)):
        yield from (f"number {d} not in evidence" for d in _loose(bare) if d not in digits)
    for found in _FRACTIONS.finditer(bare):
        if found[1].lower() not in parts:
            yield f"number {found.group()} not in evidence"


def _agrees(unit: str, known: set[str]) -> bool:
    """Tell whether a number may have this unit where the evidence has it with those.

    A measure may be said or left out ("five" of "five to ten years") but not changed; a currency,
    "percent", "a.m." and an ordinal must be as they were.
    """
    if unit in known:
        return True
    if unit in MEASURES:
        return "" in known
    return not unit and bool(known & (MEASURES | {"am", "pm"}))


@lru_cache(maxsize=256)
def _values(text: str) -> tuple[tuple[float, str, str], ...]:
    """Return the numbers outside of dates: value, unit, wording."""
    return tuple(written_values(text, tuple((d.start, d.end) for d in _dates_of(text))))


def _loose(text: str) -> list[str]:
    return loose_digits(text, tuple((d.start, d.end) for d in _dates_of(text)))


def _dates(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    bare = _without(text, sources)
    known = {r for e in evidence for d in _dates_of(e) for r in product(*_said(e, d))}
    spans = []
    for mention in _dates_of(bare):
        spans.append((mention.start, mention.end))
        if tuple(v for v, _ in _said(bare, mention)) not in known:
            yield f"date {mention.text} not in evidence"
    months = {m.group() for e in evidence for m in _LONE_MONTH.finditer(e)}
    for found in _LONE_MONTH.finditer(bare, 1):  # "before May", "Theresa May"
        free = not any(a < found.end() and found.start() < b for a, b in spans)
        if free and found.group() not in months:
            yield f"date {found.group()} not in evidence"


@lru_cache(maxsize=256)
def _dates_of(text: str) -> tuple[DateMention, ...]:
    """Return the dates of a text; evidence is asked for them again and again."""
    return find_dates(text)


def _said(text: str, mention: DateMention) -> tuple[tuple[int | None, int | None], ...]:
    """Return what a mention says of its date, each beside None: evidence may say more of it."""
    decade = 10 if mention.year and text[mention.end : mention.end + 1] == "s" else 1
    said = (mention.weekday, mention.month, mention.day, mention.year)
    return (*((v, None) for v in said), (decade, decade))


def _joined(name: str) -> Iterator[list[str]]:
    """Yield the names that "and" joins, each as folded words; one that it joins not is whole."""
    for part in re.split(r" (?:and|&) ", name):
        yield [f for _, f in _words(part) if f and not _usual(f)]


def _names(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    bare = _without(text, sources)
    tokens = [_words(e) for e in evidence]
    capitals = {folded for words in tokens for word, folded in words if not word.islower()}
    anycase = {folded for words in tokens for _, folded in words}
    close = {pair for words in tokens for pair in _close_pairs([f for _, f in words])}
    opening = re.search(r"\w", bare)
    for name in find_names(bare):
        words = [(w, f) for w, f in _words(name.text) if f and not _usual(f)]
        first = opening is not None and name.start <= opening.start()
        known = all(f in (anycase if first or w.islower() else capitals) for w, f in words)
        if known and _adjacent([f for _, f in words], close):
            continue
        if known and all(_adjacent(part, close) for part in _joined(name.text)):
            continue  # "Ruiz and Tarn" of "Ruiz and other mayors met Tarn"
        if not any(_holds(e, name.text) or name.text in _runs(e) for e in evidence):
            wrong = "joined from different names" if known else "not in evidence"
            yield f"name {name.text} {wrong}"


def _dated_names(text: str, evidence: Sequence[str]) -> Iterator[str]:
    """Yield a day that came to stand at a name: "Ruiz Thursday said" for "Thursday, Ruiz said"."""
    for found in _DATED_NAME.finditer(text):
        name, day = found.groups()
        if fold_word(name) in FUNCTION_WORDS or name.lower() in _DAY_TIMES:
            continue
        if not any(re.search(rf"{re.escape(name)}\W+(?:\w+\W+)?{day}\b", e) for e in evidence):
            yield f"name {found[0]} joined from different names"


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[str]:
    return frozenset(n.text for n in find_names(text))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """Return words as written and folded, those with a hyphen ("U.S.-led") in their parts too."""
    found: list[str] = []
    for word in _WORD.findall(text):
        parts = [p for p in word.split("-") if p]
        found += [word, *parts] if len(parts) > 1 else [word]
    return tuple((word, fold_word(word)) for word in found)


def _usual(word: str) -> bool:
    """Tell whether a word is no name: "Twelve" at a sentence's start is checked as a number."""
    return word in FUNCTION_WORDS or COUNTING.issuperset(word.split("-"))


def _close_pairs(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each word with the three after it."""
    for i, token in enumerate(tokens):
        yield from ((token, other) for other in tokens[i + 1 : i + 4])


def _adjacent(words: Sequence[str], close: set[tuple[str, str]]) -> bool:
    """Tell whether each two neighbouring words of a name stand close together in the evidence."""
    return all(a in TITLES or b in TITLES or (a, b) in close for a, b in pairwise(words))


def _quotations(text: str, evidence: Sequence[str]) -> Iterator[str]:
    known = [folded(e) for e in evidence]
    for quotation in (*find_quotations(text), *find_single_quotations(text)):
        words = folded(quotation.text).rstrip(".,")
        if not any(_holds(k, words) for k in known):
            yield f'quotation "{quotation.text}" not in evidence'


def _holds(evidence: str, words: str) -> bool:
    return words in evidence and (
        re.search(rf"(?<!\w){re.escape(words)}(?!\w)", evidence) is not None
    )
