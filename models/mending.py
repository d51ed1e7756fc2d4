"""What a rewriting left out though a word that it kept needs it, put back from the evidence.

A short wording may do without asides: what stands between commas or dashes, who said it, where it
was said. It may not do without what says which one is meant or what for: "the limits" of "the
limits on his ability", "immigrants" of "immigrants who were brought as children", "a rare chance",
"a test of math" of "math, science and reading", nor without the day of what it tells. The pruning
of dependency trees calls these complements and restrictive modifiers, and keeps them (Filippova and
Strube, "Dependency tree based sentence compression", 2008). Only words of the evidence are put
back, where they stood; the result is checked like any other wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.attribution import lower_first
from models.dates import find_dates, relative_days
from models.following import align
from models.mentions import Parse, Span, Token
from models.newsroom_words import SPEECH_VERBS
from models.phrases import subtree
from models.tenses import moved_tenses

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"})
_APART = frozenset(", — – -- - ( ; :".split())
_ASIDES = frozenset("such include like amid despite during accord".split())
# Prepositions with which a verb mostly means something else than without them.
_OF_VERBS = frozenset("as to for from against over on of about into with".split())
_TAILS = frozenset("relcl acl appos advcl".split())
_WHEN = frozenset("when because until".split())  # "were marching when shots were fired"
_PLACES = frozenset({"in", "at"})
_PLACE_WORDS = 5  # a longer one is the scene, and the sentence does without
_OPENING = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART"})  # nothing is put straight behind
_OF_THE_VERB = frozenset("dobj attr oprd dative acomp nsubj nsubjpass".split())
_NOMINAL = frozenset({"PROPN", "PRON", "DET", "NOUN"})
_HALF_QUOTED = re.compile(r"(?<!s)['’](?!\w)|(?<!\w)['‘]")
_MEASURES = frozenset({"DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"})
_LIST_WORDS = 14
_OPENING_WORDS = 10
_LONGEST = 16
_SECOND_AIM = 6
_LISTED = frozenset({"NOUN", "PROPN"})
_NOUNS = frozenset({"NOUN", "ADJ", "NUM", "ADV"})


@dataclass(frozen=True, slots=True)
class Loss:
    """Tokens of the evidence, and the token of the wording by which they would stand."""

    first: int
    last: int
    by: int  # -1: before the whole wording
    before: bool = False


def losses(parse: Parse, theirs: Parse) -> list[Loss]:
    """Return what the wording needs of the evidence and lacks, in the order of the evidence.

    Args:
        parse: of the wording.
        theirs: of the sentence that it follows.
    """
    place = _places(parse, theirs)
    told = {w for t in parse for w in (t.text.lower(), *t.text.lower().split("-"))}
    found: list[Loss] = []
    for first, last in sorted(set(_needed(parse, theirs, place))):
        run = theirs[first : last + 1]
        words = [t for t in run if t.pos in _CONTENT] or run
        kind = theirs[_top(theirs, first, last)].dep
        if kind != "compound" and all(t.text.lower() in told for t in words):
            continue  # it stands elsewhere
        if found and first <= found[-1].last:
            continue
        loss = _stand(theirs, place, first, last)
        found += [loss] if loss and not _in_quotes(parse, loss) else []
    return found


def lacks(parse: Parse, said: str, theirs: Parse) -> int:
    """Return how many phrases a wording lacks and how many tenses it moved."""
    return len(losses(parse, theirs)) + len(moved_tenses(parse, said, theirs))


def mend(text: str, parse: Parse, said: str, theirs: Parse, max_words: int) -> str | None:
    """Return the wording with as much of what it lacks as fits, or None if nothing can be put back.

    Args:
        text: the wording.
        parse: its tokens.
        said: the sentence that it follows.
        theirs: its tokens.
        max_words: white-space separated words at most.
    """
    room = max_words - len(text.split())
    chosen: list[tuple[Loss, str]] = []
    for loss in losses(parse, theirs):
        words = _words(said, theirs, loss)
        if len(words.split()) <= room and _whole(words):
            chosen.append((loss, words))
            room -= len(words.split())
    edits = moved_tenses(parse, said, theirs)
    edits += [_insertion(text, parse, loss, words) for loss, words in chosen if loss.by >= 0]
    in_order = sorted(edits, key=lambda edit: edit[0])
    for (start, end), words in reversed(in_order):  # so that offsets stay true
        text = f"{text[:start]}{words}{text[end:]}"
    opening = next((words for loss, words in chosen if loss.by < 0), None)
    if opening:
        return f"{_capital(opening)}, {lower_first(text, parse)}"
    return text if edits else None


def _words(said: str, theirs: Parse, loss: Loss) -> str:
    """Return the words to put back, with the mark that closes what is set apart within them."""
    words = said[theirs[loss.first].start : theirs[loss.last].end]
    after = theirs[loss.last + 1].text if loss.last + 1 < len(theirs) else ""
    return f"{words} {after}" if after in {"—", "–"} and words.count(after) % 2 else words


def _insertion(text: str, parse: Parse, loss: Loss, words: str) -> tuple[Span, str]:
    token, rest = parse[loss.by], text[parse[loss.by].end :]
    if loss.before:
        return (token.start, token.start), f"{words} "
    gap = "" if words.startswith(",") and token.text != "," else " "
    words = words.strip(" ,;:") if token.text == "," else words.rstrip(" ,;:")
    if words.endswith(".") and rest.startswith("."):  # "in the U.S.", where the sentence ends
        words = words[:-1]
    return (token.end, token.end), f"{gap}{words}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _whole(words: str) -> bool:
    even = words.count('"') % 2 == 0 and words.count("“") == words.count("”")
    return even and not _HALF_QUOTED.search(words)


def _in_quotes(parse: Parse, loss: Loss) -> bool:
    """Tell whether words would be put between quotation marks of the wording."""
    last = loss.by - loss.before
    return sum(t.text in {'"', "“", "”"} for t in parse[: last + 1]) % 2 == 1


def _places(parse: Parse, theirs: Parse) -> dict[int, int]:
    """Return for each word of the evidence that was kept where it stands in the wording.

    A lone "of" or "the" that merely has a like is not taken for kept.
    """
    aligned = align(parse, theirs)
    return {
        at: i
        for i, at in aligned.items()
        if theirs[at].pos in _CONTENT
        or aligned.get(i - 1) == at - 1
        or aligned.get(i + 1) == at + 1
    }


def _stand(theirs: Parse, place: Mapping[int, int], first: int, last: int) -> Loss | None:
    """Return where the words go: behind the kept word before them, or before the noun."""
    if first == 0 or (theirs[first - 1].text == "," and not any(k in place for k in range(first))):
        return Loss(first, last, -1)
    above = theirs[_top(theirs, first, last)].head
    if above > last:
        by = next((k for k in range(last + 1, above + 1) if k in place), None)
        return None if by is None or place[by] == 0 else Loss(first, last, place[by], before=True)
    by = next((k for k in range(first - 1, above - 1, -1) if k in place), None)
    if by is None or theirs[by].pos in _OPENING:
        return None
    if any(theirs[k].dep in _OF_THE_VERB for k in range(by + 1, first)):
        return None  # behind an object that stands there as "it"
    return Loss(first, last, place[by])


def _top(theirs: Parse, first: int, last: int) -> int:
    """Return the word of a run on which the others hang."""
    inside = range(first, last + 1)
    tops = (k for k in inside if theirs[k].head not in inside)
    return next((k for k in tops if theirs[k].dep not in {"punct", "cc"}), first)


def _needed(parse: Parse, theirs: Parse, place: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of the evidence that are gone and needed: first and last token."""
    end = _last_verb(parse, place)
    for i, token in enumerate(theirs):
        if i in place or token.head not in place or token.head == i:
            continue
        part = subtree(theirs, i)
        first, last = min(part), max(part)
        if len(part) != last - first + 1 or part & place.keys():
            continue
        last = _without_tail(theirs, part)
        if token.dep == "conj" and (_is_list(theirs, i, part) or _is_aim(theirs, i, part)):
            joint = _with_joint(theirs, first, place)
            if joint < first:  # else its "and" now joins something else
                yield joint, last
        elif _opens(theirs, place, first, last):
            if _sets_time(theirs, i, part):
                yield first, last
        elif (
            first > 0
            and not _is_aside(theirs, place, i, first, last)
            and (_is_needed(theirs, i, part) or (end is not None and token.head == end < i))
        ):
            yield first, last
    yield from _rest_of_measures(theirs, place)


