"""Are our briefs nearer to a person's neutral round-up than other summaries, and less loaded?

``python -m benchmarks.summaries --data ../shared/data --role look --clusters 30 --out out.json``
prints JSON: ROUGE-1/2/L (F1) against the human reference, loaded words per 100 and support of our
briefs, of the articles' first sentences, of sumy's LexRank and of SmolLM2 prompted with all
articles, each asked for as many words as the reference has (the wire's least is 30) and cut there,
loadedness also at 150 words, and that of the sources that lean left and right. ``--resume`` goes on
where a run with the same settings broke off; ``--show`` writes the texts to read (never of `test`)
to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.journal import Journal
from benchmarks.summing.figures import report
from benchmarks.summing.rouge import rouge
from benchmarks.summing.stories import Story, cut, read_story, wanted_rows
from benchmarks.summing.wording import counted
from models.checks import folded, unsupported
from models.news import Options
from models.pipeline import Newsroom, summarise
from models.sentences import boundaries
from models.weights.load import load_newsroom

LONG = 150
LEAST = 30  # of the wire's max_words
NEAREST = 3  # passages by which a sentence is judged
SYSTEMS = ("ours", "lead", "lexrank", "prompted")


def texts_of(
    story: Story, words: int, newsroom: Newsroom, prompted: Any, systems: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield each system with its text of the reference's length and the longer one."""
    from benchmarks.summing.peers import first_sentences, lexrank

    lengths = (words, LONG)
    if "ours" in systems:
        asked = [Options(max_words=max(LEAST, n)) for n in lengths]
        short, long = (summarise(story.posted, newsroom, o).text for o in asked)
        yield "ours", cut([short], words), long
        yield "ours_longer_cut", cut([long], words), long
    if "lead" in systems:
        short, long = (cut(first_sentences(story, n), n) for n in lengths)
        yield "lead", short, long
    if "lexrank" in systems:
        short, long = (cut(s, n) for s, n in zip(lexrank(story, lengths), lengths, strict=True))
        yield "lexrank", short, long
    if prompted:
        told = prompted.write(story, lengths)
        short, long = (cut([t], n) for t, n in zip(told, lengths, strict=True))
        yield "prompted", short, long


def judged(text: str, story: Story, newsroom: Newsroom) -> dict[str, float]:
    """Return the mean support of a text's whole sentences, and how many hold what no article has.

    A sentence is judged by its nearest passages of all articles: the same for every system.
    """
    sentences = [text[a:b] for a, b in boundaries(text, (0, len(text)))]
    sentences = [s for s in sentences if s[-1:] in '.!?"”'] or sentences
    passages = [s for many in story.articles.values() for s in many]
    if not sentences or not passages:
        return {"sentences": 0, "support": 0.0, "invented": 0}
    vectors = newsroom.encoder.encode([*sentences, *passages])
    near = np.argsort(-(vectors[: len(sentences)] @ vectors[len(sentences) :].T), axis=1)
    evidence = [[passages[i] for i in sorted(row[:NEAREST])] for row in near.tolist()]
    pairs = [("\n".join(e), s) for e, s in zip(evidence, sentences, strict=True)]
    whole = [folded(" ".join(passages))]
    outlets = [p.source for p in story.posted]
    return {
        "sentences": len(sentences),
        "support": sum(newsroom.judge.support(pairs)),
        "invented": sum(bool(unsupported(s, whole, outlets)) for s in sentences),
    }


def measure(
    story: Story, newsroom: Newsroom, prompted: Any, systems: Sequence[str], show: bool
) -> dict[str, Any]:
    """Return what is to be added up of one event."""
    words = len(story.reference.split())
    record: dict[str, Any] = {"cluster": story.id, "words": words, "systems": {}}
    if show:
        print(f"\n== {story.id} {words}\n   REFERENCE {story.reference}", file=sys.stderr)
    for name, short, long in texts_of(story, words, newsroom, prompted, systems):
        found: dict[str, Any] = dict(rouge(short, story.reference))
        found |= {"words": len(short.split()), "words_long": len(long.split())}
        found |= {"loaded": counted(short), "loaded_long": counted(cut([long], LONG))}
        record["systems"][name] = found | judged(long, story, newsroom)
        if show:
            scores = " ".join(f"{found[k]:.2f}" for k in ("rouge1", "rouge2"))
            print(f"   {name.upper()} {scores} {short}\n      LONG {long}", file=sys.stderr)
    record["systems"]["reference"] = {"loaded": counted(story.reference)}
    record["sources"] = {
        lean: [counted(" ".join(s)) for i, s in story.articles.items() if story.leans[i] == lean]
        for lean in ("left", "center", "right")
    }
    return record


def main() -> None:
    """Summarise, measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--role", choices=["look", "train", "test"], default="look")
    parser.add_argument("--clusters", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--out", type=Path, help="also write the result there; journal beside it")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if args.show and args.role == "test":
        parser.error("texts of `test` are not to be read")
    settings = {k: getattr(args, k) for k in ("role", "clusters", "seed", "systems")}
    path = args.out.with_name(args.out.name + ".journal") if args.out else None
    journal = Journal(path, settings, args.resume)
    newsroom, prompted = load_newsroom(), None
    if "prompted" in args.systems:
        from benchmarks.summing.peers import Prompted

        prompted = Prompted()
    for row in wanted_rows(args.data, args.role, args.clusters, args.seed):
        if row["id"] not in journal.done():
            journal.add(measure(read_story(row), newsroom, prompted, args.systems, args.show))
            print(f"{len(journal.records)}/{args.clusters}", end="\r", file=sys.stderr)
    result = json.dumps(settings | report(journal.records), indent=2)
    if args.out:
        args.out.write_text(result + "\n", encoding="utf-8")
    print(result)


if __name__ == "__main__":
    main()
