"""A brief as a news item in ninjs 3.1, IPTC's news in JSON.

Names, types and allowed values are those of the JSON schema of version 3.1. It knows no property
beyond its own, so everything that a newsroom's system shall see stands in one of these.

What may be published is the body ``main``. Where the last reviewer approved a text of his own, that
is it, and ours stands beside it as ``generated``; a text that came with a rejection is not approved
by anybody: it stands beside ours as ``edited``, and the item is withheld.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from api.render import labels
from api.render.html import annotated, disagreements, paragraphs, plain_brief
from api.render.labels import Sources
from api.render.plain import line_by_line, one_line

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, Disagreement

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
MADE_BY_MODEL = {
    "name": "Created using Generative AI",
    "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
CONTENT_SOURCE = "http://cv.iptc.org/newscodes/contentprodpartyrole/contentSource"
"""A party that contributed to the content as a source."""
PROFILE = "crosswire-brief"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:crosswire:brief")
_PLAIN, _HTML = "text/plain", "text/html"


def to_ninjs(answer: BriefAnswer) -> str:
    """Return the brief as a ninjs document."""
    return json.dumps(item_of(answer), ensure_ascii=False, indent=1) + "\n"


def item_of(answer: BriefAnswer) -> dict[str, Any]:
    """Return the brief as a ninjs object; a property without a value is left out."""
    created = answer.created_at.isoformat()
    latest = labels.latest_review(answer)
    item = {
        "uri": uri_of(answer.id),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": PROFILE,
        "version": str(1 + len(answer.reviews)),
        "firstCreated": created,
        "versionCreated": latest.at.isoformat() if latest else created,
        "contentCreated": created,
        "pubStatus": "usable" if labels.approved(answer) else "withheld",
        "language": "en",
        "digitalSourceType": MADE_BY_MODEL,
        "by": f"Crosswire {answer.models.get('crosswire', '')}".rstrip(),
        "edNote": "\n".join(_note(answer)),
        "headlines": _headlines(answer),
        "descriptions": _descriptions(answer),
        "bodies": list(_bodies(answer)),
        "infoSources": _info_sources(answer),
        "altIds": [{"role": "crosswire", "value": answer.id}],
    }
    return {name: value for name, value in item.items() if value}


def uri_of(brief_id: str) -> str:
    """Return the name of a brief's item, the same whenever and wherever it is rendered."""
    return uuid.uuid5(_NAMESPACE, brief_id).urn


def _headlines(answer: BriefAnswer) -> list[dict[str, str]]:
    headline = one_line(answer.headline)
    return [{"role": "main", "contentType": _PLAIN, "value": headline}] if headline else []


def _descriptions(answer: BriefAnswer) -> list[dict[str, str]]:
    if _roles(answer)[0] != "main":
        return []  # it would be the lead of a text that is not to be published
    lead = [one_line(sentence.text) for sentence in answer.sentences[:1]]
    return [{"role": "summary", "contentType": _PLAIN, "value": value} for value in lead]


def _bodies(answer: BriefAnswer) -> Iterator[dict[str, Any]]:
    review = labels.edited_by(answer)
    ours, theirs = _roles(answer)
    yield from _text("\n".join(_brief_lines(answer)), plain_brief(answer), ours)
    if review:
        lines = line_by_line(review.edited_text or "")
        yield from _text("\n".join(lines), paragraphs(lines), theirs)
    yield _body("disagreements", _PLAIN, "\n".join(_disputes(answer)))
    yield _body("disagreements", _HTML, disagreements(answer))
    yield _body("annotated", _HTML, annotated(answer))


def _roles(answer: BriefAnswer) -> tuple[str, str]:
    """Return the roles of our text and of the reviewer's."""
    theirs_runs = labels.edited_by(answer) and labels.approved(answer)
    return ("generated", "main") if theirs_runs else ("main", "edited")


def _text(plain: str, html: str, role: str) -> Iterator[dict[str, Any]]:
    yield _body(role, _PLAIN, plain) | {"charCount": len(plain), "wordCount": len(plain.split())}
    yield _body(role, _HTML, html)


def _body(role: str, content_type: str, value: str) -> dict[str, Any]:
    return {"role": role, "contentType": content_type, "value": value}


def _brief_lines(answer: BriefAnswer) -> Iterator[str]:
    sentences = [one_line(sentence.text) for sentence in answer.sentences]
    if labels.in_bullets(answer):
        yield from (f"- {sentence}" for sentence in sentences)
    else:
        yield " ".join(sentences)


def _note(answer: BriefAnswer) -> Iterator[str]:
    """For the desk, not for readers: whether it may run, where sources disagree, what is odd."""
    yield one_line(labels.standing(answer))
    yield from _edited(answer)
    yield from _disputes(answer)
    yield from (one_line(warning.detail) for warning in answer.warnings)


def _edited(answer: BriefAnswer) -> Iterator[str]:
    """Which text is whose, where a person has edited it: no check of ours was made of that."""
    if review := labels.edited_by(answer):
        ours, theirs = _roles(answer)
        yield one_line(
            f"bodies: {theirs} is the text of {review.by}, which was not checked against the "
            f"sources; {ours} is the one that was."
        )


def _disputes(answer: BriefAnswer) -> Iterator[str]:
    if not answer.disagreements:
        yield labels.NONE_FOUND
        return
    count = len(answer.disagreements)
    yield f"The sources disagree on {count} {'point' if count == 1 else 'points'}:"
    sources = Sources.of(answer, one_line)
    for dispute in answer.disagreements:
        yield _dispute(dispute, sources)


def _dispute(dispute: Disagreement, sources: Sources) -> str:
    sides = "; ".join(
        f"{one_line(p.value)} ({labels.holders(p, sources)})" for p in dispute.positions
    )
    note = f" {one_line(dispute.note)}" if dispute.note else ""
    return f"- {one_line(dispute.topic)} ({dispute.kind}, {dispute.status}): {sides}.{note}"


def _info_sources(answer: BriefAnswer) -> list[dict[str, str]]:
    """Each outlet once of which something was read."""
    read = (one_line(article.source) for article in answer.articles if article.sentences)
    return [{"name": name, "role": CONTENT_SOURCE} for name in dict.fromkeys(read) if name]
