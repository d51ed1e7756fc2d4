"""What a thread holds that can be briefed."""

from __future__ import annotations

from typing import Any

import pytest

from api.slack.asked import Asked, Attached, Pasted, asked_of, key_of
from api.slack.collecting import LEAST, collected, links_in
from api.slack.spoken import plain_text, spoken

ARTICLE = "Twelve people were killed in a ferry fire on Tuesday, the police said. " * 6


def said(text: str = "", **more: Any) -> dict[str, Any]:
    return {"user": "U7", "text": text, **more}


def test_links_are_found_however_slack_writes_them() -> None:
    """Once each, in their order; what leads to Slack itself is none."""
    text = "<https://a.example/1?x=1&amp;y=2|one> https://b.example/2 <https://a.example/1?x=1&amp;y=2>"
    assert links_in(text) == ["https://a.example/1?x=1&y=2", "https://b.example/2"]
    assert links_in("<https://news.slack.com/archives/C1/p1> <mailto:a@b.example> <@U1>") == []
    assert links_in("ftp://a.example javascript:alert(1) <!channel>") == []


def test_links_of_rich_text_are_found() -> None:
    """Where the text has none."""
    link = {"type": "link", "url": "https://a.example/1"}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}
    assert collected([said(blocks=[rich])], None).urls == ("https://a.example/1",)


def test_a_long_message_is_an_article_and_a_comment_is_none() -> None:
    """A list of links is none either."""
    links = " ".join(f"<https://a.example/{n}>" for n in range(40))
    found = collected([said("I do not believe it."), said(ARTICLE), said(links)], None)
    assert found.texts == (Pasted(ARTICLE.strip()),)
    assert len(found.urls) == 40
    assert len(ARTICLE) > LEAST


def test_a_shared_message_is_an_article_and_a_preview_is_none() -> None:
    """A preview is a part of a page that is linked."""
    shared = {"is_msg_unfurl": True, "text": ARTICLE}
    preview = {"from_url": "https://a.example/1", "text": ARTICLE}
    assert len(collected([said(attachments=[shared, preview])], None).texts) == 1


def test_words_are_taken_without_how_they_are_set() -> None:
    """From the rich text, where there is one; faces and people are no words."""
    elements = [
        {"type": "text", "text": "Ferry fire", "style": {"bold": True}},
        {"type": "emoji", "name": "fire"},
        {"type": "text", "text": " kills 12, "},
        {"type": "link", "url": "https://a.example/1", "text": "police say"},
        {"type": "user", "user_id": "U1"},
    ]
    section = {"type": "rich_text_section", "elements": elements}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Seven missing"}]}
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [item]}
    rich = [{"type": "rich_text", "elements": [section, listed]}]
    marked = "*Ferry fire* :fire: kills 12"
    wanted = "Ferry fire kills 12, police say\nSeven missing"
    assert spoken(said(marked, blocks=rich)) == wanted
    shared = {"text": marked, "message_blocks": [{"message": {"blocks": rich}}]}
    assert spoken(shared) == wanted
    assert spoken(said("*Ferry* fire")) == "*Ferry* fire"


def test_links_inside_an_article_lead_elsewhere() -> None:
    """One on a line of its own is an article; the others are counted."""
    inside = "as <https://a.example/inside|reported> and <https://a.example/b|told>"
    text = f"<https://a.example/1>\n{ARTICLE} {inside}\n• <https://a.example/2|two>"
    found = collected([said(text)], None)
    assert found.urls == ("https://a.example/1", "https://a.example/2")
    assert found.inside == 2
    assert len(found.texts) == 1
    short = collected([said(inside)], None)
    assert (len(short.urls), short.inside) == (2, 0)


def test_files_that_hold_no_text_are_counted() -> None:
    """What was deleted is not; those of a message that was shared are."""
    picture = {"mimetype": "application/pdf", "name": "a.pdf", "url_private": "u"}
    text = {"mimetype": "application/octet-stream", "name": "A.MD", "url_private": "u"}
    shared = {"is_share": True, "files": [text]}
    found = collected([said(files=[picture, {"mode": "tombstone"}], attachments=[shared])], None)
    assert (found.files, found.no_text) == ((Attached("A.MD", "u"),), 1)


def test_our_own_messages_are_no_articles() -> None:
    """Else a brief would be briefed."""
    assert collected([said(ARTICLE, user="U0BOT")], "U0BOT").texts == ()


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ({"mode": "snippet", "name": "a.txt", "url_private": "u"}, [Attached("a.txt", "u")]),
        ({"mimetype": "text/html", "name": "a", "url_private": "u"}, [Attached("a.html", "u")]),
        ({"mimetype": "image/png", "name": "a.png", "url_private": "u"}, []),
        ({"mimetype": "text/plain", "mode": "external", "url_private": "u"}, []),
        ({"mode": "tombstone"}, []),
    ],
)
def test_text_files_are_found(file: dict[str, Any], found: list[Attached]) -> None:
    """Those that Slack keeps, and that are text."""
    assert list(collected([said(files=[file])], None).files) == found


def test_a_messages_markup_is_gone() -> None:
    """An article has none."""
    text = "<@U1> see <https://a.example|the page> &amp; <!here> &lt;b&gt;"
    assert plain_text(text) == "see the page &  <b>"


def test_what_was_asked_is_read_as_it_was_written() -> None:
    """Field by field."""
    asked = Asked(
        "T1", "C1", "U1", "1.2", "1.1", ("u",), (Pasted("t", "s"),), (Attached("n", "u"),)
    )
    assert asked_of(asked.written()) == asked


def test_keys_tell_requests_apart() -> None:
    """However their parts are cut."""
    assert key_of("a", "bc") != key_of("ab", "c")
    assert len(key_of("mention", "T1", "C1", "1.2")) == 64
