"""No side taken: disputed values are listed and attributed; disagreements are well formed."""

import re
from collections.abc import Iterator, Sequence

from benchmarks.checks.answer import (
    BriefSentence,
    Case,
    Citation,
    Disagreement,
    Finding,
    disagreement_evidence,
    overlap,
    shorten,
)
from benchmarks.checks.dates import find_dates
from benchmarks.checks.fold import fold, holds
from benchmarks.checks.names import STOP_WORDS, runs

_VERBS = (
    r"(?:said|says?|saying|told|tells?|reported|reports|reporting|wrote|writes|announced|announces"
    r"|claimed|claims|stated|states|added|adds|argued|argues|alleged|alleges|asserted|asserts"
    r"|insisted|insists|maintained|maintains|denied|denies|confirmed|confirms|estimated|estimates"
    r"|put|puts|described|describes|called|calls|tweeted|testified|acknowledged|noted|notes"
    r"|suggested|suggests|declared|warned|warns|quoted|cited|cites|dates|dated|gave|gives)"
)
_BETWEEN = r"(?:,[^,]{1,80},)?\s(?:(?:had|has|have|also|later|then|first|\w+ly)\s){0,2}"
_AFTER = re.compile(rf"{_BETWEEN}{_VERBS}\b")
_BEFORE = re.compile(
    r"(?:[,\"]\s(?:said|says|added|adds)\s(?:(?!in\b|on\b|at\b|to\b|that\b)[\w'.-]+\s){0,4}"
    r"|\baccording\sto\s(?:[\w'.-]+\s){0,5})$",
    re.I,
)
_UNNAMED = re.compile(
    r"\b(?:he|she|they|officials?|police|authorities|prosecutors|investigators|lawyers?|attorneys?"
    r"|spokes(?:man|woman|person|people)|witnesses|sources?|aides?|lawmakers|critics|supporters"
    r"|president|reports?|statement|administration|government|ministry|company|department|agency"
    rf"|others|people|experts|analysts|scientists|doctors|documents|complaint|indictment){_BETWEEN}"
    rf"{_VERBS}\b|\baccording\sto\b",
    re.I,
)


def check_disputes(case: Case) -> Iterator[Finding]:
    """Ids exist, disagreements are well formed, disputed values are never plain facts."""
    yield from _ids(case)
    for disagreement in case.answer["disagreements"]:
        yield from _well_formed(disagreement)
        if disagreement["status"] == "contradiction":
            for sentence in case.answer["sentences"]:
                yield from _plain_fact(sentence, disagreement, case)
            yield from _headline(disagreement, case)


def names_source(text: str, sources: Sequence[str]) -> bool:
    """Whether a text names one of the sources: "Fox News" for "Fox Online News" too."""
    return any(holds(text, form) for source in sources for form in _source_forms(source))


def names_speaker(text: str, ordinary: frozenset[str] = frozenset()) -> bool:
    """Whether a name stands directly with a verb of speech: "Smith said", "according to NASA"."""
    folded = fold(text)
    for name, start, end in runs(folded):
        words = name.split()
        if start <= 1 and words[0].casefold() in ordinary:
            words = words[1:]  # "Officials said": the capital only opens the sentence
        if all(word.casefold() in STOP_WORDS or find_dates(word) for word in words):
            continue
        if _AFTER.match(folded, end) or _BEFORE.search(folded[:start]):
            return True
    return False


def _source_forms(source: str) -> set[str]:
    """A source's name without "(Web News)", " - News", "Online", ".com" and "The"."""
    short = re.sub(r"\s*\([^)]*\)|\s+-\s+.*$", "", source).strip()
    forms = {source, short, re.sub(r"\bOnline\s+", "", short), re.sub(r"^The\s+", "", short)}
    forms |= {re.sub(r"\s+(?:Online\s+)?News$|\.com$", "", form) for form in forms}
    return {form for form in forms if form}


