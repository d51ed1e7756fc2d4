"""Every offset points at what it claims to quote, in code points of the posted text."""

from collections.abc import Iterator, Mapping

from benchmarks.checks.answer import Case, Citation, Finding, Posted, SingleSource, cited, shorten
from benchmarks.checks.fold import visible


def check_offsets(case: Case) -> Iterator[Finding]:
    """Spans, quotes, sources and article ids agree with what was posted."""
    for place, citation in cited(case.answer):
        yield from _citation(place, citation, case.articles)
    for single in case.answer["single_source"]:
        yield from _single(single, case.articles)
    yield from _boilerplate(case)
    yield from _uncited(case)


def _citation(place: str, citation: Citation, articles: Mapping[str, Posted]) -> Iterator[Finding]:
    article = articles.get(citation["article_id"])
    if article is None:
        yield Finding("article_id", f"{place}: {citation['article_id']}")
        return
    start, end = citation["start"], citation["end"]
    where = f"{place}: {article.id}[{start}:{end}]"
    if not 0 <= start < end <= len(article.text):
        yield Finding("offset", f"{where} outside {len(article.text)} characters")
    elif article.text[start:end] != citation["quote"]:
        found, quote = shorten(article.text[start:end], 60), shorten(citation["quote"], 60)
        yield Finding("offset", f"{where} is {found!r}, quoted {quote!r}")
    if citation.get("source", article.source) != article.source:
        yield Finding("source", f"{where}: {citation.get('source')!r}, not {article.source!r}")


def _single(single: SingleSource, articles: Mapping[str, Posted]) -> Iterator[Finding]:
    article = articles.get(single["article_id"])
    if article is None:
        yield Finding("article_id", f"single_source: {single['article_id']}")
        return
    start, end = single["start"], single["end"]
    where = f"single_source: {article.id}[{start}:{end}]"
    if not 0 <= start < end <= len(article.text):
        yield Finding("offset", f"{where} outside {len(article.text)} characters")
    elif visible(article.text[start:end]) != visible(single["text"]):
        yield Finding("offset", f"{where} is not {shorten(single['text'], 80)!r}")


def _boilerplate(case: Case) -> Iterator[Finding]:
    reported = case.answer["articles"]
    if sorted(report["id"] for report in reported) != sorted(case.articles):
        yield Finding("article_id", f"articles: {[report['id'] for report in reported]}")
    for report in reported:
        article = case.articles.get(report["id"])
        if article is None:
            continue
        if report["source"] != article.source:
            yield Finding("source", f"articles/{article.id}: {report['source']!r}")
        for span in report["boilerplate_spans"]:
            if len(span) != 2 or not 0 <= span[0] <= span[1] <= len(article.text):
                yield Finding("boilerplate_span", f"{article.id}: {span}")


def _uncited(case: Case) -> Iterator[Finding]:
    for sentence in case.answer["sentences"]:
        if not sentence["citations"]:
            yield Finding("uncited", shorten(sentence["text"]))
    if case.answer["headline"] and not case.answer["headline_citations"]:
        yield Finding("uncited", f"headline: {shorten(case.answer['headline'])}")
