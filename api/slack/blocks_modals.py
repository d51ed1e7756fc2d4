"""The modals: evidence, a rejection's reason, articles as files and texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from api.render import labels
from api.render.labels import Sources
from api.render.plain import one_line
from api.slack import names
from api.slack.blocks import Block, Element, Said, line, paragraph, plain, quotation, rich
from api.slack.limits import FIELD, FILES, MODAL_BLOCKS, MODAL_BYTES, size_of

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer, Evidence

FIELDS = 5
"""Text fields of the modal for articles; what is longer or more goes into files."""
MOST_REASON = 2_000

View = dict[str, Any]


def evidence_modal(answer: BriefAnswer) -> View:
    """Return what each sentence of a brief rests on, passage by passage."""
    sources = Sources.of(answer, one_line)
    groups = [list(group) for group in _evidence(answer, sources)]
    return {
        "type": "modal",
        "title": plain("Evidence"),
        "close": plain("Close"),
        "blocks": _within(groups) or paragraph(Said("This brief has no evidence.")),
    }


def _evidence(answer: BriefAnswer, sources: Sources) -> Iterator[Iterable[Block]]:
    yield _supported(answer.headline, answer.headline_citations, sources)
    for sentence in answer.sentences:
        yield _supported(sentence.text, sentence.citations, sources)


def _supported(said: str, evidence: Sequence[Evidence], sources: Sources) -> list[Block]:
    found: list[Element] = line(Said(said, bold=True))
    for passage in evidence:
        found += quotation(f"“{passage.quote}”")
        found += line(Said(labels.where(passage, sources)))
    return rich(found)


def _within(groups: Sequence[Sequence[Block]]) -> list[Block]:
    """Return the groups that one modal holds, and how many there are besides."""
    shown: list[Block] = []
    for place, group in enumerate(groups):
        more = [*shown, *group]
        if len(more) >= MODAL_BLOCKS or size_of(more) > MODAL_BYTES:
            left = f"… and {len(groups) - place} more sentences: see the brief over HTTP."
            return [*shown, *paragraph(Said(left))]
        shown = more
    return shown


def rejection_modal(brief: str, channel: str, message: str, thread: str) -> View:
    """Return a form that asks why a brief is rejected; it remembers which one, and where."""
    reason = {"type": "plain_text_input", "multiline": True, "max_length": MOST_REASON}
    return {
        "type": "modal",
        "callback_id": names.REJECTION,
        "private_metadata": json.dumps([brief, channel, message, thread]),
        "title": plain("Reject the brief"),
        "submit": plain("Reject"),
        "close": plain("Cancel"),
        "blocks": [_input(names.REASON, "Why?", reason)],
    }


def articles_modal() -> View:
    """Return a form for articles: files, and texts with their sources."""
    return {
        "type": "modal",
        "callback_id": names.ARTICLES,
        "title": plain("Brief articles"),
        "submit": plain("Brief"),
        "close": plain("Cancel"),
        "blocks": [_channel(), _files(), *_texts()],
    }


def _channel() -> Block:
    chosen = {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "response_url_enabled": True,  # so that the asker can be told where we are no member
        "filter": {"include": ["public", "private", "im", "mpim"]},
    }
    return _input(names.CHANNEL, "Where should the brief go?", chosen)


def _files() -> Block:
    chosen = {"type": "file_input", "max_files": FILES}
    hint = f"Up to {FILES} text, Markdown or HTML files, one article each."
    return _input(names.FILES, "Files", chosen, hint, optional=True)


def _texts() -> Iterator[Block]:
    hint = (
        f"Slack takes at most {FIELD:,} characters here. A longer article goes into a file above, "
        "or into a text snippet in a thread."
    )
    for number in range(1, FIELDS + 1):
        source = {"type": "plain_text_input", "max_length": 200}
        text = {"type": "plain_text_input", "multiline": True, "max_length": FIELD}
        title = f"Article {number}"
        yield _input(f"{names.SOURCE}{number}", f"{title}: outlet", source, optional=True)
        yield _input(f"{names.TEXT}{number}", f"{title}: text", text, hint, optional=True)


def _input(
    name: str, label: str, element: Element, hint: str | None = None, *, optional: bool = False
) -> Block:
    found: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": names.VALUE},
        "optional": optional,
    }
    return {**found, "hint": plain(hint)} if hint else found
