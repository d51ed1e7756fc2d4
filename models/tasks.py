"""The plan -> what the writer is asked, and its candidates back in the plan's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.compress import compress
from models.facts import find_speakers
from models.limits import Limits
from models.news import Disagreement, Draft, Parse, Plan, PlannedSentence, Sentence, Written
from models.ports import TaskKind, Writer, WritingTask
from models.sentences import plain
from models.values import contested, value_spans
from models.wording import vocabulary


def write(
    plan: Plan,
    disagreements: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    writer: Writer,
    limits: Limits,
) -> Written:
    """Ask the writer for everything in one batch.

    Raises:
        WriterUnavailable: a remote writer did not answer.
    """
    places = [*plan.places, *plan.spare[: limits.spare_written]]
    at_issue = contested(disagreements)
    heads = plan.places[: limits.headline_places]
    tasks, owners = [], []
    for number, place in enumerate(places):
        for sentence in place.evidence[: limits.passages_written]:
            # Given two passages a small model mixes them, and what mixes them is refused.
            tasks.append(_sentence(replace(place, evidence=(sentence,)), at_issue, parses, limits))
            owners.append(number)
    others = [_dispute(d, limits) for d in plan.disputes]
    others += [_headline(p, at_issue, parses, limits) for p in heads]
    texts = [tuple(t) for t in writer.write([*tasks, *others])]
    told: list[tuple[str, ...]] = [()] * (len(plan.places) + len(plan.spare))
    for number, many in zip(owners, texts, strict=False):
        told[number] += many
    rest = texts[len(tasks) :]
    return Written(
        tuple(told), tuple(rest[: len(plan.disputes)]), tuple(rest[len(plan.disputes) :])
    )


def write_again(
    written: Written,
    draft: Draft,
    disagreements: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    writer: Writer,
    limits: Limits,
) -> Written:
    """Ask once more where the first wording was refused, and add what comes to the candidates.

    Each passage is given alone and the wording held to its words: what was wrong with the first
    was mostly that it mixed two passages or added to one.

    Raises:
        WriterUnavailable: a remote writer did not answer.
    """
    at_issue = contested(disagreements)
    tasks: list[WritingTask] = []
    owners: list[tuple[bool, int]] = []  # whether of a headline, and of which place
    for of_line, number in _wanting(written, draft, limits):
        for sentence in draft.plan.places[number].evidence[: limits.evidence_again]:
            place = replace(draft.plan.places[number], evidence=(sentence,))
            make = _headline if of_line else _sentence
            task = make(place, at_issue, parses, limits)
            tasks.append(replace(task, words=vocabulary(task.evidence)))
            owners.append((of_line, number))
    places, headlines = [list(t) for t in written.places], [list(t) for t in written.headlines]
    for (of_line, number), texts in zip(owners, writer.write(tasks), strict=True):
        (headlines if of_line else places)[number] += texts
    return replace(
        written, places=tuple(map(tuple, places)), headlines=tuple(map(tuple, headlines))
    )


def _wanting(written: Written, draft: Draft, limits: Limits) -> Iterator[tuple[bool, int]]:
    """Yield the places, of headline and text, for which no wording of the writer stood."""
    line = draft.headline.text if draft.headline else None
    if not any(t.rstrip(".") == line for many in written.headlines for t in many):
        yield from ((True, i) for i in range(len(written.headlines)))
    stood = {s.place.rank: s.candidate.text for s in draft.sentences}
    for i, place in enumerate(draft.plan.places):
        if stood.get(place.rank) not in written.places[i]:
            yield False, i


def _sentence(
    place: PlannedSentence,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    limits: Limits,
) -> WritingTask:
    said = any(find_speakers(s.text) for s in place.evidence)  # as in training
    kind: TaskKind = "attribute" if said else "report"
    words = min(place.max_words, limits.sentence_words)
    return WritingTask(_evidence(place, at_issue, parses), words, kind)


def _evidence(
    place: PlannedSentence, at_issue: Sequence[Disagreement], parses: Mapping[int, Parse]
) -> tuple[tuple[str, str], ...]:
    """Return outlet and sentence, disputed values left out where the sentence can do without."""
    return tuple((s.source, _undisputed(s, at_issue, parses)) for s in place.evidence)


def _undisputed(
    sentence: Sentence, at_issue: Sequence[Disagreement], parses: Mapping[int, Parse]
) -> str:
    spans = [span for d in at_issue for span in value_spans(sentence.text, d)]
    parse = parses.get(sentence.index)
    if not spans or not parse:
        return sentence.text
    return compress(sentence.text, parse, len(sentence.text.split()), spans) or sentence.text


def _dispute(disagreement: Disagreement, limits: Limits) -> WritingTask:
    """Ask for one sentence that gives each side, from one passage a side."""
    sides = (p.evidence[0] for p in disagreement.positions if p.evidence)
    evidence = tuple((e.source, plain(e.quote)) for e in sides)
    return WritingTask(evidence, limits.dispute_words, "dispute")


def _headline(
    place: PlannedSentence,
    at_issue: Sequence[Disagreement],
    parses: Mapping[int, Parse],
    limits: Limits,
) -> WritingTask:
    return WritingTask(_evidence(place, at_issue, parses), limits.headline_words, "headline")