def _plain_fact(
    sentence: BriefSentence, disagreement: Disagreement, case: Case
) -> Iterator[Finding]:
    values = _held(sentence["text"], disagreement)
    if not values:
        return
    listed = disagreement["id"] in sentence["disputed"]
    detail = f"{disagreement['id']} {values}: {shorten(sentence['text'], 300)}"
    if overlap(sentence["citations"], disagreement_evidence(disagreement)):
        if not listed:
            yield Finding("disputed_unlisted", detail)
    elif not listed:
        yield Finding("disputed_value_elsewhere", detail, info=True)
        return
    yield from _unattributed(sentence, detail, case)


def _unattributed(sentence: BriefSentence, detail: str, case: Case) -> Iterator[Finding]:
    """Nobody is named for a disputed value; "officials said" is noted, not condemned."""
    text = sentence["text"]
    if names_source(text, _sources(sentence["citations"], case)):
        return
    if names_speaker(text, case.ordinary):
        return
    if _UNNAMED.search(fold(text)):
        yield Finding("disputed_speaker_unnamed", detail, info=True)
    else:
        yield Finding("disputed_unattributed", detail)


def _headline(disagreement: Disagreement, case: Case) -> Iterator[Finding]:
    headline, citations = case.answer["headline"], case.answer["headline_citations"]
    values = _held(headline, disagreement)
    if not values or names_source(headline, _sources(citations, case)):
        return
    detail = f"{disagreement['id']} {values}: {shorten(headline)}"
    touches = overlap(citations, disagreement_evidence(disagreement))
    check = "headline_disputed" if touches else "headline_value_elsewhere"
    yield Finding(check, detail, info=not touches)


def _held(text: str, disagreement: Disagreement) -> list[str]:
    return [p["value"] for p in disagreement["positions"] if holds(text, p["value"])]


def _sources(citations: Sequence[Citation], case: Case) -> list[str]:
    ids = sorted({c["article_id"] for c in citations} & set(case.articles))
    return [case.articles[article].source for article in ids]


def _ids(case: Case) -> Iterator[Finding]:
    ids = [disagreement["id"] for disagreement in case.answer["disagreements"]]
    if len(set(ids)) < len(ids):
        yield Finding("disagreement_id", f"twice: {ids}")
    for sentence in case.answer["sentences"]:
        for unknown in sorted(set(sentence["disputed"]) - set(ids)):
            yield Finding("disagreement_id", f"{unknown} in disputed: {shorten(sentence['text'])}")
    for claim in case.answer["claims"]:
        for unknown in sorted(set(claim["disagreements"]) - set(ids)):
            yield Finding("disagreement_id", f"{unknown} in claim {claim['id']}")


def _well_formed(disagreement: Disagreement) -> Iterator[Finding]:
    detail = f"{disagreement['id']} {disagreement['kind']}/{disagreement['status']}"
    if (disagreement["kind"] == "framing") != (disagreement["status"] == "framing"):
        yield Finding("kind_and_status", detail)
    values = {fold(p["value"]).casefold() for p in disagreement["positions"]}
    if disagreement["kind"] != "framing" and (
        len(disagreement["positions"]) < 2 or len(values) < len(disagreement["positions"])
    ):
        yield Finding("positions", f"{detail}: {[p['value'] for p in disagreement['positions']]}")
    for position in disagreement["positions"]:
        calendar = position.get("basis") == "calendar"
        cited = {quote["article_id"] for quote in position["evidence"]}
        if set(position["articles"]) != cited or not (cited or calendar):
            yield Finding("position_articles", f"{detail}: {position['articles']}, {sorted(cited)}")
        if not calendar and not any(
            holds(q["quote"], position["value"]) for q in position["evidence"]
        ):
            where = f"{detail}: {shorten(position['value'], 80)!r}"
            yield Finding("position_value_unquoted", where, info=True)
