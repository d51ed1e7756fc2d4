"""One name spelled in two ways: "Kory Langhofer" in one article, "Longhofer" in another.

Names are compared across the whole event, not within pairs of sentences: a slip stands wherever the
name does. Two ways of transliterating one name ("Zelensky", "Zelenskiy") are no slip, and neither
are a plural or an adjective ("Clintons", "Iranian").
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, permutations

from models.attribution import joined
from models.limits import Limits
from models.names import FULL_NAMES, FUNCTION_WORDS, TITLES, fold_word
from models.news import Disagreement, Facts, Name, Position, Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-z][a-z'’-]*\b")
# "Clinton" and "Clintons", "Russia" and "Russians", "Democrat" and "Democracy", "Palestine" ...
_ENDINGS = frozenset(
    "a ae al als an ans as ate c cy d e ed ee ei en er ers es ese i ia ial ian ians ic ica ical m "
    "ics ina ine inian inians ing ion is ish ism ist ists ity n na ns o om or ory ov ova r s se "
    "sen sh sk son st t ta th tic ts us y".split()
)
# What transliterations write in several ways, longest first.
_TRANSLITERATED = (
    ("sch", "sh"), ("tsch", "ch"), ("kh", "h"), ("ph", "f"), ("dj", "j"), ("dzh", "j"),
    ("zh", "z"), ("tz", "ts"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ij", "i"),
    ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("ce", "se"), ("z", "s"), ("y", "i"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("o", "u"), ("e", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as it stands in a sentence, its telling words folded."""

    sentence: Sentence
    name: Name
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Two spellings of one name with where each stands, and what else of the name is known."""

    a: tuple[Spelled, ...]
    b: tuple[Spelled, ...]
    known: str  # the first name as written, or nothing


def slips(sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits) -> Iterator[Slip]:
    """Yield each pair of spellings once.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    spelled = [
        Spelled(s, n, words)
        for s in sentences
        for n in facts[s.index].names
        if (words := _words(n.text))
    ]
    by_words: dict[tuple[str, ...], list[Spelled]] = defaultdict(list)
    for one in spelled:
        by_words[one.words].append(one)
    small = {w for s in sentences for w in _SMALL.findall(s.text)}
    for a, b in combinations(sorted(by_words), 2):
        if not _one_name(a, b, by_words, small, limits):
            continue
        these, those = _ending(a, by_words), _ending(b, by_words)
        if not {s.sentence.index for s in these} & {s.sentence.index for s in those}:
            yield Slip(these, those, _first_name(a, b, by_words))  # else it is a correction


def _ending(
    words: tuple[str, ...], by_words: dict[tuple[str, ...], list[Spelled]]
) -> tuple[Spelled, ...]:
    """Return where a name stands, alone or behind what somebody is ("Counsel Kory Langhofer")."""
    return tuple(s for w, many in by_words.items() if w[-len(words) :] == words for s in many)


def _words(name: str) -> tuple[str, ...]:
    """Return the telling words of a name, folded; nothing where it may be two names run together.

    Titles go from its front: "Mayor Ana Ruiz" is (ana, ruiz), "Meeting Mayor Ruiz" nothing.
    """
    words = _WORD.findall(name)
    while words and fold_word(words[0]) in TITLES:
        words.pop(0)
    usual = TITLES | FUNCTION_WORDS
    if any(w.lower() in usual or w.isupper() or "-" in w or "'" in w or "’" in w for w in words):
        return ()
    return tuple(w.casefold() for w in words)


def _one_name(
    a: tuple[str, ...],
    b: tuple[str, ...],
    by_words: dict[tuple[str, ...], list[Spelled]],
    small: set[str],
    limits: Limits,
) -> bool:
    if small.intersection((*a, *b)):
        return False
    if len(a) == len(b) > 1:
        differ = [(x, y) for x, y in zip(a, b, strict=True) if _full(x) != _full(y)]
        last = a[-1] != b[-1] or len(a) > 2  # other first names are for ``slots`` to compare
        return len(differ) == 1 and last and is_slip(*differ[0], limits)
    bare, whole = sorted((a, b), key=len)
    if len(bare) != 1 or len(whole) != 2 or len(bare[0]) < limits.bare_name_letters:
        return False
    if any(bare[0] in w for w in by_words if len(w) > 1) or not is_slip(bare[0], whole[1], limits):
        return False
    known = {s.sentence.article for s in _ending(whole, by_words)}
    return any(s.sentence.article in known or _titled(s.name.text) for s in by_words[bare])


def _titled(name: str) -> bool:
    return len(_WORD.findall(name)) > 1


def _first_name(
    a: tuple[str, ...], b: tuple[str, ...], by_words: dict[tuple[str, ...], list[Spelled]]
) -> str:
    whole = a if len(a) == 2 else b
    if len(whole) != 2 or (len(a) == len(b) and a[0] != b[0]):
        return ""
    return str(_WORD.findall(by_words[whole][0].name.text)[-2])


def _full(word: str) -> str:
    return FULL_NAMES.get(word, word)


def is_slip(a: str, b: str, limits: Limits) -> bool:
    """Tell whether two words, folded, are two spellings of one name, one of them a slip."""
    short, long = sorted((a, b), key=len)
    if len(short) < limits.spelled_letters or short[0] != long[0] or len(long) - len(short) > 2:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(short))
    if same >= 3 and {a[same:], b[same:]} - {""} <= _ENDINGS:
        return False
    if SequenceMatcher(None, a, b, autojunk=False).ratio() < limits.spelled_alike:
        return False
    return _transliterated(a) != _transliterated(b)


def _transliterated(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    for written, common in _TRANSLITERATED:
        plain = plain.replace(written, common)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[iu]r$", "r", plain)).rstrip("aiu")


def misspellings(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement on each name that is spelled in two ways, of little weight.

    Where every article with the one spelling also has the other, it contradicts itself alone.
    """
    best: dict[frozenset[str], Slip] = {}
    for slip in slips(sentences, facts, limits):
        words = frozenset(side[0].words[-1] for side in (slip.a, slip.b))
        if words not in best or _weight(slip) > _weight(best[words]):
            best[words] = slip  # "Ana Ruiz", "Meet Ruiz": one slip, told once
    return [_disagreement(slip, limits) for slip in best.values()]


def _weight(slip: Slip) -> int:
    return len(slip.a) + len(slip.b)


def _disagreement(slip: Slip, limits: Limits) -> Disagreement:
    sides = sorted((slip.a, slip.b), key=lambda side: (-len(side), side[0].sentence.index))
    positions = tuple(map(_position, sides))
    alone = any(set(p.articles) <= set(o.articles) for p, o in permutations(positions))
    written = "; ".join(_writes(p) for p in positions)
    return Disagreement(
        id="",
        kind="name",
        status="inconsistent" if alone else "contradiction",
        topic=f"the spelling of the surname of {slip.known}" if slip.known else "a spelling",
        note=f"The name is spelled differently: {written}.",
        score=limits.spelling_score,
        positions=positions,
        minor=True,
    )


def _position(side: Sequence[Spelled]) -> Position:
    first = {s.sentence.article: s for s in reversed(side)}  # one sentence an article will do
    shown = sorted(first.values(), key=lambda s: s.sentence.index)
    evidence = tuple(s.sentence.evidence for s in shown)
    value = min((s.name.text for s in shown), key=len)
    return Position(value, tuple(e.article_id for e in evidence), evidence)


def _writes(position: Position) -> str:
    names = list(dict.fromkeys(e.source for e in position.evidence))
    return f"{joined(names)} {'writes' if len(names) == 1 else 'write'} {position.value}"
