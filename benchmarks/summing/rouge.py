"""ROUGE-1, ROUGE-2 and ROUGE-L as F1: lower case, letters and digits, no stemming.

After Lin, "ROUGE: a package for automatic evaluation of summaries" (2004).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Return the words of a text as ROUGE compares them."""
    return _WORD.findall(text.lower())


def rouge(text: str, reference: str) -> dict[str, float]:
    """Return ``rouge1``, ``rouge2`` and ``rougeL`` (over the whole text), each from 0 to 1."""
    mine, wanted = words(text), words(reference)
    return {
        "rouge1": _shared(mine, wanted, 1),
        "rouge2": _shared(mine, wanted, 2),
        "rougeL": _f1(common(mine, wanted), len(mine), len(wanted)),
    }


def _shared(mine: Sequence[str], wanted: Sequence[str], n: int) -> float:
    a, b = (Counter(zip(*(w[i:] for i in range(n)), strict=False)) for w in (mine, wanted))
    return _f1(sum((a & b).values()), sum(a.values()), sum(b.values()))


def _f1(shared: int, mine: int, wanted: int) -> float:
    return 2 * shared / (mine + wanted) if shared else 0.0


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for word in a:
        before = row
        row = [0]
        for j, other in enumerate(b):
            row.append(before[j] + 1 if word == other else max(before[j + 1], row[j]))
    return row[-1]
