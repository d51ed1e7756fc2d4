"""Sentence -> deeds: what was done, with the day and the place that stand in the same clause.

Stricter than a date's verbs, which may lie below it: only what hangs on the verb itself, for
comparisons across a whole event, where nothing else says that two sentences tell of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.mentions import Deed, Parse, Span
from models.newsroom_words import concept

Children = dict[int, list[int]]

_UNSURE = frozenset("will would could may might should can must shall to 'll ’ll".split())
_ON = frozenset({"on"})
_IN = frozenset("in at on near outside aboard".split())
_INNER = frozenset("in at of near".split())  # "in the spa town of Bad Orlen"
_BEFORE_NOUN = frozenset({"det", "compound", "amod"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def read_deeds(parse: Parse) -> tuple[Deed, ...]:
    """Return what a sentence tells as done, in reading order; denials and plans are none."""
    children: Children = {}
    for i, token in enumerate(parse):
        if token.head != i:
            children.setdefault(token.head, []).append(i)
    return tuple(
        _deed(i, parse, children) for i in range(len(parse)) if _is_done(i, parse, children)
    )


def _is_done(i: int, parse: Parse, children: Children) -> bool:
    token, below = parse[i], [parse[c] for c in children.get(i, ())]
    if token.pos != "VERB" or any(t.dep == "neg" for t in below):
        return False
    if any(t.dep in {"aux", "auxpass"} and t.text.lower() in _UNSURE for t in below):
        return False
    lower = token.text.lower()
    past = lower != token.lemma.lower() and not lower.endswith(("ing", "s"))
    return past or any(t.dep == "auxpass" for t in below) or token.lemma.lower() in {"hit", "cut"}


def _deed(i: int, parse: Parse, children: Children) -> Deed:
    doer, done_to, days, places = set[str](), set[str](), list[Span](), list[Span]()
    pronoun = False
    for c in children.get(i, ()):
        dep = parse[c].dep
        if dep == "nsubj":
            doer |= _heads(c, parse, children)
        elif dep in {"nsubjpass", "dobj"}:
            done_to |= _heads(c, parse, children)
            pronoun |= parse[c].text.lower() == "it"
            for prep in children.get(c, ()) if dep == "dobj" else ():  # "signed a deal on Monday"
                if parse[prep].dep == "prep":
                    _add_circumstance(prep, parse, children, days, places)
        elif dep == "agent":
            doer |= {w for n in children.get(c, ()) for w in _heads(n, parse, children)}
        elif dep in {"npadvmod", "nmod"}:
            days.append((parse[c].start, parse[c].end))
        elif dep == "prep":
            _add_circumstance(c, parse, children, days, places)
    if parse[i].dep == "acl":  # "the agreement signed in Rome"
        done_to |= _heads(parse[i].head, parse, children)
    particles = [parse[c].text.lower() for c in children.get(i, ()) if parse[c].dep == "prt"]
    return Deed(
        start=parse[i].start,
        end=parse[i].end,
        verb=" ".join([concept(parse[i]), *particles]),
        doer=frozenset(doer),
        done_to=frozenset(done_to),
        days=tuple(days),
        places=tuple(places),
        phrase=_phrase(i, parse, children),
        pronoun=pronoun and not done_to,
    )


def _heads(i: int, parse: Parse, children: Children) -> set[str]:
    """Return the concepts of a noun and of those joined to it by "and"."""
    found = {concept(parse[i])} if parse[i].pos in _NOUNS else set()
    for c in children.get(i, ()):
        if parse[c].dep == "conj":
            found |= _heads(c, parse, children)
    return found


def _add_circumstance(
    prep: int, parse: Parse, children: Children, days: list[Span], places: list[Span]
) -> None:
    word = parse[prep].text.lower()
    for noun in (c for c in children.get(prep, ()) if parse[c].dep == "pobj"):
        if word in _ON:
            days.append((parse[noun].start, parse[noun].end))
        if word in _IN:
            places.extend(_places(noun, parse, children))


def _places(noun: int, parse: Parse, children: Children) -> Iterator[Span]:
    """Yield the noun after "in" with what specifies it, and the name of a place inside it."""
    first = noun
    while first and parse[first - 1].head == noun and parse[first - 1].dep in {"compound", "amod"}:
        first -= 1
    yield parse[first].start, parse[noun].end
    for prep in children.get(noun, ()):
        if parse[prep].dep == "prep" and parse[prep].text.lower() in _INNER:
            for inner in children.get(prep, ()):
                if parse[inner].dep == "pobj":
                    yield from _places(inner, parse, children)


def _phrase(i: int, parse: Parse, children: Children) -> str:
    """Return "the accord was signed", "the council voted": what was done in a few words."""
    below = children.get(i, ())
    subject = next((c for c in below if parse[c].dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or parse[subject].pos not in _NOUNS or subject > i:
        return ""
    words = _noun_words(subject, parse)
    words += [parse[c].text for c in below if parse[c].dep in {"aux", "auxpass"}]
    words.append(parse[i].text)
    words += [parse[c].text for c in below if parse[c].dep == "prt"]
    objects = [c for c in below if parse[c].dep == "dobj" and parse[c].pos in _NOUNS]
    words += _noun_words(objects[0], parse) if objects else []
    told = " ".join(words)
    return told[0].lower() + told[1:] if parse[subject].pos == "NOUN" else told


def _noun_words(noun: int, parse: Parse) -> list[str]:
    first = noun
    while first and parse[first - 1].head == noun and parse[first - 1].dep in _BEFORE_NOUN:
        first -= 1
    return [t.text for t in parse[first : noun + 1]]
