"""A brief as plain text, for wherever nothing else can be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from api.render import labels
from api.render.labels import Sources
from api.render.plain import one_line
from api.schemas.answer import BriefAnswer


def to_text(answer: BriefAnswer) -> str:
    """Return headline, brief, disagreements and sources, a blank line between them."""
    sources = Sources.of(answer, one_line)
    blocks = [one_line(answer.headline), _brief(answer), *_disagreements(answer, sources)]
    named = "\n".join(f"{sources.named(article.id)}" for article in answer.articles)
    return "\n\n".join([*filter(None, blocks), f"Sources\n{named}", labels.standing(answer)]) + "\n"


def _brief(answer: BriefAnswer) -> str:
    said = [one_line(sentence.text) for sentence in answer.sentences]
    return "\n".join(f"- {s}" for s in said) if labels.in_bullets(answer) else " ".join(said)


def _disagreements(answer: BriefAnswer, sources: Sources) -> Iterator[str]:
    if not answer.disagreements:
        return
    yield "Where the sources disagree"
    for dispute in answer.disagreements:
        sides = (f"  {one_line(p.value)}: {labels.holders(p, sources)}" for p in dispute.positions)
        yield "\n".join([one_line(dispute.note or dispute.topic), *sides])
