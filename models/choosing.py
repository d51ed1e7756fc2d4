"""Candidates -> draft: the best supported, least loaded sentence for each place.

A candidate that fails a hard check loses and is listed. Where all fail, the evidence itself,
shortened by leaving words out and with its source named, stands in.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from models.attribution import attribute, names_source, outlets, set_off, speaks_for_itself
from models.binding import misbound
from models.checks import UNSUPPORTED, folded, negations, unfinished, unsupported
from models.coherence import opening, unexplained
from models.compress import compress, without_links
from models.disputing import tell
from models.facts import find_speakers
from models.filling import filled
from models.following import strays
from models.forms import disagreeing, unknown_forms
from models.headlines import head
from models.limits import Limits
from models.mending import lacks, with_mended
from models.names import find_quotations, find_single_quotations
from models.neutrality import loaded_words, loadedness
from models.news import (
    Candidate,
    Disagreement,
    Draft,
    DraftSentence,
    Dropped,
    Parse,
    Plan,
    PlannedSentence,
    Sentence,
    Span,
    Written,
)
from models.phrases import is_half, is_no_sentence
from models.planning import dangles, opens_unnamed, speaks_of_itself, told_at
from models.ports import Judge, Reader
from models.sentences import boundaries
from models.similarity import long_stems, stem
from models.titles import tells_event
from models.values import contested, position_spans, value_spans, vouched

Parses = Mapping[int, Parse]
_WORD = re.compile(r"\w+")
_MARKED = (find_quotations, find_single_quotations)


def choose(
    written: Written,
    plan: Plan,
    disagreements: Sequence[Disagreement],
    parses: Parses,
    reader: Reader,
    judge: Judge,
    limits: Limits,
) -> Draft:
    """Return one sentence for each place that can be filled, in the plan's order.

    Args:
        written: the writer's candidates.
        plan: the places.
        disagreements: all of them: a disputed value needs its source wherever it stands.
        parses: of the evidence, by sentence index.
        reader: parses the candidates, to compare who does what.
        judge: how far evidence supports a sentence.
        limits: thresholds.
    """
    at_issue = contested(disagreements)
    places = tuple(tuple(set_off(without_links(t)) for t in texts) for texts in written.places)
    written = replace(written, places=places)
    readings = _read(reader, written, plan, parses)
    written, readings = _mended(written, plan, parses, readings, reader)
    chosen, dropped = _fill(written, plan, at_issue, parses, readings, judge, limits)
    disputes = []
    for disagreement, texts in zip(plan.disputes, written.disputes, strict=True):
        told, lost = tell(disagreement, texts, readings, judge, limits)
        disputes += [told] if told else []
        dropped += lost
    headline, lost = head(plan, written, at_issue, parses, readings, limits)
    every = tuple(dict.fromkeys((*dropped, *lost)))  # a second wording may be the first again
    return Draft(headline, tuple(chosen), tuple(disputes), every, plan)


def _read(reader: Reader, written: Written, plan: Plan, parses: Parses) -> dict[str, Parse]:
    """Parse what the writer wrote, the titles, and the evidence of titles and disputes, by text.

    What was parsed before is taken from there; of a title's evidence the first passage is read.
    """
    texts = {t for many in (*written.places, *written.disputes) for t in many}
    texts |= {t.rstrip(".") for many in written.headlines for t in many}
    texts |= {folded(e.quote) for d in plan.disputes for p in d.positions for e in p.evidence}
    texts |= {t.text for t in written.titles}
    texts |= {folded(e.quote) for t in written.titles for e in t.evidence[:1]}
    planned = (s for p in (*plan.places, *plan.spare) for s in p.evidence)
    known = {s.text: parses[s.index] for s in planned if s.index in parses and s.text in texts}
    every = sorted(texts - known.keys())
    return known | (dict(zip(every, reader.parse(every), strict=True)) if every else {})


def _mended(
    written: Written,
    plan: Plan,
    parses: Parses,
    readings: Mapping[str, Parse],
    reader: Reader,
) -> tuple[Written, dict[str, Parse]]:
    """Add to the wordings of each place those with what they lacked put back."""
    places = []
    for place, texts in zip((*plan.places, *plan.spare), written.places, strict=True):
        read = [s for s in place.evidence if s.index in parses]
        said, theirs = [s.text for s in read], [parses[s.index] for s in read]
        places.append(with_mended(texts, theirs, said, readings, place.max_words))
    new = sorted({t for texts in places for t in texts} - readings.keys())
    more = dict(zip(new, reader.parse(new), strict=True)) if new else {}
    return replace(written, places=tuple(places)), {**readings, **more}


def _fill(
    written: Written,
    plan: Plan,
    at_issue: Sequence[Disagreement],
    parses: Parses,
    readings: Mapping[str, Parse],
    judge: Judge,
    limits: Limits,
) -> tuple[list[DraftSentence], list[Dropped]]:
    """Choose for every place; the judge is asked once about all candidates."""
    places = [*plan.places, *plan.spare]
    pools, dropped = [], []
    for place, texts in zip(places, written.places, strict=True):
        pool, lost = _pool(place, texts, at_issue, parses, readings, limits)
        pools.append(pool)
        dropped += lost
    support = _support(pools, judge)
    chosen = []
    for place, pool in zip(places, pools, strict=True):
        event = written.event if place == plan.lead else {}
        best, lost = _best(place, pool, support, limits, event)
        dropped += lost
        if best:
            chosen.append(best)
    able = {
        p: [c for c in pool if support[c] >= limits.support]
        for p, pool in zip(places, pools, strict=True)
    }
    cut = partial(_cut_to, at_issue=at_issue, parses=parses, limits=limits)
    chosen = filled(chosen, plan, able, cut, judge, limits)
    chosen = [_with_leans(s, parses, readings) for s in chosen]
    chosen.sort(key=lambda s: (s.place != plan.lead, told_at(s.place)))
    return chosen, dropped


def _cut_to(
    place: PlannedSentence,
    words: int,
    at_issue: Sequence[Disagreement],
    parses: Parses,
    limits: Limits,
) -> Iterator[Candidate]:
    """Yield what is evidence of a place in so many words, where nothing is wrong with it."""
    for sentence in place.evidence:
        for candidate in _shortened(sentence, [], words, parses, limits):
            if not flaws(candidate, place, at_issue):
                yield candidate


def _with_leans(
    sentence: DraftSentence, parses: Parses, readings: Mapping[str, Parse]
) -> DraftSentence:
    """Note what a sentence takes for introduced, of what is left where words were cut."""
    candidate = sentence.candidate
    own = readings.get(candidate.text) or parses.get(candidate.evidence[0].index, ())
    held = {stem(w) for w in _WORD.findall(candidate.text)}
    return replace(sentence, leans=unexplained(own) & held, opens_with=opening(own))


def _pool(
    place: PlannedSentence,
    texts: Sequence[str],
    at_issue: Sequence[Disagreement],
    parses: Parses,
    readings: Mapping[str, Parse],
    limits: Limits,
) -> tuple[list[Candidate], list[Dropped]]:
    """Return the candidates that pass every hard check, and those that do not."""
    pool, lost = [], []
    for text in dict.fromkeys(texts):
        candidate, wrong = _traced(text, readings[text], place, at_issue, parses, limits)
        wrong = flaws(candidate, place, at_issue) or wrong
        wrong = wrong or _malformed(readings[text], place)
        lost += [Dropped(text, wrong[0])] if wrong else []
        pool += [] if wrong else [candidate]
    for sentence in place.evidence:
        fallbacks = _fallbacks(sentence, place, at_issue, parses, limits)
        able = (c for c in fallbacks if not flaws(c, place, at_issue))
        pool += itertools.islice(able, 1)
    return pool, lost


def _malformed(reading: Parse, place: PlannedSentence) -> list[str]:
    """Return what is wrong with the words and the build of a wording."""
    nominal = any(t.pos in {"NOUN", "PROPN"} for i, t in enumerate(reading) if t.head == i)
    verbless = nominal and not any(t.pos in {"VERB", "AUX", "X"} for t in reading)
    found = ["half of a sentence, or none"] * (verbless or is_half(reading))
    return [
        *found,
        *unknown_forms(reading, [s.text for s in place.evidence]),
        *disagreeing(reading),
    ]


def flaws(
    candidate: Candidate, place: PlannedSentence, at_issue: Sequence[Disagreement]
) -> list[str]:
    """Return every reason for which a candidate must not stand in the brief."""
    text = candidate.text
    evidence = [s.text for s in candidate.evidence]
    sources = [s.source for s in candidate.evidence]
    found = unfinished(text, sources) + unsupported(text, evidence, sources)
    if "\n" in text or len(boundaries(text, (0, len(text)))) > 1:
        found.append("more than one sentence")
    if dangles(text):
        found.append("begins with what only another sentence explains")
    if speaks_of_itself(text):
        found.append("says I or we outside of a quotation")
    if len(text.split()) > place.max_words:
        found.append(f"longer than {place.max_words} words")
    found += [
        f"states a disputed value as fact ({d.topic})" for d in at_issue if not vouched(text, d)
    ]
    return found + _of_voice(candidate, evidence)


def _of_voice(candidate: Candidate, evidence: Sequence[str]) -> list[str]:
    """Return what would make the brief speak with a source's voice, or turn its meaning."""
    text = candidate.text
    found: list[str] = []
    attributed = names_source(text, candidate.evidence)
    if candidate.method != "abstractive" and not attributed:
        found.append("a source's sentence without its source")
    if candidate.method == "abstractive" and _denies_more(text, evidence):
        found.append("denies what the evidence states, or states what it denies")
    if candidate.method == "abstractive":
        said = [folded(q.text) for e in evidence for find in _MARKED for q in find(e)]
        quoted = (folded(q.text).rstrip(".,") for q in find_quotations(text))
        found += [f'puts "{q}" into quotation marks' for q in quoted if not _within(q, said)]
    if not attributed:
        found += [f'adopts the loaded word "{w}"' for w in loaded_words(text)]
        if all(map(find_speakers, evidence)):
            found.append("says itself what the evidence has somebody say")
    return found


