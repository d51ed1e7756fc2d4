"""How loaded the wording is: words per 100 with which a reporter judges rather than reports.

The lexicon (``loaded_words.txt``) was collected by hand, after Recasens et al., "Linguistic models
for analyzing and detecting biased language" (2013): evaluations, intensifiers, epithets, verbs of
contempt and praise. A strong item is loaded wherever it stands; a mild one ("massive", "chaos")
may also name a thing, so one in a sentence counts in the rate and two make the sentence loaded.
Words inside quotation marks are their speaker's and do not count, nor do names ("Mr. Savage").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from models.names import SINGLE_QUOTED

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTED = re.compile(rf"[“\"][^“”\"]{{1,2000}}[”\"]|{SINGLE_QUOTED}")
_ITEM = re.compile(r"\(([^():]+):([^():]+)\)|(\S+)")
_GRADES = ("strong", "mild")
_MILD_IN_A_SENTENCE = 2
_SHORTEST_STEM = 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One grade of loaded wording, in lower case."""

    words: frozenset[str]
    stems: frozenset[str]  # any ending may follow
    phrases: Mapping[str, tuple[Phrase, ...]]  # by their first word
    innocent: Mapping[str, tuple[Phrase, ...]]  # word -> what follows where it is not loaded

    def length_at(self, words: Sequence[str], i: int) -> int:
        """Return how many words from the i-th on are one loaded item; 0 if none begins there."""
        word = words[i]
        for phrase in self.phrases.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase)
        if word in self.innocent and self._is_innocent(words, i):
            return 0
        return int(word in self.words or self._begins(word))

    def _is_innocent(self, words: Sequence[str], i: int) -> bool:
        after = self.innocent[words[i]]
        return any(tuple(words[i + 1 : i + 1 + len(p)]) == p for p in after)

    def _begins(self, word: str) -> bool:
        return any(word[:n] in self.stems for n in range(_SHORTEST_STEM, len(word) + 1))


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """Return the lexicon of each grade, ``strong`` and ``mild``."""
    text = files("models").joinpath("loaded_words.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {grade: [] for grade in _GRADES}
    grade = _GRADES[0]
    for line in text.splitlines():
        if line.startswith("["):
            grade = line[1 : line.index("]")]
        elif not line.startswith("#"):
            found[grade].append(line)
    return MappingProxyType({g: _read("\n".join(lines)) for g, lines in found.items()})


def _read(text: str) -> Lexicon:
    words, stems = set[str](), set[str]()
    phrases: dict[str, tuple[Phrase, ...]] = {}
    innocent: dict[str, tuple[Phrase, ...]] = {}
    for bound, after, plain in _ITEM.findall(text):
        if bound:
            innocent[bound] = tuple(tuple(a.split("_")) for a in after.split())
            words.add(bound)
        elif plain.endswith("*"):
            stems.add(plain.removesuffix("*"))
        elif "_" in plain:
            phrase = tuple(plain.split("_"))
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), phrase)
        else:
            words.add(plain)
    return Lexicon(frozenset(words), frozenset(stems), phrases, innocent)


def loaded_words(text: str) -> list[str]:
    """Return what makes a sentence loaded: its strong items, mild ones if there are two or more.

    Quotations are left out.
    """
    words = _words(text)
    strong, mild = (list(_found(words, lexicons()[g])) for g in _GRADES)
    return strong + (mild if len(mild) >= _MILD_IN_A_SENTENCE or (strong and mild) else [])


def loadedness(texts: Iterable[str]) -> float:
    """Return loaded items of either grade per 100 words, quotations left out."""
    every = [_words(t) for t in texts]
    total = sum(map(len, every))
    found = sum(1 for words in every for g in _GRADES for _ in _found(words, lexicons()[g]))
    return 100.0 * found / total if total else 0.0


def _words(text: str) -> list[str]:
    """Return the words outside quotations, in lower case; names keep their capital."""
    plain = _QUOTED.sub(" ", text)
    return [_folded(plain, word) for word in _WORD.finditer(plain)]


def _folded(text: str, word: re.Match[str]) -> str:
    """Return a word in lower case unless it is capitalised within a sentence: a name."""
    before = text[max(0, word.start() - 2) : word.start()]
    inside = len(before) == 2 and before[1] == " " and (before[0].islower() or before[0] in ",;")
    name = inside and word[0][0].isupper() and word[0][1:].islower()
    return word[0] if name else word[0].lower()


def _found(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    i = 0
    while i < len(words):
        length = lexicon.length_at(words, i)
        if length:
            yield " ".join(words[i : i + length])
        i += max(1, length)
