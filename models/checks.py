"""Hard checks: every number, date, name and quotation of a sentence occurs in its evidence.

They know nothing of models and nothing of how the sentence was made. Each check returns what it
found wrong, in words that go into the answer's ``dropped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.dates import find_dates, relative_days
from models.figures import written_values
from models.names import FUNCTION_WORDS, TITLES, find_names, find_quotations, fold_word
from models.news import DateMention

_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|den(?:y|ies|ied|ying)|"
    r"reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|fail(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_TELLING_UNITS = frozenset({"%", "USD", "EUR", "GBP", "ordinal"})
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
_OPEN_MARKS = re.compile(r"[\"“”]")


def unsupported(text: str, evidence: Sequence[str], sources: Sequence[str] = ()) -> list[str]:
    """Return what the text holds and the evidence does not; ``sources`` may be named freely."""
    return [
        *_numbers(text, evidence, sources),
        *_dates(text, evidence, sources),
        *_names(text, evidence, sources),
        *_quotations(text, evidence),
    ]


def unfinished(text: str) -> list[str]:
    """Return what is wrong with the form of a sentence."""
    found = []
    if not re.search(r"""[.!?]["”')]?$""", text):
        found.append("it does not end as a sentence")
    if not re.match(r"""["“'(]?[A-Z0-9$€£]""", text):
        found.append("it does not begin as a sentence")
    if len(_OPEN_MARKS.findall(text)) % 2:
        found.append("a quotation mark without its other half")
    if text.count("(") != text.count(")"):
        found.append("a bracket without its other half")
    found += [f'"{word}" means another day to every reader' for word in relative_days(text)]
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
    for source in sorted(sources, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(source)}(?!\w)", " ", text)
    return text


def _numbers(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    known = {value for e in evidence for value, _ in _values(e)}
    for value, wording in _values(_without(text, sources)):
        if value not in known:
            yield f"number {wording} not in evidence"


def _values(text: str) -> list[tuple[tuple[float, str], str]]:
    """Return the numbers outside of dates, each with the units that change what it means."""
    spans = tuple((d.start, d.end) for d in find_dates(text))
    return [
        ((value, unit if unit in _TELLING_UNITS else ""), wording)
        for value, unit, wording in written_values(text, spans)
    ]


def _dates(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    known = [d for e in evidence for d in find_dates(e)]
    for mention in find_dates(_without(text, sources)):
        if not any(says_no_more(mention, other) for other in known):
            yield f"date {mention.text} not in evidence"


def says_no_more(a: DateMention, b: DateMention) -> bool:
    """Tell whether all that ``a`` says of a date, ``b`` says too."""
    pairs = ((a.weekday, b.weekday), (a.month, b.month), (a.day, b.day), (a.year, b.year))
    return all(mine is None or mine == theirs for mine, theirs in pairs)


def _names(text: str, evidence: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    bare = _without(text, sources)
    capitals = {fold_word(w) for e in evidence for w in _words(e) if not w.islower()}
    anycase = {fold_word(w) for e in evidence for w in _words(e)}
    ordered = [[fold_word(w) for w in _words(e)] for e in evidence]
    for name in find_names(bare):
        words = [w for w in _words(name.text) if fold_word(w) and not _usual(fold_word(w))]
        first = _starts(bare, name.start)
        if not all(fold_word(w) in (anycase if first or w.islower() else capitals) for w in words):
            yield f"name {name.text} not in evidence"
        elif not _adjacent([fold_word(w) for w in words], ordered):
            yield f"name {name.text} joined from different names"


def _words(text: str) -> list[str]:
    """Return the words of a text, those with a hyphen ("U.S.-brokered") in their parts too."""
    found = []
    for word in _WORD.findall(text):
        parts = [p for p in word.split("-") if p]
        found += [word, *parts] if len(parts) > 1 else [word]
    return found


def _usual(word: str) -> bool:
    return word in FUNCTION_WORDS


def _starts(text: str, at: int) -> bool:
    return not re.search(r"\w", text[:at])


def _adjacent(words: Sequence[str], ordered: Sequence[Sequence[str]]) -> bool:
    """Tell whether each two neighbouring words of a name stand close together in the evidence."""
    return all(
        a in TITLES or b in TITLES or any(_close(a, b, tokens) for tokens in ordered)
        for a, b in zip(words, words[1:], strict=False)
    )


def _close(a: str, b: str, tokens: Sequence[str]) -> bool:
    return any(t == a and b in tokens[i + 1 : i + 4] for i, t in enumerate(tokens))


def _quotations(text: str, evidence: Sequence[str]) -> Iterator[str]:
    known = [folded(e) for e in evidence]
    for quotation in find_quotations(text):
        words = folded(quotation.text).rstrip(".,")
        if not any(_holds(k, words) for k in known):
            yield f'quotation "{quotation.text}" not in evidence'


def _holds(evidence: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", evidence) is not None
