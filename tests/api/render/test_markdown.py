"""Markdown says where the sources disagree, and shows article text as it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.render.markdown import escaped, to_markdown
from api.render.plain import one_line
from tests.api.render.samples import BRIEF, hostile, sample

READER = MarkdownIt("commonmark")
HOSTILE = [
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example>",
    "https://evil.example and www.evil.example and me@evil.example",
    "[1]: https://evil.example",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```\ncode\n```",
    "`code` *em* **strong** __strong__ ~~struck~~",
    "===",
    "---",
    "a\n\n<div>\n\nb",
    "&lt;b&gt; &copy; AT&T \\",
    "    indented",
    "C #",
]


def shown(markdown: str) -> list[str]:
    """Return the kinds of elements that a reader of Markdown would make."""
    tokens = READER.parse(markdown)
    return [t.type for token in tokens for t in (token, *(token.children or []))]


def test_the_brief_stands_under_its_headline_with_citations() -> None:
    lines = to_markdown(sample()).splitlines()
    assert lines[0] == "# Belarus frees 123 prisoners"
    assert lines[2] == (
        "Belarus released 123 prisoners, on Saturday according to Reuters. [1, 2] (disputed: d1)"
    )


def test_disagreements_come_first_with_sides_sources_and_quotes() -> None:
    markdown = to_markdown(sample())
    assert (
        markdown.index("## Where the sources disagree")
        < markdown.index("### d1: the release of the prisoners (date, contradiction)")
        < markdown.index("Reuters dates the release to Saturday; AP to Friday.")
        < markdown.index("- **Saturday** – Reuters [1], Daily Pennant [3]")
        < markdown.index("  > Belarus on Saturday released 123 political prisoners.")
        < markdown.index("  > — Reuters [1], characters 40 to 91")
        < markdown.index("- **Friday** – AP [2]")
        < markdown.index("## Sources")
    )


def test_sources_copies_single_source_and_warnings_are_listed() -> None:
    markdown = to_markdown(sample())
    assert "1. Reuters: 9 of 25 sentences used\n" in markdown
    assert "3. Daily Pennant: 0 of 25 sentences used; same copy as Reuters [1]\n" in markdown
    assert "- The prisoners went to Vilnius by bus. [2]\n\n… and 6 more." in markdown
    assert "- The article is dated in the future. [3]\n" in markdown


def test_a_list_of_bullets_stays_one() -> None:
    assert "\n- Belarus released" in to_markdown(sample(text="- Belarus released"))


def test_no_disagreement_is_said_and_empty_parts_are_left_out() -> None:
    markdown = to_markdown(sample(disagreements=(), single_source=(), warnings=()))
    assert "No disagreement was found" in markdown
    assert "## Only one source says" not in markdown
    assert "## Warnings" not in markdown


def test_sentences_in_a_source_s_own_words_are_counted() -> None:
    quoted = BRIEF.sentences[0]
    assert "own words" not in to_markdown(sample(sentences=(quoted,)))
    from dataclasses import replace

    markdown = to_markdown(sample(sentences=(quoted, replace(quoted, method="quoted"))))
    assert "1 of 2 sentences in a source's own words, whole or shortened." in markdown


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_forms_nothing_but_text(text: str) -> None:
    usual = set(shown(to_markdown(sample())))
    assert set(shown(to_markdown(hostile(text)))) <= usual | {"text_special"}


@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_forms_no_further_headings(text: str) -> None:
    assert shown(to_markdown(hostile(text))).count("heading_open") == 6


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
@example("1) a")
@example("+ a")
@example("a &amp; b")
@example("* * *")
def test_escaped_text_reads_as_it_was(text: str) -> None:
    (line,) = [one_line(text)]
    blocks = READER.parse(escaped(text))
    assert [b.type for b in blocks] == (
        ["paragraph_open", "inline", "paragraph_close"] if line else []
    )
    if line:
        assert "".join(t.content for t in blocks[1].children or []) == line


def test_addresses_are_broken_for_readers_that_link_them_by_themselves() -> None:
    markdown = escaped("see https://evil.example, www.evil.example or me@evil.example")
    assert markdown == r"see https\://evil.example, www\.evil.example or me\@evil.example"
