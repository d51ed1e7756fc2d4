"""Names: words with a capital letter, and whether the evidence holds them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.checks.dates import find_dates
from benchmarks.checks.fold import fold_word

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\w*(?:'\w+)*'?")
_LOWER = re.compile(r"\b[a-z]+\b")
_UPPER_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")
_OPENERS = re.compile(r"(?:^|[.!?:;]['\")]*\s|\s-\s|[\[(\"])['\"(\[]*$")
_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
    "dr": "doctor", "prof": "professor", "sgt": "sergeant", "lt": "lieutenant",
    "col": "colonel", "capt": "captain", "st": "saint", "ft": "fort",
}  # fmt: skip
_IGNORED = frozenset(("mr", "mrs", "ms", "i"))
_STOP = (
    "a about above according across after afterward again against ago all almost along already "
    "also although amid among an and another any are around as ask at away back be because "
    "been before behind being below between both but by can could did despite do does down due "
    "during each earlier either else even every few following for former from further had "
    "has have he her here him his how however if in including initially instead into is it its "
    "itself just later least less like many meanwhile might more moreover most much must near "
    "nearly neither never no nobody none nor not nothing now of off on once one only or other "
    "others our out over own part per separately several she should since so some such than "
    "that the their them then there these they this those though through throughout thus "
    "to together too toward towards under unlike until up upon was we were what when where "
    "whether which while who whoever whom whose why will with within without would yes yet you "
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions dozen dozens "
    "first second third fourth fifth sixth seventh eighth ninth tenth half"
)
STOP_WORDS = frozenset(_STOP.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word, folded, and whether it may owe its capital to a sentence's start."""

    written: str
    word: str
    acronym: bool
    opening: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the evidence: all of them, and those that have a capital letter."""

    all: frozenset[str]
    capitalised: frozenset[str]


def find_names(text: str) -> list[Name]:
    """The words of a (folded) text that have a capital letter, dates left out."""
    dates = [(date.start, date.end) for date in find_dates(text)]
    names = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if not any(c.isupper() for c in token) or any(a <= match.start() < b for a, b in dates):
            continue
        name = Name(token, fold_word(token), _is_acronym(token), _opens(text, match.start()))
        if name.word and name.word not in _IGNORED:
            names.append(name)
    return names


def words_of(texts: Iterable[str]) -> Words:
    """The words that (folded) texts of the evidence offer."""
    tokens = [match[0] for text in texts for match in _TOKEN.finditer(text)]
    every = {fold_word(token) for token in tokens}
    capitalised = {fold_word(token) for token in tokens if any(c.isupper() for c in token)}
    return Words(frozenset(_spellings(every)), frozenset(_spellings(capitalised)))


def is_named(name: Name, evidence: Words, ordinary: frozenset[str]) -> bool:
    """Whether the evidence holds the word, or its capital only opens a sentence."""
    known = evidence.capitalised if name.acronym else evidence.all
    if known & _spellings([name.word]):
        return True
    if name.acronym:
        return False
    return name.word in STOP_WORDS or (name.opening and name.word in ordinary)


def has_title_case(text: str) -> bool:
    """Whether a headline gives (nearly) every longer word a capital."""
    longer = [match[0] for match in _TOKEN.finditer(text) if len(match[0]) > 4]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.85 * len(longer)


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in lower case more often than with a capital inside a sentence."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        lower.update(_LOWER.findall(text))
        upper.update(word.lower() for word in _UPPER_INSIDE.findall(text))
    return frozenset(word for word, n in lower.items() if n >= 3 and n >= upper[word])


def _spellings(words: Iterable[str]) -> set[str]:
    """The words with their long forms of titles, and without the plural's s."""
    found = set(words)
    found |= {_TITLES[word] for word in found & _TITLES.keys()}
    return found | {word[:-1] for word in found if len(word) > 3 and word.endswith("s")}


def _is_acronym(token: str) -> bool:
    letters = [c for c in re.sub(r"'s$", "", token) if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _opens(text: str, start: int) -> bool:
    return _OPENERS.search(text[:start]) is not None


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of capitalised words with their places, for finding speakers."""
    pattern = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w'.-]*)(?:\s(?:of\s(?:the\s)?)?[A-Z][\w'.-]*)*"
    yield from ((m[0], m.start(), m.end()) for m in re.finditer(pattern, text))
