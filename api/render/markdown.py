"""A brief as Markdown (CommonMark). Article text can form no link, image, HTML or heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from api.render import labels
from api.render.labels import Sources
from api.render.plain import one_line

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, BriefSentence, Disagreement, Position

_SPECIAL = re.compile(r"([\\`*_\[\]~$|#])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_AUTOLINK = re.compile(r"(?<=\w)(:(?=//)|@(?=\w))|(?<=\bwww)(\.)", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:([+=:-])|(\d{1,9})([.)]))")


def to_markdown(answer: BriefAnswer) -> str:
    """Return the whole brief as one Markdown document that ends with a line end."""
    sources = Sources.of(answer, escaped)
    blocks = [
        f"# {escaped(answer.headline)}",
        _brief(answer, sources),
        labels.borrowed(answer),
        *_disagreements(answer, sources),
        *_sources(answer, sources),
        *_single_source(answer, sources),
        *_warnings(answer, sources),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Return text of an article so that Markdown shows it as it stands, on one line."""
    inert = _SPECIAL.sub(r"\\\1", one_line(text).translate(_ENTITIES))
    unlinked = _AUTOLINK.sub(lambda m: f"\\{m.group()}", inert)
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", unlinked)


def _brief(answer: BriefAnswer, sources: Sources) -> str:
    sentences = [_sentence(sentence, sources) for sentence in answer.sentences]
    if labels.in_bullets(answer):
        return _list(sentences)
    return " ".join(sentences)


def _sentence(sentence: BriefSentence, sources: Sources) -> str:
    disputed = ", ".join(map(escaped, sentence.disputed))
    note = f" (disputed: {disputed})" if disputed else ""
    return f"{escaped(sentence.text)} {labels.cited(sentence.citations, sources)}{note}"


def _disagreements(answer: BriefAnswer, sources: Sources) -> Iterator[str]:
    yield "## Where the sources disagree"
    if not answer.disagreements:
        yield labels.NONE_FOUND
    for disagreement in answer.disagreements:
        yield from _disagreement(disagreement, sources)


def _disagreement(disagreement: Disagreement, sources: Sources) -> Iterator[str]:
    kind = f"{disagreement.kind}, {disagreement.status}"
    yield f"### {escaped(disagreement.id)}: {escaped(disagreement.topic)} ({kind})"
    yield escaped(disagreement.note)
    yield from (_position(position, sources) for position in disagreement.positions)


def _position(position: Position, sources: Sources) -> str:
    held = f"- **{escaped(position.value)}** – {labels.holders(position, sources)}"
    quotes = [
        f"  > {escaped(evidence.quote)}\n  >\n  > — {labels.where(evidence, sources)}"
        for evidence in position.evidence
    ]
    return "\n\n".join([held, *quotes])


def _sources(answer: BriefAnswer, sources: Sources) -> Iterator[str]:
    yield "## Sources"
    yield "\n".join(
        f"{number}. {sources.names[article.id]}: {labels.use_of(article, sources)}"
        for number, article in enumerate(answer.articles, start=1)
    )


def _single_source(answer: BriefAnswer, sources: Sources) -> Iterator[str]:
    if answer.single_source:
        yield "## Only one source says"
        yield _list([_marked(s.text, s.article_id, sources) for s in answer.single_source])
        yield labels.unshown(answer, len(answer.single_source))


def _warnings(answer: BriefAnswer, sources: Sources) -> Iterator[str]:
    if answer.warnings:
        yield "## Warnings"
        yield _list([_marked(w.detail, w.article_id, sources) for w in answer.warnings])


def _marked(text: str, article_id: str | None, sources: Sources) -> str:
    return f"{escaped(text)} {sources.marks([article_id]) if article_id else ''}".rstrip()


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
