"""Texts are cut by code points, and nothing of them is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.web.cutting import Span, parts_of, pieces_of


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1, max_size=60))
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=8))
    spans = [Span(min(p), max(p), n) for n, p in enumerate(pairs, 1) if p[0] != p[1]]
    return text, spans


@given(cut_texts(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_the_pieces_are_the_text_and_each_passage_its_pieces(
    given_: tuple[str, list[Span]], skipped: list[tuple[int, int]]
) -> None:
    text, spans = given_
    pieces = pieces_of(text, spans, [(min(p), max(p)) for p in skipped])
    assert "".join(piece.text for piece in pieces) == text
    for span in spans:
        inside = [piece for piece in pieces if span.number in piece.numbers]
        assert "".join(piece.text for piece in inside) == text[span.start : span.end]
        assert [span.number in piece.begun for piece in inside] == [True] + [False] * (
            len(inside) - 1
        )


@given(cut_texts(), st.integers(2, 20))
def test_parts_are_the_whole_and_so_are_their_pieces(
    given_: tuple[str, list[Span]], most: int
) -> None:
    text, spans = given_
    parts = parts_of(text, most)
    assert "".join(text[a:b] for a, b in parts) == text
    assert all(0 < b - a <= most for a, b in parts)
    shown = [piece for part in parts for piece in pieces_of(text, spans, part=part)]
    assert "".join(piece.text for piece in shown) == text
    for span in spans:
        inside = "".join(piece.text for piece in shown if span.number in piece.numbers)
        assert inside == text[span.start : span.end]
        assert sum(span.number in piece.begun for piece in shown) == 1


def test_characters_beyond_the_first_plane_count_as_one() -> None:
    """JavaScript counts them as two: that is why the server cuts."""
    pieces = pieces_of("🧨🧨 twelve died", [Span(3, 9, 1)])
    assert [piece.text for piece in pieces if piece.numbers] == ["twelve"]


def test_what_is_not_the_story_is_told_apart() -> None:
    pieces = pieces_of("By Ana\nIt burned.", [Span(7, 17, 1)], [(0, 6)])
    assert [(piece.text, piece.skipped) for piece in pieces] == [
        ("By Ana", True),
        ("\n", False),
        ("It burned.", False),
    ]


def test_a_part_ends_with_a_line_where_it_can() -> None:
    assert parts_of("aaa\nbbb\nccc", 9) == ((0, 8), (8, 11))
