"""How far evidence supports a sentence: does each word stand where its neighbours stand?

A sentence that was edited to be wrong is made of words that its evidence holds too: another name of
the story in the place of the right one, "rejected" for "approved", "may" for "will". Each word is
looked for together with the words around it, and what is denied, opposed or made certain is
compared with the passage that says most of the sentence. What is measured goes into one logistic
regression, fitted on hand-written sentences and edited ones by ``training/support.py``; that
consistency is told from alignments of words is the finding of Goyal and Durrett, "Evaluating
factuality in generation with dependency-level entailment" (2020).

It is a measure, no step of the walk: of the sentences that the strict checks let through it parts
right from wrong hardly better than chance (docs/adr/0023-support.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.antonyms import opposites
from models.checks import negations, unsupported
from models.limits import Limits
from models.mentions import Parse, Token
from models.names import FUNCTION_WORDS, fold_word
from models.newsroom_words import SPEECH_VERBS, concept

FEATURES = (
    "invented_names", "invented_values", "new_nouns", "new_verbs", "new_modifiers", "opposites",
    "denial", "modality", "weakest_name", "weakest_value", "weakest_word", "second_word",
    "mean_word", "displaced_name", "displaced_value", "displaced_word", "loose_arcs",
    "best_passage", "all_passages", "judged", "opposed", "words", "roles", "speaker", "order",
)  # fmt: skip
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"})
_LIGHT = frozenset("be have do make take get give go come also however while".split())
_ROOT = 5  # letters by which forms of one word are known
_AROUND = 4  # content words on each side that say where a word belongs
_DOERS, _DONE_TO = frozenset({"nsubj", "agent"}), frozenset({"dobj", "obj", "nsubjpass"})
_ORDER = {"before": "after", "after": "before", "until": "since", "since": "until",
          "earlier": "later", "later": "earlier"}  # fmt: skip
_MODALS = {
    **dict.fromkeys("may might could possibly perhaps likely unlikely probably would".split(), 1),
    **dict.fromkeys("will shall must certainly definitely".split(), 2),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as sets: the forms of its content words, alone and with the passage before."""

    text: str
    parse: Parse
    words: frozenset[str]
    near: frozenset[str]


def passages(evidence: Sequence[tuple[str, Parse]]) -> list[Passage]:
    """Return the passages, in the order in which they were told."""
    words = [_forms_of(parse) for _, parse in evidence]
    before = [frozenset[str](), *words]
    return [
        Passage(text, parse, own, own | last)
        for (text, parse), own, last in zip(evidence, words, before, strict=False)
    ]


def measure(
    text: str,
    parse: Parse,
    evidence: Sequence[Passage],
    judged: float,
    opposed: float,
    sources: Sequence[str] = (),
) -> tuple[float, ...]:
    """Return the features of a sentence, in the order of ``FEATURES``.

    Args:
        text: the sentence.
        parse: its tokens.
        evidence: what it rests on.
        judged: the judge's support, 0 to 1.
        opposed: how surely a passage and it cannot both be true, 0 to 1.
        sources: outlets that may be named freely.
    """
    content = [i for i, t in enumerate(parse) if t.pos in _CONTENT and concept(t) not in _LIGHT]
    free = {fold_word(w) for s in sources for w in s.split()} | SPEECH_VERBS
    content = [i for i in content if fold_word(parse[i].text) not in free]
    own = [_forms(parse[i]) for i in content]
    known = frozenset[str]().union(*(p.words for p in evidence))
    places = [_place(n, own, evidence) for n in range(len(own))]
    ranked = sorted(places) or [1.0]
    nearest = sorted(evidence, key=lambda p: -_held(own, p.words))[:2]
    wrong = unsupported(text, [p.text for p in evidence], sources)
    new = [parse[i].pos for i, forms in zip(content, own, strict=True) if not forms & known]
    return (
        min(2, sum(w.startswith("name") for w in wrong)),
        min(2, sum(not w.startswith("name") for w in wrong)),
        min(3, sum(p in {"NOUN", "PROPN", "NUM"} for p in new)),
        min(3, sum(p == "VERB" for p in new)),
        min(3, sum(p in {"ADJ", "ADV"} for p in new)),
        min(2, _opposed_words(parse, content, own, nearest)),
        float(all(_differ(negations(text), negations(p.text)) for p in nearest)) if nearest else 0,
        min((_modality(parse, p.parse) for p in nearest), default=0.0),
        _least(places, [parse[i].pos == "PROPN" for i in content]),
        _least(places, [parse[i].pos == "NUM" for i in content]),
        ranked[0],
        ranked[min(1, len(ranked) - 1)],
        sum(ranked) / len(ranked),
        _displaced(parse, content, own, places, evidence, {"PROPN"}),
        _displaced(parse, content, own, places, evidence, {"NUM"}),
        _displaced(parse, content, own, places, evidence, {"NOUN", "VERB"}),
        _loose(parse, evidence),
        max((_held(own, p.words) for p in evidence), default=0.0),
        _held(own, known),
        judged,
        opposed,
        min(1.0, len(own) / 20),
        _roles_changed(parse, evidence),
        _speaker_changed(parse, evidence),
        float(_other_order(parse, nearest)),
    )


