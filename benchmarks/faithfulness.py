"""Is every brief faithful to what it cites, and does it read as written? Over HTTP alone.

    python -m benchmarks.faithfulness --data ../shared/data --clusters 300 --out faithfulness.json

Events of the roles `look` and `train`, drawn by seed. Prints aggregates as JSON; each finding
stands with its cluster and sentence (0 is the headline) in the journal beside `--out`, from which
`--resume` goes on. Shares no code with the product: what recognises numbers, dates, names and
quotations is `benchmarks/checks`. Names are looked for in the cited quotes and in the names of the
cited outlets. `dangling` opens with a word that another sentence explains, which the sentence
before it may do: it is counted, and no violation. Exits with 1 on a violation.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any, cast

import httpx

from benchmarks.checks.answer import (
    Answer,
    BriefSentence,
    Case,
    Citation,
    posted_articles,
    shorten,
)
from benchmarks.checks.command import parse_command, run_and_print
from benchmarks.checks.contract import check_contract
from benchmarks.checks.door import Door, Reply, open_door
from benchmarks.checks.draw import Event, draw, load_events, request_of, texts_of
from benchmarks.checks.fold import fold, fold_word
from benchmarks.checks.form import word_count
from benchmarks.checks.invention import Evidence, evidence_of, inventions
from benchmarks.checks.names import STOP_WORDS, ordinary_words, runs
from benchmarks.checks.quotations import is_balanced, without_quotations
from benchmarks.checks.reading import (
    is_leaning,
    is_unfinished,
    lowered_names,
    new_bigrams,
    repeats,
    words_of,
)
from benchmarks.journal import Journal

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ("number", "date", "name", "joined_name", "quotation")
VIOLATIONS = (
    *INVENTED,
    "lowered_name",
    "unfinished",
    "repeated_exactly",
    "repeated_nearly",
    "status",
)
NEAR_BY = 4  # words within which the parts of one name stand in the evidence
_WORD = re.compile(r"\w[\w.']*")
Found = dict[str, Any]


def findings_of(case: Case) -> list[Found]:
    """Everything to be said against a brief, by sentence; 0 is the headline."""
    answer = case.answer
    found = list(_invented(0, answer["headline"], answer["headline_citations"], case))
    for number, sentence in enumerate(answer["sentences"], start=1):
        found += _invented(number, sentence["text"], sentence["citations"], case)
        found += _of_form(number, sentence, case)
    found += [_found(n + 1, check, text) for n, check, text in repeats(answer["sentences"])]
    return found


def _found(sentence: int, check: str, detail: str) -> Found:
    return {"sentence": sentence, "check": check, "detail": detail}


def _invented(number: int, text: str, citations: Sequence[Citation], case: Case) -> Iterator[Found]:
    """What a text holds and the quotes that it cites do not."""
    evidence = evidence_of(citations, case)
    place = "sentence" if number else "headline"
    beyond = [*inventions(place, text, evidence, case.ordinary)]
    beyond += [("joined_name", name) for name in joined_names(text, evidence, case.ordinary)]
    quotes = shorten(" | ".join(evidence.quotes), 600)
    for kind, written in beyond:
        yield _found(number, kind, f"{written!r} in {shorten(text)!r} from {quotes!r}")


def joined_names(text: str, evidence: Evidence, ordinary: frozenset[str]) -> Iterator[str]:
    """Names whose parts stand in the evidence, but in no place together: "Jim Kelly"."""
    known: set[tuple[str, str]] = set()
    for quote in evidence.texts:
        words = [fold_word(word) for word in _WORD.findall(quote)]
        words = [w for w in words if len(w) > 1]  # an initial is no step from name to name
        ends = range(1, NEAR_BY)
        known |= {
            (w, words[i + d]) for i, w in enumerate(words) for d in ends if i + d < len(words)
        }
    for run, start, _ in runs(without_quotations(fold(text))):
        parts = [fold_word(p) for p in _WORD.findall(run)]
        parts = [p for p in parts if len(p) > 1 and p not in STOP_WORDS]
        if start == 0 and parts and parts[0] in ordinary:
            parts = parts[1:]  # its capital is the sentence's
        if any(pair not in known for pair in pairwise(parts)):
            yield run


def _of_form(number: int, sentence: BriefSentence, case: Case) -> Iterator[Found]:
    text = sentence["text"]
    cited = {c["article_id"] for c in sentence["citations"]} & set(case.articles)
    articles = [case.articles[i].text for i in sorted(cited)]
    for word in lowered_names(text, articles, case.ordinary):
        yield _found(number, "lowered_name", f"{word!r} in {shorten(text)!r}")
    if is_unfinished(text) or not is_balanced(text):
        yield _found(number, "unfinished", shorten(text))
    if is_leaning(text):
        yield _found(number, "dangling", shorten(text))


def figures_of(answer: Answer, seconds: float) -> dict[str, Any]:
    """What a brief adds to the counts."""
    written = [s for s in answer["sentences"] if s["method"] == "abstractive"]
    bigrams = [new_bigrams(s) for s in written]
    return {
        "methods": [s["method"] for s in answer["sentences"]],
        "new_bigrams": sum(new for new, _ in bigrams),
        "bigrams": sum(of for _, of in bigrams),
        "copied": sum(_is_copied(s) for s in written),
        "headline": len(answer["headline"].split()),
        "words": word_count(answer["text"]),
        "seconds": round(seconds, 3),
    }


def _is_copied(sentence: BriefSentence) -> bool:
    """Whether a sentence called written stands as it is in a quote."""
    mine = " ".join(words_of(sentence["text"]))
    return any(mine in " ".join(words_of(c["quote"])) for c in sentence["citations"])


def record_of(event: Event, body: dict[str, Any], reply: Reply, common: frozenset[str]) -> Found:
    """The journal's line of one cluster."""
    if reply.status != httpx.codes.OK or any(not f.info for f in check_contract(reply.body)):
        found = [_found(0, "status", f"{reply.status}: {shorten(str(reply.body))}")]
        return {"cluster": event.id, "findings": found, "figures": None}
    answer = cast(Answer, reply.body)
    case = Case(posted_articles(body), answer, body["options"]["max_words"], ordinary=common)
    figures = figures_of(answer, reply.seconds)
    return {"cluster": event.id, "findings": findings_of(case), "figures": figures}


