"""Does a rewritten sentence keep who does what, and what each figure counts?

All words of a sentence may stand in its evidence and the sentence be wrong: "Smith denied" where
Jones did, "14-year-old" for 14 prisoners. Subjects of verbs and the nouns of figures are read from
both parses and compared; where the evidence has the same verb or figure bound only to others, the
rewriting is wrong. What the evidence binds to a pronoun is given the benefit of the doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.dates import find_dates
from models.facts import deepen
from models.figures import find_figures
from models.names import FUNCTION_WORDS, fold_word
from models.news import Facts, Figure, Parse, Token
from models.newsroom_words import LIGHT_NOUNS, SPEECH_VERBS, concept
from models.phrases import noun_phrase

_ROOT = 5  # letters by which forms of one word are known: "investigate", "investigation"
_LIGHT = frozenset(
    "be have do make take get give go come become include follow hold use call remain continue "
    "begin start end see find show lead face add seek plan expect want try help keep move allow "
    "say accord reporter report statement news outlet article interview official event day week "
    "month year time people person man woman other other number part group member".split()
)
# Whoever does one of these is the source of what follows.
TELLING = SPEECH_VERBS | frozenset(
    "show find reveal indicate estimate conclude believe think allege accuse cite vow promise "
    "urge threaten propose predict hear learn".split()
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"})
Subjects = dict[str, list[frozenset[str]]]


def misbound(
    text: str, parse: Parse, evidence: Sequence[tuple[str, Parse]], outlets: Sequence[str] = ()
) -> list[str]:
    """Return what the sentence binds otherwise than its evidence.

    Args:
        text: the sentence.
        parse: its tokens.
        evidence: each cited sentence with its tokens.
        outlets: may be named as speakers.
    """
    parses = [p for _, p in evidence]
    return [
        *_new_words(parse, parses, outlets),
        *_other_subjects(parse, parses),
        *_other_objects(parse, parses),
        *_other_speakers(parse, parses, outlets),
        *_other_counts(text, parse, evidence),
    ]


def _new_words(parse: Parse, evidence: Sequence[Parse], outlets: Sequence[str]) -> Iterator[str]:
    """Yield nouns and verbs that no evidence has in any form: what they add is not supported."""
    tokens = [t for p in evidence for t in p]
    known = {concept(t) for t in tokens} | {t.lemma.lower() for t in tokens}
    known |= {fold_word(w) for outlet in outlets for w in outlet.split()}
    roots = {word[:_ROOT] for word in known if len(word) >= _ROOT}
    for token in parse:
        word = token.lemma.lower()
        if token.pos not in {"NOUN", "VERB"} or word in SPEECH_VERBS or word in _LIGHT:
            continue
        if concept(token) not in known and word not in known and word[:_ROOT] not in roots:
            yield f'"{token.text}" has no support in the evidence'


def _other_subjects(parse: Parse, evidence: Sequence[Parse]) -> Iterator[str]:
    known: Subjects = defaultdict(list)
    for one in evidence:
        for verb, subject in _subjects(one):
            known[verb].append(subject)
    for verb, subject in _subjects(parse):
        theirs = known.get(verb, [])
        if subject and theirs and all(t and not t & subject for t in theirs):
            yield f"another does it in the evidence: {' '.join(sorted(subject))} / {verb}"


def _subjects(parse: Parse) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each verb with the words of its subject, none for a pronoun."""
    for i, token in enumerate(parse):
        verb = parse[token.head]
        if token.dep in {"nsubj", "nsubjpass"} and verb.pos in {"VERB", "AUX"}:
            voice = " (passive)" if token.dep == "nsubjpass" else ""
            yield _verb(verb) + voice, _words(parse, i)


