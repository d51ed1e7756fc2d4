"""A sentence cut down to a line: who does what, and as much of where and why as there is room for.

Pruning of the dependency tree, in the manner of Filippova and Strube, "Dependency tree based
sentence compression" (2008): what a verb or a noun cannot do without always stays, the phrases that
hang on them are added while they fit, the nearest to the verb first. Words keep order and form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.compress import BINDING
from models.mentions import Parse, Token
from models.newsroom_words import SPEECH_VERBS
from models.phrases import subtree

_OF_VERBS = frozenset(
    "nsubj nsubjpass csubj expl aux auxpass neg dobj attr acomp oprd dative prt agent xcomp ccomp "
    "mark".split()
)
_OF_NOUNS = frozenset("det compound poss case nummod amod nmod quantmod neg predet punct".split())
_LEFT_OUT = frozenset({"relcl", "appos", "advcl", "parataxis", "dep", "intj", "meta"})
_LIGHT = frozenset("take make give have face draw pay pull".split())
_GOES_ON = frozenset("to as than".split())
_DEGREE = frozenset(
    "not never no only nearly almost about more less least most hardly barely longer too as "
    "up over than around roughly still again back".split()
)


def lines_of(parse: Parse, max_words: int) -> list[str]:
    """Return the lines that a sentence can be cut to, the one of its second verb too.

    "Ruiz drew a gun and opened fire" holds "Ruiz opened fire".
    """
    found = (line_of(one, max_words) for one in (parse, _of_second(parse)) if one)
    return [line for line in found if line]


def _of_second(parse: Parse) -> Parse:
    """Return the parse with the second of two verbs on top, the first cut off; () if not of two.

    Only where nothing that hangs on the first (a denial, "will", "that") may hold for both.
    """
    root = next((i for i, t in enumerate(parse) if t.head == i), None)
    if root is None or parse[root].pos != "VERB":
        return ()
    said = (i for i in range(root) if parse[i].dep == "ccomp" and parse[i].head == root)
    first = next(said, root)  # "Ruiz drew a gun and opened fire, police said"
    below = [i for i, t in enumerate(parse) if t.head == first and i != first]
    second = next((i for i in below if parse[i].dep == "conj" and parse[i].pos == "VERB"), None)
    shared = {"aux", "auxpass", "neg", "mark", "ccomp", "nsubjpass"}
    if second is None or any(parse[i].dep in shared for i in below):
        return ()
    if any(t.head == second and t.dep in {"nsubj", "nsubjpass"} for t in parse):
        return ()
    moved = {i: second for i in below if parse[i].dep == "nsubj"}
    moved |= {second: second if first == root else root, first: second}
    names = {second: parse[first].dep, first: "dep"}
    return tuple(
        replace(t, head=moved.get(i, t.head), dep=names.get(i, t.dep)) for i, t in enumerate(parse)
    )


def line_of(parse: Parse, max_words: int) -> str | None:
    """Return subject, verb and what belongs to it in at most ``max_words``, or None.

    None where the sentence has no such core, where it does not fit, or where what would go holds a
    condition or a denial.
    """
    root = next((i for i, t in enumerate(parse) if t.head == i), None)
    if root is None or parse[root].pos not in {"VERB", "AUX"}:
        return None
    said = next((i for i in range(root) if parse[i].dep == "ccomp" and parse[i].head == root), None)
    source = _core(parse, root) - subtree(parse, said) if said is not None else set[int]()
    if source and not any(parse[i].dep == "nsubj" and parse[i].pos != "PRON" for i in source):
        return None  # "The dam broke, he said."
    if source and parse[min(source) - 1].text != ",":
        return None  # a quotation that the parse took for half of the sentence
    room = max_words - _words(parse, source)
    told = _grown(parse, root if said is None else said, room)
    gone = (i for i in range(len(parse)) if i not in told | source)
    if not told or _misquotes(parse, told) or any(_binds(parse, i) for i in gone):
        return None
    line, names = _render(parse, told), _render(parse, source)
    if not line or not source:
        return line
    return f"{line}, {_small(names, parse[min(source)])}" if names else None


def _misquotes(parse: Parse, kept: set[int]) -> bool:
    """Tell whether some of the words between quotation marks would stay and some would go."""
    quoted, inside = set[int](), False
    for i, token in enumerate(parse):
        mark = token.text in {'"', "“", "”", "``", "''"}
        inside = (token.text != "”" and not inside) if mark else inside
        quoted |= {i} if mark or inside else set()
    return bool(quoted & kept) and not quoted <= kept


def _small(line: str, opens: Token) -> str:
    """Return the words behind a comma as they stand within a sentence."""
    return line if opens.pos == "PROPN" else line[:1].lower() + line[1:]


def _grown(parse: Parse, root: int, max_words: int) -> set[int]:
    """Return what a verb cannot do without and what else there is room for; empty if too long."""
    kept = _core(parse, root)
    added = []
    for more in _extras(parse, kept):
        if _words(parse, kept | more) <= max_words:
            added.append(more - kept)
            kept |= more
    while added and _breaks_off(parse, kept):
        kept -= added.pop()
    fits = 0 < _words(parse, kept) <= max_words
    return kept if fits and _tells(parse, root, kept) and not _breaks_off(parse, kept) else set()


def _core(parse: Parse, top: int) -> set[int]:
    """Return a word and what it cannot do without."""
    found, left = set[int](), [top]
    while left:
        i = left.pop()
        found.add(i)
        left += [j for j, t in enumerate(parse) if t.head == i and j != i and _needed(parse, j)]
    return found


def _needed(parse: Parse, i: int) -> bool:
    token, above = parse[i], parse[parse[i].head]
    word = token.lemma.lower()
    if token.dep in _LEFT_OUT:
        return False
    if token.dep in {"nsubj", "nsubjpass"} and above.dep in {"ccomp", "xcomp"}:
        return True  # also of "a state sponsor" in "declared Orsk a state sponsor"
    if token.dep in {"pobj", "pcomp"} or above.dep in {"quantmod", "nummod"}:
        return True
    if above.dep in {"prep", "agent"} and token.dep == "prep":
        return True  # also of "including" and "following", which are tagged as verbs
    if above.pos in {"VERB", "AUX"} and above.dep != "amod":
        particle = token.dep == "advmod" and word in _DEGREE
        return token.dep in _OF_VERBS or particle or (token.dep == "conj" and above.dep == "xcomp")
    return _needed_by_a_noun(token, above, word)


def _needed_by_a_noun(token: Token, above: Token, word: str) -> bool:
    if above.dep == "amod" and token.dep in {"npadvmod", "punct", "advmod"}:
        return True  # "GOP-backed"
    if token.dep in {"advmod", "quantmod", "prep"} and word in {"at", "least", "most"}:
        return True  # "at least three"
    if token.dep == "prep":  # "dozens of messages", "in favour of"
        return word == "of" or above.pos == "ADJ"
    if token.dep in {"cc", "conj"}:
        return True  # "a and b" is not "a"
    if token.dep == "punct":
        return token.text in {"-", "'", "’", "$", "%", '"', "“", "”", ","}
    if token.dep in {"advmod", "npadvmod", "xcomp", "ccomp", "acl"} and above.pos in {"ADJ", "NUM"}:
        return True
    return token.dep in _OF_NOUNS or (token.dep == "acl" and token.text.lower() == "to")


def _extras(parse: Parse, kept: set[int]) -> Iterator[set[int]]:
    """Yield the phrases that could be added, those of the verb's complements first."""
    for dep in ("prep", "xcomp", "acl", "prep"):  # what came in may bring phrases of its own
        for i, token in enumerate(parse):
            if i in kept or token.dep != dep or token.head not in kept:
                continue
            more = _core(parse, i)
            if len(more) == 1:
                continue  # "bears living" without where
            dated = any(parse[j].entity in {"DATE", "TIME"} for j in more)
            apart = i > 0 and parse[i - 1].text == ","
            if not dated and not apart and max(more) - min(more) + 1 == len(more):
                yield more
    yield from _outcomes(parse, kept)


