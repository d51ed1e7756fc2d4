"""A source sentence made shorter by leaving words out, never by changing or adding any.

Deletion of whole subtrees of the parse, in the manner of Knight and Marcu, "Summarization beyond
sentence extraction" (2002): what is left stands in the source in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.dates import relative_spans
from models.names import SINGLE_QUOTED
from models.news import Parse, Span
from models.newsroom_words import SPEECH_VERBS
from models.phrases import subtree

# Subtrees that a sentence can do without, those that are missed least first.
_DROPPABLE = ("relcl", "acl", "advcl", "npadvmod", "prep", "appos")
_ASIDES = ("relcl", "acl", "advcl", "appos")  # all of them between commas or dashes
_OPENING = re.compile(  # "so far", "later this week" have no comma
    r"^(?:(?:and|but)\s+(?!for\b)|yet\s+(?!to\b|another\b|again\b)|(?:and|but|so|yet|still|meanwhile|however|also|moreover|"
    r"furthermore|in addition|instead|nevertheless|earlier|later|separately|in fact|indeed|"
    r"of course|for example|to that end|as a result|in response|in turn|in the meantime|"
    r"at the same time|by (?:contrast|comparison)|on the other hand|likewise|similarly|"
    r"for now|now|again|too|then|plus|as such|first|second|next|finally|lastly|"
    r"nonetheless|additionally|besides|further|notably|to be sure|yes|well|sure|ironically),\s+)+",
    re.IGNORECASE,
)
_LINK = re.compile(
    r",\s+(?:though|however|meanwhile|moreover|too|also|then|in turn|of course|indeed|"
    r"for example|for instance|nevertheless|nonetheless),(?=\s)"
)
_BEFORE_SUBJECT = re.compile(  # "In Olmo, however, the mayor": one of the two commas stays
    r",\s+(?:though|however|meanwhile|moreover|too|also|of course|indeed|nevertheless|nonetheless),"
    r"(?= (?:[A-Z]|(?:the|an?|he|she|it|they|we|his|her|its|their|this|that|these|those)\b))"
)
_ALSO = re.compile(
    r"(?<!\bbut)(?<!\bbut has)(?<!\bbut is) also (?=[a-z])"
)  # as well as what is not told
_COUNTED = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})  # "killing 19" is the news
_BRACKETS = re.compile(r"\s*\([^()]{0,200}\)")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTED = re.compile(rf"([“\"][^“”\"]*[”\"]|{SINGLE_QUOTED})")
# Without these a sentence says something else: conditions, denials, and whose word it is.
BINDING = frozenset(
    "if unless without except not n't n’t no never nor none neither cannot accord allegedly "
    "reportedly provided only until while though although whereas once despite unlike barring "
    "absent assuming pending depending".split()
)
# Verbs that say little without when or where: "began the day he won", "was not born in Ohio".
_NEEDING = frozenset("begin start end bear be become take happen occur live sit stand lie".split())


def compress(
    text: str,
    parse: Parse,
    max_words: int,
    without: Sequence[Span] = (),
    *,
    asides_only: bool = False,
) -> str | None:
    """Return the sentence in at most ``max_words``, without the given spans, or None.

    Args:
        text: the sentence.
        parse: its tokens.
        max_words: white-space separated words at most.
        without: spans (a disputed date) that must go, each with the phrase it stands in.
        asides_only: leave out nothing but what commas or dashes set apart, and never the day of
            what is told or who somebody is.
    """
    gone: set[int] = set()
    for span in (*without, *relative_spans(text)):
        cut = _phrase_of(parse, span)
        if cut is None or not _may_go(text, parse, cut) or _binds(parse, cut):
            return None
        if _strands(parse, cut) or _is_denied(parse, cut):
            return None
        gone |= _with_marks(parse, cut)
    gone |= _stray_comma(parse)
    gone |= _fewest(text, parse, gone, max_words, _ASIDES if asides_only else _DROPPABLE)
    result = _tidy(_render(text, parse, gone))
    if gone and breaks_off(parse, result):
        return None
    fits = len(result.split()) <= max_words and any(c.isalnum() for c in result)
    return result if fits else None


def _stray_comma(parse: Parse) -> set[int]:
    """Return a lone comma that a source put between its subject and verb: "The mayor, said ..."."""
    root = next((i for i, t in enumerate(parse) if t.head == i), 0)
    subject = next(
        (i for i in range(root) if parse[i].head == root and parse[i].dep == "nsubj"), -1
    )
    alone = root > 1 and [i for i in range(root) if parse[i].text == ","] == [root - 1]
    if subject < 0 or not alone or {0, root - 2} - subtree(parse, subject):
        return set()
    return {root - 1}


def _is_denied(parse: Parse, cut: set[int]) -> bool:
    """Tell whether what would go bounds a denial: "was not known before today"."""
    over = {parse[i].head for i in cut} - cut
    before = any(parse[i].lemma.lower() in {"before", "until"} for i in cut)
    return before and any(t.dep == "neg" and t.head in over for t in parse)


def _strands(parse: Parse, cut: set[int]) -> bool:
    """Tell whether a participle would be left with nothing: "the order, issued, ..."."""
    over = next((parse[i].head for i in cut if parse[i].head not in cut), None)
    if over is None or parse[over].dep != "acl":
        return False
    return all(t.dep == "punct" or i in cut for i, t in enumerate(parse) if t.head == over)


def breaks_off(parse: Parse, cut: str) -> bool:
    """Tell whether what is left of a sentence ends in a verb that lost what it needs.

    "Ruiz was criticised for offering, then withdrawing, a deal" without the deal.
    """
    words = _WORDS.findall(cut)
    ends = [i for i, t in enumerate(parse) if words and t.text == words[-1]]
    if not ends or not words:
        return False
    last = ends[-1]
    objects = any(t.head == last and t.dep in {"dobj", "xcomp", "ccomp"} for t in parse[last + 1 :])
    joined = {i for i, t in enumerate(parse) if t.dep == "conj" and t.head == last}
    shared = any(t.head in joined and t.dep == "dobj" for t in parse[last + 1 :])
    return parse[last].pos in {"VERB", "AUX"} and (objects or shared)


def _fewest(
    text: str, parse: Parse, gone: set[int], max_words: int, kinds: Sequence[str]
) -> set[int]:
    """Return what has to go for the sentence to fit: each cut that is not needed is given back."""
    cuts: list[set[int]] = []
    for cut in _cuts(text, parse, kinds):
        if _length(text, parse, gone.union(*cuts)) <= max_words:
            break
        cuts.append(_with_marks(parse, cut))
    for cut in tuple(cuts):
        others = [c for c in cuts if c is not cut]
        if _length(text, parse, gone.union(*others)) <= max_words:
            cuts = others
    return set().union(*cuts)


def _phrase_of(parse: Parse, span: Span) -> set[int] | None:
    """Return the tokens of the prepositional or adverbial phrase that holds a span."""
    inside = [i for i, t in enumerate(parse) if t.start < span[1] and t.end > span[0]]
    if not inside:
        return None
    top = inside[0]
    while parse[top].head != top and parse[parse[top].head].pos not in {"VERB", "AUX"}:
        inside_date = parse[parse[top].head].entity in {"DATE", "TIME"}  # "Saturday morning"
        if parse[top].dep == "prep" or (parse[parse[top].head].pos == "NOUN" and not inside_date):
            break
        top = parse[top].head
    if parse[top].dep not in {"prep", "npadvmod", "advmod", "advcl"}:
        return None  # "carrying 214 passengers" cannot do without its figure
    return subtree(parse, top)


def without_opening(text: str) -> str:
    """Return the text without "But", "Meanwhile," and the like before it."""
    return _OPENING.sub("", text)


def without_links(text: str) -> str:
    """Return the text without what binds it to a sentence before: "But", ", however,", "also"."""
    if text[:1].islower():
        return text  # no beginning of a sentence: nothing to mend
    pieces = _QUOTED.split(_OPENING.sub("", text))
    pieces[::2] = [_ALSO.sub(" ", _unlinked(p)) for p in pieces[::2]]
    text = "".join(pieces)
    return text[:1].upper() + text[1:]


def _unlinked(text: str) -> str:
    return _LINK.sub("", _BEFORE_SUBJECT.sub(",", text))


def _cuts(text: str, parse: Parse, kinds: Sequence[str]) -> Iterable[set[int]]:
    """Yield what can go: kind by kind, and within a kind from the end of the sentence."""
    for kind in kinds:
        for i in range(len(parse) - 1, -1, -1):
            who = kind == "appos" and parse[parse[i].head].entity == "PERSON"
            if who and "prep" not in kinds:
                continue  # "Ruiz, the leader of the miners' union"
            if parse[i].dep == kind and parse[i].head != i:
                cut = subtree(parse, i)
                if len(cut) > 1 and _may_go(text, parse, cut) and _is_extra(parse, i, cut):
                    yield cut


def _is_extra(parse: Parse, top: int, cut: set[int]) -> bool:
    """Tell whether the sentence stays true without the subtree.

    Conditions, denials and the content of what is said must stay; a relative clause without a
    comma narrows whom a sentence is about.
    """
    first = min(cut)
    if _binds(parse, cut) or any(parse[i].entity in _COUNTED for i in cut):
        return False
    after = parse[max(cut) + 1].text if max(cut) + 1 < len(parse) else "."
    if parse[top].dep == "appos" and any(
        t.dep == "conj" and t.head in {top, parse[top].head} for t in parse
    ):
        return False  # one of a list that the parse took for an apposition
    if parse[top].dep == "relcl" and _misread(parse, top, cut):
        return False
    if parse[top].dep in {"relcl", "acl", "appos", "advcl"}:
        mark = parse[first - 1].text if first else ","
        closes = sum(t.text == mark for t in parse[:first]) % 2 == 0  # "the items – files – seized"
        opened = mark == "," or (mark in {"—", "–"} and not closes)
        return opened and after in {",", ".", "—", "–"}
    if parse[top].dep == "prep":
        above = parse[parse[top].head]
        if above.pos not in {"VERB", "AUX"} or above.dep == "acl":  # "a strategy aimed at ..."
            return False
        if _needs_it(parse, parse[top].head):
            return False
        word = parse[top].lemma.lower()
        placed = any(
            parse[i].entity in {"DATE", "TIME", "GPE"} and parse[i].head == top for i in cut
        )  # of "at the governor of New York" nothing is a place but New York
        return word in {"amid", "during", "following"} or (word in {"in", "on", "at"} and placed)
    if any(parse[i].pos in {"VERB", "AUX"} for i in cut):
        return False  # a clause that the parse hangs on the day is what is said
    own = {t.dep for t in parse if t.head == parse[top].head}
    if parse[parse[top].head].dep != "ROOT" and not own & {"nsubj", "nsubjpass", "aux", "auxpass"}:
        return False  # "the order, issued | Jan. 27 |, ..."
    return parse[top].entity in {"DATE", "TIME"} and not _needs_it(parse, parse[top].head)


def _misread(parse: Parse, top: int, cut: set[int]) -> bool:
    """Tell a relative clause that is none, or not all of it.

    "Said Thursday that ..." hangs on the day; a second verb, which hangs nowhere, would be left.
    """
    if any(t.dep == "dep" and t.pos == "VERB" for t in parse[max(cut) + 1 :]):
        return True
    marked = any(t.dep == "mark" and t.head == top for t in parse)
    return marked and parse[parse[top].head].entity in {"DATE", "TIME"}


def _needs_it(parse: Parse, verb: int) -> bool:
    """Tell whether a verb says something else without when or where."""
    denied = any(t.head == verb and t.dep == "neg" for t in parse)
    return denied or parse[verb].lemma.lower() in _NEEDING


def _with_marks(parse: Parse, cut: set[int]) -> set[int]:
    """Return the cut with the commas or dashes on both sides of it.

    One stays before a new clause ("..., meaning it will close, Ruiz said"), and where another part
    set off by commas goes on before ("Ruiz, the mayor, who was in Olmo, said").
    """
    before, after = min(cut) - 1, max(cut) + 1
    if before < 0 or after + 1 >= len(parse):
        return cut
    if _closes_date(parse, cut):
        return cut | {after}
    if parse[before].text != parse[after].text:
        return cut
    if parse[before].text not in {",", "—", "–"}:
        return cut
    clause = parse[after + 1].pos in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}
    clause &= parse[after + 1].dep != "mark"  # "said Thursday, Aug. 15, that ..."
    inside = any(
        parse[i].dep in {"appos", "relcl", "acl"}
        and max(part := subtree(parse, i)) == before - 1
        and parse[min(part) - 1].text == parse[before].text
        for i in range(1, before)
    )
    verb = parse[after + 1].lemma.lower()
    inverted = any(t.head == after + 1 and t.dep == "nsubj" for t in parse[after + 2 :])
    said = verb == "accord" or (verb in SPEECH_VERBS and inverted)  # "..., said Ruiz"
    return cut if clause or inside or said else cut | {before, after}


def _closes_date(parse: Parse, cut: set[int]) -> bool:
    """Tell a comma that only closes a date before its verb: "Karvel on May 2, 2025, freed ..."."""
    before, after = min(cut) - 1, max(cut) + 1
    dated = parse[after - 1].text.isdigit() and any(parse[i].text == "," for i in cut)
    apart = parse[after].text == "," and parse[before].pos != "PUNCT"
    before_it = (t for t in parse[: min(cut)] if t.head == after + 1)
    return dated and apart and any(t.dep in {"nsubj", "nsubjpass"} for t in before_it)


def _binds(parse: Parse, cut: set[int]) -> bool:
    """Tell whether the words to go hold a condition, a denial or an attribution."""
    return any(BINDING & {parse[i].lemma.lower(), parse[i].text.lower()} for i in cut)


def _may_go(text: str, parse: Parse, cut: set[int]) -> bool:
    """Tell whether a cut is one run of tokens that leaves quotations whole."""
    low, high = min(cut), max(cut)
    if len(cut) != high - low + 1 or _splits(parse, low) or _splits(parse, high + 1):
        return False
    if low == 0 and parse[min(high + 1, len(parse) - 1)].pos in {"VERB", "AUX"}:
        return False  # what stands straight before the verb is its subject, whatever the parse
    words = "".join(parse[i].text for i in cut)
    if words.count("(") != words.count(")"):
        return False
    marks = sum(words.count(c) for c in '"“”')
    inside = sum(text[: parse[low].start].count(c) for c in '"“”') % 2 == 1
    return marks % 2 == 0 and not inside


def _splits(parse: Parse, at: int) -> bool:
    """Tell whether a cut before this token would divide a date or a time: "at 11:50 / a.m."."""
    if not 0 < at < len(parse):
        return False
    before, after = parse[at - 1], parse[at]
    timed = after.entity in {"DATE", "TIME"} and before.entity == after.entity
    return timed and before.text != ","


def _length(text: str, parse: Parse, gone: set[int]) -> int:
    return len(_tidy(_render(text, parse, gone)).split())


def _render(text: str, parse: Parse, gone: set[int]) -> str:
    rendered, end = "", 0
    for i, token in enumerate(parse):
        if i not in gone:
            gap = text[end : token.start]
            if gap.strip():  # words were left out here
                gap = " " if any(c.isspace() for c in gap) else ""
            rendered += gap + text[token.start : token.end]
            end = token.end
    return rendered


def _tidy(text: str) -> str:
    """Mend commas and spaces where words were left out, but not inside quotations."""
    pieces = _QUOTED.split(_OPENING.sub("", text))
    pieces[::2] = [_mend(p) for p in pieces[::2]]  # what stands between is quoted
    text = re.sub(r"\s+", " ", "".join(pieces)).strip(" ,;:—–-")
    text = re.sub(r"[,;:—–]+([.!?])$", r"\1", text)
    if not re.search(r"""[.!?]["”']?$""", text):
        text += "."
    return text[:1].upper() + text[1:]


def _mend(text: str) -> str:
    text = _BRACKETS.sub(_unless_binding, text)
    text = _ALSO.sub(" ", _unlinked(text))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:!?])(?!\d)", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    return re.sub(r"[,;:—–]+([.!?])", r"\1", text)


def _unless_binding(brackets: re.Match[str]) -> str:
    """Leave out a remark in brackets, but not "(if approved)" or "(not yet signed)"."""
    words = set(re.findall(r"[\w’']+", brackets.group().lower()))
    return brackets.group() if words & BINDING or "n't" in brackets.group() else ""
