"""A sentence with one mention masked: what the judge of slots reads."""

from __future__ import annotations

import re

from models.mentions import DateMention, Evaluation, Figure, Name, Statement

Mention = Figure | DateMention | Name | Statement | Evaluation
MASK = "[MASK]"
_NEAR = 260  # characters kept on each side of the mask: a model reads so much of a sentence


def masked(text: str, mention: Mention) -> str:
    """Return the text with the mention replaced by one mask.

    Of a statement, the predicate is masked and the words that assert it ("did not", "is expected
    to") are left out, so that nothing tells how it is asserted.
    """
    if isinstance(mention, Statement):
        return _without(text, mention)
    return _cut(text[: mention.start], text[mention.end :])


def _without(text: str, statement: Statement) -> str:
    *others, (start, end) = statement.spans
    before, after = text[:start], text[end:]
    for a, b in sorted(others, reverse=True):
        if b <= start:
            before = before[:a] + before[b:]
        else:
            after = after[: a - end] + after[b - end :]
    return _cut(before, after)


def _cut(before: str, after: str) -> str:
    joined = f"{before[-_NEAR:]}{MASK}{after[:_NEAR]}"
    return re.sub(r"\s+", " ", joined).strip()
