"""Bytes become text without changing a character, or are refused with what to do."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.files.decoding import Unreadable, decode

STORY = "The café’s owner said “no” – twice.\r\nIt cost £5 million.\n"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_utf_8_comes_back_character_by_character(text: str) -> None:
    decoded = decode(codecs.BOM_UTF8 + text.encode())
    assert decoded.text == text
    assert decoded.note is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_goes(encoding: str) -> None:
    assert decode(STORY.encode(encoding)).text == STORY


def test_utf_16_without_a_mark_is_recognised() -> None:
    assert decode(STORY.encode("utf-16-le")).text == STORY


def test_western_text_that_is_not_utf_8_keeps_its_pound_sign_and_is_noted() -> None:
    decoded = decode(STORY.encode("cp1252"))
    assert decoded.text == STORY
    assert decoded.note is not None
    assert "cp1252" in decoded.note


def test_other_scripts_are_recognised() -> None:
    text = "Привет, мир. Это длинный текст на русском языке о событиях дня."
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8"])
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><p>Ana Núñez – £5</p></html>'
    decoded = decode(page.encode("cp1252"))
    assert decoded.text == page
    assert decoded.note is None


def test_a_page_with_an_unknown_encoding_is_guessed() -> None:
    page = '<meta charset="x-klingon"><p>Ana Núñez – £5</p>'
    assert decode(page.encode("cp1252")).text == page


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04rest", "an office document"),
        (b"plain text with a \x00 in it", "not text"),
        (bytes(range(256)) * 4, "not text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "not text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decode(data)


def test_what_came_with_a_text_counts_where_it_is_not_utf_8() -> None:
    assert decode(STORY.encode("cp1252"), "ISO-8859-1").text == STORY
    assert decode(STORY.encode("utf-16-be"), "utf-16be").text == STORY
    assert decode(STORY.encode(), "cp1251").text == STORY


@pytest.mark.parametrize(
    "name",
    ["idna", "punycode", "unicode_escape", "utf-7", "rot13", "zlib", "undefined", "a\0b"],
)
def test_a_declared_encoding_that_is_none_of_the_web_is_not_used(name: str) -> None:
    page = f'<meta charset="{name}"><p>Ana Núñez – £5 \\u0041</p>'
    assert decode(page.replace("\0", "").encode("cp1252"), name).text == page.replace("\0", "")
