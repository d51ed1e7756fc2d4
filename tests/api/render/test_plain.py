"""What comes out of an article cannot act on a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.render.plain import harmful, json_safe, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;owned\x07Hello", "[2J]0;ownedHello"),
        ("\x9b31mred", "31mred"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("pay \u202e05$\u202c now", "pay 05$ now"),
        ("\u2066isolated\u2069 \ufeffmark \u200bzero", "isolated mark zero"),
        ("a\udc80b", "ab"),
        ("café – “no” 日本 👩\u200d🚒", "café – “no” 日本 👩\u200d🚒"),
    ],
)
def test_harmful_characters_go_and_text_stays(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_one_line_is_one_harmless_line(text: str) -> None:
    shown = one_line(text)
    assert not any(map(harmful, shown))
    assert len(shown.splitlines()) <= 1
    assert one_line(shown) == shown


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_safe_json_says_the_same(text: str) -> None:
    document = json.dumps({"text": text}, ensure_ascii=False, indent=2)
    safe = json_safe(document)
    assert json.loads(safe) == {"text": text}
    assert not any(harmful(c) for c in safe if c != "\n")
