"""Naming who says so, in the plain ways of a wire desk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.facts import find_speakers
from models.names import FUNCTION_WORDS
from models.news import Parse, Sentence

_QUOTE_END = re.compile(r"[.!?]?[\"”'’]$")


def outlets(sentences: Sequence[Sentence], most: int = 2) -> list[str]:
    """Return the outlets of the sentences, each once, in order."""
    return list(dict.fromkeys(s.source for s in sentences))[:most]


def joined(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def attribute(text: str, names: Sequence[str], parse: Parse) -> str:
    """Return the sentence with the outlets that report it.

    A sentence that names its speaker, or ends in a quotation, is introduced ("Reuters reported
    that ..."); any other gets the outlet at its end.
    """
    if find_speakers(text) or _QUOTE_END.search(text):
        if re.match(r"""["“]""", text):
            return f"According to {joined(names)}, {text}"
        return f"According to {joined(names)}, {lower_first(text, parse)}"
    return f"{text.rstrip('.')}, {joined(names)} reported."


def lower_first(text: str, parse: Parse) -> str:
    """Return the text with a small first letter, unless its first word is a name."""
    first = text.split(" ", 1)[0].strip(",").lower()
    token = next((t for t in parse if t.text.lower() == first), None)
    usual = first in FUNCTION_WORDS and first != "i"
    common = token is not None and token.pos not in {"PROPN", "NUM"} and not token.entity
    if usual or (common and token is not None and token.text[1:].islower()):
        return text[:1].lower() + text[1:]
    return text


def names_source(text: str, sentences: Sequence[Sentence]) -> bool:
    """Tell whether the text names one of the outlets or a speaker of what it says."""
    return any(s.source in text for s in sentences) or bool(find_speakers(text))
