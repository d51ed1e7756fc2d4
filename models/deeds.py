"""One deed of the event with two days, two places or two times of the day.

Sentences that tell of one deed may share few words: "signed an agreement on Tuesday", "the accord
was signed in Lissan". What was done is compared across the whole event, as names are: the same verb
to the same thing, told as done, where no outlet itself knows of two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from models.clock import clock_times
from models.dates import differ
from models.limits import Limits
from models.mentions import Deed
from models.named import within_quotation
from models.names import fold_word
from models.news import DateMention, Disagreement, Facts, Kind, Sentence
from models.newsroom_words import ACCORDS, SPEECH_VERBS, WEAK_ROLES
from models.places import may_contain
from models.similarity import stem
from models.topics import on_values

# What reports call one thing in several words, besides the newsroom's synonyms.
_SAME = dict.fromkeys((*ACCORDS, "paper", "document"), "accord") | {
    word: group
    for group, words in {
        "fire": "fire blaze inferno",
        "attack": "attack shooting bombing assault massacre",
        "begin": "begin start erupt originate",
        "sign": "sign conclude initial",
        "crash": "crash collide",
    }.items()
    for word in words.split()
}
# Done again and again, so that two days are two deeds.
_REPEATED = frozenset(
    "meet speak visit hold attend appear call send issue post publish release announce tweet ask "
    "discuss interview travel fly arrive return live work serve stand sit watch play protest "
    "gather march rally pass bear find use base hit think believe expect want know urge".split()
)
_SPEECH = "said|told|added|asked|tweeted|called|noted|reported|announced|claimed|warned|used|wanted"
_PAST = re.compile(
    rf"\b(?!(?:{_SPEECH})\b)(?:[a-z]{{2,20}}ed|began|broke|found|held|hit|left|lost|met|sank|shot|"
    r"struck|took|won|fell|blew|stole|drove|threw|bought|sold|led|fled|died|born)\b"
)
_SAME_PAST = dict.fromkeys(("began", "started", "erupted", "broke", "originated"), "began") | {
    "concluded": "signed", "initialled": "signed",
}  # fmt: skip
_WHERE = re.compile(
    r"\b(?:in|at|near|aboard) (?:[a-z]+ ){0,4}[A-Z]|\b(?:in|on|at) the [a-z]+ [a-z]+"
)
_STARTS = frozenset({"begin"})
_ZONE = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]?T|M[SD]?T|GMT|UTC|BST|local time|[Ee]astern)\b")
_BEFORE = re.compile(r"\b(?:before|after|when|while|since|until|as)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:has|have|had) until $")
_LAST = re.compile(r"\blast ((?:[a-z]+ ){1,3})on $")
_ROOT = 5  # letters of "inspected" that "inspection" has too
_ONLY = Deed(0, 0, "until", frozenset(), frozenset({"deadline"}), phrase="deadline")
_PASSIVE = re.compile(r"\b(?:was|were) ")
_NO_PLACE = re.compile(r"\d|day$|^(?:house|senate|congress|court|case|time|way|part)$", re.I)
_DAYS_APART = 10  # what lies farther apart are two deeds


_MINUTES = 10
Words = Mapping[str, set[str]]
"""The words of each outlet."""


@dataclass(frozen=True, slots=True)
class Told:
    """A deed where it is told, with one value of its day, place or hour."""

    sentence: Sentence
    deed: Deed
    value: str
    day: DateMention | None = None
    minutes: int = -1
    place: frozenset[str] = frozenset()


def deeds(
    sentences: Sequence[Sentence], facts: Sequence[Facts], limits: Limits
) -> list[Disagreement]:
    """Return a disagreement on each deed that outlets give another day, place or hour.

    Args:
        sentences: of all articles.
        facts: one for each sentence, by its index.
        limits: thresholds.
    """
    told: dict[Kind, dict[str, list[Told]]] = {
        "date": defaultdict(list),
        "place": defaultdict(list),
    }
    hours: dict[str, list[Told]] = defaultdict(list)
    words: dict[str, set[str]] = defaultdict(set)
    before = {(s.article, s.position): s for s in sentences}
    for sentence in sentences:
        words[sentence.source.casefold()].update(map(fold_word, sentence.text.split()))
        for one in _by_pattern(sentence, facts[sentence.index]):
            told["date"]["until" if one.deed is _ONLY else "last"].append(one)
        above = before.get((sentence.article, sentence.position - 1))
        for deed in _deeds(sentence, facts[sentence.index], facts[above.index] if above else None):
            for one in _dated(sentence, facts[sentence.index], deed):
                told["date"][deed.verb].append(one)
            for one in _placed(sentence, facts[sentence.index], deed):
                told["place"][deed.verb].append(one)
            hours[deed.verb] += _timed(sentence, deed)
    found = [
        d
        for kind in told
        for many in told[kind].values()
        for d in _found(many, kind, words, limits)
    ]
    return found + [d for many in hours.values() for d in _found(many, "date", words, limits)]


def _by_pattern(sentence: Sentence, facts: Facts) -> Iterator[Told]:
    """Yield the day until which somebody has, and the day on which something last happened."""
    for date in facts.dates:
        before = sentence.text[: date.start]
        if not (date.weekday is not None or date.day) or within_quotation(sentence.text, date):
            continue
        if _UNTIL.search(before):
            yield Told(sentence, _ONLY, date.text, day=date)
        elif last := _LAST.search(before):
            words = frozenset(stem(w)[:_ROOT] for w in last[1].split() if len(w) >= _ROOT)
            verb = last[1].rstrip().endswith("ed")
            phrase = "" if verb else f"of the last {last[1].strip()}"
            yield Told(sentence, replace(_ONLY, done_to=words, phrase=phrase), date.text, day=date)


def may_tell(sentences: Sequence[Sentence], facts: Sequence[Facts]) -> set[int]:
    """Return the sentences whose deeds are worth a parse: with a day, an hour or a place.

    Another article must have a past form in common with it, in a sentence of that sort: the work
    grows with what is told twice.
    """
    by_verb: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if _has_circumstance(sentence.text, facts[sentence.index]):
            for verb in set(_PAST.findall(sentence.text.lower())):
                by_verb[_SAME_PAST.get(verb, verb)].append(sentence)
    several = [many for many in by_verb.values() if len({s.article for s in many}) > 1]
    return {s.index for many in several for s in many}


def _has_circumstance(text: str, facts: Facts) -> bool:
    dated = any(d.weekday is not None or d.day for d in facts.dates)
    return dated or bool(clock_times(text)) or _WHERE.search(text) is not None


def _deeds(sentence: Sentence, facts: Facts, above: Facts | None) -> Iterator[Deed]:
    """Yield the deeds that happen once, "it" replaced by what the sentence before is about."""
    if any(d.year and not d.day for d in facts.dates):
        return  # another event, told for comparison: "the quake of 2009"
    for deed in facts.deeds:
        verb = _SAME.get(deed.verb.split()[0], deed.verb)
        verb = "begin" if deed.verb == "break out" else verb
        if verb in SPEECH_VERBS | WEAK_ROLES - {"begin"} | _REPEATED:
            continue
        if within_quotation(sentence.text, deed):
            continue
        meant = deed.done_to
        if deed.pronoun and above is not None:
            meant = frozenset(w for d in above.deeds for w in d.done_to)
            meant |= frozenset(w for s in above.statements for w in s.subject)
        yield replace(deed, verb=verb, doer=_plain(deed.doer), done_to=_plain(meant))


def _plain(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_SAME.get(w, w) for w in words)


def _dated(sentence: Sentence, facts: Facts, deed: Deed) -> Iterator[Told]:
    for date in facts.dates:
        exact = date.weekday is not None or date.day
        held = any(date.start <= start < date.end for start, _ in deed.days)
        if exact and held and not _crosses(sentence.text, date, deed):
            yield Told(sentence, deed, date.text, day=date)


def _crosses(text: str, date: DateMention, deed: Deed) -> bool:
    """Tell "on Aug. 9, the day before he was found": another clause begins between the two."""
    start, end = min(date.end, deed.end), max(date.start, deed.start)
    return _BEFORE.search(text, start, end) is not None


def _placed(sentence: Sentence, facts: Facts, deed: Deed) -> Iterator[Told]:
    """Yield the place that stands with a deed: a name, and of what begins somewhere any noun."""
    behind = [p for p in deed.places if p[0] > deed.start]  # "In Ohio, voters" frames what follows
    free = [p for p in behind if not any(p[0] < d.end and d.start < p[1] for d in facts.dates)]
    names = [sentence.text[start:end] for start, end in free]
    named = [n for n in names if n[:1].isupper() and not _NO_PLACE.search(n)]
    if not named and deed.verb in _STARTS and "fire" in deed.doer:
        named = [n for n in names[:1] if not _NO_PLACE.search(n)]
    if named:
        words = frozenset(fold_word(w) for n in names for w in n.split())
        yield Told(sentence, deed, named[-1], place=words)


def _timed(sentence: Sentence, deed: Deed) -> Iterator[Told]:
    """Yield the only time of the day in a sentence where it stands behind what began."""
    times = clock_times(sentence.text)
    if len(times) != 1 or deed.verb not in _STARTS or _ZONE.search(sentence.text):
        return
    ((start, end, minutes),) = times
    if start > deed.end and not _BEFORE.search(sentence.text[deed.end : start].split("after")[0]):
        dot = sentence.text[end - 2 : end + 1] == ".m."
        yield Told(sentence, deed, sentence.text[start : end + dot], minutes=minutes)


def _found(
    many: Sequence[Told], kind: Kind, words: Words, limits: Limits
) -> Iterator[Disagreement]:
    """Yield the first deed of a verb whose values exclude each other, with all its values."""
    for a, b in combinations(many, 2):
        if not _of_one_deed(a, b) or not _at_odds(a, b) or _know_both(a, b, words):
            continue
        sides = _sides(a, b, many)
        outlets = [{t.sentence.source.casefold() for t in side} for side in sides]
        if sum(map(len, outlets)) == len(set().union(*outlets)):
            told = [([t.sentence for t in side], side[0].value) for side in sides]
            yield on_values(kind, _topic(a, kind, sides), told, limits.deed_score)
            return


def _sides(a: Told, b: Told, many: Sequence[Told]) -> list[list[Told]]:
    """Return all that is told of one deed, by value."""
    sides = [[a], [b]]
    for one in many:
        if one in (a, b) or not (_of_one_deed(a, one) or _of_one_deed(b, one)):
            continue
        agreeing = [s for s in sides if not any(_at_odds(one, t) for t in s)]
        if agreeing:
            agreeing[0].append(one)
        else:
            sides.append([one])
    return sides


def _topic(a: Told, kind: Kind, sides: Sequence[Sequence[Told]]) -> str:
    phrases = [t.deed.phrase for side in sides for t in side if t.deed.phrase]
    phrase = min(phrases, key=lambda p: (not _PASSIVE.search(p), len(p), p), default="")
    if a.deed is _ONLY:
        return "the deadline"
    if kind == "place":
        return f"where {phrase}" if phrase else "the place"
    return f"{'the time' if a.minutes >= 0 else 'the date'} {phrase}".strip()


def _of_one_deed(a: Told, b: Told) -> bool:
    """Tell one deed: done to the same thing and by nobody else, or by the same to nothing."""
    one, two = a.deed, b.deed
    done, doer = one.done_to & two.done_to, one.doer & two.doer
    if done:
        return bool(doer) or not (one.doer and two.doer)
    return bool(doer) and not (one.done_to or two.done_to)


def _know_both(a: Told, b: Told, words: Words) -> bool:
    """Tell whether either outlet has the other's place too: then there are two of them."""
    return all(
        x.place and x.place <= words[y.sentence.source.casefold()] for x, y in ((a, b), (b, a))
    )


def _at_odds(a: Told, b: Told) -> bool:
    if a.day is not None and b.day is not None:
        return differ(a.day, b.day) and (a.deed.end == 0 or not _far(a.day, b.day))
    if a.minutes >= 0:
        return abs(a.minutes - b.minutes) >= _MINUTES
    return not a.place & b.place and not may_contain(a.value, b.value)


def _far(a: DateMention, b: DateMention) -> bool:
    """Tell days that lie weeks apart."""
    if a.resolved is None or b.resolved is None:
        return False
    return abs((a.resolved - b.resolved).days) > _DAYS_APART
