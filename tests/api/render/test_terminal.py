"""What a terminal shows: disagreements first-class, nothing that the terminal would obey."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from api.render.terminal import QUOTES_SHOWN, to_terminal
from api.schemas import BriefAnswer
from models.news import Position
from tests.api.render.samples import BRIEF, DATES, FRIDAY, SATURDAY, hostile, sample


def printed(answer: BriefAnswer, width: int = 100, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, markup=False)
    console.print(to_terminal(answer))
    return out.getvalue()


def test_the_brief_cites_its_sources_by_number() -> None:
    shown = printed(sample())
    assert shown.startswith("Belarus frees 123 prisoners\n")
    assert "according to Reuters. [1, 2] (disputed: d1)" in shown
    assert "[3] Daily Pennant: 0 of 25 sentences used; same copy as Reuters [1]" in shown


def test_a_disagreement_shows_kind_status_sides_sources_and_quotes() -> None:
    shown = printed(sample())
    for words in (
        "d1 · date · contradiction",
        "the release of the prisoners",
        "Reuters dates the release to Saturday; AP to Friday.",
        "Saturday – Reuters [1], Daily Pennant [3]",
        f"“{SATURDAY.quote}” [1]",
        "Friday – AP [2]",
        f"“{FRIDAY.quote}” [2]",
    ):
        assert words in shown


def test_the_calendar_s_side_has_no_source() -> None:
    calendar = Position("Saturday", (), (), "calendar")
    shown = printed(sample(disagreements=(replace(DATES, positions=(calendar,)),)))
    assert "Saturday – the calendar" in shown


def test_long_lists_are_cut_and_say_so() -> None:
    crowded = Position("Saturday", ("a1",), (SATURDAY,) * (QUOTES_SHOWN + 2))
    shown = printed(sample(disagreements=(replace(DATES, positions=(crowded,)),)))
    assert shown.count(SATURDAY.quote) == QUOTES_SHOWN
    assert "… and 2 more." in shown
    assert "… and 6 more." in shown  # of 7 sentences of single sources


def test_bullets_stand_one_to_a_line() -> None:
    sentences = (BRIEF.sentences[0], replace(BRIEF.sentences[0], text="They left by bus."))
    shown = printed(sample(text="- Belarus", sentences=sentences))
    assert "\n• Belarus released" in shown
    assert "\n• They left by bus. [1, 2]" in shown


def test_no_disagreement_is_said() -> None:
    assert "No disagreement was found" in printed(sample(disagreements=()))


@pytest.mark.parametrize("width", [30, 60, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, printed(sample(), width).splitlines())) <= width


def test_without_a_terminal_there_are_no_escape_sequences() -> None:
    assert "\x1b" not in printed(sample())
    assert "\x1b" in printed(sample(), terminal=True)


def test_no_colour_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in printed(sample(), terminal=True).replace("\x1b[3m", "")  # italics stay


def test_article_text_reaches_the_terminal_without_control_characters() -> None:
    shown = printed(hostile("\x1b[31mred\x9b2J \u202eoverride\u202c \x07bell"))
    assert not set(shown) & set("\x1b\x9b\u202e\u202c\x07")
    assert "[31mred2J override bell" in shown


def test_markup_in_article_text_is_only_text() -> None:
    assert "[bold red]loud[/] :smile: [link=x]" in printed(
        hostile("[bold red]loud[/] :smile: [link=x]")
    )
