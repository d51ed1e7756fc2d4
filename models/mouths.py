"""One saying in two mouths: the same whole quotation, given to two persons.

Longer quotations with both speakers named are compared in ``quoted``. Here the speaker may be told
by office ("the president said") or by a pronoun, where the same article says who that is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from models.limits import Limits
from models.names import find_names, find_quotations, name_words
from models.news import Disagreement, Evidence, Facts, Position, Sentence
from models.quoted import one_speaker, plain_words

_SAID = r"(?:said|says|told|wrote|added|tweeted|declared|argued|insisted|warned)"
_PRONOUN = re.compile(rf"[\"”] (?:he|she) {_SAID}\b")
_OFFICE = re.compile(rf"[\"”] (the ([a-z]{{4,20}})) {_SAID}\b")
_WORDS, _TELLING = 5, 3  # of a whole quotation: fewer are a phrase that many use
_LETTERS = 4

Place = tuple[int, int]
"""An article and a sentence's position in it."""


@dataclass(frozen=True, slots=True)
class Mouth:
    """Who is said to say something: the value as written, who that is, and where it stands."""

    sentence: Sentence
    value: str
    person: frozenset[str]
    evidence: tuple[Evidence, ...]
    words: str  # of the quotation, as written


def mouths(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement for each whole quotation that outlets give to two persons.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    at: Mapping[Place, Sentence] = {(s.article, s.position): s for s in sentences}
    persons: dict[int, set[str]] = defaultdict(set)
    for sentence in sentences:
        labelled = (n for n in facts[sentence.index].names if n.label == "PERSON")
        persons[sentence.article].update(w for n in labelled for w in name_words(n.text))
    said: dict[tuple[str, ...], list[Mouth]] = defaultdict(list)
    for sentence in sentences:
        for quotation in find_quotations(sentence.text):
            keys = tuple(plain_words(quotation.text))
            telling = {k for k in keys if len(k) >= _LETTERS}
            if len(keys) >= _WORDS and len(telling) >= _TELLING:
                mouth = _mouth(sentence, facts[sentence.index], at, persons, quotation.text)
                if mouth is not None:
                    said[keys].append(mouth)
    found = []
    for many in said.values():
        pair = next((p for p in combinations(many, 2) if _differ(*p, many)), None)
        if pair:
            found.append(_disagreement(*pair, limits))
    return found


def _mouth(
    sentence: Sentence,
    facts: Facts,
    at: Mapping[Place, Sentence],
    persons: Mapping[int, set[str]],
    words: str,
) -> Mouth | None:
    named = one_speaker(sentence, facts)
    if named is None and len(facts.speakers) == 1:  # a surname that only elsewhere is a person's
        alone = name_words(facts.speakers[0])
        named = facts.speakers[0] if alone and alone <= persons[sentence.article] else None
    if named:
        return Mouth(sentence, named, name_words(named), (sentence.evidence,), words)
    if office := _OFFICE.search(sentence.text):
        holder = _holder(office[2], sentence, at)
        own = (sentence.evidence,)
        return Mouth(sentence, office[1], name_words(holder), own, words) if holder else None
    above = at.get((sentence.article, sentence.position - 1))
    if not _PRONOUN.search(sentence.text) or above is None:
        return None
    who = _subject(above) if above.paragraph == sentence.paragraph else None
    both = (above.evidence, sentence.evidence)
    return Mouth(sentence, who, name_words(who), both, words) if who else None


def _holder(office: str, sentence: Sentence, at: Mapping[Place, Sentence]) -> str | None:
    """Return the one person whom the article so far names with an office: "President Ana Ruiz"."""
    pattern = re.compile(rf"\b{office.capitalize()} ((?:[A-Z][\w'’-]+ ){{0,2}}[A-Z][\w'’-]+)")
    names = {
        m[1]
        for i in range(sentence.position)
        if (s := at.get((sentence.article, i))) is not None
        for m in pattern.finditer(s.text)
    }
    surnames = {n.split()[-1].removesuffix("'s").removesuffix("’s") for n in names}
    return max(names, key=lambda n: (len(n), n)) if len(surnames) == 1 else None


def _subject(above: Sentence) -> str | None:
    """Return the name that a sentence opens with, if it is the only one of two words in it."""
    names = [n for n in find_names(above.text) if " " in n.text]
    if len(names) != 1 or names[0].start > 0:
        return None
    return names[0].text


def _differ(a: Mouth, b: Mouth, many: Sequence[Mouth]) -> bool:
    """Tell two persons, of whom no outlet gives the words to both or names both there."""
    outlets = [m.sentence.source.casefold() for m in (a, b)]
    if outlets[0] == outlets[1] or not a.person or not b.person or a.person & b.person:
        return False
    if name_words(a.sentence.text) & b.person or name_words(b.sentence.text) & a.person:
        return False
    return not any(
        m.sentence.source.casefold() == outlet and m.person & other.person
        for m in many
        for outlet, other in zip(outlets, (b, a), strict=True)
    )


def _disagreement(a: Mouth, b: Mouth, limits: Limits) -> Disagreement:
    positions = tuple(
        Position(m.value, (m.sentence.evidence.article_id,), m.evidence) for m in (a, b)
    )
    told = "; ".join(f"{m.sentence.source} to {m.value}" for m in (a, b))
    words = a.words.rstrip(",.")
    return Disagreement(
        id="", kind="attribution", status="contradiction",
        topic=f'who said "{words}"',
        note=f'The words "{words}" are given to different speakers: {told}.',
        score=limits.given_score, positions=positions,
    )  # fmt: skip