def _without_tail(theirs: Parse, part: set[int]) -> int:
    """Return where a run ends without the aside at its end: "of Olmo, which she had left"."""
    last = max(part)
    for k in sorted(part)[2:]:
        tail = subtree(theirs, k)
        listed = theirs[k].dep == "appos" and theirs[k].pos == "PROPN"  # or one of a list of names
        aside = theirs[k].dep in _TAILS and max(tail) == last and not listed
        if aside and min(tail) - 1 in part and theirs[min(tail) - 1].text in _APART:
            return min(tail) - 2
    return last


def _is_aside(theirs: Parse, place: Mapping[int, int], i: int, first: int, last: int) -> bool:
    """Tell what is set apart, stands before its verb, or is itself not all that was said."""
    above, before = theirs[i].head, theirs[first - 1]
    day = _is_day(theirs, i, subtree(theirs, i))  # "Ruiz on Friday said"
    ahead = last < above and theirs[above].pos in {"VERB", "AUX"} and not day
    after = theirs[min(last + 1, len(theirs) - 1)]
    goes_on = last + 1 not in place and after.pos in _NOMINAL  # "in states | they won"
    broken = goes_on or (theirs[last].pos == "VERB" and after.pos != "PUNCT")
    nameless = any(t.lemma.lower() == "anonymity" for t in theirs[first : last + 1])
    apart = _APART & {before.text, theirs[first].text}
    return bool(apart) or before.dep == "cc" or ahead or broken or nameless


