"""Labels of candidates that were read one by one: reading the file, and matching by place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.conflicts import Conflict, Side, made
from models.news import Evidence, Figure, Sentence
from training.conflict_labels import LABELS, Label, label_of, read_labels

ROW = {
    "cluster": "c1", "type": "number", "a": [0, 10, 12], "b": [1, 30, 33],
    "disagree": True, "why": "one count",
}  # fmt: skip


def _written(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def _side(article: int, start: int, text: str) -> Side:
    quote = f"There were {text} people."
    evidence = Evidence(f"a{article}", "Wire", start, start + len(quote), quote)
    figure = Figure(11, 11 + len(text), text, 1.0, 1.0, "", approximate=False)
    return Side(Sentence(0, article, 0, evidence, quote, 0), figure)


def _conflict(a: Side, b: Side) -> Conflict:
    return made("number", a, b, frozenset(), [0.0] * 11)


def test_a_label_is_found_by_its_places_in_either_order() -> None:
    labels = [Label("c1", "number", (0, 111, 113), (1, 211, 214), True, "one count")]
    one, two = _side(0, 100, "12"), _side(1, 200, "150")
    assert label_of(_conflict(one, two), labels) is True
    assert label_of(_conflict(two, one), labels) is True
    longer = _side(0, 100, "12 hundred")  # overlaps what was read
    assert label_of(_conflict(longer, two), labels) is True


def test_what_nobody_read_has_no_label() -> None:
    label = Label("c1", "number", (0, 111, 113), (1, 211, 214), False, "another thing")
    conflict = _conflict(_side(0, 100, "12"), _side(1, 230, "150"))
    assert label_of(conflict, [label]) is None
    assert label_of(_conflict(_side(0, 100, "12"), _side(2, 200, "150")), [label]) is None
    right = _conflict(_side(0, 100, "12"), _side(1, 200, "150"))
    assert label_of(right, [replace(label, type="date")]) is None
    assert label_of(right, [label]) is False


def test_rows_are_read_by_cluster(tmp_path: Path) -> None:
    other = {**ROW, "cluster": "c2", "disagree": False}
    labels = read_labels(_written(tmp_path, ROW, other))
    assert list(labels) == ["c1", "c2"]
    assert labels["c1"] == [Label("c1", "number", (0, 10, 12), (1, 30, 33), True, "one count")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"type": "colour"}, "unknown type"),
        ({"disagree": "yes"}, "no verdict"),
        ({"a": [0, 12, 10]}, "a place is"),
        ({"b": [1, 30]}, "a place is"),
        ({"b": [1, 30, "33"]}, "a place is"),
    ],
)
def test_a_row_that_says_nothing_is_refused(
    tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=f"line 1: .*{told}"):
        read_labels(_written(tmp_path, {**ROW, **changed}))


def test_a_candidate_is_labelled_once(tmp_path: Path) -> None:
    turned = {**ROW, "a": ROW["b"], "b": ROW["a"], "disagree": False}
    with pytest.raises(ValueError, match="line 2: this candidate has a row already"):
        read_labels(_written(tmp_path, ROW, turned))


def test_the_labels_hold_no_words_of_the_data() -> None:
    labels = read_labels()
    assert sum(map(len, labels.values())) >= 400
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == set(ROW)
        assert len(row["why"].split()) <= 4
