"""Does a rewritten sentence follow one sentence of its evidence?

A small model goes wrong where it splices clauses: each word stands in the evidence, and nobody said
so. Of 235 rewritings read one by one, 8% were wrong where nine words in ten stood in one source
sentence in the same order, over 40% where fewer than eight did. So a rewriting may drop words,
change their form and move who said it, and nothing else: each content word stands in one evidence
sentence, in order, and nothing is kept whose governor was dropped (pruning a dependency tree, as
in Filippova and Strube, "Dependency tree based sentence compression", 2008).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from models.binding import SUBJECTS, TELLING, who
from models.facts import find_speakers
from models.figures import find_figures
from models.mentions import Figure, Parse, Token
from models.names import fold_word
from models.newsroom_words import LIGHT_NOUNS, SPEECH_VERBS, concept
from models.phrases import subtree
from models.shifts import shifted

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"})
_LOOSE = frozenset({"punct", "det", "aux", "auxpass", "mark", "cc", "case", "neg", "expl", "poss"})
_OF_SAYING = frozenset({"nsubj", "npadvmod", "prep", "advmod", "dobj", "dative"})
_FREE = frozenset("be have do that also however".split())
_FRAMES = SPEECH_VERBS | {"accord", "reporter"}
# Words that say how surely, or whether at all: they stay with what they stand by.
_HEDGES = frozenset(
    "seemingly supposedly presumably likely unlikely possibly perhaps probably potentially "
    "allegedly reportedly purportedly "
    "apparently may might could can would should must not n't n’t never no neither nor nearly "
    "almost about roughly only hardly barely if unless often sometimes usually partly mostly "
    "largely still".split()
)
# Of whom or what a noun is said without these is another: "his leaders" for "his fellow leaders".
_QUALIFYING = frozenset("fellow former acting alleged attempted suspected proposed".split())
# What a clause or phrase that opens with one of these bounds is not said without it.
_BOUNDING = frozenset("except without albeit unless if until only".split())
_TIMED = frozenset("after before later earlier ago since".split())
_BARE = frozenset({"xcomp", "acl", "advcl", "pcomp", "amod", "aux", "auxpass", "relcl"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "nsubjpass", "attr", "oprd"})
_HIM = frozenset("he him his himself".split())
_HER = frozenset("she her hers herself".split())
_THEM = frozenset("they them their theirs themselves".split())
_US = frozenset("we us our ours ourselves".split())
_ITS = frozenset({"its", "itself"})
# Pronouns, and what the evidence has to hold for one of them to stand for somebody.
_PRONOUNS = (
    (_HIM, _HIM | {"mr"}),
    (_HER, _HER | {"mrs", "ms", "miss"}),
    (_THEM, _THEM | _US),
    (_ITS, _ITS | {"it", "we", "our"}),
)
_SINGLING = frozenset("first last only next second third".split())
_LISTED = frozenset({"PROPN", "NOUN"})
_DENYING = frozenset("no not n't n’t never".split())
_MODALS = {"can": "could", "may": "might", "will": "would", "shall": "should", "must": "had"}


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
    yield from _joined(parse)
    known = {concept(t) for t in theirs} | {fold_word(w) for o in outlets for w in o.split()}
    aligned = _aligned(parse, theirs, frame)
    for i, token in enumerate(parse):
        if token.pos not in _CONTENT or concept(token) in _FREE or i in aligned:
            continue
        told = fold_word(token.text)
        if i in frame and (concept(token) in known | _FRAMES or told in known):
            continue
        yield f'"{token.text}" does not follow the evidence'
    yield from _orphans(parse, theirs, aligned, frame)
    yield from _unhedged(parse, theirs, aligned)
    yield from _unbounded(parse, theirs, aligned)
    yield from _cut_lists(theirs, aligned)
    yield from _new_pronouns(parse, theirs)
    yield from _without_subject(parse, theirs, aligned)
    yield from _without_object(parse, theirs, aligned)
    yield from _misframed(parse, theirs, frame, known)
    yield from _unframed(parse, theirs, aligned, frame)
    yield from shifted(parse, theirs, aligned)
    yield from _bounds_lost(text, said)
    if _ACCORDING.search(said) and not (_ACCORDING.search(text) or find_speakers(text)):
        yield "who says so is lost"


def _joined(parse: Parse) -> Iterator[str]:
    """Yield a clause that only a comma joins to the next: "It rained, the bridge was closed"."""
    for i, token in enumerate(parse):
        root = parse[token.head]
        opens = token.dep == "ccomp" and root.dep == "ROOT" and i < token.head
        if opens and root.lemma.lower() not in TELLING:
            yield f'"{token.text}" and "{root.text}" are joined by a comma'


def _frame(parse: Parse) -> set[int]:
    """Return the words that say who says it: they may stand elsewhere than in the evidence."""
    found: set[int] = set()
    for i, token in enumerate(parse):
        if token.lemma.lower() == "accord":
            found |= subtree(parse, i)
        denied = token.dep == "advcl" and any(t.head == i and t.dep == "neg" for t in parse)
        if token.pos != "VERB" or token.lemma.lower() not in SPEECH_VERBS or denied:
            continue  # "though not yet confirmed" says nothing of who says so
        found.add(i)
        for j, below in enumerate(parse):
            if below.head == i and below.dep in _OF_SAYING:
                found |= subtree(parse, j)
    return found


def align(parse: Parse, theirs: Parse) -> dict[int, int]:
    """Return for each word of a rewriting that stands in the evidence in order where it stands."""
    return _aligned(parse, theirs, _frame(parse))


def _aligned(parse: Parse, theirs: Parse, frame: set[int]) -> dict[int, int]:
    """Return for each word that stands in the evidence in the same order where it stands.

    Who says it is left aside at first: it may have been moved as a whole.
    """
    told = [i for i in range(len(parse)) if i not in frame] or list(range(len(parse)))
    found = _matched(parse, told, theirs, range(len(theirs)))
    left = [j for j in range(len(theirs)) if j not in set(found.values())]
    return found | _matched(parse, sorted(frame - set(found)), theirs, left)


def _form(token: Token) -> str:
    told = token.pos == "VERB" and token.lemma.lower() in SPEECH_VERBS  # "a report" is no saying
    return "say" if told else token.lemma.lower()


def _matched(
    parse: Parse, mine: Sequence[int], theirs: Parse, others: Sequence[int]
) -> dict[int, int]:
    # No synonyms here: who died was not therefore killed.
    a, b = [_form(parse[i]) for i in mine], [_form(theirs[j]) for j in others]
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {mine[m.a + k]: others[m.b + k] for m in blocks for k in range(m.size)}


def _orphans(
    parse: Parse, theirs: Parse, aligned: dict[int, int], frame: set[int]
) -> Iterator[str]:
    """Yield kept words whose governor was dropped: they hang on something else now."""
    kept = set(aligned.values())
    for i, at in sorted(aligned.items()):
        token, there = parse[i], theirs[at]
        if there.dep == "poss" and token.dep in SUBJECTS and there.head not in kept:
            yield f'not "{token.text}" but "{theirs[there.head].text}" does it in the evidence'
        if i in frame or token.dep == "ROOT" or token.head == i or there.dep in _LOOSE:
            continue
        above = _governor(theirs, at, kept)
        if above == at or above in kept or _equal_governor(parse, i, theirs, above):
            continue
        if there.dep == "conj" and theirs[above].head in kept:
            continue  # one of several was dropped: "a, b and c" for "a and c"
        verb = aligned.get(token.head)
        if there.dep in SUBJECTS and verb is not None and at in who(theirs, verb):
            continue  # "Ann Rill came and spoke": of the two verbs one was dropped
        yield f'"{token.text}" belongs to "{theirs[above].text}" in the evidence'


def _governor(theirs: Parse, at: int, kept: set[int]) -> int:
    """Return what a word hangs on, over auxiliaries and "a number of" that were left out."""
    above, light = theirs[at].head, False
    for _ in range(5):
        token = theirs[above]
        of = theirs[token.head].lemma.lower() in LIGHT_NOUNS and token.head not in kept
        if token.dep == "prep" and (light or of):
            above, light = token.head, light and not of
            continue
        light = token.lemma.lower() in LIGHT_NOUNS and above not in kept
        if not (token.dep in {"aux", "auxpass"} or light) or token.head == above:
            return above
        above = token.head
    return above


def _unhedged(parse: Parse, theirs: Parse, aligned: dict[int, int]) -> Iterator[str]:
    """Yield words of doubt and denial that are gone while what they stand by is kept."""
    kept = set(aligned.values())
    mine = {t.text.lower() for t in parse} | {t.lemma.lower() for t in parse}
    for token in theirs:
        word = token.text.lower()
        forms = {word, token.lemma.lower(), _MODALS.get(word, word)}
        denied = token.dep == "advmod" and token.head in kept and _is_denied(theirs, token.head)
        if denied and not forms & mine:
            yield f'"{token.text}" was left out of what is denied'
        above = theirs[token.head]  # "almost certainly violates"
        stands_by = {token.head, above.head} if above.dep == "advmod" else {token.head}
        qualifies = word in _QUALIFYING and token.dep == "amod" and above.pos == "NOUN"
        if (word in _HEDGES or qualifies) and stands_by & kept and not forms & mine:
            yield f'"{token.text}" was left out'


def _is_denied(theirs: Parse, at: int) -> bool:
    """Tell whether a word, or what it hangs on, is denied: "no plans to charge him soon"."""
    chain = {at, theirs[at].head}
    return any(t.head in chain and t.text.lower() in _DENYING for t in theirs)


def _unbounded(parse: Parse, theirs: Parse, aligned: dict[int, int]) -> Iterator[str]:
    """Yield what bounds a kept word and is gone: a condition, "but no ...", whose word it is."""
    kept = set(aligned.values())
    mine = {t.lemma.lower() for t in parse}
    for i, token in enumerate(theirs):
        word, above = token.lemma.lower(), theirs[token.head]
        if i in kept or word in mine:
            continue
        bounds = word in _BOUNDING and (token.head in kept or above.head in kept)
        if bounds or (word == "but" and _contrasts(parse, theirs, i, kept)):
            yield f'"{token.text}" and what follows it were left out'
        elif word == "accord" and not mine & _FRAMES:
            yield "whose word it is was left out"
        elif word == "time" and token.dep == "npadvmod" and token.head in kept:
            yield "how many times was left out"
        elif _tells_which(theirs, i) and token.head in kept:
            yield f'"{above.text}" without which one'
        elif token.dep == "npadvmod" and token.head in kept and above.lemma.lower() in _TIMED:
            yield f'"{above.text}" without how long'
        elif word == "than" and (token.head in kept or above.head in kept):
            yield "a comparison without what it compares with"
        elif _narrows(token) and token.head in kept and _singled(theirs, token, kept):
            yield f'"{above.text}" is singled out only with "{token.text}"'


def _tells_which(theirs: Parse, at: int) -> bool:
    """Tell a relative clause that alone says which one is meant: "the man whom they admire"."""
    token, above = theirs[at], theirs[theirs[at].head]
    first = min(subtree(theirs, at)) if token.dep == "relcl" else 0
    if first == 0 or theirs[first - 1].text in {",", "—", "–", "--"} or above.pos != "NOUN":
        return False
    below = [t for t in theirs if t.head == token.head and t is not token]
    definite = any(t.dep == "det" and t.lemma.lower() in {"the", "those", "that"} for t in below)
    return definite and not any(t.dep in {"prep", "amod", "compound", "poss"} for t in below)


def _narrows(token: Token) -> bool:
    prep = token.dep == "prep" and token.lemma.lower() in {"since", "of", "in"}
    return prep or token.dep in {"relcl", "acl"}


def _contrasts(parse: Parse, theirs: Parse, but: int, kept: set[int]) -> bool:
    """Tell whether half of a contrast is gone that belongs to the other half.

    That is "found errors but no fraud", "all but declared", and what somebody says with a "but".
    """
    head = theirs[but].head
    against = [j for j, t in enumerate(theirs) if t.head == head and t.dep == "conj"]
    below = [t.text.lower() for j in against for t in theirs if t.head == j]
    nouns = any(theirs[j].pos == "NOUN" and j not in kept for j in against) and "no" in below
    all_but = but > 0 and theirs[but - 1].lemma.lower() == "all"
    halves = kept & {head, *against}
    root = next((t for i, t in enumerate(parse) if t.head == i), parse[0])
    said = root.lemma.lower() in TELLING or any(set(t.text) & set('"“”') for t in parse)
    return (head in kept and (nouns or all_but)) or (said and bool(halves))


def _singled(theirs: Parse, clause: Token, kept: set[int]) -> bool:
    """Tell whether a noun stands with "first", "only", "largest": of what, a clause says."""
    return any(
        t.head == clause.head
        and i in kept
        and (t.lemma.lower() in _SINGLING or (t.pos == "ADJ" and t.text.lower().endswith("est")))
        for i, t in enumerate(theirs)
    )


def _new_pronouns(parse: Parse, theirs: Parse) -> Iterator[str]:
    """Yield pronouns for which the evidence has no like: "he would", where it has "I" said by her.

    Who "I" is may be a man or a woman: a title or another pronoun of the evidence has to tell.
    """
    said = {t.text.lower().strip(".") for t in theirs}
    for token in parse:
        word = token.text.lower()
        known = next((likes for mine, likes in _PRONOUNS if word in mine), None)
        if known is not None and not known & said:
            yield f'"{token.text}" stands for nobody in the evidence'


def _without_subject(parse: Parse, theirs: Parse, aligned: dict[int, int]) -> Iterator[str]:
    """Yield verbs that lost their subject, and have none now or another's."""
    for i, at in aligned.items():
        if parse[i].pos not in {"VERB", "AUX"} or parse[i].dep in _BARE:
            continue
        if _lost(parse, i, theirs, at, aligned, SUBJECTS, SUBJECTS | {"csubj", "expl"}):
            yield f'"{parse[i].text}" lost its subject'


