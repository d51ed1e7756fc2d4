"""Do we find where sources disagree? Whole events and labelled pairs.

``python -m benchmarks.disagreements --data ../shared/data --part look`` prints JSON:
``whole_events`` (recall of the disagreements that readers found, the share of reports on a label,
near misses) and ``labelled_pairs`` (precision and recall by score on pairs of sentences).
``--cache`` keeps vectors and parses for the next run, ``--listing`` writes a text to read (never of
``test``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.disputes.events import Event, event_report, read_event
from benchmarks.disputes.listing import listing
from benchmarks.disputes.ours import FLOOR, FRAMING_FLOOR
from benchmarks.disputes.pairs import Scored, pair_report, score_pair
from benchmarks.memory import Memory, remembering
from benchmarks.segmentation import rows
from models.lexical import LexicalWriter
from models.pipeline import Newsroom

PARTS = ("look", "test", "train")
KEEP_EVERY = 10
SURE = {"high", "medium"}


def event_rows(data: Path, part: str, roles: dict[str, str], most: int | None) -> list[Any]:
    """Return the labelled events of a part."""
    name = "disagreements_train" if part == "train" else "disagreements_dev"
    wanted = [r for r in rows(data / f"{name}.jsonl.gz") if roles[r["cluster_id"]] == part]
    return wanted[:most]


def pair_rows(data: Path, part: str, roles: dict[str, str], most: int | None) -> list[Any]:
    """Return the surely labelled pairs of a part; fewer are drawn with a fixed seed."""
    name = "relations_train" if part == "train" else "gold_dev"
    wanted = [r for r in rows(data / f"{name}.jsonl.gz") if roles[r["cluster_id"]] == part]
    wanted = [r for r in wanted if r["confidence"] in SURE]
    return wanted if most is None else random.Random(0).sample(wanted, min(most, len(wanted)))


def run_events(
    wanted: list[Any], clusters: dict[str, Any], newsroom: Newsroom, memory: Memory
) -> list[Event]:
    """Run the walk on each event."""
    events = []
    for n, row in enumerate(wanted, 1):
        events.append(read_event(row, clusters[row["cluster_id"]], newsroom))
        if n % KEEP_EVERY == 0:
            memory.save()
        print(f"events {n}/{len(wanted)}", end="\r", file=sys.stderr)
    memory.save()
    return events


def run_pairs(wanted: list[Any], newsroom: Newsroom, memory: Memory) -> list[Scored]:
    """Run the walk on each pair."""
    pairs = []
    for n, row in enumerate(wanted, 1):
        pairs.append(score_pair(row, newsroom))
        print(f"pairs {n}/{len(wanted)} ", end="\r", file=sys.stderr)
    memory.save()
    return pairs


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=PARTS, default="look")
    parser.add_argument("--events", type=int, help="only so many events; 0 leaves them out")
    parser.add_argument("--pairs", type=int, help="only so many pairs, drawn; 0 leaves them out")
    parser.add_argument("--cache", type=Path, help="keep vectors and parses here between runs")
    parser.add_argument("--min-score", type=float, help="another threshold than the default")
    parser.add_argument("--listing", type=Path, help="write the events' reports here, to read")
    args = parser.parse_args()
    if args.listing and args.part == "test":
        parser.error("--listing: `test` is never read one by one")
    return args


def load(cache: Path | None) -> tuple[Newsroom, Memory]:
    """Load the models; no writer is needed."""
    from models.weights.load import load_newsroom

    memory = Memory(cache)
    return remembering(replace(load_newsroom(), writer=LexicalWriter()), memory), memory


def main() -> None:
    """Measure, and print JSON."""
    args = arguments()
    roles: dict[str, str] = json.loads((args.data / "splits.json").read_text())
    clusters = {c["id"]: c for c in rows(args.data / "clusters_dev.jsonl.gz")}
    newsroom, memory = load(args.cache)
    wanted = event_rows(args.data, args.part, roles, args.events)
    events = run_events(wanted, clusters, newsroom, memory)
    if args.listing:
        args.listing.write_text(listing(events, args.min_score), encoding="utf-8")
    pairs = run_pairs(pair_rows(args.data, args.part, roles, args.pairs), newsroom, memory)
    result: dict[str, Any] = {
        "part": args.part,
        "models": newsroom.models,
        "thresholds": {"default": FLOOR, "framing": FRAMING_FLOOR, "min_score": args.min_score},
        "whole_events": event_report(events, args.min_score),
        "labelled_pairs": pair_report(pairs, args.min_score) if pairs else {"pairs": 0},
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
