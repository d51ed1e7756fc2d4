"""Who a person is said to be: the words of title, apposition and possessor at a name."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from models.mentions import Parse, Token
from models.phrases import subtree

_SHORT = {
    "rep": "representative", "sen": "senator", "gov": "governor", "gen": "general",
    "ceo": "chief executive",
    "lt": "lieutenant", "col": "colonel", "sgt": "sergeant", "atty": "attorney", "sec": "secretary",
}  # fmt: skip
# What several people are at a time says of none of them who he is, and neither do ages and praise.
_OF_MANY = frozenset(
    "mr mrs ms miss dr sir representative senator spokesman spokeswoman spokesperson official "
    "officer lawyer attorney professor analyst expert reporter correspondent journalist member "
    "candidate lawmaker adviser advisor aide staffer supporter resident witness victim suspect "
    "congressman congresswoman republican democrat democratic gop fellow top senior "
    "person man woman old year other several one two three author writer editor friend".split()
)
_LEFT = {"compound", "amod", "nmod", "poss"}
_CONTENT = {"NOUN", "PROPN", "ADJ"}
# Heads of offices: with one, the words right before a name are an office though a parse of a list
# gives them to its neighbour.
_HEADS = frozenset(
    "secretary minister president governor mayor chief director commissioner chairman chairwoman "
    "chairperson chair executive counsel ambassador prosecutor justice judge general admiral "
    "staff speaker leader premier chancellor treasurer superintendent sheriff marshal envoy "
    "coordinator administrator undersecretary inspector whip".split()
)
_LONGEST = 12  # tokens of an apposition: what is longer tells a story


def office_of(parse: Parse, start: int, end: int) -> tuple[frozenset[str], str]:
    """Return the words that say who the person named at ``start`` to ``end`` is, and the longest.

    "Army Secretary Mark Esper" and "the Secretary of the Army, Mark Esper" are both {army,
    secretary}; the second of both as written: "Army Secretary", "Secretary of the Army".
    """
    inside = [i for i, t in enumerate(parse) if t.start < end and t.end > start]
    if not inside:
        return frozenset(), ""
    persons = [i for i in inside if parse[i].entity == "PERSON"] or inside[-2:]
    at = next((i for i in persons if parse[i].head not in persons), persons[-1])
    own = {parse[i].text for i in persons}
    before = _right_before(parse, inside[0])
    if any(_HEADS & {*_folded(parse[i].text).split()} for i in before):
        content = {i for i in before if parse[i].pos in _CONTENT}
        return _office({i: parse[i].text for i in content}), _written(parse, before, persons)
    titles = {i for i in inside if parse[i].pos in _CONTENT}
    told = [(titles | _left_of(parse, at)) - {*persons}]
    for i, token in enumerate(parse):
        if token.head == at and i not in persons and _is_office(token):
            told.append(_apposition(parse, i))
    if parse[at].dep == "appos" and parse[parse[at].head].entity != "PERSON":
        told.append(_apposition(parse, parse[at].head) - subtree(parse, at))
    told = [{i for i in some if i in inside or not _of_full_name(parse, i)} for some in told]
    words = {i: parse[i].text for some in told for i in some if parse[i].text not in own}
    return _office(words), max((_written(parse, some, persons) for some in told), key=len)


def _office(words: Mapping[int, str]) -> frozenset[str]:
    """Return what the words of titles and appositions say who somebody is."""
    folded = {part for w in words.values() for part in _folded(w).split()}
    return frozenset(w for w in folded if len(w) > 2) - _OF_MANY


def _right_before(parse: Parse, name: int) -> set[int]:
    """Return the nouns and adjectives that run up to a name: "deputy chief of staff"."""
    at = name - 1
    while (
        at >= 0
        and name - at <= _LONGEST
        and (parse[at].pos in _CONTENT or parse[at].text.lower() in {"of", "for"})
    ):
        at -= 1
    run = range(at + 1, name)
    inner = {i for i in run if parse[i].pos in _CONTENT}
    first = min(inner, default=name)
    return {i for i in run if i >= first}


def _of_full_name(parse: Parse, i: int) -> bool:
    """Tell a word of another person's full name; a lone one may be a town that the parse missed."""
    following = i + 1 < len(parse) and parse[i + 1].entity and not parse[i + 1].starts_entity
    return parse[i].entity == "PERSON" and bool(following or not parse[i].starts_entity)


def _is_office(token: Token) -> bool:
    """Tell an apposition that says who somebody is from the next person of a list."""
    return token.dep == "appos" and token.entity != "PERSON"


def _written(parse: Parse, words: set[int], persons: list[int]) -> str:
    """Return the words with what stands between them, nothing where the name itself does."""
    if not words or any(min(words) <= i <= max(words) for i in persons):
        return ""
    run = parse[min(words) : max(words) + 1]
    gaps = [" " if a.end < b.start else "" for a, b in pairwise(run)]
    text = "".join(t.text + gap for t, gap in zip(run, [*gaps, ""], strict=True))
    return "" if set(text) & set('"“”(),;') else text


def _left_of(parse: Parse, noun: int) -> set[int]:
    """Return the tokens before a noun that belong to it, and theirs."""
    found = {noun}
    for i in range(noun - 1, max(-1, noun - 8), -1):
        if parse[i].head in found and parse[i].dep in _LEFT:
            found.add(i)
    return {i for i in found - {noun} if parse[i].pos in _CONTENT}


def _apposition(parse: Parse, noun: int) -> set[int]:
    """Return a noun with what it is head of, but no clauses: "deputy director of the project"."""
    if parse[noun].pos not in {"NOUN", "PROPN"}:
        return set()
    found = {noun} | _left_of(parse, noun)
    for i, token in enumerate(parse):
        if token.head == noun and token.dep == "prep" and token.text.lower() in {"of", "for"}:
            below = subtree(parse, i)
            if len(below) <= _LONGEST:
                found |= {j for j in below if parse[j].pos in _CONTENT}
    return found


def _folded(word: str) -> str:
    bare = word.lower().replace(".", "").strip("'’-")
    return _SHORT.get(bare, bare)
