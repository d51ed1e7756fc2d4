"""A text for reading one by one: what we report of each event, and what we miss."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.disputes.events import Event, Label, found_label, found_near_miss, hits
from models.news import Disagreement


def listing(events: Sequence[Event], min_score: float | None) -> str:
    """Return all events as text."""
    return "\n".join(_event(e, min_score) for e in events)


def _event(event: Event, min_score: float | None) -> str:
    reports = event.reported(min_score)
    missed = [x for x in event.labels if not hits(reports, x.sides)]
    lines = [f"===== {event.id}: {len(reports)} reported, {len(event.labels)} labelled", ""]
    for d in reports:
        lines += _report(event, d)
    for label in missed:
        lines += _missed(label)
    return "\n".join(lines)


def mark(event: Event, d: Disagreement) -> str:
    """Say what the labels make of a report."""
    if label := found_label(event, d):
        core = ", core" if label.core else ""
        return f"HIT {label.kind}/{label.status}{core}: {label.topic}"
    if near := found_near_miss(event, d):
        return f"NEARMISS: {near.topic}"
    return "unlabelled"


def _report(event: Event, d: Disagreement) -> list[str]:
    lines = [f"{d.kind}/{d.status} {d.score:.3f} [{mark(event, d)}]", f"  note: {d.note}"]
    for p in d.positions:
        lines.append(f"  - {p.value}" + (f" (basis: {p.basis})" if p.basis else ""))
        lines += [f"      {e.article_id} {e.source}: {_line(e.quote)}" for e in p.evidence]
    return [*lines, ""]


def _missed(label: Label) -> list[str]:
    core = ", core" if label.core else ""
    head = f"MISSED {label.kind}/{label.status}{core}, importance {label.importance}"
    lines = [f"{head}: {label.topic}", f"  note: {label.note}"]
    for (value, quotes), side in zip(label.quotes, label.sides, strict=True):
        lines.append(f"  - {value}")
        places = [p.article for p in side]
        lines += [f"      {a}: {_line(q)}" for a, q in zip(places, quotes, strict=True)]
    return [*lines, ""]


def _line(text: str) -> str:
    return " ".join(text.split())