def _without_object(parse: Parse, theirs: Parse, aligned: dict[int, int]) -> Iterator[str]:
    """Yield verbs that lost their object: "putting off until 2015"."""
    for i, at in aligned.items():
        if parse[i].pos != "VERB" or theirs[at].lemma.lower() in SPEECH_VERBS:
            continue
        if _lost(parse, i, theirs, at, aligned, frozenset({"dobj"}), _OBJECTS):
            yield f'"{parse[i].text}" lost its object'


def _lost(
    parse: Parse,
    i: int,
    theirs: Parse,
    at: int,
    aligned: dict[int, int],
    needed: frozenset[str],
    instead: frozenset[str],
) -> bool:
    """Tell whether a word lost such dependants of the evidence and has no like of them."""
    own = [j for j, t in enumerate(theirs) if t.head == at and t.dep in needed]
    if not own or any(t.head == i and t.dep in instead for t in parse):
        return False
    return not set(aligned.values()) & {k for j in own for k in subtree(theirs, j)}


def _cut_lists(theirs: Parse, aligned: dict[int, int]) -> Iterator[str]:
    """Yield names that are gone from a list of which two or more stayed: it would seem whole."""
    kept = set(aligned.values())
    for i, token in enumerate(theirs):
        if token.dep == "conj" or token.pos not in _LISTED:
            continue
        members, grew = {i}, True
        while grew:
            more = {j for j, t in enumerate(theirs) if t.head in members and _listed(t)} - members
            members, grew = members | more, bool(more)
        gone = members - kept
        # "Two countries, Olmo and Tarn" are not Olmo.
        told = token.pos == "NOUN" and all(theirs[j].pos == "PROPN" for j in members - {i})
        few = 1 if token.dep == "appos" or (told and i not in kept) else 2
        if len(members & kept) >= few and gone and any(_is_named(theirs, j) for j in members):
            yield f'"{theirs[min(gone)].text}" was left out of the list'


