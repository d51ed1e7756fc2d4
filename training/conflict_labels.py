"""What readers said of candidates in events that nobody read fully: ``labels/conflicts.jsonl``.

One row a candidate, without a word of the data: the cluster, the type of the mentions, of each its
article and its characters in the article's text, whether the two are a disagreement (two reports of
one fact that cannot both be true, or an update), and in a few words why not. Rows are matched by
place, so they outlive a change of what is a candidate: a candidate without a row is left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.conflicts import FEATURES, Conflict, Side

LABELS = Path(__file__).parent / "labels" / "conflicts.jsonl"
Place = tuple[int, int, int]  # article, first character, end


@dataclass(frozen=True, slots=True)
class Label:
    """One candidate as it was read."""

    cluster: str
    type: str  # as ``Conflict.type``
    a: Place
    b: Place
    disagree: bool
    why: str

    def is_of(self, conflict: Conflict) -> bool:
        """Tell whether this is what was read: mentions that overlap, in either order."""
        if conflict.type != self.type:
            return False
        one, two = place_of(conflict.a), place_of(conflict.b)
        return (_overlap(one, self.a) and _overlap(two, self.b)) or (
            _overlap(one, self.b) and _overlap(two, self.a)
        )


def place_of(side: Side) -> Place:
    """Return where a mention stands in the text of its article, whose id is "a" and its number."""
    evidence, mention = side.sentence.evidence, side.mention
    article = int(evidence.article_id[1:])
    return article, evidence.start + mention.start, evidence.start + mention.end


def label_of(conflict: Conflict, labels: Sequence[Label]) -> bool | None:
    """Return what readers said of a candidate of one cluster, None where none read it."""
    return next((x.disagree for x in labels if x.is_of(conflict)), None)


def read_labels(path: Path = LABELS) -> dict[str, list[Label]]:
    """Return the labels of each cluster.

    Raises:
        ValueError: a row has an unknown type, no place, or says twice of one candidate what it is.
    """
    found: dict[str, list[Label]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        label = _label(json.loads(line), f"{path.name}, line {number}")
        same = [x for x in found.setdefault(label.cluster, []) if _same(x, label)]
        if same:
            raise ValueError(f"{path.name}, line {number}: this candidate has a row already")
        found[label.cluster].append(label)
    return found


def _label(row: dict[str, object], where: str) -> Label:
    places = [row.get("a"), row.get("b")]
    if row.get("type") not in FEATURES or not isinstance(row.get("disagree"), bool):
        raise ValueError(f"{where}: unknown type, or no verdict")
    if not all(_is_place(p) for p in places):
        raise ValueError(f"{where}: a place is article, first character and end")
    a, b = (tuple(p) for p in places if isinstance(p, list))
    return Label(
        str(row["cluster"]), str(row["type"]), a, b, bool(row["disagree"]), str(row["why"])
    )


def _is_place(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 3 or not all(isinstance(v, int) for v in value):
        return False
    article, start, end = value
    return article >= 0 and 0 <= start < end


def _same(x: Label, y: Label) -> bool:
    return x.type == y.type and {x.a, x.b} == {y.a, y.b}


def _overlap(x: Place, y: Place) -> bool:
    return x[0] == y[0] and x[1] < y[2] and y[1] < x[2]
