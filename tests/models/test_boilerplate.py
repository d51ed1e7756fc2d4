"""What is not the story is marked, and nothing of the story is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.boilerplate import ends_the_story, fold, is_boilerplate, mark
from models.limits import LIMITS
from tests.models.hostile import ANY_TEXT, PROPERTY, slow

STORY = "The dam above Olmo broke on Sunday and flooded three towns."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story continues below",
        "Read more about the flood in Olmo.",
        "Share on Facebook",
        "Share this article",
        "12 comments",
        "5 min read",
        "Sign up for our newsletter.",
        "Subscribe to the Ridge Post.",
        "Get the latest news delivered to your inbox.",
        "We use cookies to make this site better.",
        "By signing up you agree to our privacy policy.",
        "© 2025 Ridge Post. All rights reserved.",
        "Photo: Ana Mora",
        "Supplied A nurse from Olmo wrapped in a blanket while being tested in a tent.",
        "Lydia Mora, right, of Olmo, holds a sign outside the court where arguments were heard.",
        "In this May 22, 2019 file photo, August Mora holds a sign during a rally in Olmo.",
        "Photo by Ana Mora",
        "Watch: The dam breaks.",
        "The dam above Olmo, seen from the air. (Ana Mora/AP)",
        "The mayor at the dam on Sunday (Photo: Ana Mora)",
        "The mayor at the dam. Getty Images",
        "Ana Mora contributed to this report.",
        "Reporting by Ana Mora; Editing by Luis Vega",
        "Reporting by Ana Mora in Olmo; editing by Luis Vega.",
        "Follow Ana Mora on Twitter @anamora.",
        "Follow us on Facebook.",
        "Contact her at mora@example.org.",
        "Ana Mora can be reached at mora@example.org.",
        "mora@example.org",
        "https://example.org/flood",
        "Editor's note: This story was updated to correct a name.",
        "Related: What we know of the dam",
        "More from the Ridge Post",
        "Most read",
        "By Ana Mora",
        "By ANA MORA and LUIS VEGA, Associated Press",
        "By Ana Mora, staff writer for the Ridge Post.",
        "From Ana Mora in Olmo",
        "— Ana Mora",
        "Dec. 13, 2025",
        "13 December 2025, 10:30",
        "Saturday, December 13, 2025 at 4:20 p.m. ET",
        "2025-12-13 10:30 GMT",
        "Updated 4:20 p.m. Saturday",
        "Updated at 10:20 a.m.",
        "Last updated: December 13, 2025",
        "This is a developing story. Check back for updates.",
        "What happened to the dam?",
        "The road to ruin",
        "* * *",
        "Please support our journalism.",
        "Help us report on the valley.",
        "CLOSE Ferrymen gather outside the hall after the council said it will close the ferry.",
    ],
)
def test_what_is_not_the_story_is_marked(line: str) -> None:
    """Labels, credits, bylines, notices and invitations."""
    assert is_boilerplate(line, LIMITS)


@pytest.mark.parametrize(
    "line",
    [
        STORY,
        "12 people were killed in the blast on Monday.",
        "15 hikers were missing on Sunday.",
        "Dec. 13 was a Saturday.",
        "March 3 was the last day of the talks.",
        "By Sunday evening, rescuers had found all twelve hikers.",
        "By December, prices had doubled.",
        "From Minsk, the group went to Vilnius by bus.",
        "From Olmo to the sea, fields stood under water.",
        "Like him, many of the freed prisoners left the country.",
        "Like them, the mayor lost her house.",
        "Find him before dawn, the captain told the search party.",
        "“We will support our allies,” the minister said.",
        "Voters support independent candidate Ana King, a poll says.",
        "The company changed its privacy policy on Monday, drawing criticism.",
        "Published reports said the deal was worth $3 billion.",
        "Posted soldiers said the bridge was open.",
        "More in the north remained trapped, officials said.",
        "Key points of the deal include a ceasefire.",
        "Topics discussed included trade and security.",
        "Reporting by the Herald found that the dam was unsafe.",
        "Video by a witness showed the bridge falling.",
        "A deal can be reached by Friday, the minister said.",
        "X said it would appeal.",
        "“No,” she said.",
        "Why did it break? Engineers do not know.",
    ],
)
def test_a_sentence_of_the_story_is_not_marked(line: str) -> None:
    """Whatever word it begins with: a paragraph of one sentence is common in news."""
    assert not is_boilerplate(line, LIMITS)


@pytest.mark.parametrize(
    "line", ["Related Articles", "More from the Ridge Post", "Read next:", "# Most Read"]
)
def test_a_heading_of_other_stories_ends_the_story(line: str) -> None:
    """After it nothing is of this story."""
    assert ends_the_story(line)
    assert mark([STORY, line, "Ana Ruiz has won the vote in Trevi."], None, LIMITS) == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "line", ["More in hospital, police say.", "Related events followed.", STORY]
)
def test_a_sentence_does_not_end_the_story(line: str) -> None:
    """Even where it begins like such a heading."""
    assert not ends_the_story(line)


def test_related_articles_at_the_top_do_not_end_the_story() -> None:
    """A link list may stand before the story."""
    assert mark(["Related Articles", STORY, STORY + " Twice."], None, LIMITS) == [
        True,
        False,
        False,
    ]


def test_a_repeated_line_is_marked_once_again() -> None:
    """The title in the text, and any line that comes back, in whatever case and marks."""
    lines = ["The dam of Olmo breaks!", STORY, STORY.upper()]
    assert mark(lines, "The dam of Olmo breaks", LIMITS) == [True, False, True]


@given(st.lists(ANY_TEXT, max_size=8), st.none() | ANY_TEXT)
@PROPERTY
def test_every_line_gets_one_mark(lines: list[str], title: str | None) -> None:
    """Whatever the lines hold."""
    assert len(mark(lines, title, LIMITS)) == len(lines)


@given(ANY_TEXT)
@PROPERTY
def test_folding_twice_is_folding_once(line: str) -> None:
    """What is compared does not depend on marks or spaces."""
    assert fold(fold(line)) == fold(line)


def test_a_hostile_line_is_judged_fast() -> None:
    """A line of the longest length that is looked at, of any piece, 160 times."""

    def judge(text: str) -> list[bool]:
        size = LIMITS.boilerplate_line_chars
        return mark([text[i : i + size] for i in range(0, len(text), size)], None, LIMITS)

    pieces = (
        "share ",
        "support ",
        "get the latest ",
        "our a ",
        "(a/AP ",
        ". AP",
        "photo of ",
        "By A ",
    )
    assert slow(judge, *pieces) == {}