def _outcomes(parse: Parse, kept: set[int]) -> Iterator[set[int]]:
    """Yield what came of it, with its comma: ", killing two students"."""
    for i, token in enumerate(parse):
        opened = i > 1 and parse[i - 1].text == "," and token.text.endswith("ing")
        below = token.dep == "advcl" and token.head in kept and token.head < i
        if opened and below and any(t.head == i and t.dep == "dobj" for t in parse):
            yield _core(parse, i) | {i - 1}


def _breaks_off(parse: Parse, kept: set[int]) -> bool:
    """Tell whether the words behind the last one belong to it: "fired a parting | shot"."""
    last = max(kept)
    if any(_is_torn(parse, i, kept) for i in kept):
        return True
    after = parse[last + 1].pos if last + 1 < len(parse) else "PUNCT"
    if last + 1 < len(parse) and parse[last + 1].text.lower() in _GOES_ON:
        return True  # "in order | to free money"
    if parse[last].lemma.lower() in {"one", "that", "as"}:
        return True
    light = parse[last].dep == "dobj" and parse[parse[last].head].lemma.lower() in _LIGHT
    if light and any(t.dep == "prep" and t.head in {last, parse[last].head} for t in parse[last:]):
        return True  # "took a swipe | at Ruiz"
    if last + 1 < len(parse) and parse[last + 1].text in {'"', "“", "``"}:
        return True
    if parse[last].pos in {"VERB", "AUX"}:
        return after != "PUNCT"
    return after in {"NOUN", "PROPN"} and parse[last + 1].entity not in {"DATE", "TIME"}