def _last_verb(parse: Parse, place: Mapping[int, int]) -> int | None:
    """Return the evidence's place of the verb in which the wording ends: "with talks starting."."""
    words = [i for i, t in enumerate(parse) if t.pos != "PUNCT"]
    if not words or parse[words[-1]].pos != "VERB":
        return None
    at = next((at for at, i in place.items() if i == words[-1]), None)
    return None if parse[words[-1]].lemma.lower() in SPEECH_VERBS else at


def _is_needed(theirs: Parse, i: int, part: set[int]) -> bool:
    token, above = theirs[i], theirs[theirs[i].head]
    if _is_day(theirs, i, part):
        return True
    if any(relative_days(theirs[k].text) for k in part) or token.entity in {"DATE", "TIME"}:
        return False
    if sum(theirs[k].pos != "PUNCT" for k in part) > _LONGEST:
        return False  # so much is more than which one
    if token.dep in {"relcl", "acl"}:  # who has a name needs no clause to be known
        return above.pos == "NOUN" and theirs[above.head].pos != "PROPN"
    if token.dep in {"xcomp", "ccomp"}:
        return above.lemma.lower() not in SPEECH_VERBS
    if token.dep == "advcl":
        return _has_to(theirs, i) or any(t.head == i and t.text in _WHEN for t in theirs)
    if token.dep in {"compound", "nmod"}:
        return token.pos in _LISTED and above.pos == "NOUN" and i < token.head
    return token.dep == "prep" and _belongs(theirs, i, part)


def _has_to(theirs: Parse, verb: int) -> bool:
    return any(t.head == verb and t.dep == "aux" and t.text.lower() == "to" for t in theirs)


