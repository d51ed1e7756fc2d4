"""Times of the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.clock import rival_times, times
from models.news import Evidence, Sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at about 8:40 p.m., its operator said", [20 * 60 + 40]),
        ("between 12 a.m. and 12:30 PM", [0, 12 * 60 + 30]),
        ("at 7.15am, at 07:15 and at 19:05", [7 * 60 + 15, 19 * 60 + 5]),
        ("a score of 3:2, 11:75 and 25 per cent", []),
        ("5 am", [5 * 60]),
        ("5 amendments and 3:20:15", []),
    ],
)
def test_times_are_minutes_after_midnight(text: str, found: list[int]) -> None:
    assert times(text) == found


def test_two_sentences_with_a_time_each_are_rivals_unless_they_agree() -> None:
    one = Sentence(0, 0, 0, Evidence("a1", "Wire", 0, 1, ""), "It began at 8:40 p.m.", 0)
    assert rival_times(one, replace(one, text="It broke out after 9:20 p.m."))
    assert not rival_times(one, replace(one, text="It broke out at 20:40."))
    assert not rival_times(one, replace(one, text="It broke out at 8:45 p.m."))
    assert not rival_times(one, replace(one, text="It burned from 8 p.m. to 11 p.m."))
    assert not rival_times(one, replace(one, text="It broke out at night."))
