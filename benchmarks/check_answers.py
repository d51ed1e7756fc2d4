"""Post real clusters to the service and check its answers independently, over HTTP alone.

    python benchmarks/check_answers.py --data ../shared/data --clusters 200 [--url http://…]

Prints JSON; exits with 1 if any promise of the contract is broken. `--answers FILE` keeps the
answers (one JSON line a cluster) for readers; they quote the publishers' texts, so not in git.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import httpx

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.checks.answer import Answer, Finding, shorten  # noqa: E402
from benchmarks.checks.command import parse_command, run_and_print  # noqa: E402
from benchmarks.checks.contract import check_contract  # noqa: E402
from benchmarks.checks.door import Door, Reply, open_door  # noqa: E402
from benchmarks.checks.draw import (  # noqa: E402
    Event,
    draw,
    load_events,
    request_of,
    shuffled,
    texts_of,
)
from benchmarks.checks.every import check_answer  # noqa: E402
from benchmarks.checks.names import ordinary_words  # noqa: E402
from benchmarks.checks.record import Record, record_of  # noqa: E402
from benchmarks.checks.repeats import check_order, check_repeat  # noqa: E402
from benchmarks.checks.tally import figures_of, summary  # noqa: E402
from benchmarks.journal import Journal  # noqa: E402

EVERY_BULLETS = 3
EVERY_REPEAT = 5
EVERY_SHORT = 10
SHORT_WORDS = 40
GIVE_UP_AFTER = 3


class Checker:
    """Posts clusters and checks what comes back."""

    def __init__(
        self, door: Door, ordinary: frozenset[str], max_words: int, answers: Path | None = None
    ) -> None:
        self._door = door
        self._answers = answers
        self._ordinary = ordinary
        self._max_words = max_words

    def check(self, number: int, event: Event) -> Record:
        """Everything about the cluster with this number in the order of drawing."""
        style = "bullets" if number % EVERY_BULLETS == 0 else "paragraph"
        body = request_of(event, self._max_words, style)
        record = Record(event.id)
        reply = self._post("first", body, record)
        if number % EVERY_SHORT == 0:
            self._post(f"max_words={SHORT_WORDS}", request_of(event, SHORT_WORDS, style), record)
        if not _has_shape(reply):
            return record
        record.figures.update(figures_of(cast(Answer, reply.body), reply.seconds))
        self._keep(event, reply)
        if number % EVERY_REPEAT == 0:
            self._repeat(body, reply, record)
        return record

    def _post(self, variant: str, body: dict[str, Any], record: Record) -> Reply:
        """Post a request and record what its answer breaks."""
        reply = self._door.post(body)
        findings: Iterable[Finding]
        if reply.status != httpx.codes.OK:
            findings = [Finding("status", f"{reply.status}: {shorten(str(reply.body))}")]
        else:
            findings = check_answer(body, reply.body, self._ordinary)
        record.findings.extend((variant, finding) for finding in findings)
        return reply

    def _keep(self, event: Event, reply: Reply) -> None:
        """Append an answer to the file for readers, if there is one."""
        if self._answers:
            with self._answers.open("a", encoding="utf-8") as out:
                line = {"cluster": event.id, "answer": reply.body}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _repeat(self, body: dict[str, Any], first: Reply, record: Record) -> None:
        """The same request again, and with its articles in another order."""
        again = self._post("again", body, record)
        if _has_shape(again):
            found = check_repeat(first.body, again.body)
            record.findings.extend(("again", finding) for finding in found)
        turned = self._post("shuffled", shuffled(body, record.cluster), record)
        if _has_shape(turned):
            found = check_order(cast(Answer, first.body), cast(Answer, turned.body))
            record.findings.extend(("shuffled", finding) for finding in found)


def _has_shape(reply: Reply) -> bool:
    """Whether there is an answer that later checks can read."""
    return reply.status == httpx.codes.OK and all(f.info for f in check_contract(reply.body))


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Draw, post, check, add up."""
    events = load_events(args.data)
    drawn = draw(events, args.clusters, args.seed)
    settings = {"clusters": args.clusters, "seed": args.seed, "max_words": args.max_words}
    path = args.out.with_name(args.out.name + ".journal") if args.out else None
    journal = Journal(path, settings, args.resume)
    left = [(n, e) for n, e in enumerate(drawn, start=1) if e.id not in journal.done()]
    if left:
        ordinary = ordinary_words(texts_of(events))
        with open_door(args.url, ROOT) as door:
            _check_all(Checker(door, ordinary, args.max_words, args.answers), left, journal)
    return summary(len(drawn), [record_of(row) for row in journal.records])


def _check_all(checker: Checker, left: Sequence[tuple[int, Event]], journal: Journal) -> None:
    """Check cluster by cluster; a service that stays away ends the run."""
    failed = 0
    for number, event in _progress(left):
        try:
            journal.add(checker.check(number, event).row())
            failed = 0
        except httpx.TransportError as error:
            failed += 1
            print(f"{event.id}: {error!r}", file=sys.stderr)
            if failed == GIVE_UP_AFTER:
                raise


def _progress(left: Sequence[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    """Progress on standard error: a bar where tqdm is installed, lines elsewhere."""
    try:
        bar = importlib.import_module("tqdm").tqdm
    except ImportError:
        for done, item in enumerate(left, start=1):
            yield item
            print(f"{done}/{len(left)}", file=sys.stderr)
        return
    yield from bar(left, file=sys.stderr)


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    return parse_command(argv, __doc__ or "", 200, 0)


def main(argv: Sequence[str] | None = None) -> int:
    """Run and print; 0 when no promise is broken, 1 when one is, 2 when it could not be told."""
    result = run_and_print(run, parse(argv))
    if result is None:
        return 2
    return 1 if result["violations"] or result["checked"] < result["clusters"] else 0


if __name__ == "__main__":
    sys.exit(main())
