"""Words of a parse that belong together."""

from __future__ import annotations

import re
from dataclasses import replace

from models.mentions import Parse


def noun_phrase(parse: Parse, noun: int) -> str:
    """Return a noun with the words before it that belong to it, but no numbers."""
    kept = {"compound", "amod", "det", "poss", "nmod", "case"}
    inside = [noun]
    for i in range(noun - 1, max(-1, noun - 6), -1):
        if parse[i].head in inside and parse[i].dep in kept and parse[i].pos != "NUM":
            inside.insert(0, i)
    words = [parse[i].text for i in inside if not set('"“”').intersection(parse[i].text)]
    return re.sub(r" (['’]s?)\b", r"\1", " ".join(words))


_SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
_HALVES = frozenset("because although though while since unless if".split())
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children"}
_NO_PLURAL = frozenset(
    "people police men women children troops staff aircraft feet mph kph km kg".split()
)


def plural(noun: str) -> str:
    """Return a noun as it stands behind "the number of"."""
    low = noun.lower()
    if low in _NO_PLURAL or (low.endswith("s") and not low.endswith("ss")) or not low.isalpha():
        return noun
    if low in _PLURALS:
        return _PLURALS[low]
    if re.search(r"[^aeiou]y$", low):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", low) else "s")


def subtree(parse: Parse, top: int) -> set[int]:
    """Return a token and all that depends on it."""
    found = {top}
    grew = True
    while grew:
        below = {i for i, t in enumerate(parse) if t.head in found and i not in found}
        found |= below
        grew = bool(below)
    return found


def left_of(parse: Parse, line: str) -> Parse:
    """Return the parse of what is left of a sentence from which words were cut.

    Args:
        parse: of the whole sentence.
        line: words of it, in their order.
    """
    kept, rest = [], line
    for i, token in enumerate(parse):
        if rest.lower().startswith(token.text.lower()):
            kept.append(i)
            rest = rest[len(token.text) :].lstrip()
    place = {i: n for n, i in enumerate(kept)}

    def governor(i: int) -> int:
        while parse[i].head not in place and parse[i].head != i:
            i = parse[i].head
        return place.get(parse[i].head, -1)

    heads = [governor(i) for i in kept]
    return tuple(
        replace(parse[i], head=n if head < 0 else head)
        for n, (i, head) in enumerate(zip(kept, heads, strict=True))
    )


def is_no_sentence(parse: Parse) -> bool:
    """Tell a phrase without a verb: "Due to violence in the area." An untagged one may be any."""
    roots = [t.pos for i, t in enumerate(parse) if t.head == i and t.pos]
    nobody = bool(roots) and not any(t.dep in _SUBJECTS for t in parse)
    return (bool(roots) and not {"VERB", "AUX"} & set(roots)) or nobody or is_half(parse)


def is_half(parse: Parse) -> bool:
    """Tell a clause without its main clause: "Because this is more than a march."."""
    root = next((i for i, t in enumerate(parse) if t.head == i and t.pos in {"VERB", "AUX"}), None)
    return any(t.head == root and t.dep == "mark" and t.text.lower() in _HALVES for t in parse)