def _belongs(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell whether a prepositional phrase belongs to its noun or verb."""
    word, above = theirs[i].lemma.lower(), theirs[theirs[i].head]
    if word in _ASIDES or theirs[i].pos == "VERB" or _is_timed(theirs, i):
        return False
    if word in _PLACES and _is_told_before(theirs, i, part):
        return False
    if above.pos == "PROPN":
        return word == "of"
    if above.pos in _NOUNS:
        return True
    if above.pos != "VERB" or above.lemma.lower() in SPEECH_VERBS:
        return False
    return word in _OF_VERBS or (word in _PLACES and len(part) <= _PLACE_WORDS)


def _is_told_before(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell a place that only a sentence before explains: "in the upper chamber"."""
    named = any(theirs[k].pos == "PROPN" for k in part)
    noun = next((k for k, t in enumerate(theirs) if t.head == i and t.dep == "pobj"), i)
    return not named and any(t.head == noun and t.text.lower() == "the" for t in theirs)


def _is_timed(theirs: Parse, i: int) -> bool:
    return any(t.head == i and t.entity in {"DATE", "TIME"} for t in theirs)


def _is_day(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell when or in what time a verb is done: "on Tuesday", "in 24 hours", no "last month"."""
    token, above = theirs[i], theirs[theirs[i].head]
    after = theirs[min(max(part) + 1, len(theirs) - 1)]
    dates_verb = above.pos in {"VERB", "AUX"} or after.pos in {
        "VERB",
        "AUX",
    }  # "Ruiz on Friday said"
    if not dates_verb or token.dep not in {"prep", "npadvmod"}:
        return False
    dated = token.entity in {"DATE", "TIME"} if token.dep == "npadvmod" else _is_timed(theirs, i)
    words = " ".join(theirs[k].text for k in sorted(part))
    span = token.dep == "prep" and any(
        theirs[k].pos == "NUM" for k in part
    )  # "in the last 24 hours"
    return dated and (span or bool(find_dates(words))) and not relative_days(words)


def _is_list(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell one of several things that are listed: "math, science and reading"."""
    like = theirs[i].pos in _LISTED and theirs[theirs[i].head].pos in _LISTED
    return like and len(part) <= _LIST_WORDS and not any(theirs[k].pos == "VERB" for k in part)


def _opens(theirs: Parse, place: Mapping[int, int], first: int, last: int) -> bool:
    """Tell what stood at the beginning, before a comma: "Still, on Tuesday, ..."."""
    after = theirs[last + 1].text if last + 1 < len(theirs) else ""
    own = first == 0 or theirs[first - 1].text == ","
    return own and after == "," and not any(k in place for k in range(first))


def _sets_time(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell a short phrase at the beginning that says when: "After the vote on Sunday, ..."."""
    if _is_day(theirs, i, part):
        return True
    words = " ".join(theirs[k].text for k in sorted(part))
    above = theirs[theirs[i].head].lemma.lower()
    scene = theirs[i].lemma.lower() == "during" and above not in SPEECH_VERBS  # not where one spoke
    dated = bool(find_dates(words)) or scene
    short = len(part) <= _OPENING_WORDS and not relative_days(words)
    return theirs[i].dep == "prep" and dated and short


def _is_aim(theirs: Parse, i: int, part: set[int]) -> bool:
    """Tell a second aim, in few words: "to win the vote and get the seat"."""
    verbs = theirs[i].pos == "VERB" and _has_to(theirs, theirs[i].head)
    return verbs and len(part) <= _SECOND_AIM


def _with_joint(theirs: Parse, first: int, place: Mapping[int, int]) -> int:
    """Return where the run begins with its comma and "and"."""
    if theirs[first - 1].text == "," and first - 2 in place:
        return first - 1  # a comma that stays may be the next one
    while first > 1 and first - 1 not in place and theirs[first - 1].dep in {"punct", "cc"}:
        first -= 1
    return first


def _rest_of_measures(theirs: Parse, place: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the end of a measure of which the beginning was kept: "16 years, | 2 months"."""
    for i, token in enumerate(theirs):
        if token.entity not in _MEASURES or i in place or i - 1 not in place:
            continue
        if not (_goes_on(token, theirs[i - 1].entity) or _adds_to_measure(theirs, i)):
            continue
        last = i
        while last + 1 < len(theirs) and _goes_on(theirs[last + 1], token.entity):
            last += 1
        words = " ".join(t.text for t in theirs[i : last + 1])
        if not {*range(i, last + 1)} & place.keys() and not relative_days(words):
            yield i, last


def _adds_to_measure(theirs: Parse, i: int) -> bool:
    unit = i > 1 and theirs[i - 1].text == "," and theirs[i - 2].pos == "NOUN"
    return unit and theirs[i].pos == "NUM" and theirs[i - 2].entity == theirs[i].entity


def _goes_on(token: Token, entity: str) -> bool:
    return token.entity == entity and not token.starts_entity


def most_like(parse: Parse, evidence: Sequence[Parse]) -> int:
    """Return which of the passages the wording follows most closely."""
    return max(range(len(evidence)), key=lambda n: (len(align(parse, evidence[n])), -n))


def with_mended(
    texts: Sequence[str],
    evidence: Sequence[Parse],
    said: Sequence[str],
    readings: Mapping[str, Parse],
    max_words: int,
) -> tuple[str, ...]:
    """Return the wordings of a place, each that lacks something followed by it mended.

    Args:
        texts: the wordings.
        evidence: tokens of the place's passages.
        said: the passages.
        readings: tokens of the wordings, by text.
        max_words: white-space separated words at most.
    """
    found: list[str] = []
    for text in texts if evidence else ():
        n = most_like(readings[text], evidence)
        better = mend(text, readings[text], said[n], evidence[n], max_words)
        found += [text, better] if better else [text]
    return tuple(dict.fromkeys(found or texts))
