"""One neutral, true line that tells the event: the writer's, an article's title, or evidence cut.

Of all that stand every check, the one that tells most of what the articles put at their tops.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from models.binding import misbound
from models.checks import folded, unfinished, unsupported
from models.coherence import WELL_KNOWN, bare_definites, leans_on
from models.compress import breaks_off, compress
from models.condense import lines_of
from models.following import strays
from models.limits import Limits
from models.neutrality import loaded_words, loadedness
from models.news import (
    Disagreement,
    Dropped,
    Headline,
    Parse,
    Plan,
    PlannedSentence,
    Written,
)
from models.phrases import left_of, subtree
from models.planning import PERSON_NOUN, dangles
from models.similarity import stem
from models.titles import stems, tells_event
from models.values import holds_value, value_spans

# A line that somebody reads first says who is meant, and when.
_LEANS = re.compile(r"^Now\b|\b(?:it|they|them|this|these|those|such)\b", re.IGNORECASE)
# What was so before the event, or holds while something else goes on: no news.
_BEFORE = re.compile(
    r"\b(?:has|have|had|is|are) long\b|\b(?:earlier|previously|last (?:week|month|year))\b|"
    r"^(?:if|when|while|although)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"he|she|him|her|his|hers|himself|herself", re.IGNORECASE)
_THEIR = re.compile(r"their|its", re.IGNORECASE)
_UNTOLD = re.compile(
    r"original post\b|update\b|"
    r"(?:(?:an?|one|two|three|\d+) )?(?:hours?|days?|weeks?|months?|years?) (?:after|before|since)"
    r"(?!.*,)|(?:after|before|since|during) (?!.*,)",
    re.IGNORECASE,
)
_RATE = re.compile(r"(\d[\d,.]*|\w+)(?: \w+)? (?:a|per|each|every) (?:day|week|month|year|hour)\b")
_SPEECH = re.compile(r"[“\"](?:\S+ ){3,}\S+[”\"]")  # a quotation of so many words is no headline
_DEED = frozenset(  # says nothing of what was done: "Court decision reverses years of policy"
    "decision ruling move report comment remark plan bill news statement fight debate battle row "
    "crisis clash revelation document controversy scandal fallout backlash tension".split()
)
_OF_NOBODY = frozenset({"ADV", "AUX", "PRON", "SCONJ", "VERB"})  # "Just arrived at the school"
# A headline has no room for the title of somebody it names.
_TITLE = re.compile(
    r"\b(?:(?:[Ff]ormer |U\.?S\.? )?(?:[Pp]resident|Sen\.|Rep\.|Gov\.|Senator|Representative)) "
    r"(?=[A-Z][a-z])"
)
_NOMINAL = frozenset("NOUN PROPN ADJ".split())
_OWNING = frozenset({"'s", "’s"})
_TITLE_WORDS = 4  # two persons' titles
_MISREAD = re.compile(r"[a-z]{3,}[^s]s")  # "moves" behind a name, which a parser takes for a noun
_CIRCUMSTANCE = frozenset({"ADP", "ADV", "SCONJ"})
_ASIDE = frozenset({"prep", "advmod", "mark"})
_OPEN = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})


def head(
    plan: Plan,
    written: Written,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    readings: Mapping[str, Parse],
    limits: Limits,
) -> tuple[Headline | None, list[Dropped]]:
    """Return the headline and what was dropped on the way.

    Args:
        plan: its first places are what the headline may be about.
        written: the writer's lines for these places.
        at_issue: disagreements whose values a headline must not hold.
        parses: of the evidence, by sentence index.
        readings: of the writer's lines, by text.
        limits: thresholds.
    """
    dropped: list[Dropped] = []
    options: list[tuple[bool, float, Headline]] = []
    event = _with_lead(written.event, plan, limits)

    def offer(line: Headline, reading: Parse, more: float = 0.0) -> None:
        merit = more + _merit(line.text, reading, event, limits)
        options.append((_leans(line.text, reading), -merit, line))

    for place, texts in zip(plan.places, written.headlines, strict=False):
        evidence = [(s.text, parses.get(s.index, ())) for s in place.evidence]
        for whole in (t.rstrip(".") for t in texts):
            line, reading = _fitted(whole, readings[whole], limits)
            wrong = _line_flaws(line, reading, evidence, at_issue, limits)
            if wrong:
                dropped.append(Dropped(whole, f"headline: {wrong[0]}"))
                continue
            found = Headline(line, tuple(s.evidence for s in place.evidence))
            offer(found, reading, limits.own_line)
    for title in written.titles:
        quotes = [folded(e.quote) for e in title.evidence]
        told = [readings[q] for q in quotes if q in readings]
        line, reading = _fitted(title.text, readings[title.text], limits)
        wrong = headline_flaws(line, quotes, at_issue)
        if not wrong and not any(_vague(line, reading, told, limits, _acts(reading))):
            offer(Headline(line, title.evidence), reading, limits.own_title)
    of_lead = [s.evidence for s in plan.lead.evidence] if plan.lead else []
    for cut, reading in _cuts(plan, at_issue, parses, readings, limits):
        offer(cut, reading, -limits.other_line * (cut.evidence[0] not in of_lead))
    least = limits.least_line if written.event else -math.inf  # known of it: nothing
    able = [o for o in options if -o[1] >= least + limits.vague_line * o[0]]
    best = min(able, key=lambda option: option[:2], default=None)
    if best:
        return best[2], dropped
    last = _last_resorts(plan, written, at_issue, parses, readings, limits)
    rest = chain((o[2] for o in sorted(options, key=lambda o: o[:2])), last)
    least = limits.least_told if event else 0.0
    return next((h for h in rest if tells_event(h.text, event) >= least), None), dropped


def _last_resorts(
    plan: Plan,
    written: Written,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    readings: Mapping[str, Parse],
    limits: Limits,
) -> Iterator[Headline]:
    """Yield lines that pass the hard checks, however little they tell of the event."""
    for title in written.titles:
        line, _ = _fitted(title.text, readings[title.text], limits)
        short = limits.headline_shortest <= len(line.split()) <= limits.headline_words
        quotes = [folded(e.quote) for e in title.evidence]
        if short and not headline_flaws(line, quotes, at_issue):
            yield Headline(line, title.evidence)
    for sentence in (s for p in (*plan.places, *plan.spare) for s in p.evidence):
        parse = parses.get(sentence.index, ())
        cut = _cut(sentence.text, parse, at_issue, limits)
        left = left_of(parse, cut) if cut else ()
        if cut and left and not strays(cut, left, [(sentence.text, parse)]):
            yield Headline(cut, (sentence.evidence,))


def _with_lead(event: Mapping[str, float], plan: Plan, limits: Limits) -> Mapping[str, float]:
    """Return the event with more weight on what the lead tells too: both are of one thing."""
    lead = stems(plan.lead.evidence[0].text) if plan.lead else frozenset()
    return {w: n + limits.line_of_lead * (w in lead) for w, n in event.items()}


def _fitted(line: str, reading: Parse, limits: Limits) -> tuple[str, Parse]:
    """Return a line with its parse, cut by it to the words of a headline if it is longer."""
    if len(line.split()) <= limits.headline_words or not reading:
        return line, reading
    whole = compress(line, reading, limits.headline_words) or ""
    short = _bald(line, reading)
    bald = short if len(short.split()) <= limits.headline_words else ""
    for bare in (bald, whole.rstrip("."), *lines_of(reading, limits.headline_words)):
        cut = _spaced(bare, line)
        if cut and not breaks_off(reading, cut) and _rates(cut) == _rates(line, cut):
            return cut, left_of(reading, cut)
    return line, reading


def _bald(line: str, reading: Parse) -> str:
    """Return a line without what stands before full names: "former rival Rick Perry"."""
    gone: set[int] = set()
    for i, token in enumerate(reading):
        if token.entity == "PERSON" and reading[i - 1].entity != "PERSON" and i:
            following = reading[i + 1 : i + 2]
            at = i
            while at and reading[at - 1].pos in _NOMINAL and reading[at - 1].entity != "PERSON":
                at -= 1
            if following and following[0].entity == "PERSON":
                gone |= set(range(at, i))
    kept = line
    for i in sorted(gone, reverse=True):
        kept = kept[: reading[i].start] + kept[reading[i].end :].lstrip()
    return kept[:1].upper() + kept[1:]


def _spaced(cut: str, line: str) -> str:
    """Return what is left of a line with the space before a quotation that it had."""
    for quotation in re.findall(r" ([‘'“\"]\w+)", line):
        cut = re.sub(rf"(?<=\w){re.escape(quotation)}\b", f" {quotation}", cut)
    return cut


def _rates(line: str, cut: str = "") -> set[str]:
    """Return the numbers that are so many a day; of a line that was cut, those left in it."""
    return {m[1] for m in _RATE.finditer(line) if not cut or m[1] in cut}


def _merit(line: str, reading: Parse, event: Mapping[str, float], limits: Limits) -> float:
    """Return how much of the event a line tells, less for each word that is vague or loaded."""
    loaded = loadedness([line]) * len(line.split()) / 100
    vague = len(bare_definites(reading)) + (_of_nobody(reading) or _of_unknown(reading, event))
    vague += _of_a_deed(reading) + bool(_BEFORE.search(line)) + _opens_aside(reading)
    told = tells_event(line, event) - limits.quoted_line * len(_SPEECH.findall(line))
    return told - limits.vague_line * vague - limits.loaded_line * loaded


def _of_nobody(reading: Parse) -> bool:
    """Tell whether a line says what somebody does and not who: "The state's backers", "Sources".

    Only of a line that states who does what: a title's words are often misread.
    """
    subject = next((i for i, t in enumerate(reading) if t.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or reading[reading[subject].head].pos not in {"VERB", "AUX"}:
        return False
    return not any(
        reading[i].pos == "PROPN" or reading[i].entity or reading[i].lemma.lower() in WELL_KNOWN
        for i in subtree(reading, subject)
    )


def _opens_aside(reading: Parse) -> bool:
    """Tell whether a line opens with a circumstance: "In statements Ruiz said the port closes"."""
    subject = next((i for i, t in enumerate(reading) if t.dep in {"nsubj", "nsubjpass"}), None)
    return subject is not None and reading[0].pos in _CIRCUMSTANCE and reading[0].dep in _ASIDE


def _of_a_deed(reading: Parse) -> bool:
    """Tell whether a line is about a decision or a report and not about what it decides or tells.

    "Court decision reverses years of policy"; "Decision to close the port" says what it is.
    """
    subject = next((i for i, t in enumerate(reading) if t.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or reading[subject].lemma.lower() not in _DEED:
        return False
    return not any(t.head == subject and t.dep in {"acl", "prep", "relcl"} for t in reading)


def _of_unknown(reading: Parse, event: Mapping[str, float]) -> bool:
    """Tell whether a line is about a bare surname that is no part of the event: "Cohn averaged"."""
    subject = next((i for i, t in enumerate(reading) if t.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or reading[subject].entity != "PERSON" or not event:
        return False
    return len(subtree(reading, subject)) == 1 and not stems(reading[subject].text) & set(event)


def _cuts(
    plan: Plan,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    readings: Mapping[str, Parse],
    limits: Limits,
) -> Iterator[tuple[Headline, Parse]]:
    """Yield lines cut from the lead, from what is in dispute, and from what most origins say.

    Each with the parse of what is left.
    """
    rest = sorted(plan.places, key=lambda p: (p != plan.lead, -p.claim.origins, p.rank))
    for place in rest[:1]:
        yield from _of_place(place, at_issue, parses, limits)
    for evidence in (e for d in plan.disputes for p in d.positions for e in p.evidence):
        quote = folded(evidence.quote)
        cut = _cut(quote, readings.get(quote, ()), at_issue, limits)
        if cut:
            yield Headline(cut, (evidence,)), left_of(readings[quote], cut)
    for place in rest[1:]:
        yield from _of_place(place, at_issue, parses, limits)


def _of_place(
    place: PlannedSentence,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    limits: Limits,
) -> Iterator[tuple[Headline, Parse]]:
    for sentence in place.evidence:
        parse = parses.get(sentence.index, ())
        cut = _cut(sentence.text, parse, at_issue, limits)
        left = left_of(parse, cut) if cut else ()
        if (
            cut
            and left
            and not any(_vague(cut, left, (), limits, left[0].pos not in _OF_NOBODY))
            and not strays(cut, left, [(sentence.text, parse)])
        ):
            yield Headline(cut, (sentence.evidence,)), left


def _leans(line: str, parse: Parse) -> bool:
    """Tell whether a line needs the article before it, or tells of what was before the event."""
    before = any(t.text.lower() == "had" and parse[t.head].dep == "ROOT" for t in parse)
    nobody = any(_is_untold(parse, i) for i in range(len(parse)))
    return before or nobody or bool(_LEANS.search(line)) or bool(leans_on(parse))


def _is_untold(parse: Parse, i: int) -> bool:
    """Tell whether a word is "he" or "their" and no person, or nobody, was named before it."""
    if _HE.fullmatch(parse[i].text):  # a title's first word is often read as no name at all
        return not any(
            t.pos == "PROPN" or t.entity or PERSON_NOUN.fullmatch(t.text) for t in parse[:i]
        )
    named = any(t.pos in {"NOUN", "PROPN"} for t in parse[:i])
    return bool(_THEIR.fullmatch(parse[i].text)) and not named


def _line_flaws(
    line: str,
    reading: Parse,
    evidence: Sequence[tuple[str, Parse]],
    at_issue: Sequence[Disagreement],
    limits: Limits,
) -> list[str]:
    found = headline_flaws(line, [t for t, _ in evidence], at_issue)
    found += _vague(line, reading, [p for _, p in evidence], limits)
    return found or misbound(line, reading, evidence) or strays(line, reading, evidence)


def _vague(
    line: str, parse: Parse, evidence: Sequence[Parse], limits: Limits, acts: bool = False
) -> Iterator[str]:
    """Yield what keeps a line from telling the event to somebody who knows nothing of it.

    Verbs of a title are often read as nouns ("Judge blocks policy"): its evidence knows better.
    """
    verbs = {stem(t.text) for one in evidence for t in one if t.pos == "VERB"}
    if not (acts or _states(parse) or any(stem(w) in verbs for w in line.split()[1:])):
        yield "says of nobody that they do anything"
    if len(line.split()) > limits.headline_words:
        yield f"longer than {limits.headline_words} words"
    if len(line.split()) < limits.headline_shortest:
        yield f"shorter than {limits.headline_shortest} words"
    if dangles(line):
        yield "begins with what only another sentence explains"
    if _UNTOLD.match(line):
        yield "tells when and not what"
    that = next((i for i, t in enumerate(parse) if t.text.lower() == "that"), None)
    if that and not any(t.pos in {"VERB", "AUX"} for t in parse[that:]):
        yield "breaks off"
    if parse and parse[-1].pos in _OPEN:
        yield "breaks off"
    passive = any(t.dep == "nsubjpass" for t in parse)
    if passive and not any(t.dep in {"agent", "prep", "dobj", "xcomp", "oprd"} for t in parse):
        yield "does not say who does it, where or to whom"


def headline_flaws(
    line: str, evidence: Sequence[str], at_issue: Sequence[Disagreement]
) -> list[str]:
    """Return every reason for which a line must not head the brief."""
    found = unsupported(line, evidence) + unfinished(line + ".")
    found += [f"holds a disputed value ({d.topic})" for d in at_issue if holds_value(line, d)]
    found += [f'adopts the loaded word "{w}"' for w in loaded_words(line)]
    if re.search(r"[—–-] ?,|[,:;—–] ?$|\bin an? \w+$|-(?: |$)", line):
        found.append("breaks off")
    return found


def _states(parse: Parse) -> bool:
    """Tell whether a line says that somebody does something."""
    verbs = {"VERB", "AUX"}
    return any(
        t.dep in {"nsubj", "nsubjpass"}
        and parse[t.head].pos in verbs
        and parse[t.head].dep != "relcl"  # "The trends that will define 2019"
        for t in parse
    )


def _acts(reading: Parse) -> bool:
    """Tell whether a title has a verb that says what happens: "Judge blocks", "Ruiz to resign".

    Titles drop the words by which a parser finds a verb's subject.
    """
    return any(
        (t.pos == "VERB" and (before.text.lower() == "to" or t.text[-3:] not in {"ing", "ted"}))
        or (_MISREAD.fullmatch(t.text) and before.pos == "PROPN" and i + 1 < len(reading) - 1)
        for i, (before, t) in enumerate(pairwise(reading))
    )


def _untitled(line: str) -> str:
    """Return a line without the titles of the persons it names: "Ann Rill rejects the plan".

    "Mexico's President" and "Mexican President" say of what; such a title stays.
    """

    def bare(title: re.Match[str]) -> str:
        before = line[: title.start()].rsplit(None, 1)[-1:]
        return title[0] if before and (before[0][0].isupper() or before[0][-2:] in _OWNING) else ""

    return _TITLE.sub(bare, line)


def _cut(text: str, parse: Parse, at_issue: Sequence[Disagreement], limits: Limits) -> str | None:
    """Return the sentence, or who does what in it, in the words of a headline."""
    if not parse:
        return None
    spans = [span for d in at_issue for span in value_spans(text, d)]
    whole = compress(text, parse, limits.headline_words, spans) or ""
    longer = (_untitled(line) for line in lines_of(parse, limits.headline_words + _TITLE_WORDS))
    lines = (whole.rstrip("."), *longer, *lines_of(parse, limits.headline_words))
    for line in lines:
        short = limits.headline_shortest <= len(line.split()) <= limits.headline_words
        short = short and not breaks_off(parse, line)
        if short and not dangles(line) and not headline_flaws(line, [text], at_issue):
            return line
    return None
