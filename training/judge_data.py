"""Rows for the judge's three questions, from events of role ``train`` alone.

- ``slot``: mined pairs (see ``slot_pairs``), the marked values of labelled conflicts and rewrites.
- ``support``: hand-written brief sentences against their evidence, whole and with a number, a name
  or the polarity changed; rewrites that say the same or contradict; entailment corpora.
- ``opposed``: rewrites and labelled real pairs that cannot both be true against those that can.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.segmentation import rows as jsonl
from models.figures import find_figures
from models.masking import MASK
from models.names import find_names

Lines = list[dict[str, Any]]
CONFLICTS = {"conflict", "superseded"}
SLOT_KINDS = {"number", "date", "name", "entity", "place"}


@dataclass(frozen=True, slots=True)
class Row:
    """Two texts, the question and its answer."""

    task: str
    a: str
    b: str
    label: int


def train_rows(data: Path, name: str) -> Lines:
    """Return the rows of one file whose event may be trained on."""
    roles = json.loads((data / "splits.json").read_text())
    return [r for r in jsonl(data / name) if roles.get(r["cluster_id"]) == "train"]


def mask_value(text: str, value: str | None) -> str | None:
    """Return the text with the one occurrence of the value masked, None where it is not one."""
    if not value or text.count(value) != 1:
        return None
    return text.replace(value, MASK)


def labelled_slots(data: Path) -> Iterator[Row]:
    """Yield positives from marked values of real pairs and rewrites, and crossed negatives."""
    for row in train_rows(data, "relations_train.jsonl.gz"):
        if row["relation"] in CONFLICTS | {"same"} and row["value_a"] and row["value_b"]:
            yield from _slot(row["a"]["text"], row["b"]["text"], row["value_a"], row["value_b"])
    for row in train_rows(data, "rewrites_train.jsonl.gz"):
        if row["kind"] in SLOT_KINDS and row["value_a"] and row["value_b"]:
            yield from _slot(row["text"], row["conflict"], row["value_a"], row["value_b"])


def _slot(a: str, b: str, value_a: str, value_b: str) -> Iterator[Row]:
    one, two = mask_value(a, value_a), mask_value(b, value_b)
    if one and two:
        yield Row("slot", one, two, 1)
    for mention in find_figures(b):  # another figure or name of the other sentence
        if one and mention.text not in value_b and value_b not in mention.text:
            crossed = mask_value(b, mention.text)
            if crossed and find_figures(value_a):
                yield Row("slot", one, crossed, 0)


def support_rows(data: Path, rng: random.Random) -> Iterator[Row]:
    """Yield what evidence supports and what it does not."""
    for event in train_rows(data, "briefs_train.jsonl.gz"):
        sentences = [(_evidence(event, s), s["text"]) for s in event["sentences"]]
        for i, (evidence, text) in enumerate(sentences):
            yield Row("support", evidence, text, 1)
            other = sentences[(i + 1) % len(sentences)][1]
            for wrong in _corrupted(text, other, rng):
                yield Row("support", evidence, wrong, 0)
    for row in train_rows(data, "rewrites_train.jsonl.gz"):
        yield Row("support", row["text"], row["same"], 1)
        yield Row("support", row["text"], row["conflict"], 0)
        yield Row("support", row["same"], row["conflict"], 0)
        for wrong in _corrupted(row["text"], row["same"], rng):
            yield Row("support", row["text"], wrong, 0)
        yield Row("support", row["text"], row["text"], 1)


def _evidence(event: dict[str, Any], sentence: dict[str, Any]) -> str:
    members = [event["groups"][e["group"]]["members"][e["member"]] for e in sentence["evidence"]]
    return " ".join(dict.fromkeys(" ".join(m["text"].split()) for m in members))[:700]


_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|can)\b(?! not)")
_PAST = re.compile(r"\b(?:(?:the|The) \w+|[A-Z]\w+) ((?!said)\w{3,}ed)\b")


def _corrupted(text: str, other: str, rng: random.Random) -> Iterator[str]:
    """Yield the text with a number, a name or its polarity changed, at most two of them."""
    made = [w for w in (_number(text, rng), _name(text, other, rng), _negated(text)) if w]
    rng.shuffle(made)
    yield from made[:2]


def _number(text: str, rng: random.Random) -> str | None:
    figures = [f for f in find_figures(text) if f.text.isdigit()]
    if not figures:
        return None
    figure = rng.choice(figures)
    value = int(figure.low) + rng.choice([1, 2, 3, 5, 8, 13, 40])
    return f"{text[: figure.start]}{value}{text[figure.end :]}"


def _name(text: str, other: str, rng: random.Random) -> str | None:
    mine = find_names(text)
    theirs = [n.text for n in find_names(other) if n.text not in text]
    if not mine or not theirs:
        return None
    name = rng.choice(mine)
    return f"{text[: name.start]}{rng.choice(theirs)}{text[name.end :]}"


def _negated(text: str) -> str | None:
    if re.search(r"\bnot\b|n't", text):
        return re.sub(r"\b(did |does |do )?not |n't\b", "", text, count=1)
    if found := _AUXILIARY.search(text):
        return f"{text[: found.end()]} not{text[found.end() :]}"
    if found := _PAST.search(text):
        return f"{text[: found.start(1)]}never {text[found.start(1) :]}"
    return None


def entailment_rows(data: Path, task: str, count: int, rng: random.Random) -> list[Row]:
    """Return so many rows of the entailment corpora, balanced."""
    wanted = "entailment" if task == "support" else "contradiction"
    used = {"mnli", "fever_symmetric", "negation_nli", "breaking_nli", "cad_nli", "snli"}
    rows = [r for r in jsonl(data / "nli_train.jsonl.gz") if r["source"] in used]
    rng.shuffle(rows)
    yes = [r for r in rows if r["label"] == wanted][: count // 2]
    no = [r for r in rows if r["label"] != wanted][: count // 2]
    return [Row(task, r["premise"], r["hypothesis"], int(r["label"] == wanted)) for r in yes + no]


def opposed_rows(data: Path) -> Iterator[Row]:
    """Yield pairs that cannot both be true, and pairs that can."""
    for row in train_rows(data, "rewrites_train.jsonl.gz"):
        yield Row("opposed", row["text"], row["conflict"], 1)
        yield Row("opposed", row["same"], row["conflict"], 1)
        for key in ("same", "compatible"):
            yield Row("opposed", row["text"], row[key], 0)
    for row in train_rows(data, "relations_train.jsonl.gz"):
        yield Row("opposed", row["a"]["text"], row["b"]["text"], int(row["relation"] in CONFLICTS))
