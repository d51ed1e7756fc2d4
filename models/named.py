"""Candidates among names: two persons in one office or deed, two places where one thing happened.

Many sentences name different people and places without contradicting each other. What tells an
error from that: who the person is said to be ("deputy director of the Rights Project"), what both
sentences say of them, and that neither place can lie in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from models.conflicts import Conflict, Known, Side, Slot, made, words_beside
from models.limits import LIMITS
from models.masking import Mention
from models.mentions import Deed
from models.names import (
    FULL_NAMES,
    FUNCTION_WORDS,
    TITLES,
    find_quotations,
    fold_word,
    name_words,
    one_name,
)
from models.news import Facts, Name, Sentence
from models.newsroom_words import SPEECH_VERBS, VOICING, WEAK_ROLES
from models.places import may_contain, sort_of
from models.quantities import BODIES
from models.twins import between_same_words

_TYPES = {"PERSON": "PERSON", "GPE": "GPE", "LOC": "GPE"}
_NAMED = 3  # names that two sentences do not share, together: of more nobody knows which is which
_ONE_OFFICE = 0.75  # of the words of the shorter one
_FULL_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_]\.)?(?: [^\W\d_][\w'’-]+){1,2}")
_RANKS = frozenset("former ex late deputy assistant vice acting outgoing incoming next".split())
_ONE_PLACE = 0.6  # pair score from which two sentences tell of one hospital
_SORTS = (
    "hospital", "airport", "school", "university", "college", "church", "mosque", "prison", "jail",
    "bridge", "street", "avenue", "station", "stadium", "hotel", "hall", "dam", "mine", "plant",
    "county", "creek", "lake", "park", "square",
)  # fmt: skip
_SAME_WORDS = 0.7  # of the shorter sentence, from which two speakers are said to say the same
_STEM = 5  # letters that tell one word from another well enough
_DATELINE = re.compile(r"[A-Z][A-Z.,' ]{3,40}(?:, [A-Z][a-z.]+)?(?: \([^)]{2,30}\))? ?(?:--?|–|—) ")
_EARLIER = re.compile(r"\b(?:even|previously|earlier|once|already)\b[^,;:–—]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def names(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    """Yield persons or places, each of which the other sentence lacks.

    Where a sentence names several that the other lacks, only an office in common, or what happened
    at a place, says which stands for which.

    Args:
        a: one sentence.
        b: the other.
        sure: how surely they report the same thing, 0 to 1.
        mine: what ``a`` mentions.
        theirs: what ``b`` mentions.
        known: what each article mentions.
    """
    yield from _institutions(a, b, sure, mine, theirs, known)
    for label in ("PERSON", "GPE"):
        ours, others = _lacking(mine, theirs, label), _lacking(theirs, mine, label)
        many = sum(_TYPES.get(n.label) == label for n in (*ours, *others)) > _NAMED
        for x in ours:
            for y in others:
                if label == "PERSON" and "PERSON" not in {x.label, y.label}:
                    continue  # two that only look like persons
                office = _office(x, y) if label == "PERSON" else 0.0
                one_deed = label == "GPE" and bool(_told(x, y))
                if many and max(office, _beside(a, x, b, y)) < _ONE_OFFICE and not one_deed:
                    continue
                if not one_deed and (_in_body(x, theirs) or _in_body(y, mine)):
                    continue
                if label == "GPE" and not one_deed and _of_other_days(mine, theirs):
                    continue
                found = _pair(Side(a, x), Side(b, y), sure, office, known)
                if found is not None:
                    yield found


def _institutions(
    a: Sentence, b: Sentence, sure: float, mine: Facts, theirs: Facts, known: Known
) -> Iterator[Conflict]:
    """Yield the one hospital, school or bridge of either sentence where they are not the same."""
    if sure < _ONE_PLACE:
        return
    for sort in _SORTS:
        ours, others = ([n for n in f.names if _is_sort(n, sort)] for f in (mine, theirs))
        if len(ours) == len(others) == 1:
            one, two = Side(a, ours[0]), Side(b, others[0])
            words = [name_words(s.mention.text) - {sort} for s in (one, two)]
            found = None if words[0] & words[1] else _pair(one, two, sure, 0.0, known)
            if found is not None:
                yield found


def _is_sort(name: Name, sort: str) -> bool:
    words = name.text.casefold().split()
    return len(words) > 1 and words[-1] == sort


def _lacking(mine: Facts, theirs: Facts, label: str) -> list[Name]:
    """Return the names of a type none of whose telling words stands in the other sentence."""
    words = [
        w for n in theirs.names if (w := _own_words(n)) and (label != "GPE" or n.label != "ORG")
    ]
    return [
        n
        for n in mine.names
        if (_TYPES.get(n.label) == label or (label == "PERSON" and _like_person(n)))
        and (mine_words := _own_words(n))
        and not any(one_name(mine_words, w) for w in words)
    ]


def _of_other_days(mine: Facts, theirs: Facts) -> bool:
    """Tell what two days brought: a storm is in one state on Friday, in the next on Saturday."""
    days = [[d for d in f.dates if d.resolved] for f in (mine, theirs)]
    return all(days) and not {d.resolved for d in days[0]} & {d.resolved for d in days[1]}


def _told(a: Name, b: Name) -> frozenset[str]:
    """Return the telling predicates that both stand with."""
    return (a.role & b.role) - WEAK_ROLES - SPEECH_VERBS


def _in_body(place: Name, facts: Facts) -> bool:
    """Tell whether a body bears a place's name: "Puerto Rico National Guard"."""
    if place.label == "PERSON":
        return False
    words = name_words(place.text)
    return any(n.label == "ORG" and words < name_words(n.text) for n in facts.names)


