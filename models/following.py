"""Does a rewritten sentence follow one sentence of its evidence?

A small model goes wrong where it splices clauses: each word stands in the evidence, and nobody said
so. Of 235 rewritings read one by one, 8% were wrong where nine words in ten stood in one source
sentence in the same order, over 40% where fewer than eight did. So a rewriting may drop words,
change their form and move who said it, and nothing else: each content word stands in one evidence
sentence, in order, and nothing is kept whose governor was dropped (pruning a dependency tree, as
in Filippova and Strube, "Dependency tree based sentence compression", 2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from models.figures import find_figures
from models.mentions import Figure, Parse
from models.names import fold_word
from models.newsroom_words import SPEECH_VERBS, concept
from models.phrases import subtree

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"})
_LOOSE = frozenset({"punct", "det", "aux", "auxpass", "mark", "cc", "case", "neg", "expl", "poss"})
_FREE = frozenset("be have do that also however".split())
_FRAMES = SPEECH_VERBS | {"accord", "reporter"}


def strays(
    text: str, parse: Parse, evidence: Sequence[tuple[str, Parse]], outlets: Sequence[str] = ()
) -> list[str]:
    """Return why the sentence follows no sentence of its evidence, nothing if it follows one."""
    reasons = [list(_strays(text, parse, said, theirs, outlets)) for said, theirs in evidence]
    return min(reasons, key=len, default=[])


def _strays(
    text: str, parse: Parse, said: str, theirs: Parse, outlets: Sequence[str]
) -> Iterator[str]:
    frame = _frame(parse)
    known = {concept(t) for t in theirs} | {fold_word(w) for o in outlets for w in o.split()}
    aligned = _aligned(parse, theirs)
    for i, token in enumerate(parse):
        if token.pos not in _CONTENT or concept(token) in _FREE or i in aligned:
            continue
        told = fold_word(token.text)
        if i in frame and (concept(token) in known | _FRAMES or told in known):
            continue
        yield f'"{token.text}" does not follow the evidence'
    yield from _orphans(parse, theirs, aligned, frame)
    yield from _unframed(parse, theirs, aligned, frame)
    yield from _bounds_lost(text, said)


def _frame(parse: Parse) -> set[int]:
    """Return the words that say who says it: they may stand elsewhere than in the evidence."""
    found: set[int] = set()
    for i, token in enumerate(parse):
        if token.lemma.lower() == "accord":
            found |= subtree(parse, i)
        if token.pos != "VERB" or token.lemma.lower() not in SPEECH_VERBS:
            continue
        found.add(i)
        for j, below in enumerate(parse):
            if below.head == i and below.dep in {"nsubj", "npadvmod", "prep", "advmod"}:
                found |= subtree(parse, j)
    return found


def _aligned(parse: Parse, theirs: Parse) -> dict[int, int]:
    """Return for each word that stands in the evidence in the same order where it stands."""
    mine = [concept(t) for t in parse]
    other = [concept(t) for t in theirs]
    blocks = SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
    return {b.a + k: b.b + k for b in blocks for k in range(b.size)}


def _orphans(
    parse: Parse, theirs: Parse, aligned: dict[int, int], frame: set[int]
) -> Iterator[str]:
    """Yield kept words whose governor was dropped: they hang on something else now."""
    kept = set(aligned.values())
    for i, at in aligned.items():
        token, there = parse[i], theirs[at]
        if i in frame or token.dep == "ROOT" or token.head == i or there.dep in _LOOSE:
            continue
        above = there.head
        while theirs[above].dep in {"aux", "auxpass"} and theirs[above].head != above:
            above = theirs[above].head
        if above == at or above in kept or _equal_governor(parse, i, theirs, above):
            continue
        if there.dep == "conj" and theirs[above].head in kept:
            continue  # one of several was dropped: "a, b and c" for "a and c"
        yield f'"{token.text}" belongs to "{theirs[above].text}" in the evidence'


def _unframed(
    parse: Parse, theirs: Parse, aligned: dict[int, int], frame: set[int]
) -> Iterator[str]:
    """Yield a main verb that the evidence does not state: "The timing suggests they debated"."""
    if any(parse[i].lemma.lower() in _FRAMES for i in frame):
        return
    for i, at in aligned.items():
        above = theirs[at].head
        if parse[i].dep == "ROOT" and theirs[at].dep == "ccomp" and above not in aligned.values():
            yield f'"{parse[i].text}" is what somebody "{theirs[above].text}" in the evidence'


def _equal_governor(parse: Parse, i: int, theirs: Parse, above: int) -> bool:
    """Tell whether the governor stands in the rewriting after all, in another place or form."""
    mine, other = concept(parse[parse[i].head]), concept(theirs[above])
    return mine == other or {mine, other} <= SPEECH_VERBS


def _bounds_lost(text: str, said: str) -> Iterator[str]:
    """Yield figures that lost their bound: "by one-third" for "by as much as one-third"."""
    known = find_figures(said)
    for figure in find_figures(text):
        like = [f for f in known if f.unit == figure.unit and _value(f) == _value(figure)]
        if like and all(f.approximate and not figure.approximate for f in like):
            yield f"{figure.text} lost what bounds it"


def _value(figure: Figure) -> str:
    return figure.text.strip().lower()