def _is_torn(parse: Parse, top: int, kept: set[int]) -> bool:
    """Tell whether a verb went between a clause and what it hangs on.

    "Ruiz took to Twitter | to react to what she gave the mayor | he would like to know".
    """
    if parse[top].dep not in {"ccomp", "xcomp"}:
        return False
    first = min(subtree(parse, top) & kept)
    before = max((i for i in kept if i < first), default=first)
    return any(t.pos == "VERB" for t in parse[before + 1 : first])


def _tells(parse: Parse, root: int, kept: set[int]) -> bool:
    """Tell whether a line says of somebody that they do something in particular."""
    below = [parse[i] for i in kept if parse[i].head == root and i != root]
    subject = [t for t in below if t.dep in {"nsubj", "nsubjpass"}]
    if not subject or subject[0].pos in {"PRON", "DET"}:
        return False
    if parse[root].lemma.lower() in SPEECH_VERBS:
        return any(t.dep in {"ccomp", "xcomp"} for t in below)
    told = {"dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "prep", "agent"}
    return any(t.dep in told for t in below)


def _binds(parse: Parse, i: int) -> bool:
    return bool(BINDING & {parse[i].lemma.lower(), parse[i].text.lower()})


def _words(parse: Parse, kept: set[int]) -> int:
    return len((_render(parse, kept) or "").split())


def _render(parse: Parse, kept: set[int]) -> str | None:
    """Return the kept words, commas only where both neighbours stay; None if quotes break."""
    order = sorted(kept)
    while order and not parse[order[0]].text[0].isalnum() and parse[order[0]].text not in '"“$':
        order.pop(0)
    while order and parse[order[-1]].text in {",", "-", "and", "or"}:
        order.pop()
    line, end = "", None
    for i in order:
        outcome = i + 1 in kept and parse[i + 1].dep == "advcl"
        if parse[i].text == "," and not outcome and not ({i - 1, i + 1} <= kept):
            continue
        glued = end is not None and parse[i].start == end
        line += parse[i].text if glued or not line else f" {parse[i].text}"
        end = parse[i].end
    if line.count('"') % 2 or line.count("“") != line.count("”"):
        return None
    line = re.sub(r"\s+(['’](?:s|re|ve|d|ll|t)?\b|n['’]t\b|[,%]|\.(?!\d))", r"\1", line)
    return line[:1].upper() + line[1:] if line else None