def _own_words(name: Name) -> frozenset[str]:
    """Return the words of a name without its office: of "Army Secretary Ana Ruiz", Ana and Ruiz.

    "Kim Jong-un" is "Kim Jong Un".
    """
    words = frozenset(part for w in name_words(name.text) for part in w.split("-") if part)
    return words - name.office if name.label == "PERSON" else words


def _like_person(name: Name) -> bool:
    """Tell whom the parse does not know: an unusual first and last name with an office."""
    return bool(name.office) and _FULL_NAME.fullmatch(name.text) is not None


def _office(a: Name, b: Name) -> float:
    """How far two are said to be the same: 1 where they share an office of two words.

    A former director is not the director, nor is the deputy.
    """
    if _RANKS & (a.office ^ b.office):
        return 0.0
    one, two = ({w[:_STEM] for w in n.office} for n in (a, b))
    return min(1.0, len(one & two) / max(2, min(len(one), len(two))))


def _beside(a: Sentence, x: Name, b: Sentence, y: Name) -> float:
    """How far two names stand between the same words, as in two reports of one list."""
    return words_beside(Side(a, x), Side(b, y))


def _speaks(name: Name) -> bool:
    """Tell who says something from who is told it: "Lee promised Ruiz that he would"."""
    return bool(name.role & VOICING) and not name.addressed


def _pair(one: Side, two: Side, sure: float, office: float, known: Known) -> Conflict | None:
    """Return two names as a candidate unless they may be one, or both articles know both."""
    name, other = one.mention, two.mention
    assert isinstance(name, Name)  # noqa: S101
    assert isinstance(other, Name)  # noqa: S101
    person = "PERSON" in {name.label, other.label}
    if any(within_quotation(s.sentence.text, s.mention) or _in_dateline(s) for s in (one, two)):
        return None
    if _of_earlier(one) != _of_earlier(two):
        return None
    told = _told(name, other)
    alike = _alike(one, two)
    kind = _kind(name, other, person, bool(told) or alike >= _SAME_WORDS, office)
    if kind is None or (not person and _may_both(name, other)):
        return None
    first, second = _bare(name), _bare(other)
    elsewhere = (set(first) <= known.names.get(two.sentence.article, frozenset())) + (
        set(second) <= known.names.get(one.sentence.article, frozenset())
    )
    alone = _alone(first, known) + _alone(second, known)
    twins = not person and between_same_words(one, two)
    if (elsewhere == 2 or not alone) and not twins:
        return None  # two persons, two places
    one_word = first[-1:] == second[-1:] and not twins
    if one_word and not _another_first_name(first, second, elsewhere):
        return None
    if first[-1:] != second[-1:] and _spelled_alike(first, second):
        return None  # one name in two spellings, which ``spellings`` tells
    return made(kind, one, two, told, (
        sure,
        bool(told),
        person,
        not person,
        elsewhere,
        SequenceMatcher(None, name.text.lower(), other.text.lower()).ratio(),
        first[-1:] == second[-1:],
        office,
        alone,
        alike,
        not person and sort_of(name.text) != "",
        name.label == other.label,
    ))  # fmt: skip


