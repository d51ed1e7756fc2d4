"""How long a brief takes, stage by stage, and how encoding compares with sentence-transformers.

``python -m benchmarks.latency --data ../shared/data`` prints JSON: two articles of 50 sentences
together, ten of 300, a hundred of 3,000 (real sentences of ``look`` and ``train`` events, warm, the
median of the runs), peak memory, the time until ready, and encoding and grouping beside
``SentenceTransformer.encode`` in its defaults with ``community_detection`` on the same sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.segmentation import rows
from models.articles import clean
from models.clusters import group_sentences
from models.facts import read_light
from models.limits import LIMITS
from models.news import Article, Posted, Sentence
from models.pipeline import Newsroom, summarise
from models.sentences import split_sentences
from models.weights.load import ENCODER, folder_of, load_newsroom

SIZES = {"2x25": (2, 25), "10x30": (10, 30), "100x30": (100, 30)}


def drawn(data: Path, seed: int) -> list[dict[str, Any]]:
    """Return the clusters that may be read, those of most articles first, else by seed."""
    roles = json.loads((data / "splits.json").read_text(encoding="utf-8"))
    clusters = [c for c in rows(data / "clusters_dev.jsonl.gz") if roles[c["id"]] != "test"]
    random.Random(seed).shuffle(clusters)
    return sorted(clusters, key=lambda c: -len(c["articles"]))


def articles_of(clusters: list[dict[str, Any]], count: int, sentences: int) -> list[Posted]:
    """Return articles of about so many sentences each, few events so that there is to compare.

    Each is the beginning of a real article; events follow one another, so a hundred articles hold
    some forty events: more to group than any caller posts.
    """
    found: list[Posted] = []
    for cluster in clusters:
        for article in cluster["articles"]:
            text = beginning(article["text"], sentences)
            if text and len(found) < count:
                name = f"{article['source']} {len(found)}"
                found.append(Posted(f"a{len(found) + 1}", name, text, title=article["title"]))
    return found


def beginning(text: str, sentences: int) -> str | None:
    """Return the shortest beginning with so many sentences, None if the article is shorter."""
    articles, _ = clean([Posted("a1", "x", text)], LIMITS)
    split = split_sentences(articles)
    return text[: split[sentences - 1].evidence.end] if len(split) >= sentences else None


def timed(newsroom: Newsroom, posted: list[Posted], runs: int) -> dict[str, Any]:
    """Return the median wall time of warm runs and the share of each stage."""
    summarise(posted, newsroom)
    seconds, stages = [], []
    for _ in range(runs):
        start = time.perf_counter()
        brief = summarise(posted, newsroom)
        seconds.append(time.perf_counter() - start)
        stages.append(dict(brief.timings_ms))
    middle = sorted(range(runs), key=lambda i: seconds[i])[runs // 2]
    total = stages[middle]["total"]
    return {
        "articles": len(posted),
        "sentences": sum(a.sentences for a in brief.articles),
        "seconds": round(statistics.median(seconds), 2),
        "share": {k: round(v / total, 3) for k, v in stages[middle].items() if k != "total"},
        "brief_words": len(brief.text.split()),
    }


def beside_sentence_transformers(
    newsroom: Newsroom, posted: list[Posted], runs: int
) -> dict[str, Any]:
    """Encode and group the same sentences with both, in turns, and compare medians."""
    from sentence_transformers import SentenceTransformer, util

    articles, _ = clean(posted, LIMITS)
    sentences = split_sentences(articles)
    texts = [s.text for s in sentences]
    model = SentenceTransformer(str(folder_of(ENCODER.package) / ENCODER.path), device="cpu")
    ours, theirs = [], []
    for _ in range(runs + 1):
        ours.append(_ours(newsroom, articles, sentences))
        start = time.perf_counter()
        vectors = model.encode(texts, convert_to_tensor=True, show_progress_bar=False)
        util.community_detection(vectors, min_community_size=1)
        theirs.append(time.perf_counter() - start)
    mine, other = statistics.median(ours[1:]), statistics.median(theirs[1:])
    return {
        "sentences": len(texts),
        "ours_seconds": round(mine, 2),
        "sentence_transformers_seconds": round(other, 2),
        "times_as_fast": round(other / mine, 2),
    }


def _ours(newsroom: Newsroom, articles: list[Article], sentences: list[Sentence]) -> float:
    start = time.perf_counter()
    vectors = newsroom.encoder.encode([s.text for s in sentences])
    group_sentences(sentences, vectors, read_light(sentences, articles), LIMITS)
    return time.perf_counter() - start


def ready_seconds() -> float:
    """Return how long a fresh process takes until its models are loaded."""
    code = "from models.weights.load import load_newsroom; load_newsroom()"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return round(time.perf_counter() - start, 2)


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    clusters = drawn(args.data, args.seed)
    result: dict[str, Any] = {"ready_seconds": ready_seconds()}
    newsroom = load_newsroom()
    result["models"] = newsroom.models
    result["briefs"] = {
        name: timed(newsroom, articles_of(clusters, *size), args.runs if name != "100x30" else 1)
        for name, size in SIZES.items()
    }
    result["peak_memory_gib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)
    thousand = articles_of(clusters, 34, 30)
    result["encode_and_group"] = beside_sentence_transformers(newsroom, thousand, args.runs)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
