"""Who a person is said to be: the words of title, apposition and possessor at a name."""

from __future__ import annotations

from models.mentions import Parse
from models.phrases import subtree

_SHORT = {
    "rep": "representative", "sen": "senator", "gov": "governor", "gen": "general",
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
_LONGEST = 12  # tokens of an apposition: what is longer tells a story


def office_of(parse: Parse, start: int, end: int) -> frozenset[str]:
    """Return the words that say who the person named at ``start`` to ``end`` is, folded.

    "Army Secretary Mark Esper" and "the Secretary of the Army, Mark Esper" are both {army,
    secretary}.
    """
    inside = [i for i, t in enumerate(parse) if t.start < end and t.end > start]
    if not inside:
        return frozenset()
    persons = [i for i in inside if parse[i].entity == "PERSON"] or inside[-2:]
    at = next((i for i in persons if parse[i].head not in persons), persons[-1])
    own = {parse[i].text for i in persons}
    words = {i for i in inside if i not in persons}
    words |= _left_of(parse, at)
    for i, token in enumerate(parse):
        if token.head == at and i not in persons and token.dep == "appos":
            words |= _apposition(parse, i)
    if parse[at].dep == "appos":
        words |= _apposition(parse, parse[at].head) - subtree(parse, at)
    folded = (_folded(parse[i].text) for i in words if parse[i].text not in own)
    return frozenset(w for w in folded if len(w) > 2) - _OF_MANY


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
