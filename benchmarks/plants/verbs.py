"""Planting the opposite, or less certainty: the main clause's verb is taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.plants.edits import Edit, Scene
from benchmarks.plants.parsing import Word, Words
from benchmarks.plants.words import (
    AGENTIVE,
    DOES_NOT_TAKE,
    HEDGED,
    NEGATIVE,
    PARTICIPLES,
    SAYING,
)

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
MISREAD = frozenset({"quarterback", "chief", "come", "follow"})  # nouns; "comes after ..."
POSES = frozenset("speak arrive walk listen look stand wave hold pose shake sit".split())
VAGUE = frozenset("be call make take have get go give put do keep set let show hold".split())
COMPLEMENTS = ("attr", "acomp")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd")
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause's verb, its first auxiliary, its subject and what follows a copula."""

    verb: Word
    auxiliary: Word | None
    passive: bool
    subject: Word
    complement: Word | None
    partner: Word  # the same verb in the other sentence


def main_verb(words: Words) -> int | None:
    """Return the index of the verb of what is stated: below "said", not "said" itself."""
    at = next((i for i, w in enumerate(words) if w.dep == "ROOT"), None)
    while at is not None and words[at].lemma in SAYING:
        below = [i for i, w in enumerate(words) if w.head == at and w.dep == "ccomp"]
        if not below:
            break
        at = below[0]
    return at


def _children(words: Words, at: int, *deps: str) -> list[Word]:
    return [w for i, w in enumerate(words) if w.head == at and w.dep in deps and i != at]


def _plain(words: Words, at: int, taboo: frozenset[str]) -> bool:
    """Tell whether neither the verb nor what hangs on it or governs it is one of these words."""
    near = {at, *(i for i, w in enumerate(words) if w.head == at)}
    while words[at].head not in near:
        at = words[at].head
        near |= {at, *(i for i, w in enumerate(words) if w.head == at and w.dep in {"aux", "neg"})}
    return not any(words[i].lemma in taboo or words[i].text.casefold() in taboo for i in near)


def _shared(scene: Scene, at: int) -> int | None:
    """Return where the other sentence has the same verb, if a subject or object is the same too."""
    words, partner = scene.words, scene.partner_words
    verb = words[at]
    needed = _lemmas(words, at, *(COMPLEMENTS if verb.lemma == "be" else ARGUMENTS))
    if not needed & {w.lemma for w in partner if not w.tag.startswith("PRP")}:
        return None
    for i, w in enumerate(partner):
        same = w.lemma == verb.lemma and w.tag[:2] == "VB" and w.tag != "VB"
        local = verb.lemma not in VAGUE or needed & _lemmas(partner, i, *ARGUMENTS)
        if same and local and not scene.partner_quoted(w.start):
            return i
    return None


def _lemmas(words: Words, at: int, *deps: str) -> set[str]:
    return {w.lemma for w in _children(words, at, *deps)}


def clause_of(scene: Scene, taboo: frozenset[str]) -> Clause | None:
    """Return the clause to edit, or None where the two sentences do not state one thing."""
    words, partner_words = scene.words, scene.partner_words
    at = main_verb(words)
    partner = None if at is None else _shared(scene, at)
    if at is None or partner is None:
        return None
    plain = _plain(words, at, taboo) and _plain(partner_words, partner, taboo)
    subjects = _children(words, at, "nsubj", "nsubjpass")
    helpers = _children(words, at, "aux", "auxpass")
    first = helpers[0] if helpers else None
    if not (plain and subjects and _usable(scene, at)):
        return None
    if not _well_formed(scene, words[at], first, subjects[0]):
        return None
    passive = any(w.dep == "auxpass" for w in helpers)
    complement = _complement(scene, at)
    return Clause(words[at], first, passive, subjects[0], complement, partner_words[partner])


def _usable(scene: Scene, at: int) -> bool:
    """Tell whether the verb is one to rewrite: not quoted, misread, of a caption, or one of two."""
    verb = scene.words[at]
    caption = verb.tag in {"VBZ", "VBP"} and verb.lemma in POSES
    joined = any(w.tag[:2] == "VB" for w in _children(scene.words, at, "conj"))
    known = verb.tag[:2] == "VB" and verb.lemma not in MISREAD | SAYING
    misread = re.match(r" to be" if verb.tag != "VBP" else r" [A-Z]", scene.text[verb.end :])
    return known and not (caption or joined or misread or scene.quoted(verb.start))


