"""The time of a main clause put back as the evidence has it.

Reported speech moves tenses back: "will sign" becomes "said she would sign". Where nobody says it,
"would" reads as a condition and "investigated" as over and done, while the evidence has "will
investigate" and "has been investigating" (Quirk et al., "A Comprehensive Grammar of the English
Language", 1985, sections 4.60 to 4.66, on backshift and on the progressive).
"""

from __future__ import annotations

from collections.abc import Iterator

from models.following import align
from models.mentions import Parse, Span
from models.newsroom_words import SPEECH_VERBS

_NOW = frozenset("is are has have been".split())


def moved_tenses(parse: Parse, said: str, theirs: Parse) -> list[tuple[Span, str]]:
    """Return where a wording moved the time of a main clause, and the evidence's words for it.

    Args:
        parse: of the wording; the spans are of its text.
        said: the sentence that it follows.
        theirs: its tokens.
    """
    return list(_moved(parse, said, theirs))


def _moved(parse: Parse, said: str, theirs: Parse) -> Iterator[tuple[Span, str]]:
    for i, at in align(parse, theirs).items():
        verb, there = parse[i], theirs[at]
        if verb.pos not in {"VERB", "AUX"} or _is_reported(parse, i):
            continue
        mine = [t for t in parse if t.head == i and t.dep in {"aux", "auxpass"}]
        others = [j for j, t in enumerate(theirs) if t.head == at and t.dep in {"aux", "auxpass"}]
        would = next((t for t in mine if t.text == "would"), None)
        if would and any(theirs[j].text == "will" for j in others):
            yield (would.start, would.end), "will"
        elif not mine and there.text.endswith("ing") and _is_past(verb.text, verb.lemma):
            run = range(at - len(others), at)
            if others and [*run] == others and {theirs[j].text for j in others} <= _NOW:
                yield (verb.start, verb.end), said[theirs[others[0]].start : there.end]


def _is_past(word: str, lemma: str) -> bool:
    low = word.lower()
    return low not in {lemma.lower(), f"{lemma.lower()}s"} and not low.endswith("ing")


def _is_reported(parse: Parse, i: int) -> bool:
    """Tell whether somebody is said to have said it."""
    for _ in range(len(parse)):
        if parse[i].head == i:
            return False
        i = parse[i].head
        if parse[i].lemma.lower() in SPEECH_VERBS and parse[i].dep != "acl":
            return True
    return False
