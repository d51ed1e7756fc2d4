"""Nothing invented: numbers, dates, names and quotations occur in the evidence they cite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.checks.answer import Case, Citation, Finding, disagreement_evidence, shorten
from benchmarks.checks.dates import dates_of, find_dates, without_days
from benchmarks.checks.figures import find_figures, readings_of
from benchmarks.checks.fold import fold
from benchmarks.checks.names import Name, find_names, has_title_case, is_named, words_of
from benchmarks.checks.quotations import (
    find_quotations,
    is_balanced,
    is_quoted,
    passages,
    without_quotations,
)

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text may draw on: cited quotes, the sources' names, the calendar's values."""

    quotes: Sequence[str]
    passages: Sequence[str]
    sources: Sequence[str] = ()
    values: Sequence[str] = ()

    @property
    def texts(self) -> list[str]:
        """All of it, folded."""
        return [fold(text) for text in [*self.quotes, *self.sources, *self.values]]


def check_invention(case: Case) -> Iterator[Finding]:
    """Sentences, headline, topics and notes say nothing that their evidence lacks."""
    answer = case.answer
    for sentence in answer["sentences"]:
        yield from _unsupported("sentence", sentence["text"], sentence["citations"], case)
    yield from _unsupported("headline", answer["headline"], answer["headline_citations"], case)
    for disagreement in answer["disagreements"]:
        cited = disagreement_evidence(disagreement)
        values = [p["value"] for p in disagreement["positions"] if p.get("basis") == "calendar"]
        yield from _unsupported("topic", disagreement["topic"], cited, case, values)
        yield from _unsupported("note", disagreement["note"], cited, case, values)


def _unsupported(
    place: str, text: str, citations: Sequence[Citation], case: Case, values: Sequence[str] = ()
) -> Iterator[Finding]:
    """What a text says beyond its evidence, as findings named by kind and place."""
    evidence = evidence_of(citations, case, values)
    context = f" in {shorten(text)!r} from {shorten(' | '.join(evidence.quotes), 300)!r}"
    for kind, written in inventions(place, text, evidence, case.ordinary):
        yield Finding(f"{place}_{kind}", f"{written!r}{context}")
    if not is_balanced(text):
        yield Finding(f"{place}_quotation_open", shorten(text), info=True)


def evidence_of(citations: Sequence[Citation], case: Case, values: Sequence[str] = ()) -> Evidence:
    """What these citations offer to a text that cites them."""
    ids = sorted({c["article_id"] for c in citations} & set(case.articles))
    return Evidence(
        quotes=[c["quote"] for c in citations],
        passages=passages(citations, dict(case.articles)),
        sources=[case.articles[article].source for article in ids],
        values=values,
    )


def inventions(
    place: str, text: str, evidence: Evidence, ordinary: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Each number, date, name or quotation that the evidence lacks: its kind, and as written."""
    folded = fold(text)
    yield from _numbers(folded, evidence)
    known_dates = frozenset(key for text in evidence.texts for key in dates_of(text))
    yield from (("date", d.written) for d in find_dates(folded) if d.key not in known_dates)
    yield from _names(place, folded, evidence, ordinary)
    for quotation in find_quotations(text):
        if not is_quoted(quotation, evidence.passages):
            yield "quotation", quotation


def _numbers(text: str, evidence: Evidence) -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    for quote in evidence.texts:
        known |= readings_of(without_days(quote))
        known |= {f"{key.rpartition('-')[2]}th" for key in dates_of(quote) if key[0] == "d"}
    for figure in find_figures(without_days(text)):
        if not figure.readings & known:
            yield "date" if _YEAR.fullmatch(figure.written) else "number", figure.written


def _names(
    place: str, text: str, evidence: Evidence, ordinary: frozenset[str]
) -> Iterator[tuple[str, str]]:
    known = words_of(evidence.texts)
    titled = place == "headline" and has_title_case(text)
    for name in find_names(without_quotations(text)):
        allowed = Name(name.written, name.word, name.acronym, name.opening or titled)
        if not is_named(allowed, known, ordinary):
            yield "name", name.written