def _listed(token: Token) -> bool:
    return token.dep == "conj" and token.pos in _LISTED


def _is_named(theirs: Parse, at: int) -> bool:
    """Tell a name, or a noun that stands with one: "talk show host Ada Rill"."""
    near = (t for t in theirs if t.head == at and t.dep in {"appos", "compound"})
    return theirs[at].pos == "PROPN" or any(t.pos == "PROPN" for t in near)


def _misframed(parse: Parse, theirs: Parse, frame: set[int], known: set[str]) -> Iterator[str]:
    """Yield words about the speaker that hang on another word than in the evidence."""
    for i in frame:
        token, above = parse[i], parse[parse[i].head]
        if token.pos not in _CONTENT or token.head not in frame or concept(above) in _FRAMES:
            continue
        over = parse[above.head] if above.dep == "prep" else above
        mine = {concept(above), concept(over)}
        if concept(token) not in known or concept(over) not in known:
            continue  # an outlet's name
        like = [j for j, t in enumerate(theirs) if concept(t) == concept(token)]
        if like and not any(_tied(theirs, j, mine) for j in like):
            yield f'"{token.text}" does not belong to "{over.text}" in the evidence'


def _tied(theirs: Parse, at: int, mine: set[str]) -> bool:
    """Tell whether a word hangs on one of these, carries one, or stands straight by one."""
    token = theirs[at]
    above = theirs[token.head]
    around = {concept(above), concept(theirs[above.head])}
    around |= {concept(t) for t in theirs if theirs[t.head] == token}
    around |= {concept(t) for t in theirs[max(0, at - 3) : at + 4]}
    return bool(mine & around)


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
    if {mine, other} <= SPEECH_VERBS:
        return _one_speaker(parse, parse[i].head, theirs, above)
    return mine == other


def _one_speaker(parse: Parse, verb: int, theirs: Parse, other: int) -> bool:
    """Tell whether two verbs of saying may have the same subject."""
    mine = _subject(parse, verb)
    said = _subject(theirs, other)
    return not mine or not said or bool(mine & said)


def _subject(parse: Parse, verb: int) -> set[str]:
    found = {j for j, t in enumerate(parse) if t.head == verb and t.dep == "nsubj"}
    words = {k for j in found for k in subtree(parse, j)}
    return {concept(parse[k]) for k in words if parse[k].pos in {"NOUN", "PROPN"}}


def _bounds_lost(text: str, said: str) -> Iterator[str]:
    """Yield figures that lost their bound: "by one-third" for "by as much as one-third"."""
    known = find_figures(said)
    for figure in find_figures(text):
        like = [f for f in known if f.unit == figure.unit and _value(f) == _value(figure)]
        if like and all(f.approximate and not figure.approximate for f in like):
            yield f"{figure.text} lost what bounds it"


def _value(figure: Figure) -> str:
    return figure.text.strip().lower()
