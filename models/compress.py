"""A source sentence made shorter by leaving words out, never by changing or adding any.

Deletion of whole subtrees of the parse, in the manner of Knight and Marcu, "Summarization beyond
sentence extraction" (2002): what is left stands in the source in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.dates import relative_days
from models.news import Parse, Span

# Subtrees that a sentence can do without, those that are missed least first.
_DROPPABLE = ("appos", "relcl", "acl", "advcl", "npadvmod", "prep")
_OPENING = re.compile(
    r"^(?:(?:and|but|so|yet|still|meanwhile|however|also|moreover|furthermore|in addition|"
    r"instead|nevertheless|earlier|later|separately|in fact|indeed|of course|for example),?\s+)+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]{0,200}\)")


def compress(text: str, parse: Parse, max_words: int, without: Sequence[Span] = ()) -> str | None:
    """Return the sentence in at most ``max_words``, without the given spans, or None.

    Args:
        text: the sentence.
        parse: its tokens.
        max_words: white-space separated words at most.
        without: spans (a disputed date) that must go, each with the phrase it stands in.
    """
    gone: set[int] = set()
    for span in (*without, *_day_words(text, parse)):
        cut = _phrase_of(parse, span)
        if cut is None or not _may_go(text, parse, cut):
            return None
        gone |= cut
    for cut in _cuts(text, parse):
        if _length(text, parse, gone) <= max_words:
            break
        gone |= cut
    result = _tidy(_render(text, parse, gone))
    return result if len(result.split()) <= max_words else None


def _day_words(text: str, parse: Parse) -> list[Span]:
    """Return where "today" and the like stand outside of quotations."""
    words = {w.lower() for w in relative_days(text)}
    return [(t.start, t.end) for t in parse if t.text.lower() in words]


def _phrase_of(parse: Parse, span: Span) -> set[int] | None:
    """Return the tokens of the prepositional or adverbial phrase that holds a span."""
    inside = [i for i, t in enumerate(parse) if t.start < span[1] and t.end > span[0]]
    if not inside:
        return None
    top = inside[0]
    while parse[top].head != top and parse[parse[top].head].pos not in {"VERB", "AUX"}:
        if parse[top].dep == "prep" or parse[parse[top].head].pos == "NOUN":
            break
        top = parse[top].head
    if parse[top].head == top or parse[top].dep in {"nsubj", "nsubjpass", "dobj", "ROOT"}:
        return None
    return subtree(parse, top)


def without_opening(text: str) -> str:
    """Return the text without "But", "Meanwhile," and the like before it."""
    return _OPENING.sub("", text)


def subtree(parse: Parse, top: int) -> set[int]:
    """Return a token and all that depends on it."""
    found = {top}
    grew = True
    while grew:
        below = {i for i, t in enumerate(parse) if t.head in found and i not in found}
        found |= below
        grew = bool(below)
    return found


def _cuts(text: str, parse: Parse) -> Iterable[set[int]]:
    """Yield what can go: kind by kind, and within a kind from the end of the sentence."""
    for kind in _DROPPABLE:
        for i in range(len(parse) - 1, -1, -1):
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
    words = {parse[i].lemma.lower() for i in cut}
    if words & {"if", "unless", "without", "except", "not", "no", "never", "accord", "allegedly"}:
        return False
    after = parse[max(cut) + 1].text if max(cut) + 1 < len(parse) else "."
    if parse[top].dep in {"relcl", "acl", "appos", "advcl"}:
        opened = first == 0 or parse[first - 1].text in {",", "—", "–"}
        return opened and after in {",", ".", "—", "–"}
    if parse[top].dep == "prep":
        if parse[parse[top].head].pos not in {"VERB", "AUX"}:
            return False
        word = parse[top].lemma.lower()
        placed = any(parse[i].entity in {"DATE", "TIME", "GPE"} for i in cut)
        return word in {"amid", "during", "following"} or (word in {"in", "on", "at"} and placed)
    return parse[top].entity in {"DATE", "TIME"}


def _may_go(text: str, parse: Parse, cut: set[int]) -> bool:
    """Tell whether a cut is one run of tokens that leaves quotations whole."""
    low, high = min(cut), max(cut)
    if len(cut) != high - low + 1:
        return False
    marks = sum(parse[i].text.count(c) for i in cut for c in '"“”')
    inside = sum(text[: parse[low].start].count(c) for c in '"“”') % 2 == 1
    return marks % 2 == 0 and not inside


def _length(text: str, parse: Parse, gone: set[int]) -> int:
    return len(_tidy(_render(text, parse, gone)).split())


def _render(text: str, parse: Parse, gone: set[int]) -> str:
    pieces = []
    for i, token in enumerate(parse):
        if i not in gone:
            following = parse[i + 1].start if i + 1 < len(parse) else len(text)
            pieces.append(text[token.start : token.end] + text[token.end : following])
    return "".join(pieces)


def _tidy(text: str) -> str:
    """Mend commas and spaces where words were left out."""
    text = _OPENING.sub("", _BRACKETS.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" ,;:—–-")
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"[,;:—–]+([.!?])", r"\1", text)
    if not re.search(r"""[.!?]["”']?$""", text):
        text += "."
    return text[:1].upper() + text[1:]
