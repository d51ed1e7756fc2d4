"""Two mentions, and the words beside them."""

from __future__ import annotations

from models.conflicts import Side, words_beside
from models.news import Name
from tests.models.support import sentence_of


def test_a_list_tells_by_its_wording_who_stands_for_whom() -> None:
    """The same words on both sides count, a function word half, and a mark must be the same."""
    listed = _named(
        "A letter went to Maria Quill of Ohio and Helen Carter of Texas.", "Helen Carter"
    )
    other = _named("With Maria Quill of Ohio and Judith Miller of Texas he left.", "Judith Miller")
    marked = _named(
        "With Maria Quill of Ohio and Judith Miller, of Texas, he left.", "Judith Miller"
    )
    assert [words_beside(listed, x) for x in (other, marked)] == [0.875, 0.5]


def _named(text: str, name: str) -> Side:
    start = text.index(name)
    return Side(sentence_of(text), Name(start, start + len(name), name, "PERSON"))