def _within(quotation: str, said: Sequence[str]) -> bool:
    return any(quotation in s for s in said)


def _denies_more(text: str, evidence: Sequence[str]) -> bool:
    """Tell whether a text denies more often than its evidence; a clause with its denial may go.

    A denial that goes while what it denies stays is refused in ``following.py``.
    """
    return negations(text) > max(map(negations, evidence), default=0)


def _traced(
    text: str,
    reading: Parse,
    place: PlannedSentence,
    at_issue: Sequence[Disagreement],
    parses: Parses,
    limits: Limits,
) -> tuple[Candidate, list[str]]:
    """Return a wording with the sentence that it follows, and what is wrong with it.

    It cites the sentences of its own side that say what it says: who gives another value does not
    confirm it, nor does who tells of something else beside it. It is abstractive only if it is no
    part of a source sentence as that stands; such a part names its outlet.
    """
    side = _who_quote(text, same_side(text, place.evidence, at_issue))
    faults = [_faults(text, reading, s, parses) for s in side]
    first = min(range(len(side)), key=lambda i: len(faults[i]))
    evidence = (side[first], *_confirming(text, side, first, limits))
    lost = lacks(reading, side[first].text, parses.get(side[first].index, ()))
    if not any(_in_order(text) in _in_order(s.text) for s in place.evidence):
        return Candidate(text, "abstractive", evidence, lost), faults[first]
    if not unfinished(text) and not names_source(text, evidence):
        text = attribute(text, outlets(evidence[:1]), reading)
    return Candidate(text, "compressed", evidence[:1], lost), faults[first]


