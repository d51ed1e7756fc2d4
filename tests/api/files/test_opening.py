"""Title, outlet and date are read where an article states them, and nowhere else."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from api.files.front_matter import read_front_matter
from api.files.opening import Opening, read_first_lines
from api.files.pages import read_metadata

STORY = "A court on Tuesday blocked the merger of the two biggest hospital groups. " * 4


def test_the_first_lines_state_title_outlet_and_date() -> None:
    text = f"Judge blocks merger\n\nBy Eamon Trask, Continental Wire\n16 September 2025\n\n{STORY}"
    expected = Opening("Judge blocks merger", "Continental Wire", date(2025, 9, 16))
    assert read_first_lines(text) == expected


def test_marks_of_markdown_are_no_part_of_them() -> None:
    text = f"# Judge blocks merger\n\n*By Eamon Trask, Continental Wire*\n\n{STORY}"
    assert read_first_lines(text) == Opening("Judge blocks merger", "Continental Wire")


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("By Ana Reyes, Reuters", "Reuters"),
        ("By Ana Reyes and Bo Lind, The Daily News", "The Daily News"),
        ("By Ana Reyes | Reuters", None),  # two pieces: the byline names no outlet
        ("By Ana Reyes for The Guardian", "The Guardian"),
        ("by Ana Reyes – BBC News", "BBC News"),
        ("By Ana Reyes, BBC News, 13 December 2025", "BBC News"),
        ("By Ana Reyes", None),
        ("By Ana Reyes, diplomatic correspondent", None),
        ("By Ana Reyes, Senior Editor", None),
        ("By Ana Reyes, Bo Lind and Cy Young", None),
        ("By Friday, Reuters reported", None),
    ],
)
def test_the_outlet_of_a_byline(byline: str, outlet: str | None) -> None:
    assert read_first_lines(f"A title\n{byline}\n\n{STORY}").source == outlet


@pytest.mark.parametrize(
    "first",
    [
        "The judge blocked the merger on Tuesday.",
        "By Ana Reyes, Reuters",
        "13 December 2025",
        "word " * 40,
    ],
)
def test_a_first_line_that_is_a_sentence_a_byline_or_a_date_is_no_title(first: str) -> None:
    assert read_first_lines(f"{first}\n\n{STORY}").title is None


@pytest.mark.parametrize("first", ["Prisoners freed in deal with U.S.", "Who won?", "Acme Inc."])
def test_a_title_may_end_in_an_abbreviation_or_a_question_mark(first: str) -> None:
    assert read_first_lines(f"{first}\n\n{STORY}").title == first


@pytest.mark.parametrize("text", ["", "\n\n", "Only one line", STORY])
def test_a_text_of_one_paragraph_has_no_opening(text: str) -> None:
    assert read_first_lines(text) == Opening()


def test_lines_of_the_story_are_not_asked() -> None:
    assert read_first_lines(f"Title\n\n{STORY}\n\n13 December 2025\n") == Opening("Title")


FRONT = """---
title: "Fire kills 12: what we know"
source: Meridian News
date: 2025-03-12T06:10:00+02:00
---
Story.
"""


def test_front_matter_states_title_outlet_and_date() -> None:
    opening, _ = read_front_matter(FRONT)
    zone = timezone(timedelta(hours=2))
    when = datetime(2025, 3, 12, 6, 10, tzinfo=zone)
    assert opening == Opening("Fire kills 12: what we know", "Meridian News", when)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_without_front_matter_every_offset_stays(end: str) -> None:
    text = FRONT.replace("\n", end)
    _, body = read_front_matter(text)
    assert len(body) == len(text)
    assert body.index("Story.") == text.index("Story.")
    assert body[: text.index("Story.")].strip() == ""
    assert body.count(end) == text.count(end)


def test_front_matter_that_yaml_stumbles_over_is_read_line_by_line() -> None:
    opening, body = read_front_matter("---\ntitle: Fire: 12 dead\ndate: 2025-02-31\n---\nStory.\n")
    assert opening == Opening("Fire: 12 dead")
    assert body.strip() == "Story."


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.\n",
        "---\nA line between two rules.\n---\nStory.\n",
        "---\n- a\n- list\n---\nStory.\n",
        "---\ntitle: never closed\n",
        "---\n" + "[" * 5000 + "\n---\nStory.\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert read_front_matter(text) == (Opening(), text)


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        ("2025-03-12", date(2025, 3, 12)),
        ("2025-03-12 06:10:00", date(2025, 3, 12)),  # no zone: could be another hour
        ("12 March 2025", date(2025, 3, 12)),
        ("0001-01-01", None),
        ("soon", None),
        ("[1, 2]", None),
    ],
)
def test_the_date_of_front_matter(value: str, stated: date | None) -> None:
    assert read_front_matter(f"---\ndate: {value}\n---\nStory.\n")[0].published_at == stated


def test_a_page_states_them_in_its_metadata() -> None:
    page = (
        '<html><head><title>Ferry fire - VBN News</title><meta property="og:title" '
        'content="Ferry fire"><meta property="og:site_name" content="VBN News">'
        '<meta property="article:published_time" content="2025-03-12T09:15:00+00:00"></head>'
        f"<body><article><p>{STORY}</p></article></body></html>"
    )
    found = read_metadata(page)
    assert (found.title, found.source) == ("Ferry fire", "VBN News")
    assert found.published_at == datetime.fromisoformat("2025-03-12T09:15:00+00:00")


def test_a_page_without_metadata_states_nothing() -> None:
    assert read_metadata(f"<p>{STORY}</p>") == Opening()
