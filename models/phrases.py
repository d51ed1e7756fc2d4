"""Words of a parse that belong together."""

from __future__ import annotations

import re

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


def subtree(parse: Parse, top: int) -> set[int]:
    """Return a token and all that depends on it."""
    found = {top}
    grew = True
    while grew:
        below = {i for i, t in enumerate(parse) if t.head in found and i not in found}
        found |= below
        grew = bool(below)
    return found
