"""Candidates -> draft: the best supported, least loaded sentence for each place.

A candidate that fails a hard check loses and is listed. Where all fail, the evidence itself,
shortened by leaving words out and with its source named, stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from models.attribution import attribute, names_source, outlets
from models.binding import misbound
from models.checks import folded, negations, unfinished, unsupported
from models.compress import compress
from models.limits import Limits
from models.neutrality import loadedness
from models.news import (
    Candidate,
    Disagreement,
    DisputeSentence,
    Draft,
    DraftSentence,
    Dropped,
    Headline,
    Parse,
    Plan,
    PlannedSentence,
    Position,
    Sentence,
    Span,
    Written,
)
from models.planning import dangles
from models.ports import Judge, Reader
from models.values import holds_value, value_pattern, value_spans

Parses = Mapping[int, Parse]


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
    places = [*plan.places, *plan.spare]
    contested = [d for d in disagreements if d.status in {"contradiction", "superseded"}]
    pools, dropped = [], []
    readings = _read(reader, [t for texts in written.places for t in texts])
    for place, texts in zip(places, written.places, strict=True):
        pool, lost = _pool(place, texts, contested, parses, readings, limits)
        pools.append(pool)
        dropped += lost
    support = _support(pools, judge)
    chosen: list[DraftSentence] = []
    for place, pool in zip(places, pools, strict=True):
        best, lost = _best(place, pool, support, limits)
        dropped += lost
        if best:
            chosen.append(best)
    told = [
        _dispute(disagreement, texts, limits)
        for disagreement, texts in zip(plan.disputes, written.disputes, strict=True)
    ]
    headline = _headline(plan, written, chosen, contested, parses, limits)
    disputes = tuple(d for d in told if d)
    return Draft(headline, tuple(chosen), disputes, tuple(dropped), plan)


def _pool(
    place: PlannedSentence,
    texts: Sequence[str],
    contested: Sequence[Disagreement],
    parses: Parses,
    readings: Mapping[str, Parse],
    limits: Limits,
) -> tuple[list[Candidate], list[Dropped]]:
    """Return the candidates that pass every hard check, and those that do not."""
    pool, lost = [], []
    for text in dict.fromkeys(texts):
        candidate = _from_writer(text, place)
        wrong = flaws(candidate, place, contested)
        wrong = wrong or misbound(text, readings[text], _evidence(place, parses))
        lost += [Dropped(text, wrong[0])] if wrong else []
        pool += [] if wrong else [candidate]
    for candidate in _fallbacks(place, contested, parses, limits):
        if not flaws(candidate, place, contested):
            pool.append(candidate)
            break
    return pool, lost


def _read(reader: Reader, texts: Sequence[str]) -> dict[str, Parse]:
    every = sorted(set(texts))
    return dict(zip(every, reader.parse(every), strict=True)) if every else {}


def _evidence(place: PlannedSentence, parses: Parses) -> list[tuple[str, Parse]]:
    return [(s.text, parses.get(s.index, ())) for s in place.evidence]


def flaws(
    candidate: Candidate, place: PlannedSentence, contested: Sequence[Disagreement]
) -> list[str]:
    """Return every reason for which a candidate must not stand in the brief."""
    evidence = [s.text for s in candidate.evidence]
    sources = [s.source for s in candidate.evidence]
    found = unfinished(candidate.text) + unsupported(candidate.text, evidence, sources)
    if dangles(candidate.text):
        found.append("begins with what only another sentence explains")
    if len(candidate.text.split()) > place.max_words:
        found.append(f"longer than {place.max_words} words")
    if candidate.method != "abstractive" and not names_source(candidate.text, candidate.evidence):
        found.append("a source's sentence without its source")
    if candidate.method == "abstractive" and _negation_differs(candidate.text, evidence):
        found.append("denies what the evidence states, or states what it denies")
    for disagreement in contested:
        if holds_value(candidate.text, disagreement) and not names_source(
            candidate.text, candidate.evidence
        ):
            found.append(f"states a disputed value as fact ({disagreement.topic})")
    return found


def _negation_differs(text: str, evidence: Sequence[str]) -> bool:
    counts = [negations(e) for e in evidence]
    return bool(counts) and not min(counts) <= negations(text) <= max(counts)


def _from_writer(text: str, place: PlannedSentence) -> Candidate:
    """Call a candidate abstractive only if it is no part of one source sentence as it stands."""
    words = folded(text).rstrip(".")
    copied = any(words in folded(s.text) for s in place.evidence)
    return Candidate(text, "compressed" if copied else "abstractive", place.evidence)


def _fallbacks(
    place: PlannedSentence,
    contested: Sequence[Disagreement],
    parses: Parses,
    limits: Limits,
) -> Iterator[Candidate]:
    """Yield the evidence itself, shortened: first without disputed values, then with them."""
    for without_values in (True, False):
        for sentence in place.evidence:
            spans = _disputed_spans(sentence, contested) if without_values else []
            yield from _shortened(sentence, spans, place, parses, limits)


def _disputed_spans(sentence: Sentence, contested: Sequence[Disagreement]) -> list[Span]:
    return [span for d in contested for span in value_spans(sentence.text, d)]


def _shortened(
    sentence: Sentence,
    without: Sequence[Span],
    place: PlannedSentence,
    parses: Parses,
    limits: Limits,
) -> Iterator[Candidate]:
    parse = parses.get(sentence.index, ())
    names = outlets([sentence])
    room = place.max_words - 2 - sum(len(n.split()) for n in names)
    text = compress(sentence.text, parse, room, without) if parse else None
    if text and len(text.split()) >= limits.shortest_sentence:
        yield Candidate(attribute(text, names, parse), "compressed", (sentence,))


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
) -> tuple[DraftSentence | None, list[Dropped]]:
    able = [c for c in pool if support[c] >= limits.support]
    lost = [
        Dropped(c.text, "not supported well enough by its evidence") for c in pool if c not in able
    ]
    if not able:
        return None, lost
    best = max(able, key=lambda c: (c.method == "abstractive", _merit(c, support[c]), c.text))
    return DraftSentence(best, place, support[best]), lost


def _merit(candidate: Candidate, support: float) -> float:
    """Weigh support against loaded wording and length."""
    return support - 0.02 * loadedness([candidate.text]) - 0.002 * len(candidate.text.split())


def _dispute(
    disagreement: Disagreement, texts: Sequence[str], limits: Limits
) -> DisputeSentence | None:
    """Return the writer's sentence if it gives both sides with their outlets, else the note."""
    for text in texts:
        if not dispute_flaws(text, disagreement, limits):
            return DisputeSentence(text, "abstractive", disagreement)
    if not dispute_flaws(disagreement.note, disagreement, limits):
        return DisputeSentence(disagreement.note, "compressed", disagreement)
    return None


