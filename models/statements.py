"""Sentence -> statements: predicates with their arguments, polarity and certainty.

"The Senate is expected to approve the bill" and "The Senate did not approve the bill" hold one
predicate with the same arguments; how it is asserted differs. What governs a predicate ("denied",
"refused to", "plans to", "is likely to") says how it is asserted and is no statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.mentions import Certainty, Parse, Span, Statement, Token
from models.newsroom_words import concept
from models.phrases import noun_phrase

_DENIALS = frozenset(
    "deny refuse reject refute dispute decline fail stop avoid cease neglect prohibit ban bar "
    "block prevent".split()
)
_PLANS = frozenset(
    "expect plan set schedule aim intend vow pledge promise prepare seek want hope propose "
    "poise ready due slate try threaten go need".split()
)
_CHANCES = frozenset("consider likely unlikely possible weigh mull could may might".split())
_CLAIMS = frozenset("allege accuse suspect reportedly allegedly purportedly apparently".split())
_PLANNING = frozenset({"will", "'ll", "’ll", "would", "shall", "should", "must", "ought"})
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_NONE = frozenset({"neither", "no"})  # of a subject: nobody of them
_MODALS = _PLANNING | _POSSIBLE
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_LINKING = frozenset({"xcomp", "ccomp", "pcomp"})
_HOW = frozenset({"aux", "auxpass", "neg"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "pobj"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_OF_SUBJECT = frozenset({"after", "before", "since", "by"})
_FACTIVE = _OF_SUBJECT | {"for"}  # who did it, "for" does not say: "criticised him for lying"
_NOBODY = frozenset({"nobody", "none", "nothing"})
_EMPTY = frozenset({"be", "have", "do", "get", "go", "make", "take", "say"})
_LONGEST_VALUE = 9  # words
_OPERATORS = _DENIALS | _PLANS | _CHANCES | _CLAIMS


@dataclass(frozen=True, slots=True)
class _Assertion:
    """How a predicate is asserted, and the tokens that say so."""

    negated: bool
    certainty: Certainty
    tokens: frozenset[int]


def read_statements(parse: Parse) -> tuple[Statement, ...]:
    """Return the statements of a sentence in reading order."""
    children: dict[int, list[int]] = {}
    for i, token in enumerate(parse):
        if token.head != i:
            children.setdefault(token.head, []).append(i)
    return tuple(_statements(parse, children))


def _statements(parse: Parse, children: dict[int, list[int]]) -> Iterator[Statement]:
    for i, token in enumerate(parse):
        if not _is_predicate(token, i, parse, children):
            continue
        assertion = _assertion(i, parse, children)
        subject, objects = _arguments(i, parse, children)
        if subject or objects:
            found = _statement(i, parse, assertion, subject, objects)
            yield replace(found, direct=_direct(i, parse, children))


def _is_predicate(token: Token, i: int, parse: Parse, children: dict[int, list[int]]) -> bool:
    """Tell a full verb or a copula from auxiliaries, adjectives and operators."""
    below = children.get(i, ())
    if token.pos == "AUX":
        return token.lemma == "be" and any(parse[c].dep in {"attr", "acomp"} for c in below)
    if token.pos != "VERB" or token.dep in {"amod", "aux", "auxpass", "compound"}:
        return False
    governs = any(
        parse[c].dep in {"xcomp", "ccomp", "pcomp"} for c in _below_preps(i, parse, children)
    )
    return not (token.lemma.lower() in _OPERATORS and governs)


def _below_preps(i: int, parse: Parse, children: dict[int, list[int]]) -> list[int]:
    """Return a token's dependants and those of its prepositions ("accused of killing")."""
    below = children.get(i, [])
    return [
        *below,
        *(c for p in below if parse[p].dep in {"prep", "agent"} for c in children.get(p, ())),
    ]


