"""Candidates for a disagreement with what readers said of them: natural ones and made ones.

Natural candidates are all that the walk weighs in events that were read fully and in labelled pairs
of real sentences; what no reader called a disagreement is none. Candidates of further events were
read one by one (``conflict_labels``). Made ones are swapped values and
reports that were worded by hand to contradict: they lend their number, not their frequency.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.disputes.ours import day
from benchmarks.disputes.pairs import small_article
from models.conflicts import Conflict, Side
from models.disagreements import judge_all, weighed
from models.lexical import LexicalJudge
from models.limits import LIMITS
from models.news import Options, Posted, Sentence
from models.pipeline import Newsroom, compare
from models.ports import Judge
from training.conflict_labels import Label, label_of
from training.judge_data import CONFLICTS, train_rows
from training.swaps import swapped

NATURAL = frozenset({"events", "pairs", "read"})
STATEMENT_KINDS = {"polarity", "certainty", "attribution"}
_SURE = {"high", "medium"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One candidate, whether it is a disagreement, and where it comes from."""

    event: str
    conflict: Conflict
    label: bool
    origin: str  # events, pairs, read, swaps or rewrites


def candidates(posted: list[Posted], newsroom: Newsroom, judge: Judge) -> list[Conflict]:
    """Return the weighed candidates of one event."""
    found = compare(posted, replace(newsroom, judge=LexicalJudge()), Options())
    return weighed(found.claims, found.near, found.facts, judge, LIMITS)


def of_events(
    data: Path, clusters: dict[str, Any], newsroom: Newsroom, judge: Judge
) -> Iterator[Labelled]:
    """Yield the candidates of the events that were read fully, and those of swapped values."""
    events = train_rows(data, "disagreements_train.jsonl.gz")
    for number, event in enumerate(events):
        posted = _posted(clusters[event["cluster_id"]])
        found = compare(posted, replace(newsroom, judge=LexicalJudge()), Options())
        for conflict in weighed(found.claims, found.near, found.facts, judge, LIMITS):
            label = _label(conflict, event["disagreements"])
            if label is not None:
                yield Labelled(event["cluster_id"], conflict, label, "events")
        made = list(swapped(found.sentences, found.near, found.facts, LIMITS))
        for conflict in judge_all(made, judge, LIMITS):
            yield Labelled(event["cluster_id"], conflict, True, "swaps")
        print(f"events {number + 1}/{len(events)}", end="\r", file=sys.stderr)


def of_read(
    clusters: dict[str, Any], labels: dict[str, list[Label]], newsroom: Newsroom, judge: Judge
) -> Iterator[Labelled]:
    """Yield the candidates that were read one by one; what nobody read is left out."""
    for number, (event, read) in enumerate(labels.items()):
        for conflict in candidates(_posted(clusters[event]), newsroom, judge):
            label = label_of(conflict, read)
            if label is not None:
                yield Labelled(event, conflict, label, "read")
        print(f"read {number + 1}/{len(labels)}", end="\r", file=sys.stderr)


def _posted(cluster: dict[str, Any]) -> list[Posted]:
    return [
        Posted(f"a{i}", a["source"], a["text"], title=a["title"], published_at=day(a["date"]))
        for i, a in enumerate(cluster["articles"])
    ]


def _label(conflict: Conflict, disagreements: list[dict[str, Any]]) -> bool | None:
    """Tell whether readers found it; None where they found something else in these sentences."""
    unclear = False
    for found in disagreements:
        one = _positions(conflict.a.sentence, found)
        two = _positions(conflict.b.sentence, found)
        apart = [(p, q) for p in one for q in two if p != q]
        if apart and _is_it(conflict, found, apart):
            return True
        unclear |= bool(apart)
    return None if unclear else False