def dispute_flaws(text: str, disagreement: Disagreement, limits: Limits) -> list[str]:
    """Return every reason for which a sentence must not tell of a dispute."""
    evidence = [e for p in disagreement.positions for e in p.evidence]
    found = unfinished(text)
    found += unsupported(text, [e.quote for e in evidence], [e.source for e in evidence])
    if len(text.split()) > limits.dispute_words:
        found.append(f"longer than {limits.dispute_words} words")
    if not all(_gives(text, position) for position in disagreement.positions):
        found.append("does not give each side with its outlet")
    return found


def _gives(text: str, position: Position) -> bool:
    """Tell whether a text holds the position's value and, near it, an outlet of that side."""
    values = [m.span() for m in value_pattern(position.value).finditer(folded(text))]
    clauses = [c for c in re.split(r"[;,]? (?:while|but|whereas)\b|;", folded(text)) if c]
    named = any(
        value_pattern(position.value).search(c) and any(e.source in c for e in position.evidence)
        for c in clauses
    )
    return bool(values) and named


def _headline(
    plan: Plan,
    written: Written,
    chosen: Sequence[DraftSentence],
    contested: Sequence[Disagreement],
    parses: Parses,
    limits: Limits,
) -> Headline | None:
    """Return the writer's line if it is true, else the first evidence cut to headline length."""
    for place, texts in zip(plan.places, written.headlines, strict=False):
        evidence = [s.text for s in place.evidence]
        for text in (t.rstrip(".") for t in texts):
            short = len(text.split()) <= limits.headline_words
            if short and not headline_flaws(text, evidence, contested):
                return Headline(text, tuple(s.evidence for s in place.evidence))
    for sentence in (s for c in chosen for s in c.candidate.evidence):
        parse = parses.get(sentence.index, ())
        spans = _disputed_spans(sentence, contested)
        line = compress(sentence.text, parse, limits.headline_words, spans) if parse else None
        if line and not headline_flaws(line.rstrip("."), [sentence.text], contested):
            return Headline(line.rstrip("."), (sentence.evidence,))
    return None


def headline_flaws(
    text: str, evidence: Sequence[str], contested: Sequence[Disagreement]
) -> list[str]:
    """Return every reason for which a line must not head the brief."""
    found = unsupported(text, evidence) + unfinished(text + ".")
    found += [f"holds a disputed value ({d.topic})" for d in contested if holds_value(text, d)]
    return found