def _in_order(text: str) -> str:
    """Return the words alone: a capital or a comma more does not make a part one's own."""
    return f" {' '.join(_WORD.findall(folded(text).lower()))} "


def _faults(text: str, reading: Parse, sentence: Sentence, parses: Parses) -> list[str]:
    said, named = [(sentence.text, parses.get(sentence.index, ()))], [sentence.source]
    return misbound(text, reading, said, named) + strays(text, reading, said, named)


def _confirming(
    text: str, side: Sequence[Sentence], first: int, limits: Limits
) -> tuple[Sentence, ...]:
    """Return the other sentences that hold most of what the text says."""
    mine = long_stems(text)
    return tuple(
        s
        for i, s in enumerate(side)
        if i != first and len(mine & long_stems(s.text)) >= limits.confirming_share * len(mine)
    )


def _who_quote(text: str, evidence: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the evidence that holds the text's quotation, if it can do without the rest.

    Who tells of the speaker otherwise does not confirm that the words were said.
    """
    said = [folded(q.text).rstrip(".,") for q in find_quotations(text)]
    kept = tuple(s for s in evidence if any(q in folded(s.text) for q in said))
    own = unsupported(text, [s.text for s in kept], [s.source for s in kept]) if kept else said
    return kept if kept and not own else evidence


def same_side(
    text: str, evidence: Sequence[Sentence], at_issue: Sequence[Disagreement]
) -> tuple[Sentence, ...]:
    """Return the evidence without the sentences that give another value than the text does."""
    kept = tuple(s for s in evidence if not _on_another_side(text, s, at_issue))
    return kept or tuple(evidence)


def _on_another_side(text: str, sentence: Sentence, at_issue: Sequence[Disagreement]) -> bool:
    """Tell whether a sentence gives another value than the text does."""
    plain = folded(text)
    return any(
        any(position_spans(plain, p) for p in d.positions)
        and any(sentence.evidence in p.evidence for p in d.positions)
        and not any(
            position_spans(plain, p) and sentence.evidence in p.evidence for p in d.positions
        )
        for d in at_issue
    )


def _fallbacks(
    sentence: Sentence,
    place: PlannedSentence,
    at_issue: Sequence[Disagreement],
    parses: Parses,
    limits: Limits,
) -> Iterator[Candidate]:
    """Yield a sentence itself, shortened: first without disputed values, then with them.

    Short is better only where asides go for it: one that would lose the day or place of what it
    tells may be longer, and loses them only where it would not fit at all.
    """
    spans = [s for d in at_issue for s in value_spans(sentence.text, d)]
    short, usual = (min(place.max_words, w) for w in (limits.cut_words, limits.sentence_words))
    longer = ((w, asides) for w in (usual, place.max_words) for asides in (True, False))
    for words, asides in dict.fromkeys(((short, True), *longer)):  # a lead may be longer
        yield from _shortened(sentence, spans, words, parses, limits, asides_only=asides)
        if spans:
            yield from _shortened(sentence, [], words, parses, limits, asides_only=asides)


def _shortened(
    sentence: Sentence,
    without: Sequence[Span],
    words: int,
    parses: Parses,
    limits: Limits,
    *,
    asides_only: bool = False,
) -> Iterator[Candidate]:
    parse = parses.get(sentence.index, ())
    if is_no_sentence(parse) or _is_cut_off(sentence.text) or any(disagreeing(parse)):
        return
    names = outlets([sentence])
    room = words - 3 - sum(len(n.split()) for n in names)
    if not parse:
        return
    text = compress(sentence.text, parse, room, without, asides_only=asides_only)
    if text and len(text.split()) >= limits.shortest_sentence:
        if speaks_for_itself(text, parse):
            yield Candidate(text, "compressed", (sentence,))
        yield Candidate(attribute(text, names, parse), "compressed", (sentence,))


def _is_cut_off(text: str) -> bool:
    """Tell a sentence whose beginning is lost: "real questions about the talks, Rill said."."""
    return text[:2].islower() and text[:2].isalpha()


def _support(pools: Sequence[Sequence[Candidate]], judge: Judge) -> dict[Candidate, float]:
    """Ask the judge once about all candidates."""
    every = list(dict.fromkeys(c for pool in pools for c in pool))
    pairs = [("\n".join(s.text for s in c.evidence), c.text) for c in every]
    return dict(zip(every, judge.support(pairs), strict=True)) if pairs else {}


def _best(
    place: PlannedSentence,
    pool: Sequence[Candidate],
    support: Mapping[Candidate, float],
    limits: Limits,
    event: Mapping[str, float],
) -> tuple[DraftSentence | None, list[Dropped]]:
    """Choose for one place: the writer's before a source's; the lead tells most of the event."""
    able = [c for c in pool if support[c] >= limits.support]
    lost = [Dropped(c.text, UNSUPPORTED) for c in pool if c not in able]
    if not able:
        return None, lost

    def rank(candidate: Candidate) -> tuple[float, float, str]:
        own = limits.own_lead if event else 1.0
        top = " ".join(candidate.text.split()[: limits.cut_words])  # no prize for length
        told = tells_event(top, event) + own * (candidate.method == "abstractive")
        told -= limits.lost_phrase * candidate.lost
        told -= limits.vague_line * bool(event and opens_unnamed(candidate.text))
        return told, _merit(candidate, support[candidate]), candidate.text

    best = max(able, key=rank)
    return DraftSentence(best, place, support[best]), lost


def _merit(candidate: Candidate, support: float) -> float:
    """Weigh support against loaded wording and length."""
    return support - 0.02 * loadedness([candidate.text]) - 0.002 * len(candidate.text.split())