def _assertion(i: int, parse: Parse, children: dict[int, list[int]]) -> _Assertion:
    negated, tokens = False, {i}
    level: Certainty = "done" if _is_past(parse[i]) else "stated"
    if (prep := _factive(i, parse)) is not None:
        tokens.add(prep)
        level = "done" if _is_past(parse[_above(prep, parse)]) else "stated"
    if (first := _shared_with(i, parse, children)) is not None:  # "won't cure or fix it"
        how = _assertion(first, parse, children)
        return _Assertion(how.negated, how.certainty, frozenset(tokens | how.tokens - {first}))
    at, steps = i, 0
    while True:
        words = [c for c in children.get(at, ()) if parse[c].dep in _HOW or _claims(parse[c])]
        if at == i and parse[i].pos == "AUX":  # "is not a concession", "was no concession"
            words += [c for c in _deep(i, parse, children) if parse[c].lemma.lower() == "no"]
        if at == i:  # "left no plan", "nobody should have it", "in no way"
            words += [c for c in children.get(i, ()) if _denies(c, parse, children)]
            words += [c for c in _objects(i, parse, children) if parse[c].lemma.lower() == "no"]
        for word in words:
            lower = parse[word].text.lower()
            denies = _denies(word, parse, children)
            negated ^= lower in _NEGATIONS or denies or _no_longer(word, parse)
            level = _weaker(level, _of_auxiliary(lower, parse[word]))
            tokens.add(word)
        above = _operator(_first(at, parse, children) if at == i else at, parse)
        if above is None or steps == 3:
            return _Assertion(negated, level, frozenset(tokens))
        lemma = parse[above].lemma.lower()
        negated ^= lemma in _DENIALS or lemma == "unlikely"
        level = _weaker(level, _of_operator(lemma))
        tokens |= {above} | {c for c in children.get(at, ()) if parse[c].text.lower() == "to"}
        at, steps = above, steps + 1


def _factive(i: int, parse: Parse) -> int | None:
    """Return the preposition that takes a gerund for a fact: "before retiring", "for lying"."""
    prep = parse[i].head
    gerund = parse[i].dep == "pcomp" and parse[i].text.lower().endswith("ing")
    return prep if gerund and parse[prep].text.lower() in _FACTIVE else None


def _above(i: int, parse: Parse) -> int:
    """Return the verb, or the root, that a token stands below."""
    at = parse[i].head
    while parse[at].pos not in {"VERB", "AUX"} and parse[at].head != at:
        at = parse[at].head
    return at


def _shared_with(i: int, parse: Parse, children: dict[int, list[int]]) -> int | None:
    """Return the verb whose auxiliary and denial a bare second verb shares: "could die or face"."""
    first = parse[i].head
    if parse[i].dep != "conj" or parse[i].text.lower() != parse[i].lemma.lower():
        return None
    if any(parse[c].dep in _HOW | _SUBJECTS for c in children.get(i, ())):
        return None
    below = [parse[c] for c in children.get(first, ())]
    joined = any(t.dep == "cc" and t.text.lower() in {"or", "nor"} for t in below)
    if any(t.dep == "neg" for t in below):
        return first if joined else None
    return first if any(t.dep == "aux" and t.text.lower() in _MODALS for t in below) else None


def _first(i: int, parse: Parse, children: dict[int, list[int]]) -> int:
    """Return the verb whose clause a second one continues: "allege he hid and laundered it"."""
    head = parse[i].head
    own = any(parse[c].dep in _SUBJECTS for c in children.get(i, ()))
    if parse[i].dep != "conj" or own or parse[head].pos not in {"VERB", "AUX"}:
        return i
    gerunds = {t.text.lower().endswith("ing") for t in (parse[i], parse[head])}
    return head if len(gerunds) == 1 else i


def _denies(i: int, parse: Parse, children: dict[int, list[int]]) -> bool:
    """Tell "nobody" and "neither official" as subject, and "in no way"."""
    if parse[i].dep in _SUBJECTS:
        words = [parse[c].text.lower() for c in children.get(i, ()) if parse[c].head == i]
        return parse[i].text.lower() in _NOBODY or not _NONE.isdisjoint(words)
    below = children.get(i, ())
    return parse[i].dep == "prep" and any(
        parse[c].text.lower() == "way" and any(parse[d].text.lower() == "no" for d in children[c])
        for c in below
        if c in children
    )


def _no_longer(i: int, parse: Parse) -> bool:
    return parse[i].text.lower() == "longer" and i > 0 and parse[i - 1].text.lower() == "no"


def _deep(i: int, parse: Parse, children: dict[int, list[int]]) -> list[int]:
    """Return the words directly below what a copula predicates."""
    return [
        c for a in children.get(i, ()) if parse[a].dep in {"attr", "acomp"}
        for c in children.get(a, ())
    ]  # fmt: skip