def supported(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return how surely a sentence is supported, 0 to 1; the last weight is the bias."""
    score = sum(f * w for f, w in zip(features, weights, strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def is_supported(features: Sequence[float], limits: Limits) -> bool:
    """Tell whether a sentence is supported well enough."""
    return supported(features, limits.support_weights) >= limits.supported


def _forms(token: Token) -> frozenset[str]:
    """Return what a word is known by: newsroom concept, lemma, and the beginning of a long one."""
    lemma = fold_word(token.lemma)
    return frozenset({concept(token), lemma, *([lemma[:_ROOT]] if len(lemma) > _ROOT else [])})


def _forms_of(parse: Parse) -> frozenset[str]:
    return frozenset(f for t in parse if t.pos != "PUNCT" for f in _forms(t))


def _held(own: Sequence[frozenset[str]], words: frozenset[str]) -> float:
    """Return the share of the words that stand among others."""
    return sum(bool(forms & words) for forms in own) / max(1, len(own))


def _place(n: int, own: Sequence[frozenset[str]], evidence: Sequence[Passage]) -> float:
    """Return how many of a word's neighbours stand where it stands, 0 where it stands nowhere."""
    around = [*own[max(0, n - _AROUND) : n], *own[n + 1 : n + 1 + _AROUND]]
    where = [p for p in evidence if own[n] & p.words]
    if not around:
        return float(bool(where))
    return max((_held(around, p.near) for p in where), default=0.0)


def _displaced(
    parse: Parse,
    content: Sequence[int],
    own: Sequence[frozenset[str]],
    places: Sequence[float],
    evidence: Sequence[Passage],
    kind: set[str],
) -> float:
    """Return how much better a word's neighbours stand where another of its kind is said."""
    mine = frozenset[str]().union(*own)
    found = 0.0
    for n, place in enumerate(places):
        if parse[content[n]].pos not in kind:
            continue
        around = [*own[max(0, n - _AROUND) : n], *own[n + 1 : n + 1 + _AROUND]]
        for passage in evidence:
            held = _held(around, passage.near) if around else 0.0
            if held - place > found and not own[n] & passage.near:
                others = (t for t in passage.parse if t.pos in kind)
                found = held - place if any(not _forms(t) & mine for t in others) else found
    return found


def _least(places: Sequence[float], chosen: Sequence[bool]) -> float:
    return min((p for p, c in zip(places, chosen, strict=True) if c), default=1.0)


def _opposed_words(
    parse: Parse,
    content: Sequence[int],
    own: Sequence[frozenset[str]],
    nearest: Sequence[Passage],
) -> int:
    """Count words that the nearest passages lack and whose opposite they have."""
    there = frozenset[str]().union(*(p.words for p in nearest))
    mine = {f for forms in own for f in forms}
    return sum(
        bool((opposites(parse[i].lemma.lower()) & there) - mine)
        for i, forms in zip(content, own, strict=True)
        if not forms & there
    )


def _differ(a: int, b: int) -> bool:
    return a % 2 != b % 2


def _modality(mine: Parse, theirs: Parse) -> float:
    """Return how far two sentences differ in how certain they are, 0 to 1."""
    return abs(_certainty(mine) - _certainty(theirs)) / 2


def _certainty(parse: Parse) -> int:
    return max((_MODALS.get(t.text.lower(), 0) for t in parse), default=0)


def _loose(parse: Parse, evidence: Sequence[Passage]) -> float:
    """Return the share of governed words that no passage has with their governor."""
    pairs = [(_forms(parse[t.head]), _forms(t)) for t in parse if _links(parse, t)]
    loose = [
        not any((head & p.near and below & p.words) or (head & p.words and below & p.near)
                for p in evidence)
        for head, below in pairs
    ]  # fmt: skip
    return sum(loose) / max(1, len(pairs))


def _links(parse: Parse, token: Token) -> bool:
    head = parse[token.head]
    told = {token.pos, head.pos} <= _CONTENT
    plain = {fold_word(head.text), fold_word(token.text)} & FUNCTION_WORDS
    return told and head is not token and not plain


def _roles(parse: Parse, kind: frozenset[str]) -> set[tuple[str, str]]:
    """Return the verbs with who did them, or to whom they were done, by their forms."""
    found = set()
    for token in parse:
        role, verb = token.dep, parse[token.head]
        if role == "pobj" and verb.dep == "agent":
            role, verb = "agent", parse[verb.head]
        if role in kind and token.pos in _CONTENT:
            found |= {(v, w) for v in _forms(verb) for w in _forms(token)}
    return found


def _roles_changed(parse: Parse, evidence: Sequence[Passage]) -> float:
    """Tell whether one does here what was done to it there, or the other way about."""
    told = [(_roles(p.parse, _DOERS), _roles(p.parse, _DONE_TO)) for p in evidence]
    doers = {pair for d, _ in told for pair in d}
    done_to = {pair for _, d in told for pair in d}
    changed = ((_roles(parse, _DOERS) - doers) & done_to) | (
        (_roles(parse, _DONE_TO) - done_to) & doers
    )
    return float(bool(changed))


def _speakers(parse: Parse) -> set[str]:
    """Return the forms of those who say something."""
    spoke = {i for i, t in enumerate(parse) if t.lemma.lower() in SPEECH_VERBS}
    told = (t for t in parse if t.dep == "nsubj" and t.head in spoke and t.pos != "PRON")
    return {f for t in told for f in _forms(t)}


def _speaker_changed(parse: Parse, evidence: Sequence[Passage]) -> float:
    """Tell whether one speaks here whom no passage has speak, though passages have speakers."""
    mine = _speakers(parse)
    theirs = {f for p in evidence for f in _speakers(p.parse)}
    return float(bool(mine and theirs and not mine & theirs))


def _other_order(parse: Parse, nearest: Sequence[Passage]) -> bool:
    """Tell whether "after" stands here where the nearest passages have "before"."""
    mine = {t.text.lower() for t in parse}
    there = {t.text.lower() for p in nearest for t in p.parse}
    return any(_ORDER[w] in there - mine for w in mine & _ORDER.keys() if w not in there)
