"""An anecdote, a caption and what nobody knows are no news, whatever they name."""

from __future__ import annotations

import pytest

from models.anecdotes import is_no_news


@pytest.mark.parametrize(
    "text",
    [
        "Ann Rill saw the troopers on the bridge of Ellin on March 7, 1965.",
        "The church of Ellin was once the home of the Rill family.",
        "The council of Ellin has long fought over the ferry.",
        "Ferrymen gather outside the town hall in response to the council's plan to close it.",
        "Rill did not specify how she learnt of the plan.",
        "It was unclear who had ordered the closure of the port.",
    ],
)
def test_what_is_no_news_is_told(text: str) -> None:
    assert is_no_news(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council of Ellin rejected plans for a new ferry on Monday.",
        "Ann Rill, who built the ferry in 1965, died on Monday.",
        "Ann Rill, who built the ferry in 1965, has resigned.",
        "Crowds gathered outside the town hall after the council closed the ferry.",
        '"It was in 1965," said the mayor, who closed the ferry.',
    ],
)
def test_news_is_no_anecdote(text: str) -> None:
    assert not is_no_news(text)
