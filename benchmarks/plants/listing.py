"""For readers: the plants that were missed, and what the system finds in untouched clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.plants.plant import Event, Plant
from benchmarks.plants.score import DisagreementLike


def shown(plant: Plant, event: Event) -> dict[str, Any]:
    """Return a plant as readers want it."""
    partner = plant.witnesses[0]
    return {
        "cluster": plant.cluster,
        "kind": plant.kind,
        "form": plant.form,
        "change": f"{plant.original} -> {plant.planted}",
        "closeness": plant.closeness,
        "planted": f"{_source(event, plant.after.article)}: {plant.after.text}",
        "partner": f"{_source(event, partner.article)}: {partner.text}",
    }


def _source(event: Event, article: int) -> str:
    return f"a{article + 1} {event.articles[article]['source']}"


def quoted(found: DisagreementLike) -> dict[str, Any]:
    """Return a disagreement with its note and its full quotes."""
    positions = [
        {"value": p.value, "quotes": [f"{e.article_id}: {e.quote}" for e in p.evidence]}
        for p in found.positions
    ]
    head = {"kind": found.kind, "status": found.status, "score": found.score, "note": found.note}
    return {**head, "positions": positions}


def write(records: Sequence[Mapping[str, Any]]) -> str:
    """Return the listing as text."""
    return "\n".join([*_misses(records), "", *_untouched(records), ""])


def _misses(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "# Misses: plants that were not given back right"
    for record in records:
        for row in record["plants"]:
            if not row["right"]:
                state = f"found as {row['status']}, but not right" if row["found"] else "not found"
                yield ""
                yield from plant_lines(row["shown"], state)


def plant_lines(plant: Mapping[str, Any], state: str = "") -> Iterator[str]:
    """Yield one plant: the change and both sentences."""
    head = f"## {plant['cluster']} {plant['kind']} ({plant['form']}, close {plant['closeness']})"
    yield f"{head} {state}".rstrip()
    yield f"  change:  {plant['change']}"
    yield f"  planted: {plant['planted']}"
    yield f"  partner: {plant['partner']}"


def _untouched(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "# Disagreements in untouched clusters"
    for record in records:
        for found in record.get("untouched") or ():
            yield ""
            yield f"## {record['cluster']} {found['kind']} {found['status']} {found['score']}"
            yield f"  {found['note']}"
            for position in found["positions"]:
                yield f"  - {position['value']}"
                yield from (f"      {quote}" for quote in position["quotes"])
