"""The page says where the sources disagree, is whole and accessible, and does nothing by itself."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.html import annotated, disagreements, plain_brief, to_html
from api.render.plain import one_line
from api.render.style import STYLE, policy
from api.schemas.answer import Review
from models.news import Position
from tests.api.render.samples import BRIEF, DATES, FRIDAY, hostile, sample

VOID = frozenset({"meta"})
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "<!-- <b>",
    "-->",
    "<![CDATA[x]]>",
    "&lt;b&gt; &copy; AT&T &amp",
    "javascript:alert(1)",
    "a\u202egnp.exe",
    "a\n\n<div>\tb\0c",
    "]]>{{7*7}}${7*7}",
]


@dataclass
class Read(HTMLParser):
    """What a reader of the page would make of it."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}")

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]


def read(page: str) -> Read:
    """Parse a page; what is left open is wrong too."""
    reader = Read()
    reader.feed(page)
    reader.close()
    reader.wrong += reader.open
    return reader


def words(page: str) -> str:
    return one_line(" ".join(read(page).shown))


def test_the_page_is_whole() -> None:
    """Every element is closed in its place, and the document says what it is."""
    page = to_html(sample())
    reader = read(page)
    assert reader.wrong == []
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert ("meta", "charset", "utf-8") in reader.attributes
    assert "<title>Belarus frees 123 prisoners</title>" in page
    assert {"main", "article", "header", "section", "h1", "time"} <= set(reader.tags)


def test_headings_are_one_outline() -> None:
    """One first heading, and no level left out on the way down."""
    levels = [int(tag[1]) for tag in read(to_html(sample())).tags if tag in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_leads_somewhere_on_the_page() -> None:
    """And every id is there once."""
    reader = read(to_html(sample(disagreements=(DATES, replace(DATES, id="d2")))))
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    assert reader.values("href")
    assert {value.removeprefix("#") for value in reader.values("href")} <= set(ids)
    assert set(reader.values("aria-labelledby")) <= set(ids)
    assert all(value.startswith("#") for value in reader.values("href"))


def test_a_sentence_links_to_its_evidence_and_its_dispute() -> None:
    """The evidence has the quote, the outlet and the place."""
    page = to_html(sample())
    assert '<a href="#e1" aria-label="Evidence 1, Reuters">[1]</a>' in page
    assert 'href="#d1" aria-label="disputed: the release of the prisoners"' in page
    assert '<li id="e2"><blockquote dir="auto">The prisoners were freed on Friday' in page
    assert '<a href="#s2">AP</a>, characters 12 to 58' in page


def test_disagreements_come_before_evidence_and_sources() -> None:
    """Each with its kind, its sides, who holds them, and their words."""
    page = to_html(sample())
    assert (
        page.index("Where the sources disagree</h2>")
        < page.index('<div class="dispute" id="d1"><h3>the release of the prisoners</h3>')
        < page.index("date, contradiction, score 0.93")
        < page.index("<strong>Saturday</strong>")
        < page.index("<strong>Friday</strong>")
        < page.index(">Evidence</h2>")
        < page.index(">Sources</h2>")
    )
    assert "same copy as Reuters" in page
    assert "The prisoners went to Vilnius by bus." in page
    assert "… and 6 more." in page
    assert "The article is dated in the future." in page


def test_the_calendar_holds_a_position_without_evidence() -> None:
    """It is no outlet, so there is nothing to link to."""
    calendar = Position("Saturday", (), (), basis="calendar")
    friday = Position("Friday", ("a2",), (FRIDAY,))
    page = to_html(sample(disagreements=(replace(DATES, positions=(calendar, friday)),)))
    assert "<strong>Saturday</strong> – the calendar" in page
    assert read(page).wrong == []


def test_empty_parts_are_left_out() -> None:
    """But that there is no disagreement is said."""
    page = to_html(
        sample(
            headline="",
            headline_citations=(),
            disagreements=(),
            single_source=(),
            warnings=(),
        )
    )
    assert "No disagreement was found between the sources." in page
    assert "Only one source says" not in page
    assert "Warnings" not in page
    assert "<h1>Brief</h1>" in page
    assert "disputed" not in words(page)  # d1 is not there to point to


def test_it_says_whether_a_person_approved_it() -> None:
    """Until then it stands out."""
    page = to_html(sample())
    assert '<p class="about withheld">Made by software and not yet approved by a person.' in page
    review = Review(
        verdict="approved", by="<j.doe>", at=datetime(2025, 12, 13, 12, tzinfo=UTC), reason=None
    )
    page = to_html(sample().model_copy(update={"reviews": [review]}))
    assert "approved by &lt;j.doe&gt;, 13 December 2025, 12:00 UTC." in page
    assert '"about withheld"' not in page


def test_nothing_is_requested_and_nothing_runs() -> None:
    """Also from a saved copy: the page states its policy itself."""
    page = to_html(sample())
    reader = read(page)
    loading = {"script", "img", "link", "iframe", "object", "embed", "form", "base", "video"}
    assert not loading & set(reader.tags)
    assert not {"src", "style", "action", "srcset", "background"} & {
        name for _, name, _ in reader.attributes
    }
    assert not [name for _, name, _ in reader.attributes if name.startswith("on")]
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    (stated,) = [v for v in reader.values("content") if "default-src" in v]
    assert policy().startswith(stated)


def test_the_policy_lets_the_page_have_its_own_style() -> None:
    """And no other: it has the hash of what stands in the page."""
    style = to_html(sample()).partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy()


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_forms_nothing_but_text(text: str) -> None:
    """The page has the elements and attributes that it always has."""
    usual, found = read(to_html(hostile("plain words"))), read(to_html(hostile(text)))
    assert found.wrong == []
    assert found.tags == usual.tags
    assert [(t, n) for t, n, _ in found.attributes] == [(t, n) for t, n, _ in usual.attributes]
    assert one_line(text) in words(to_html(hostile(text)))


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80))
@settings(deadline=None)
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    """On one line, without characters that act."""
    page = to_html(hostile(text))
    assert read(page).wrong == []
    assert one_line(text) in words(page)


def test_parts_that_stand_alone_point_to_nothing() -> None:
    """In another system's page there is nothing to point to, and ids would meet others."""
    for part in (disagreements(sample()), plain_brief(sample())):
        reader = read(part)
        assert reader.wrong == []
        assert reader.values("href") == reader.values("id") == []
    assert "Daily Pennant" in disagreements(sample())


def test_bullets_stay_a_list() -> None:
    """As they were asked for."""
    bullets = sample(text="- Belarus released", sentences=(*BRIEF.sentences, *BRIEF.sentences))
    assert plain_brief(bullets).count("<li>") == 2
    assert "<ul>\n<li>Belarus released" in annotated(bullets)
