"""The plan -> what the writer is asked, and its candidates back in the plan's shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.compress import compress
from models.facts import find_speakers
from models.limits import Limits
from models.news import Disagreement, Parse, Plan, PlannedSentence, Sentence, Written
from models.ports import TaskKind, Writer, WritingTask
from models.sentences import plain
from models.values import contested, value_spans


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
    places = [*plan.places, *plan.spare]
    at_issue = contested(disagreements)
    heads = plan.places[: limits.headline_places]
    tasks = [_sentence(p, at_issue, parses) for p in places]
    tasks += [_dispute(d, limits) for d in plan.disputes]
    tasks += [_headline(p, at_issue, parses, limits) for p in heads]
    texts = [tuple(t) for t in writer.write(tasks)]
    first, second = len(places), len(places) + len(plan.disputes)
    return Written(tuple(texts[:first]), tuple(texts[first:second]), tuple(texts[second:]))


def _sentence(
    place: PlannedSentence, at_issue: Sequence[Disagreement], parses: Mapping[int, Parse]
) -> WritingTask:
    said = place.attribute or any(find_speakers(s.text) for s in place.evidence)
    kind: TaskKind = "attribute" if said else "report"
    return WritingTask(_evidence(place, at_issue, parses), place.max_words, kind)


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