def _kind(name: Name, other: Name, person: bool, same: bool, office: float) -> Slot | None:
    """Return what two names may disagree on, None where they do or say different things."""
    if not person:
        return "place"
    speaks = [_speaks(n) for n in (name, other)]
    if office >= _ONE_OFFICE:
        return "name"
    if any(speaks):  # who said it: both tell who did, and of what; many say something
        return "attribution" if all(speaks) and same else None
    return "name"


def _may_both(name: Name, other: Name) -> bool:
    """Tell two places that do the same, or of which one lies in the other."""
    does = any(n.phrase.startswith("who ") for n in (name, other))
    return (does and name.label in BODIES) or may_contain(name.text, other.text)


def _alone(words: Sequence[str], known: Known) -> bool:
    """Tell whether only one article of the event has the name."""
    return sum(set(words) <= article for article in known.names.values()) == 1


def _alike(one: Side, two: Side) -> float:
    """How much of the shorter sentence, without names, the other has too, 0 to 1."""
    a, b = (
        {w[:_STEM].lower() for w in _WORD.findall(s.sentence.text) if w[0].islower()}
        - FUNCTION_WORDS
        for s in (one, two)
    )
    return len(a & b) / max(4, min(len(a), len(b)))


def _in_dateline(side: Side) -> bool:
    """Tell where a report was filed, "BERLIN (Reuters) -", which is not where it happened."""
    found = _DATELINE.match(side.sentence.text)
    return found is not None and side.mention.start < found.end()


def within_quotation(text: str, mention: Mention | Deed) -> bool:
    """Tell whether a mention stands between quotation marks."""
    return any(q.start <= mention.start < q.end for q in find_quotations(text))


def _bare(name: Name) -> list[str]:
    """Return first and last name without titles and what stands before them."""
    words = [fold_word(w) for w in name.text.split(" of ")[0].split()]
    words = [w for w in words if w and w not in TITLES | FUNCTION_WORDS]
    return [w for w in words if len(w) > 1][-2:]


def _of_earlier(side: Side) -> bool:
    """Tell "had even pardoned Lee" and "previously pardoned Lee" from whom it is done to now."""
    return _EARLIER.search(side.sentence.text[: side.mention.start]) is not None


def _spelled_alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Tell "Zelensky" from "Zelenskiy" by nothing but letters; first names must not contradict."""
    if not one or not two:
        return False
    last = SequenceMatcher(None, one[-1], two[-1]).ratio() >= LIMITS.spelled_alike
    first = len(one) < 2 or len(two) < 2 or one[0][:1] == two[0][:1]
    return last and first


def _another_first_name(one: Sequence[str], two: Sequence[str], elsewhere: int) -> bool:
    """Tell "Lori Kaye" from "Laurie Kaye"; a short form, a relative and a title are no error.

    Relatives have quite other names, and an article that names both means both.
    """
    if len(one) != 2 or len(two) != 2:
        return False
    a, b = FULL_NAMES.get(one[0], one[0]), FULL_NAMES.get(two[0], two[0])
    short = min(len(a), len(b), 3)
    alike = SequenceMatcher(None, a, b).ratio() >= 0.5
    return a[:short] != b[:short] and short == 3 and (alike or not elsewhere)
