"""The sentence that tells of a disagreement: each side's value with its outlet, nothing decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.binding import misbound
from models.checks import UNSUPPORTED, folded, negations, unfinished, unsupported
from models.limits import Limits
from models.news import Disagreement, DisputeSentence, Dropped, Parse, Position
from models.ports import Judge
from models.values import position_spans

_CLAUSES = re.compile(r"[;,]?\s(?:while|but|whereas|and)\s|[;:]\s")


def tell(
    disagreement: Disagreement,
    texts: Sequence[str],
    readings: Mapping[str, Parse],
    judge: Judge,
    limits: Limits,
) -> tuple[DisputeSentence | None, list[Dropped]]:
    """Return the writer's sentence if it is right, else the note; and what was dropped.

    Args:
        disagreement: what to tell.
        texts: the writer's candidates.
        readings: parses of the candidates and of the evidence, by text.
        judge: asked how far the evidence supports a candidate.
        limits: thresholds.
    """
    dropped: list[Dropped] = []
    for text in texts:
        wrong = dispute_flaws(text, disagreement, limits) or _misread(text, disagreement, readings)
        support = 0.0 if wrong else judge.support([(_joined(disagreement), text)])[0]
        if not wrong and support >= limits.support:
            return DisputeSentence(text, "abstractive", disagreement, support), dropped
        reason = wrong[0] if wrong else UNSUPPORTED
        dropped.append(Dropped(text, reason))
    wrong = dispute_flaws(disagreement.note, disagreement, limits)
    if wrong:
        return None, [*dropped, Dropped(disagreement.note, wrong[0])]
    return DisputeSentence(disagreement.note, "compressed", disagreement, 1.0), dropped


def _joined(disagreement: Disagreement) -> str:
    return "\n".join(folded(e.quote) for p in disagreement.positions for e in p.evidence)


def _misread(text: str, disagreement: Disagreement, readings: Mapping[str, Parse]) -> list[str]:
    quotes = [folded(e.quote) for p in disagreement.positions for e in p.evidence]
    outlets = [e.source for p in disagreement.positions for e in p.evidence]
    known = [(q, readings[q]) for q in quotes if q in readings]
    return misbound(text, readings.get(text, ()), known, outlets) if known else []


def dispute_flaws(text: str, disagreement: Disagreement, limits: Limits) -> list[str]:
    """Return every reason for which a sentence must not tell of a dispute."""
    evidence = [e for p in disagreement.positions for e in p.evidence]
    sources = [e.source for e in evidence]
    found = unfinished(text, sources) + unsupported(text, [e.quote for e in evidence], sources)
    if len(text.split()) > limits.dispute_words:
        found.append(f"longer than {limits.dispute_words} words")
    if not all(_gives(text, p, disagreement) for p in disagreement.positions):
        found.append("does not give each side with its outlet")
    return found


def _gives(text: str, position: Position, disagreement: Disagreement) -> bool:
    """Tell whether one clause holds the position's value and its outlet, and no other value."""
    others = [p for p in disagreement.positions if p is not position]
    return any(
        position_spans(clause, position)
        and any(e.source in clause for e in position.evidence)
        and not any(position_spans(clause, o) - position_spans(clause, position) for o in others)
        and not _denies(clause, position)
        for clause in _CLAUSES.split(folded(text))
    )


def _denies(clause: str, position: Position) -> bool:
    return negations(clause) > max((negations(e.quote) for e in position.evidence), default=0)