def _objects(i: int, parse: Parse, children: dict[int, list[int]]) -> list[int]:
    """Return the words directly below a verb's object."""
    return [
        c for o in children.get(i, ()) if parse[o].dep == "dobj" for c in children.get(o, ())
    ]  # fmt: skip


def _claims(token: Token) -> bool:
    return token.dep == "advmod" and token.lemma.lower() in (_CLAIMS | {"never", "long"})


def _operator(i: int, parse: Parse) -> int | None:
    """Return the word above that says how this predicate is asserted, if there is one."""
    if parse[i].dep not in _LINKING or parse[i].head == i:
        return None
    above = parse[i].head
    if parse[above].dep == "prep" or parse[above].pos == "ADP":  # "accused of"
        above = parse[above].head
    return above if parse[above].lemma.lower() in _OPERATORS else None


def _of_auxiliary(lower: str, token: Token) -> Certainty:
    if lower in _PLANNING:
        return "planned"
    if lower in _POSSIBLE:
        return "possible"
    if token.lemma.lower() in _CLAIMS:
        return "alleged"
    return "done" if lower in {"has", "had", "did", "was", "were", "'ve", "have"} else "stated"


def _of_operator(lemma: str) -> Certainty:
    if lemma in _PLANS:
        return "planned"
    if lemma in _CHANCES:
        return "possible"
    return "alleged" if lemma in _CLAIMS else "done"


_STRENGTH: dict[Certainty, int] = {
    "done": 1,
    "stated": 0,
    "planned": 2,
    "alleged": 3,
    "possible": 4,
}


def _weaker(a: Certainty, b: Certainty) -> Certainty:
    """Return the weaker of two; a past auxiliary tells more than none."""
    return a if _STRENGTH[a] >= _STRENGTH[b] else b


def _is_past(token: Token) -> bool:
    """Tell the past forms: "approved", "said", "was"; a bare form or "-s" is no past."""
    lower = token.text.lower()
    plain = lower == token.lemma.lower() or lower.endswith(("ing", "s"))
    return lower in {"was", "were"} or (not plain and lower not in {"is", "are", "am"})


