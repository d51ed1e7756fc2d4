"""Text of articles without anything that a terminal or a reader's eye could be tricked with."""

from __future__ import annotations

import re
import unicodedata

# Control characters (C0, C1, DEL), format characters (bidi overrides, invisible ones, tags), lone
# surrogates. Joiners (U+200C, U+200D) stay: words in several scripts and emoji need them.
_KEPT = frozenset("\u200c\u200d")
_HARMFUL = frozenset(("Cc", "Cf", "Cs"))


def one_line(text: str) -> str:
    """Return the text on one line: white space collapsed, harmful characters gone."""
    spaced = re.sub(r"\s", " ", text)  # first: a tab or a line end parts two words
    return " ".join(spaced.translate({ord(c): None for c in set(spaced) if harmful(c)}).split())


def line_by_line(text: str) -> list[str]:
    """Return the lines of a text that say something, each as ``one_line`` returns it."""
    return [line for line in map(one_line, text.splitlines()) if line]


def harmful(character: str) -> bool:
    """Whether a character acts on the display instead of being shown."""
    return unicodedata.category(character) in _HARMFUL and character not in _KEPT


def json_safe(document: str) -> str:
    r"""Return the same JSON with harmful characters as ``\u…``; they only occur inside strings."""
    acting = (c for c in set(document) if harmful(c) and c != "\n")
    return document.translate({ord(c): _escaped(c) for c in acting})


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