def _complement(scene: Scene, at: int) -> Word | None:
    """Return what a copula gives its subject, where it stands near and outside quotations."""
    end = scene.words[at].end
    for w in _children(scene.words, at, *COMPLEMENTS):
        if 0 <= w.end - end < 40 and not re.search(r"[\"“]", scene.text[end : w.end]):
            return w
    return None


def _well_formed(scene: Scene, verb: Word, first: Word | None, subject: Word) -> bool:
    """Tell whether the verb group is one that the patterns below can rewrite."""
    if first is None:
        before = scene.text[: verb.start].split()
        adverb = any(w.tag.startswith("RB") and w.end + 1 == verb.start for w in scene.words)
        return bool(before) and not adverb and verb.tag in _FINITE and subject.end < verb.start
    between = scene.text[first.end : verb.start].split()
    simple = first.text[0].isalpha() and (first.tag == "MD" or first.lemma in {"be", "have"})
    known = not {w.casefold().strip(",") for w in between} & DOES_NOT_TAKE
    return simple and known and len(between) <= 2 and subject.end < first.start < verb.start


def plant_polarity(scene: Scene) -> Edit | None:
    """Negate the main clause."""
    clause = clause_of(scene, NEGATIVE)
    if clause is None:
        return None
    verb, first = clause.verb, clause.auxiliary
    if first:
        word = "cannot" if first.text == "can" else f"{first.text} not"
        return _put(scene, clause, first.start, first.end, word, "auxiliary", verb.end)
    if verb.lemma == "be":
        tail = clause.complement.end if clause.complement else None
        if tail is None:
            return None
        return _put(scene, clause, verb.start, verb.end, f"{verb.text} not", "be", tail)
    if verb.tag == "VBD" and verb.lemma in AGENTIVE and clause.subject.tag in {"NNP", "NNPS"}:
        verbal = scene.rng.choice((f"refused to {verb.lemma}", f"did not {verb.lemma}"))
        return _put(scene, clause, verb.start, verb.end, verbal, verbal.split()[0])
    return _put(scene, clause, verb.start, verb.end, f"{_DO[verb.tag]} not {verb.lemma}", "do")


def plant_certainty(scene: Scene) -> Edit | None:
    """Make of what is done what is planned, possible or reported."""
    clause = clause_of(scene, NEGATIVE | HEDGED)
    if clause is None:
        return None
    verb, first = clause.verb, clause.auxiliary
    if first:
        return _less_certain_group(scene, clause, first)
    if verb.lemma == "be":
        tail = clause.complement.end if clause.complement else None
        word = "may have been" if verb.tag == "VBD" else "may be"
        if tail is None:
            return None
        return _put(scene, clause, verb.start, verb.end, word, "may be", tail)
    if verb.tag != "VBD":
        return _put(scene, clause, verb.start, verb.end, f"reportedly {verb.text}", "reportedly")
    form, words = scene.rng.choice(
        (
            ("expected", f"{_be(clause.subject)} expected to {verb.lemma}"),
            ("may have", f"may have {PARTICIPLES.get(verb.text, verb.text)}"),
            ("reportedly", f"reportedly {verb.text}"),
        )
    )
    return _put(scene, clause, verb.start, verb.end, words, form)


def _less_certain_group(scene: Scene, clause: Clause, first: Word) -> Edit | None:
    """Return the edit where the verb has an auxiliary: will, has, was."""
    verb = clause.verb
    between = scene.text[first.end : verb.start]
    word = first.text.casefold()
    if word == "will":
        return _put(scene, clause, first.start, first.end, "may", "may", verb.end)
    if word in {"has", "have"} and verb.tag == "VBN" and not clause.passive and between == " ":
        words = scene.rng.choice((f"{_be(clause.subject)} expected to", "may"))
        return _put(scene, clause, first.start, verb.end, f"{words} {verb.lemma}", "planned")
    if word in {"was", "were"} and clause.passive and between == " ":
        words = scene.rng.choice(
            ("may have been", f"{_be(clause.subject)} expected to be", f"{word} reportedly")
        )
        return _put(scene, clause, first.start, first.end, words, "passive", verb.end)
    return None


def _be(subject: Word) -> str:
    return "are" if subject.plural else "is"


def _put(
    scene: Scene,
    clause: Clause,
    start: int,
    end: int,
    words: str,
    form: str,
    tail: int | None = None,
) -> Edit | None:
    """Return the edit unless its words stand in the cluster already."""
    edit = scene.replaced(start, end, words, clause.partner.text, form, tail)
    return edit if scene.unseen(edit.planted) else None