def _other_objects(parse: Parse, evidence: Sequence[Parse]) -> Iterator[str]:
    """Yield objects and complements that the evidence gives to the same word otherwise."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in evidence:
        for head, relation, below in (*_arcs(one), *_light_arcs(one)):
            known[head, relation].add(below)
    for head, relation, below in _arcs(parse):
        theirs = known.get((head, relation), set())
        if theirs and below and below not in theirs and "" not in theirs:
            yield f"the evidence has another object: {head} {relation} {below}"


def _arcs(parse: Parse) -> Iterator[tuple[str, str, str]]:
    """Yield governor, relation ("" for an object, else the preposition) and what it governs."""
    for token in parse:
        head = parse[token.head]
        if token.dep == "dobj":
            yield concept(head), "", _noun(token)
        elif token.dep == "pobj" and head.dep in {"prep", "agent"}:
            yield concept(parse[head.head]), head.lemma.lower(), _noun(token)


def _light_arcs(parse: Parse) -> Iterator[tuple[str, str, str]]:
    """Yield the arcs over "a number of": what cut off a number of members cut off members."""
    for token in parse:
        of = parse[token.head]
        light = parse[of.head]
        if token.dep != "pobj" or of.dep != "prep" or light.lemma.lower() not in LIGHT_NOUNS:
            continue
        above = parse[light.head]
        if light.dep == "dobj":
            yield concept(above), "", _noun(token)
        elif light.dep == "pobj":
            yield concept(parse[above.head]), above.lemma.lower(), _noun(token)


def _noun(token: Token) -> str:
    """Return the concept of a noun, nothing for a pronoun: it may stand for anything."""
    return "" if token.pos in {"PRON", "DET"} else concept(token)


def _other_speakers(
    parse: Parse, evidence: Sequence[Parse], outlets: Sequence[str]
) -> Iterator[str]:
    """Yield speakers to whom the evidence gives no word: nobody may be made to say anything."""
    known = {w for one in evidence for w in _speakers(one)}
    known |= {fold_word(w) for outlet in outlets for w in outlet.split()}
    told = [s for v, s in _subjects(parse) if v == "say"]
    told += [_words(parse, i) for i, t in enumerate(parse) if _follows_accord(parse, t)]
    for speaker in told:
        if speaker and not speaker & known:
            yield f"the evidence has no word of {' '.join(sorted(speaker))}"


def _speakers(parse: Parse) -> Iterator[str]:
    """Yield the words of whoever says, shows or finds something, or is named as the source."""
    for i, token in enumerate(parse):
        if token.lemma.lower() in TELLING and token.pos == "VERB":
            for subject in who(parse, i):
                yield from _words(parse, subject)
        if _accords(parse, token):
            yield fold_word(token.text)


def who(parse: Parse, verb: int) -> list[int]:
    """Return the subjects of a verb: its own, or that of the verb or noun that it hangs on."""
    for _ in range(4):
        own = [j for j, t in enumerate(parse) if t.head == verb and t.dep in SUBJECTS]
        named = [j for j in own if parse[j].pos not in {"PRON", "DET"}]
        above = parse[verb].head
        if named or above == verb:
            return named
        if parse[verb].dep in {"relcl", "acl"}:
            return [above]  # "Knight, who said there was ..."
        if own or parse[verb].dep not in _SHARING:
            return []
        verb = parse[above].head if parse[above].dep == "prep" else above
    return []


def _follows_accord(parse: Parse, token: Token) -> bool:
    """Tell whether a token is the X of "according to X"."""
    above = parse[token.head]
    return token.dep == "pobj" and "accord" in {
        above.lemma.lower(), parse[above.head].lemma.lower()
    }  # fmt: skip


def _accords(parse: Parse, token: Token) -> bool:
    """Tell whether a token stands in "according to ...", "in a statement from ..."."""
    head = parse[token.head]
    above = parse[head.head]
    return "accord" in {head.lemma.lower(), above.lemma.lower(), parse[above.head].lemma.lower()}


def _verb(token: Token) -> str:
    lemma = token.lemma.lower()
    return "say" if lemma in SPEECH_VERBS and lemma != "deny" else concept(token)


def _words(parse: Parse, noun: int) -> frozenset[str]:
    if parse[noun].pos in {"PRON", "DET"}:
        return frozenset()
    conjuncts = [i for i, t in enumerate(parse) if t.head == noun and t.dep in {"conj", "appos"}]
    text = " ".join(noun_phrase(parse, i) for i in [noun, *conjuncts])
    words = {fold_word(w) for w in text.split()}
    return frozenset(w for w in words if w and w not in FUNCTION_WORDS)


def _other_counts(text: str, parse: Parse, evidence: Sequence[tuple[str, Parse]]) -> Iterator[str]:
    known = [f for t, p in evidence for f in _figures(t, p)]
    for figure in _figures(text, parse):
        same = [f for f in known if f.low == figure.low or f.high == figure.high]
        if figure.counts and same and all(_counts_other(figure, f) for f in same):
            yield f"the figure {figure.text} counts something else in the evidence"


def _counts_other(a: Figure, b: Figure) -> bool:
    return a.unit != b.unit or bool(b.counts and not a.counts & b.counts and not b.role & a.counts)


def _figures(text: str, parse: Parse) -> tuple[Figure, ...]:
    dates = find_dates(text)
    figures = find_figures(text, tuple((d.start, d.end) for d in dates))
    return deepen(Facts(figures=figures), parse).figures
