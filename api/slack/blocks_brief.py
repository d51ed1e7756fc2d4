"""A brief as messages: headline, where the sources disagree, the brief, its sources, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from api.render import labels
from api.render.labels import Sources
from api.render.plain import one_line
from api.slack.blocks import (
    Block,
    Element,
    Message,
    Said,
    bullets,
    button,
    header,
    line,
    packed,
    paragraph,
    quotation,
    rich,
)
from api.slack.cutting import shortened
from api.slack.limits import HEADER, measure
from api.slack.names import APPROVE, EVIDENCE, LONGER, REJECT, SHORTER

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, Disagreement, Position, SingleSource

TAIL_BYTES = 5_000
"""For what changes with a review, at the end of the last message: nothing else moves with it."""
MOST_SINGLE = 8
"""Sentences of single sources: a message is read standing, the rest is counted."""
SINGLE = "Only one source says, and the brief does not"
NOTHING = "No brief could be made of these articles."


def brief_messages(answer: BriefAnswer) -> list[Message]:
    """Return a brief as messages, the first to be read first; the last one has the buttons."""
    sources = Sources.of(answer, one_line)
    blocks = [
        *_headline(answer),
        *_disagreements(answer, sources),
        *_brief(answer, sources),
        *_sources(answer, sources),
        *_single_source(answer, sources),
        *_warnings(answer, sources),
    ]
    parts = packed(blocks, TAIL_BYTES)
    parts[-1] += [*paragraph(Said(shortened(labels.standing(answer), 300))), _buttons(answer)]
    said = _notification(answer)
    return [
        Message(f"{said} ({number} of {len(parts)})" if len(parts) > 1 else said, tuple(part))
        for number, part in enumerate(parts, start=1)
    ]


def _notification(answer: BriefAnswer) -> str:
    """Return what a notification says: Slack reads markup there, so no word of an article."""
    if not answer.sentences:
        return NOTHING
    found = counted(len(answer.disagreements), "disagreement")
    return f"The brief of {counted(len(answer.articles), 'article')} is ready: {found}."


def counted(number: int, noun: str) -> str:
    """Return ``2 articles``; ``no articles`` for none."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _headline(answer: BriefAnswer) -> Iterator[Block]:
    headline = one_line(answer.headline)
    if headline:
        yield header(headline)
    if measure(headline) > HEADER:
        yield from paragraph(Said(headline, bold=True))


def _disagreements(answer: BriefAnswer, sources: Sources) -> Iterator[Block]:
    if not answer.disagreements:
        yield from paragraph(Said(labels.NONE_FOUND if answer.sentences else NOTHING))
        return
    yield from paragraph(Said("Where the sources disagree", bold=True))
    for number, found in enumerate(answer.disagreements, start=1):
        yield from rich([*_dispute(number, found), *_positions(found, sources)])


def _dispute(number: int, found: Disagreement) -> list[Element]:
    kind = f"({found.kind}, {found.status})"
    title = line(Said(f"{number}. {found.topic or found.kind}", bold=True), Said(kind))
    return [*title, *line(Said(found.note))]


def _positions(found: Disagreement, sources: Sources) -> Iterator[Element]:
    for position in found.positions:
        yield from bullets([_held(position, sources)])
        for evidence in position.evidence:
            yield from quotation(f"“{evidence.quote}” {sources.marks([evidence.article_id])}")


def _held(position: Position, sources: Sources) -> list[Said]:
    return [
        Said(position.value, bold=True),
        Said(f"– {labels.holders(position, sources)}"),
    ]


def _brief(answer: BriefAnswer, sources: Sources) -> Iterator[Block]:
    if not answer.sentences:
        return
    said = [[Said(f"{s.text} {labels.cited(s.citations, sources)}")] for s in answer.sentences]
    title = line(Said("The brief", bold=True))
    if labels.in_bullets(answer):
        yield from rich([*title, *bullets(said)])
    else:
        yield from rich(title)
        yield from paragraph(*(words for sentence in said for words in sentence))
    if borrowed := labels.borrowed(answer):
        yield from paragraph(Said(borrowed))


def _sources(answer: BriefAnswer, sources: Sources) -> list[Block]:
    named = [
        [Said(f"{sources.marks([a.id])} {sources.names[a.id]}: {labels.use_of(a, sources)}")]
        for a in answer.articles
    ]
    return rich([*line(Said("Sources", bold=True)), *bullets(named)])


def _single_source(answer: BriefAnswer, sources: Sources) -> list[Block]:
    """Return what the brief leaves to one source; what it tells itself is not told again."""
    besides = [s for s in answer.single_source if not _is_told(s, answer)]
    if not besides:
        return []
    shown = besides[:MOST_SINGLE]
    told = [[Said(f"{s.text} {sources.marks([s.article_id])}")] for s in shown]
    in_brief = len(answer.single_source) - len(besides)
    more = line(Said(labels.unshown(answer, len(shown) + in_brief)))
    return rich([*line(Said(SINGLE, bold=True)), *bullets(told), *more])


def _is_told(single: SingleSource, answer: BriefAnswer) -> bool:
    """Whether a sentence of the brief cites it."""
    return any(
        cited.article_id == single.article_id
        and cited.start < single.end
        and single.start < cited.end
        for sentence in answer.sentences
        for cited in sentence.citations
    )


def _warnings(answer: BriefAnswer, sources: Sources) -> list[Block]:
    if not answer.warnings:
        return []
    told = [
        [Said(f"{w.detail} {sources.marks([w.article_id] if w.article_id else [])}")]
        for w in answer.warnings
    ]
    return rich([*line(Said("Warnings", bold=True)), *bullets(told)])


def _buttons(answer: BriefAnswer) -> Block:
    name = answer.id
    judging = [
        button(EVIDENCE, "Show evidence", name),
        button(LONGER, "Longer", name),
        button(SHORTER, "Shorter", name),
        button(APPROVE, "Approve", name, "primary"),
        button(REJECT, "Reject", name, "danger"),
    ]
    return {"type": "actions", "elements": judging if answer.sentences else judging[:1]}
