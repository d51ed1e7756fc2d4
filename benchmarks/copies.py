"""Is wire copy recognised, and nothing else taken for it?

``python -m benchmarks.copies --data ../shared/data [--clusters 100]`` posts an article again as
another outlet with 30% of its paragraphs cut, a new lead and byline, and looks for
``same_copy_as``; then independent articles of one event (of different outlets) must not get it.
Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from benchmarks.segmentation import rows
from models.articles import clean
from models.limits import LIMITS
from models.news import Posted
from models.origins import same_copies

LEADS = (
    "Officials and witnesses gave their accounts on the matter as it unfolded, and reactions were "
    "quick to follow from all sides of the debate across the country.",
    "It is a question that has occupied the capital for weeks, and the latest turn is unlikely to "
    "be the last, people close to the matter said.",
    "Here is what is known so far about the story that has dominated the headlines, and what may "
    "happen next.",
)


def rewritten(text: str, chance: random.Random) -> str:
    """Return the article as another outlet would run it: cut, with its own lead and byline."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    kept = [p for p in paragraphs[1:] if chance.random() >= 0.3] or paragraphs[1:2]
    return "\n\n".join([f"By Staff Writer {chance.randint(1, 99)}", chance.choice(LEADS), *kept])


def copied(text: str, source: str, chance: random.Random) -> bool:
    """Tell whether the rewritten article is recognised."""
    posted = [Posted("a1", source, text), Posted("a2", "Other Outlet", rewritten(text, chance))]
    articles, _ = clean(posted, LIMITS)
    return bool(same_copies(articles, LIMITS))


def independent(cluster: dict[str, Any]) -> bool:
    """Tell whether two articles that different outlets wrote are wrongly taken for one."""
    posted = [
        Posted(f"a{i}", a["source"], a["text"], title=a["title"])
        for i, a in enumerate(cluster["articles"])
    ]
    articles, _ = clean(posted, LIMITS)
    return bool(same_copies(articles, LIMITS))


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clusters", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    roles = json.loads((args.data / "splits.json").read_text())
    clusters = [c for c in rows(args.data / "clusters_dev.jsonl.gz") if roles[c["id"]] != "test"]
    chance = random.Random(args.seed)
    chance.shuffle(clusters)
    drawn = [c for c in clusters if len(c["articles"]) == 2][: args.clusters]
    copies = [copied(c["articles"][0]["text"], c["articles"][0]["source"], chance) for c in drawn]
    found = [c for c in drawn if independent(c)]
    result = {
        "rewritten": len(copies),
        "recognised": sum(copies),
        "recognised_share": round(sum(copies) / len(copies), 4),
        "independent_pairs": len(drawn),
        "wrongly_taken_for_copies": len(found),
        "which": [c["id"] for c in found],
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
