"""One person in two posts that nobody holds together: "Senate majority leader", "minority leader".

Persons are compared across the whole event, as their spellings are. Most offices of one person are
no error: he holds several, held one before, or a report says less; only rivals are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from models.limits import Limits
from models.named import within_quotation
from models.names import FUNCTION_WORDS, TITLES, fold_word
from models.news import Disagreement, Facts, Name, Sentence
from models.topics import on_names

# By hand: who is the one of a body is not the other of it at the same time.
_RIVALS = frozenset(
    frozenset(pair.split())
    for pair in (
        "majority minority", "chairman manager", "chairwoman manager", "captain sergeant",
        "captain lieutenant", "lieutenant sergeant", "sheriff chief",
    )
)  # fmt: skip
_BELOW = frozenset({"deputy", "assistant"})


@dataclass(frozen=True, slots=True)
class Held:
    """A person where he stands with his post, last name last."""

    sentence: Sentence
    name: Name
    person: tuple[str, ...]


def posts(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement on each person to whom articles give rival posts.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    by_surname: dict[str, list[Held]] = defaultdict(list)
    for one in _held(sentences, facts):
        by_surname[one.person[-1]].append(one)
    found = []
    for many in by_surname.values():
        sides = next((s for a, b in combinations(many, 2) if (s := _sides(a, b, many))), None)
        if sides:
            found.append(_disagreement(*sides, limits))
    return found


def _held(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> Iterator[Held]:
    for sentence in sentences:
        for name in facts[sentence.index].names:
            if name.label == "PERSON" and name.office and not within_quotation(sentence.text, name):
                words = [fold_word(w) for w in name.text.split()]
                usual = TITLES | FUNCTION_WORDS | name.office
                person = tuple(w for w in words if len(w) > 1 and w not in usual)[-2:]
                if len(person) == 2:
                    yield Held(sentence, name, person)


def _sides(a: Held, b: Held, many: Sequence[Held]) -> tuple[list[Held], list[Held]] | None:
    """Return who gives either post where no article, and no outlet, gives both."""
    if a.person != b.person or not _rival(a.name, b.name):
        return None
    one = [h for h in many if h.name.office == a.name.office]
    two = [h for h in many if h.name.office == b.name.office]
    outlets = [{h.sentence.source.casefold() for h in side} for side in (one, two)]
    return None if outlets[0] & outlets[1] else (one, two)


def _rival(a: Name, b: Name) -> bool:
    """Tell two posts of one body: all their words but the rivals are the same."""
    shared, one, two = a.office & b.office, a.office - b.office, b.office - a.office
    if not shared:
        return False
    return one | two in _RIVALS or (
        not (one and two) and len(one | two) == 1 and one | two <= _BELOW
    )


def _disagreement(one: Sequence[Held], two: Sequence[Held], limits: Limits) -> Disagreement:
    told = [([h.sentence for h in side], _value(_earliest(side))) for side in (one, two)]
    return on_names(f"the post of {_whole(one[0].name, one[0].person)}", told, limits.post_score)


def _whole(name: Name, person: tuple[str, ...]) -> str:
    return " ".join(w for w in name.text.split() if fold_word(w) in person)


def _earliest(side: Sequence[Held]) -> Held:
    return min(side, key=lambda h: h.sentence.index)


def _value(held: Held) -> str:
    """Return the post as written, with the name where only that makes it a part of the text."""
    title = held.name.title
    return title if title and title in held.sentence.text else held.name.text
