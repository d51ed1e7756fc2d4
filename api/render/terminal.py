"""A brief for the eye: what a terminal (or a pipe, without colours) shows.

Article text goes in as ``rich.text.Text``, never as markup, and only through ``one_line``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from api.render import labels
from api.render.labels import Sources
from api.render.plain import one_line

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, BriefSentence, Disagreement, Position

SINGLE_SOURCE_SHOWN = 5
QUOTES_SHOWN = 3  # of each position; the JSON answer has them all
_COLOURS = {"contradiction": "red", "superseded": "blue", "inconsistent": "magenta"}


def to_terminal(answer: BriefAnswer) -> RenderableType:
    """Return the brief, its disagreements, what one source alone says, warnings and sources."""
    sources = Sources.of(answer, one_line)
    return Group(
        Text(one_line(answer.headline), style="bold"),
        Text(),
        *_brief(answer, sources),
        *_disagreements(answer, sources),
        *_single_source(answer, sources),
        *_warnings(answer, sources),
        *_sources(answer, sources),
    )


def _brief(answer: BriefAnswer, sources: Sources) -> Iterator[RenderableType]:
    sentences = [_sentence(sentence, sources) for sentence in answer.sentences]
    yield _list(sentences) if labels.in_bullets(answer) else Text(" ").join(sentences)
    if borrowed := labels.borrowed(answer):
        yield Text(borrowed, style="dim")
    yield Text()


def _sentence(sentence: BriefSentence, sources: Sources) -> Text:
    text = Text(one_line(sentence.text))
    text.append(f" {labels.cited(sentence.citations, sources)}", style="cyan")
    if sentence.disputed:
        text.append(f" (disputed: {', '.join(map(one_line, sentence.disputed))})", style="yellow")
    return text


def _disagreements(answer: BriefAnswer, sources: Sources) -> Iterator[RenderableType]:
    yield _title("Where the sources disagree")
    if not answer.disagreements:
        yield Text(labels.NONE_FOUND)
    for disagreement in answer.disagreements:
        yield _panel(disagreement, sources)
    yield Text()


def _panel(disagreement: Disagreement, sources: Sources) -> Panel:
    title = Text(f"{one_line(disagreement.id)} · {disagreement.kind} · {disagreement.status}")
    lines: list[RenderableType] = [Text(one_line(disagreement.topic), style="bold")]
    if disagreement.note:
        lines.append(Text(one_line(disagreement.note)))
    for position in disagreement.positions:
        lines += [Text(), *_position(position, sources)]
    colour = _COLOURS.get(disagreement.status, "yellow")
    return Panel(Group(*lines), title=title, title_align="left", border_style=colour)


def _position(position: Position, sources: Sources) -> Iterator[RenderableType]:
    holders = labels.holders(position, sources)
    yield Text.assemble((one_line(position.value), "bold"), " – ", (holders, "cyan"))
    for evidence in position.evidence[:QUOTES_SHOWN]:
        mark = labels.cited([evidence], sources)
        quote = Text.assemble("“", (one_line(evidence.quote), "italic"), "” ", (mark, "cyan"))
        yield Padding(quote, (0, 0, 0, 2))
    if len(position.evidence) > QUOTES_SHOWN:
        yield Padding(Text(f"… and {len(position.evidence) - QUOTES_SHOWN} more."), (0, 0, 0, 2))


def _single_source(answer: BriefAnswer, sources: Sources) -> Iterator[RenderableType]:
    shown = answer.single_source[:SINGLE_SOURCE_SHOWN]
    if shown:
        yield _title("Only one source says")
        yield _list([_marked(s.text, s.article_id, sources) for s in shown])
        if left := labels.unshown(answer, len(shown)):
            yield Text(left, style="dim")
        yield Text()


def _warnings(answer: BriefAnswer, sources: Sources) -> Iterator[RenderableType]:
    if answer.warnings:
        yield _title("Warnings")
        yield _list([_marked(w.detail, w.article_id, sources) for w in answer.warnings])
        yield Text()


def _sources(answer: BriefAnswer, sources: Sources) -> Iterator[RenderableType]:
    yield _title("Sources")
    rows = Table.grid(padding=(0, 1, 0, 0))
    for article in answer.articles:
        use = f"{sources.names[article.id]}: {labels.use_of(article, sources)}"
        rows.add_row(Text(sources.marks([article.id]), style="cyan"), Text(use))
    yield rows


def _title(words: str) -> Rule:
    return Rule(Text(words, style="bold"), align="left")


def _list(items: list[Text]) -> Table:
    """Return items whose further lines hang under their first."""
    rows = Table.grid(padding=(0, 1, 0, 0))
    for item in items:
        rows.add_row(Text("•"), item)
    return rows


def _marked(text: str, article_id: str | None, sources: Sources) -> Text:
    mark = sources.marks([article_id]) if article_id else ""
    return Text(one_line(text)).append(f" {mark}" if mark else "", style="cyan")