def _arguments(
    i: int, parse: Parse, children: dict[int, list[int]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the concepts of subject and object; a passive's subject is its object."""
    passive = any(parse[c].dep in {"nsubjpass", "auxpass"} for c in children.get(i, ()))
    subject, objects = set[str](), set[str]()
    for c in _below_preps(i, parse, children):
        if parse[c].dep in _SUBJECTS:
            (objects if passive else subject).update(_heads(c, parse, children))
        elif parse[c].dep in _OBJECTS and parse[parse[c].head].lemma == "by":
            subject.update(_heads(c, parse, children))
        elif parse[c].dep in _OBJECTS:
            objects.update(_heads(c, parse, children))
    if _is_reduced(i, parse, children) or _of_relative(i, parse, children):
        objects.update(_heads(parse[i].head, parse, children))
    elif not (objects if passive else subject):
        (objects if passive else subject).update(_inherited(i, parse, children))
    return frozenset(subject - _EMPTY), frozenset(objects - _EMPTY)


def _direct(i: int, parse: Parse, children: dict[int, list[int]]) -> frozenset[str]:
    """Return the concepts of what a verb is done to, without how, where and to whom."""
    done_to = [c for c in children.get(i, ()) if parse[c].dep in {"dobj", "nsubjpass"}]
    done_to += [parse[i].head] if _is_reduced(i, parse, children) else []
    return frozenset(w for c in done_to for w in _heads(c, parse, children)) - _EMPTY


def _is_reduced(i: int, parse: Parse, children: dict[int, list[int]]) -> bool:
    """Tell a past participle that stands for a relative clause: "a bill introduced by her"."""
    to = any(parse[c].text.lower() == "to" for c in children.get(i, ()))
    return parse[i].dep == "acl" and not parse[i].text.lower().endswith("ing") and not to


def _of_relative(i: int, parse: Parse, children: dict[int, list[int]]) -> bool:
    """Tell whether the noun before a relative clause is its object: "whom he appointed"."""
    return parse[i].dep == "relcl" and any(
        parse[c].dep == "dobj" and parse[c].text.lower() in _RELATIVE for c in children.get(i, ())
    )


def _inherited(i: int, parse: Parse, children: dict[int, list[int]]) -> set[str]:
    """Return a subject that stands elsewhere: with the operator, the first verb, the noun."""
    if parse[i].dep == "relcl":
        return _heads(parse[i].head, parse, children)
    above = _operator(i, parse)
    if above is None and parse[i].dep == "conj":
        above = parse[i].head
    if (prep := _factive(i, parse)) is not None and parse[prep].text.lower() in _OF_SUBJECT:
        above = parse[prep].head
    if above is None or above == i:
        return set()
    own = [c for c in children.get(above, ()) if parse[c].dep in _SUBJECTS]
    return {w for c in own for w in _heads(c, parse, children)}


def _heads(i: int, parse: Parse, children: dict[int, list[int]]) -> set[str]:
    """Return the concepts of a noun and of what stands directly with it, without pronouns."""
    found = set()
    for t in (i, *(c for c in children.get(i, ()) if parse[c].dep in {"compound", "conj", "amod"})):
        if parse[t].pos in {"NOUN", "PROPN", "ADJ", "VERB"}:
            found.add(concept(parse[t]))
    return found


def _statement(
    i: int, parse: Parse, how: _Assertion, subject: frozenset[str], objects: frozenset[str]
) -> Statement:
    order = [*sorted(how.tokens - {i}), i]
    spans: tuple[Span, ...] = tuple((parse[t].start, parse[t].end) for t in order)
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    words = " ".join(parse[t].text for t in sorted(how.tokens))
    name = concept(parse[i])
    if parse[i].pos == "AUX":
        name = "be " + " ".join(sorted(objects)[:3])
    return Statement(
        start, end, words, spans, name, how.negated, how.certainty, subject, objects,
        value=_value(i, start, end, parse), phrase=_proposition(i, parse),
    )  # fmt: skip


def _value(i: int, start: int, end: int, parse: Parse) -> Span:
    """Return the span of the asserting words with what directly follows: a telling few words.

    It ends at a mark, at the next clause, or where an object is followed by a preposition; a lone
    verb takes the subject before it along.
    """
    has_object = any(t.head == i and t.dep in {"dobj", "attr"} for t in parse)
    reach, words = end, sum(start <= t.start and t.end <= end for t in parse)
    for token in parse:
        if token.start < end:
            continue
        inside = reach > end or words > 1
        if (
            (token.pos == "PUNCT" and token.text not in {"'", "’", "-"})
            or set(token.text) & set('"“”`')
            or words >= _LONGEST_VALUE
            or token.dep in {"cc", "mark", "nsubj", "nsubjpass", "advcl"}
            or (token.dep == "prep" and token.head == i and has_object and inside)
        ):
            break
        reach, words = token.end, words + 1
    if words == 1 and i and parse[i - 1].head == i:
        start = parse[i - 1].start
    return start, reach


def _proposition(i: int, parse: Parse) -> str:
    """Return subject, predicate and object without what asserts them: "the Senate approved it"."""
    attributes = [t for t, token in enumerate(parse) if token.head == i and token.dep == "attr"]
    if attributes and any(t.head == i and t.dep == "expl" for t in parse):
        return f"there {parse[i].text} {_np(parse, attributes[0])}"
    if parse[i].pos == "AUX" or not any(
        t.head == i and t.dep in {"nsubj", "nsubjpass"} and t.pos != "PRON" for t in parse[:i]
    ):
        return ""
    parts = []
    for t, token in enumerate(parse):
        if t == i:
            parts.append(_as_asserted(parse, i))
        elif token.head != i:
            continue
        elif t < i and token.dep == "auxpass":
            parts.append("was" if token.text.lower() in {"be", "been", "being"} else token.text)
        elif token.pos != "PRON" and token.dep in (
            {"nsubj", "nsubjpass"} if t < i else {"dobj", "attr"}
        ):
            parts.append(_np(parse, t))
    return " ".join(parts)


def _as_asserted(parse: Parse, i: int) -> str:
    """Return a predicate with the verb that it needs where its auxiliary is left out."""
    word = parse[i].text
    auxiliaries = {t.lemma.lower() for t in parse[:i] if t.head == i and t.dep == "aux"}
    if word.endswith("ing") and "be" in auxiliaries:
        return f"is {word}"
    return f"would {word}" if auxiliaries & (_PLANNING | _POSSIBLE) else word


def _np(parse: Parse, noun: int) -> str:
    words = noun_phrase(parse, noun)
    return re.sub(r"^(?:The|An?|Some|Many|Several) ", lambda m: m[0].lower(), words)
