"""Forms of words that no reader knows: "exemptes", "makeing", "the letters states", "by of".

A writer that builds words from pieces can build one that is none. A form that does not stand in the
evidence has to be a regular one of a word that does (Quirk et al., "A Comprehensive Grammar of the
English Language", 1985, sections 3.2 to 3.9, on the spelling of inflections).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.mentions import Parse

_WORD = re.compile(r"[a-z]+")
_VOWELS = frozenset("aeiou")
_ENDINGS = ("s", "es", "d", "ed", "ing")
_LEAST = 3  # letters of a word that is inflected: "be" and "go" have forms of their own
# Their past is no regular one: "leaved".
_STRONG = frozenset(
    "become begin bend bind bite blow break bring build buy catch choose cling come creep deal "
    "draw drink drive eat fall feed feel fight find fling fly forbid forget forgive freeze get "
    "give grow have hear hide hold keep know lead leave lend lose make mean meet overcome pay ride "
    "ring rise run say see seek sell send shake shoot show shrink sing sink sit sleep slide speak "
    "spend spin spring stand steal stick strike swear sweep swim swing take teach tear tell think "
    "throw understand undergo undertake wake wear weep win withdraw withhold write".split()
) - {"show"}
_SLIP = re.compile(
    r"\b(?:(the|a|an|of|to|by|and|was|with|from) \1|(?:by|for|from|with|at|to|the|an?) of|"
    r"(?:the|a|an) (?:the|an)|an? a)\b"
)


def unknown_forms(parse: Parse, evidence: Sequence[str]) -> Iterator[str]:
    """Yield words that look like a form of a word of the evidence, and are none."""
    known = {w for text in evidence for w in _WORD.findall(text.lower())}
    for token in parse:
        word = token.text.lower()
        inside = token.text[1:] != word[1:] and not token.text.isupper()  # "RuiZ"
        if inside and token.text.isalpha() and not any(token.text in e for e in evidence):
            yield f'"{token.text}" is no way to write it'
        if word in known or not word.isalpha() or token.pos == "PROPN":
            continue
        stems = [w for w in known if len(w) >= _LEAST and _seems_of(word, w)]
        if stems and not any(word in _regular(w) for w in stems):
            yield f'"{token.text}" is no form of "{min(stems)}"'


def _seems_of(word: str, base: str) -> bool:
    ending = word[len(base) :]
    if not word.startswith(base):
        return word == f"{base[:-1]}ed" and base.endswith("e") and base in _STRONG
    return ending in _ENDINGS or (ending[:1] == base[-1] and ending[1:] in _ENDINGS)


def _regular(base: str) -> set[str]:
    """Return the forms that spelling rules give."""
    past = set[str]() if base in _STRONG else {f"{base}d" if base.endswith("e") else f"{base}ed"}
    going = {f"{base}ing"}
    if base.endswith("e") and base[-2:] not in {"ee", "oe", "ye"}:
        going = {f"{base[:-1]}ing"}
    if base[-1] not in _VOWELS | {"w", "x", "y"} and base[-2] in _VOWELS:  # "planned", "traveling"
        past |= set() if base in _STRONG else {f"{base}{base[-1]}ed"}
        going |= {f"{base}{base[-1]}ing"}
    many = {f"{base}s"}
    if re.search(r"(?:s|x|z|ch|sh)$", base):
        many = {f"{base}es", f"{base}{base[-1]}es"}
    elif base.endswith("o"):
        many |= {f"{base}es"}
    return past | going | many


def slips(text: str) -> list[str]:
    """Return words that no sentence has side by side: "part by of", "the the"."""
    return [f'"{m.group()}" is a slip' for m in _SLIP.finditer(text)]


def disagreeing(parse: Parse) -> Iterator[str]:
    """Yield a plural that does what one does: "the letters states", "wants to helps"."""
    for i, token in enumerate(parse):
        verb = parse[token.head]
        bare = i > 0 and token.pos == "VERB" and parse[i - 1].text == "to"
        if bare and parse[i - 1].dep == "aux" and token.text.lower() == f"{token.lemma.lower()}s":
            yield f'"to {token.text}" is no infinitive'
        many = token.pos == "NOUN" and token.text.lower() == f"{token.lemma.lower()}s"
        one = verb.pos == "VERB" and verb.text.lower() == f"{verb.lemma.lower()}s"
        joined = any(t.head == i and t.dep in {"conj", "nummod", "quantmod"} for t in parse)
        if many and one and token.dep == "nsubj" and token.head == i + 1 and not joined:
            yield f'"{token.text} {verb.text}" do not agree'