def summary(wanted: int, records: Sequence[Found]) -> dict[str, Any]:
    """The aggregates; shares are of sentences."""
    figures = [r["figures"] for r in records if r["figures"]]
    methods = Counter(m for f in figures for m in f["methods"])
    sentences = max(1, methods.total())
    found = Counter(f["check"] for r in records for f in r["findings"])
    return {
        "clusters": wanted,
        "briefed": len(figures),
        "sentences": methods.total(),
        "violations": {check: found[check] for check in VIOLATIONS},
        "clusters_with_inventions": sum(
            any(f["check"] in INVENTED for f in r["findings"]) for r in records
        ),
        "dangling": found["dangling"],
        "methods": {m: round(n / sentences, 4) for m, n in methods.most_common()},
        "abstractive_but_copied": sum(f["copied"] for f in figures),
        "new_bigrams": round(
            _total(figures, "new_bigrams") / max(1, _total(figures, "bigrams")), 4
        ),
        "empty_briefs": sum(not f["methods"] for f in figures),
        "without_headline": sum(not f["headline"] for f in figures),
        "headline_words_most": max((f["headline"] for f in figures), default=0),
        "words": _middle([f["words"] for f in figures]),
        "seconds": _middle([f["seconds"] for f in figures]),
    }


def _total(figures: Sequence[dict[str, Any]], name: str) -> int:
    return sum(int(f[name]) for f in figures)


def _middle(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    return {
        "mean": round(mean(values), 2),
        "median": round(median(values), 2),
        "most": max(values),
    }


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Draw, post, check, add up."""
    events = load_events(args.data)
    drawn = draw(events, args.clusters, args.seed)
    settings = {"clusters": args.clusters, "seed": args.seed, "max_words": args.max_words}
    path = args.out.with_name(args.out.name + ".journal") if args.out else None
    journal = Journal(path, settings, args.resume)
    left = [event for event in drawn if event.id not in journal.done()]
    if left:
        common = ordinary_words(texts_of(events))
        with open_door(args.url, ROOT) as door:
            _check_all(door, left, journal, common, args)
    return summary(len(drawn), journal.records)


def _check_all(
    door: Door,
    left: Sequence[Event],
    journal: Journal,
    common: frozenset[str],
    args: argparse.Namespace,
) -> None:
    for done, event in enumerate(left, start=1):
        body = request_of(event, args.max_words)
        reply = door.post(body)
        journal.add(record_of(event, body, reply, common))
        if args.answers:
            with args.answers.open("a", encoding="utf-8") as out:
                line = {"cluster": event.id, "answer": reply.body}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        print(f"{done}/{len(left)} {event.id}", file=sys.stderr)


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    return parse_command(argv, __doc__ or "", 300, 5, Path("../shared/data"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run and print; 0 when nothing is violated, 1 when something is, 2 when nobody can tell."""
    args = parse(argv)
    result = run_and_print(run, args)
    if result is None:
        return 2
    return 1 if any(result["violations"].values()) or result["briefed"] < args.clusters else 0


if __name__ == "__main__":
    sys.exit(main())
