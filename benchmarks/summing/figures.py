"""From what was counted event by event to the figures and the bars."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

SCORES = ("rouge1", "rouge2", "rougeL")
LESS_LOADED = 0.4  # the brief's bar against the mean of the sources that lean left and right
RESAMPLES = 1000

Records = Sequence[Mapping[str, Any]]


def report(records: Records) -> dict[str, Any]:
    """Return means by system, differences to ours with 95% intervals, and the bars."""
    if not records:
        return {"events": 0}
    names = [n for n in records[0]["systems"] if n != "reference"]
    systems = {n: _system([r["systems"][n] for r in records]) for n in names}
    result: dict[str, Any] = {"events": len(records), "systems": systems}
    result["loaded_reference"] = per_100([r["systems"]["reference"]["loaded"] for r in records])
    result["sources"] = sources(records)
    if "ours" in names:
        others = [n for n in names if not n.startswith("ours")]
        result["ours_ahead"] = {n: _ahead(records, n) for n in others}
        result["bars"] = _bars(systems, result["sources"])
    return result


def _system(found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    sentences = sum(f["sentences"] for f in found) or 1
    return {
        **{k: round(fmean(f[k] for f in found), 4) for k in SCORES},
        "words": round(fmean(f["words"] for f in found), 1),
        "loaded": per_100([f["loaded"] for f in found]),
        "words_long": round(fmean(f["words_long"] for f in found), 1),
        "loaded_long": per_100([f["loaded_long"] for f in found]),
        "support": round(sum(f["support"] for f in found) / sentences, 3),
        "invented": round(sum(f["invented"] for f in found) / sentences, 3),
    }


def per_100(counts: Sequence[Sequence[int]]) -> float:
    """Return loaded words per 100 of all texts together: short ones alone say little."""
    words = sum(c[1] for c in counts)
    return round(100 * sum(c[0] for c in counts) / words, 3) if words else 0.0


def sources(records: Records) -> dict[str, float]:
    """Return loadedness of the sources and of our long briefs where both leans report."""
    both = [r for r in records if r["sources"]["left"] and r["sources"]["right"]]
    rates = {
        lean: per_100([c for r in both for c in r["sources"][lean]])
        for lean in ("left", "center", "right")
    }
    mean = (rates["left"] + rates["right"]) / 2
    found = {"events": len(both), **rates, "left_and_right": round(mean, 3)}
    if both and "ours" in both[0]["systems"]:
        ours = per_100([r["systems"]["ours"]["loaded_long"] for r in both])
        found |= {"ours": ours, "less": round(1 - ours / mean, 3) if mean else 0.0}
    return found


def _ahead(records: Records, name: str) -> dict[str, list[float]]:
    """Return by how much ours is ahead of a system: the mean and its 95% interval (bootstrap)."""
    found = {}
    for key in SCORES:
        gains = [r["systems"]["ours"][key] - r["systems"][name][key] for r in records]
        found[key] = [round(x, 4) for x in (fmean(gains), *interval(gains))]
    return found


def interval(gains: Sequence[float]) -> tuple[float, float]:
    """Return the 2.5th and 97.5th percentile of the mean over resampled events."""
    draw = random.Random(0)
    means = sorted(fmean(draw.choices(gains, k=len(gains))) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES)]


def _bars(
    systems: Mapping[str, Mapping[str, float]], by_lean: Mapping[str, float]
) -> dict[str, bool]:
    """Return which of the issue's bars are met by the systems that ran."""
    ours = systems["ours"]
    others = {n: s for n, s in systems.items() if not n.startswith("ours")}
    extractive = [s for n, s in others.items() if n in {"lexrank", "prompted"}]
    return {
        "rouge1_ahead_of_each": all(ours["rouge1"] > s["rouge1"] for s in others.values()),
        "rouge2_ahead_of_lexrank_and_prompted": all(
            ours["rouge2"] > s["rouge2"] for s in extractive
        ),
        "least_loaded": all(ours["loaded"] <= s["loaded"] for s in others.values()),
        "least_loaded_at_150_words": all(
            ours["loaded_long"] <= s["loaded_long"] for s in others.values()
        ),
        "40_percent_less_loaded_than_left_and_right": by_lean.get("less", 0.0) >= LESS_LOADED,
    }
