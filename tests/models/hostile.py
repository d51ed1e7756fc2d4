"""Texts made to be slow or strange, and a clock that counts only this process's own work."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SIZE = 150_000
SECONDS = 10.0  # work that grows with the square of the text takes minutes at this size


def hostile(piece: str) -> str:
    """Return 150 kB of one piece."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


def seconds(work: Callable[[str], Any], text: str) -> float:
    """Return the processor time that the work takes: other processes do not count."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def slow(work: Callable[[str], Any], *pieces: str) -> dict[str, float]:
    """Return the pieces on 150 kB of which the work takes longer than it may."""
    taken = {piece: seconds(work, hostile(piece)) for piece in pieces}
    return {piece: taken[piece] for piece in taken if taken[piece] > SECONDS}


PROPERTY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# Words that make parsers stumble, between them any characters at all but lone surrogates.
_STUMBLING = (
    *(
        "12",
        "1,000",
        "$5m",
        "5%",
        "U.S.",
        "Dr. ",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'s",
        " and ",
        "Dec. 13",
    ),
    *("one hundred", "Friday", "2025-02-31", "May", "A. B. ", ". ", "? ", "! ", "…", "(", ")", "*"),
    *(
        "_",
        "[a](b)",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\u2028",
        "\u2029",
    ),
    *("\u200b", "\u200f", "\u202e", "\ufeff", "\u00ad", "\u00a0", "\t", "שלום", "مرحبا", "e\u0301"),
    *("👩‍👩‍👧", "İ", "ß", "٣", "Ⅷ", "MINSK (Reuters) – ", "Related Articles", "By Ana Ruiz"),
    *("The dam broke. ", "Ana Ruiz said ", "Twelve", "US$", "F-16", "1990s", "'a b c'", "half"),
)
ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
ANY_TEXT = st.lists(
    st.one_of(st.sampled_from(_STUMBLING), st.text(ANY_CHARACTER, max_size=12)), max_size=25
).map("".join)
