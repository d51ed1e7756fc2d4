"""Is a planted contradiction found? One of each kind in real clusters, one at a time.

``python -m benchmarks.planted --data ../shared/data --part look|test|train --clusters N`` prints
JSON. In one of two close sentences of different outlets one fact is changed (number, date, name,
place, polarity, certainty); the cluster is run with that one plant, and a disagreement that sets
the planted sentence against another outlet's is *found*, and *right* if values, sources and quotes
are too. ``--sample N`` prints N plants of each kind and runs nothing. Planting is own code
(``benchmarks/plants``): it uses nothing of ``models/``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.journal import Journal, OtherRunError
from benchmarks.memory import Memory, remember
from benchmarks.plants import listing
from benchmarks.plants.parsing import Parser
from benchmarks.plants.plant import PLANTERS, Event, Plant, edited, plants_of
from benchmarks.plants.score import article_id, judge, row, tally
from models.news import Disagreement, Options, Posted
from models.pipeline import Newsroom, compare

UNTOUCHED = 60
SAVE_EVERY = 50


def load_events(data: Path, part: str) -> list[Event]:
    """Return the clusters of one role that have two outlets, ordered by id."""
    roles = json.loads((data / "splits.json").read_text(encoding="utf-8"))
    events = []
    with gzip.open(data / "clusters_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cluster = json.loads(line)
            if roles.get(cluster["id"]) == part:
                events.append(Event(cluster["id"], tuple(cluster["articles"])))
    several = [e for e in events if len({a["source"].casefold() for a in e.articles}) > 1]
    return sorted(several, key=lambda e: e.id)


def posted(event: Event) -> list[Posted]:
    """Return the articles as a caller posts them."""
    return [
        Posted(
            id=article_id(i),
            source=a["source"],
            text=a["text"],
            title=a.get("title"),
            url=a.get("url"),
            published_at=_day(a.get("date")),
        )
        for i, a in enumerate(event.articles)
    ]


def _day(text: str | None) -> date | None:
    known = text and re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return date.fromisoformat(text) if text and known else None


class Runner:
    """Runs clusters without and with their plants."""

    def __init__(self, newsroom: Newsroom, parser: Parser, seed: int, readable: bool) -> None:
        self._newsroom = newsroom
        self._parser = parser
        self._seed = seed
        self._readable = readable  # whether records may hold the publishers' texts

    def run(self, event: Event, untouched: bool) -> dict[str, Any]:
        """Return the record of one cluster."""
        before = self._compare(event)
        plants = plants_of(event, self._parser, self._seed)
        record: dict[str, Any] = {"cluster": event.id}
        record["plants"] = [self._row(event, plant, before) for plant in plants]
        if untouched:
            record["before"] = dict(Counter(d.kind for d in before))
            if self._readable:
                record["untouched"] = [listing.quoted(d) for d in before]
        return record

    def _compare(self, event: Event) -> Sequence[Disagreement]:
        return compare(posted(event), self._newsroom, Options()).disagreements

    def _row(self, event: Event, plant: Plant, before: Sequence[Disagreement]) -> dict[str, Any]:
        """Run the cluster with one plant and judge what comes back."""
        changed = edited(event, plant)
        verdict = judge(plant, self._compare(changed), [a["text"] for a in changed.articles])
        unplanted = replace(plant, after=plant.before)
        already = judge(unplanted, before, [a["text"] for a in event.articles]).found
        shown = {"shown": listing.shown(plant, event)} if self._readable else {}
        return {**row(plant, verdict, already), **shown}


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Draw, plant, run, add up."""
    start = time.perf_counter()
    drawn = draw(args)
    settings = {"part": args.part, "clusters": args.clusters, "seed": args.seed}
    path = args.out.with_name(args.out.name + ".journal") if args.out else None
    journal = Journal(path, settings, args.resume)
    left = [(n, e) for n, e in enumerate(drawn) if e.id not in journal.done()]
    if left:
        run(args, left, journal)
    if args.listing:
        args.listing.write_text(listing.write(journal.records), encoding="utf-8")
    seconds = round(time.perf_counter() - start, 1)
    return {**settings, **summary(journal.records), "seconds": seconds}


def draw(args: argparse.Namespace) -> list[Event]:
    """Return as many clusters as wanted (or all), chosen by seed."""
    events = load_events(args.data, args.part)
    return random.Random(args.seed).sample(events, min(args.clusters, len(events)))


def run(args: argparse.Namespace, left: Sequence[tuple[int, Event]], journal: Journal) -> None:
    """Run cluster by cluster; what was computed is kept even if the run is broken off."""
    from models.lexical import LexicalWriter
    from models.weights.load import load_newsroom

    memory = Memory(args.cache)
    newsroom = replace(load_newsroom(), writer=LexicalWriter())
    remember(newsroom, memory)
    runner = Runner(newsroom, Parser(memory.words), args.seed, args.part != "test")
    try:
        for done, (number, event) in enumerate(left, start=1):
            journal.add(runner.run(event, number < UNTOUCHED))
            print(f"{done}/{len(left)}", end="\r", file=sys.stderr)
            if done % SAVE_EVERY == 0:
                memory.save()
    finally:
        memory.save()


def summary(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures of all records."""
    untouched = [r["before"] for r in records if "before" in r]
    kinds: Counter[str] = sum((Counter(b) for b in untouched), Counter())
    per_cluster = {k: round(n / len(untouched), 3) for k, n in sorted(kinds.items())}
    return {
        "run": len(records),
        "plants": tally([r for record in records for r in record["plants"]]),
        "untouched": {
            "clusters": len(untouched),
            "disagreements": sum(kinds.values()),
            "by_kind": dict(sorted(kinds.items())),
            "per_cluster": per_cluster,
            "clusters_with_any": sum(bool(b) for b in untouched),
        },
    }


def sample(args: argparse.Namespace) -> None:
    """Print some plants of each kind."""
    memory = Memory(args.cache)
    parser = Parser(memory.words)
    shown: dict[str, list[dict[str, Any]]] = {kind: [] for kind in PLANTERS}
    for event in draw(args):
        for plant in plants_of(event, parser, args.seed):
            shown[plant.kind].append(listing.shown(plant, event))
    memory.save()
    for kind, plants in shown.items():
        print(f"# {kind}: {len(plants)}")
        for one in plants[: args.sample]:
            print("\n".join(listing.plant_lines(one)))


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; texts of role ``test`` are shown to nobody."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=["look", "test", "train"], default="look")
    parser.add_argument("--clusters", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cache", type=Path, help="keep vectors and parses here between runs")
    parser.add_argument("--listing", type=Path, help="file for misses and untouched disagreements")
    parser.add_argument("--sample", type=int, help="print so many plants of each kind, run nothing")
    parser.add_argument("--out", type=Path, help="file for the result; its journal stands beside")
    parser.add_argument("--resume", action="store_true", help="go on where the journal ends")
    args = parser.parse_args(argv)
    if args.part == "test" and (args.listing or args.sample):
        parser.error("the texts of part test are not to be read: no --listing, no --sample")
    if args.resume and not args.out:
        parser.error("--resume needs --out")
    return args


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, and print JSON."""
    args = parse(argv)
    if args.sample:
        sample(args)
        return
    try:
        result = measure(args)
    except OtherRunError as error:
        raise SystemExit(str(error)) from None
    text = json.dumps(result, ensure_ascii=False, indent=2)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