def _is_it(conflict: Conflict, found: dict[str, Any], apart: list[tuple[int, int]]) -> bool:
    """Tell whether the candidate is what readers found in these two sentences."""
    if found["kind"] == "framing":
        return conflict.type == "framing"
    if conflict.type == "statement":
        return found["kind"] in STATEMENT_KINDS
    values = [p["value"] for p in found["positions"]]
    return any(_holds(values[p], conflict.a) and _holds(values[q], conflict.b) for p, q in apart)


def _positions(sentence: Sentence, found: dict[str, Any]) -> list[int]:
    e = sentence.evidence
    article = int(e.article_id[1:])
    return [
        i
        for i, p in enumerate(found["positions"])
        for q in p["evidence"]
        if q["article"] == article and q["start"] < e.end and e.start < q["start"] + len(q["quote"])
    ]


def _holds(value: str, side: Side) -> bool:
    mine, theirs = side.mention.text.lower(), value.lower()
    return mine in theirs or theirs in mine


def of_pairs(data: Path, newsroom: Newsroom, judge: Judge) -> Iterator[Labelled]:
    """Yield the candidates of labelled pairs; what stands in other sentences is left out."""
    rows = [r for r in train_rows(data, "relations_train.jsonl.gz") if r["confidence"] in _SURE]
    for number, row in enumerate(rows):
        for conflict in candidates(
            [small_article(row[s], f"a{i}")[0] for i, s in enumerate("ab")], newsroom, judge
        ):
            label = _pair_label(conflict, row)
            if label is not None:
                yield Labelled(row["cluster_id"], conflict, label, "pairs")
        print(f"pairs {number + 1}/{len(rows)}", end="\r", file=sys.stderr)


def _pair_label(conflict: Conflict, row: dict[str, Any]) -> bool | None:
    texts = [row[s]["text"] for s in "ab"]
    sides = [conflict.a, conflict.b]
    if not all(any(s.sentence.text[:40] in t for t in texts) for s in sides):
        return None
    if conflict.type == "framing":
        return bool(row["relation"] == "framing")
    if row["relation"] not in CONFLICTS:
        return False
    if conflict.type == "statement":
        return True if row["kind"] in STATEMENT_KINDS else None
    values = [v for v in (row["value_a"], row["value_b"]) if v]
    return True if all(any(_holds(v, s) for v in values) for s in sides) else None


def of_rewrites(
    data: Path, newsroom: Newsroom, judge: Judge, most: int | None
) -> Iterator[Labelled]:
    """Yield the candidates between a report and others that were worded by hand after it.

    One of them contradicts it in one marked value, one only looks different: the nearest thing to
    real contradictions in number, in other words than the report's own.
    """
    rows = train_rows(data, "rewrites_train.jsonl.gz")[:most]
    for number, row in enumerate(rows):
        for ours in ("text", "same"):
            for theirs in ("conflict", "compatible"):
                if not row[ours] or not row[theirs]:
                    continue
                posted = [_reworded(row, ours, "a0"), _reworded(row, theirs, "a1")]
                for conflict in candidates(posted, newsroom, judge):
                    label = _rewrite_label(conflict, row, theirs)
                    if label is not None:
                        yield Labelled(row["cluster_id"], conflict, label, "rewrites")
        print(f"rewrites {number + 1}/{len(rows)}", end="\r", file=sys.stderr)


def _reworded(row: dict[str, Any], key: str, name: str) -> Posted:
    """Return one wording as an article; only the first stands after the words before it."""
    before = f"{row['before']} " if key == "text" and row["before"] else ""
    text, source = f"{before}{row[key]}", row["source"] if name == "a0" else "Another outlet"
    return Posted(name, source, text, published_at=day(row["date"]))


def _rewrite_label(conflict: Conflict, row: dict[str, Any], theirs: str) -> bool | None:
    if theirs == "compatible":
        return False
    if conflict.type == "statement":
        return True if row["kind"] in STATEMENT_KINDS else None
    values = [v for v in (row["value_a"], row["value_b"]) if v]
    held = all(any(_holds(v, s) for v in values) for s in (conflict.a, conflict.b))
    return True if held else None
