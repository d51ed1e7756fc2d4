"""One person with two first names: "Judge Alina Corbett" in one article, "Judge Elaine" in another.

Persons are compared across the whole event, as their spellings are: a first name stands where a
person is introduced, which seldom are two sentences that report one thing. Relatives share a
surname too; what tells them apart is that both are introduced as the same ("the mediator") and that
neither article knows the other's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from models.limits import Limits
from models.named import within_quotation
from models.names import FULL_NAMES, FUNCTION_WORDS, TITLES, fold_word
from models.news import Disagreement, Facts, Name, Sentence
from models.planning import PERSON_NOUN
from models.topics import on_names

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"((?:[\w'’-]+,? ){1,4})$")
_AFTER = re.compile(r"^,? (?:an?|the|who is|who was) ((?:[\w'’-]+ ?){1,4})")
_NO_ROLE = frozenset("former later other never over under after ever another member".split())
# What many bear, or what is no person: two of them say nothing.
_COMMON = frozenset(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez wilson anderson "
    "taylor thomas moore jackson martin lee thompson white university college institute school "
    "hospital street center centre times post news".split()
)
_KIN = frozenset(
    "daughter son wife husband brother sister mother father widow widower cousin nephew niece "
    "uncle aunt grandson granddaughter stepson stepdaughter spouse sibling twin family".split()
)
_BARE_TITLES = frozenset("mr mrs ms miss dr sir lady lord st".split())


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person where the full name stands, and what the sentence says he or she is."""

    sentence: Sentence
    name: Name
    first: str
    last: str
    what: frozenset[str]


def namesakes(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement on each person whom articles give different first names.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    by_surname: dict[str, list[Introduced]] = defaultdict(list)
    words: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        outlet = sentence.source.casefold()
        words[outlet] |= {w.casefold() for w in _WORD.findall(sentence.text)}
        for one in _introduced(sentence, facts[sentence.index]):
            by_surname[one.last].append(one)
    found = []
    for many in by_surname.values():
        sides = next(
            (s for a, b in combinations(many, 2) if (s := _sides(a, b, many, words))), None
        )
        if sides:
            found.append(_disagreement(*sides, limits))
    return found


def _introduced(sentence: Sentence, facts: Facts) -> Iterator[Introduced]:
    """Yield first name and surname of each person who is said to be something."""
    for name in facts.names:
        parts = [w for w in name.text.split() if not re.fullmatch(r"[^\W\d_]\.?", w)]
        own = [w for w in parts if fold_word(w) not in TITLES]
        plain = all(w[:1].isupper() and w.isalpha() and not w.isupper() for w in own)
        if name.label not in {"PERSON", ""} or len(own) != 2 or not plain:
            continue
        if parts[-2:] != own or within_quotation(sentence.text, name):
            continue
        what = _what(sentence.text, name, parts[:-2])
        usual = {w.casefold() for w in own} & (FUNCTION_WORDS | _COMMON)
        if what and not usual:
            yield Introduced(sentence, name, own[0].casefold(), own[1].casefold(), what)


def _what(text: str, name: Name, titles: Sequence[str]) -> frozenset[str]:
    """Return titles, and nouns for persons straight before or behind a name."""
    before, after = _BEFORE.search(text[: name.start]), _AFTER.search(text[name.end :])
    around = [m[1] for m in (before, after) if m]
    # Not "the president's daughter".
    nouns = {m[0] for part in around for m in PERSON_NOUN.finditer(part) if _of_whom(part, m)}
    said = {fold_word(w) for w in titles} | {n.casefold() for n in nouns} | name.office
    if {w.casefold() for part in around for w in _WORD.findall(part)} & _KIN:
        return frozenset()  # "the president's daughter-in-law" is a namesake, and no president
    return frozenset(said - FUNCTION_WORDS - _NO_ROLE - _BARE_TITLES)


def _of_whom(part: str, noun: re.Match[str]) -> bool:
    return noun[0].islower() and part[noun.end() : noun.end() + 1] not in {"'", "’", "-"}


def _sides(
    a: Introduced, b: Introduced, many: Sequence[Introduced], words: Mapping[str, set[str]]
) -> tuple[list[Introduced], list[Introduced]] | None:
    """Return who gives either first name where no outlet knows of both."""
    if not a.what & b.what or _one_first_name(a.first, b.first):
        return None
    one, two = ([i for i in many if i.first == x.first] for x in (a, b))
    known = [words[i.sentence.source.casefold()] for i in one]
    if any(b.first in w for w in known):
        return None
    known = [words[i.sentence.source.casefold()] for i in two]
    return None if any(a.first in w for w in known) else (one, two)


def _one_first_name(a: str, b: str) -> bool:
    """Tell short forms and spellings of one first name."""
    one, two = (FULL_NAMES.get(x, x) for x in (a, b))
    if one == two or one.startswith(two[:3]) or len(min(one, two, key=len)) < 3:
        return True
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.75


def _disagreement(
    one: Sequence[Introduced], two: Sequence[Introduced], limits: Limits
) -> Disagreement:
    told = [([i.sentence for i in side], _earliest(side).name.text) for side in (one, two)]
    last = one[0].name.text.split()[-1]
    return on_names(f"the full name of {last}", told, limits.namesake_score)


def _earliest(side: Sequence[Introduced]) -> Introduced:
    return min(side, key=lambda i: i.sentence.index)
