"""A brief as HTML: a page of its own, or the parts of it. No script, and nothing is requested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from api.render import labels
from api.render.labels import Sources
from api.render.links import Links, NoLinks, PageLinks
from api.render.markup import NOTHING, SPACE, Html, element, joined, lines, text, void
from api.render.style import STYLE, policy_in_page

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, BriefSentence, Disagreement, Evidence, Position


def to_html(answer: BriefAnswer) -> str:
    """Return the whole brief as one HTML page that ends with a line end."""
    head = [
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", http_equiv="Content-Security-Policy", content=policy_in_page()),
        element("title", text(answer.headline or "Brief")),
        element("style", Html(STYLE)),
    ]
    body = element("body", element("main", annotated(answer)))
    return f'<!doctype html>\n<html lang="en">\n{element("head", lines(head))}\n{body}\n</html>\n'


def annotated(answer: BriefAnswer) -> Html:
    """Return the brief with its evidence, its disagreements and its sources, as one article."""
    links = PageLinks.of(answer)
    parts = [
        _header(answer, links),
        _section("brief", "The brief", _brief(answer, links)),
        _section("disagreements", "Where the sources disagree", _disputes(answer, links)),
        _section("evidence", "Evidence", _evidence(links)),
        _section("sources", "Sources", _sources(answer, links)),
        _section("single", "Only one source says", _single_source(answer, links)),
        _section("warnings", "Warnings", _warnings(answer, links)),
    ]
    return element("article", lines(parts))


def plain_brief(answer: BriefAnswer) -> Html:
    """Return the brief alone, as it would be published."""
    return _running(answer, [text(sentence.text) for sentence in answer.sentences])


def paragraphs(said: Iterable[str]) -> Html:
    """Return each text as a paragraph of its own."""
    return lines([element("p", text(line)) for line in said])


def disagreements(answer: BriefAnswer) -> Html:
    """Return where the sources disagree, each side with its quotes and nothing to point to."""
    return _disputes(answer, NoLinks.of(answer))


def _section(name: str, title: str, content: Html) -> Html:
    if not content:
        return NOTHING
    heading = element("h2", text(title), id=name)
    return element("section", lines([heading, content]), aria_labelledby=name)


def _about(*parts: Html) -> Html:
    return element("p", joined(parts, SPACE), class_="about")


def _header(answer: BriefAnswer, links: PageLinks) -> Html:
    written = text(f"{answer.created_at:%d %B %Y, %H:%M %Z}")
    when = element("time", written, datetime=answer.created_at.isoformat())
    state = "about" if labels.approved(answer) else "about withheld"
    parts = [
        element("h1", text(answer.headline or "Brief"), links.marks(answer.headline_citations)),
        element("p", text(labels.standing(answer)), class_=state),
        _about(text("Made"), when, text("as"), element("code", text(answer.id))),
    ]
    return element("header", lines(parts))


def _brief(answer: BriefAnswer, links: PageLinks) -> Html:
    running = _running(answer, [_sentence(sentence, links) for sentence in answer.sentences])
    borrowed = labels.borrowed(answer)
    return lines([running, _about(text(borrowed)) if borrowed else NOTHING])


def _running(answer: BriefAnswer, sentences: list[Html]) -> Html:
    if labels.in_bullets(answer):
        return _list("ul", (element("li", sentence) for sentence in sentences))
    return element("p", joined(sentences, SPACE))


def _sentence(sentence: BriefSentence, links: PageLinks) -> Html:
    said = joined([text(sentence.text), links.marks(sentence.citations)])
    return joined([said, *map(links.disputed, sentence.disputed)], SPACE)


def _disputes(answer: BriefAnswer, links: Links) -> Html:
    if not answer.disagreements:
        return element("p", text(labels.NONE_FOUND))
    found = enumerate(answer.disagreements, start=1)
    return lines(_dispute(number, dispute, links) for number, dispute in found)


def _dispute(number: int, dispute: Disagreement, links: Links) -> Html:
    kind = f"{dispute.kind}, {dispute.status}, score {dispute.score:.2f}"
    parts = [
        element("h3", text(dispute.topic or dispute.kind)),
        element("p", text(kind), class_="kind"),
        element("p", text(dispute.note)) if dispute.note else NOTHING,
        _list("ul", (_side(position, links) for position in dispute.positions)),
    ]
    return element("div", lines(parts), class_="dispute", **links.anchor("d", number))


def _side(position: Position, links: Links) -> Html:
    holders = [links.outlet(article_id) for article_id in position.articles]
    if position.basis == "calendar":
        holders.append(text(labels.CALENDAR))
    held = [element("strong", text(position.value)), text("–"), joined(holders, Html(", "))]
    quotes = [
        element("blockquote", text(evidence.quote), links.marks([evidence]), dir="auto")
        for evidence in position.evidence
    ]
    return element("li", joined(held, SPACE), *quotes)


def _evidence(links: PageLinks) -> Html:
    return _list("ol", (_passage(n, e, links) for n, e in enumerate(links.passages, start=1)))


def _passage(number: int, evidence: Evidence, links: PageLinks) -> Html:
    where = text(f"characters {evidence.start} to {evidence.end}")
    quote = element("blockquote", text(evidence.quote), dir="auto")
    about = element("p", links.outlet(evidence.article_id), Html(", "), where, class_="about")
    return element("li", quote, about, **links.anchor("e", number))


def _sources(answer: BriefAnswer, links: PageLinks) -> Html:
    sources = Sources.of(answer, str)
    rows = [
        element("li", text(f"{a.source}: {labels.use_of(a, sources)}"), **links.anchor("s", n))
        for n, a in enumerate(answer.articles, start=1)
    ]
    return _list("ol", rows)


def _single_source(answer: BriefAnswer, links: PageLinks) -> Html:
    if not answer.single_source:
        return NOTHING
    said = [_told(s.text, s.article_id, links) for s in answer.single_source]
    more = labels.unshown(answer, len(said))
    return lines([_list("ul", said), element("p", text(more)) if more else NOTHING])


def _warnings(answer: BriefAnswer, links: PageLinks) -> Html:
    told = [_told(w.detail, w.article_id, links) for w in answer.warnings]
    return _list("ul", told) if told else NOTHING


def _told(said: str, article_id: str | None, links: PageLinks) -> Html:
    whose = joined([Html("("), links.outlet(article_id), Html(")")]) if article_id else NOTHING
    return element("li", joined([text(said), whose], SPACE))


def _list(name: str, items: Iterable[Html]) -> Html:
    return element(name, Html("\n"), *_with_line_ends(items))


def _with_line_ends(items: Iterable[Html]) -> Iterator[Html]:
    for item in items:
        yield item
        yield Html("\n")
