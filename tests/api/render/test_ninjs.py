"""A brief in ninjs 3.1 obeys the standard, and tells a newsroom's system what it must know."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.ninjs import item_of, to_ninjs, uri_of
from api.schemas.answer import BriefAnswer, Review
from tests.api.render.ninjs_rules import broken
from tests.api.render.samples import BRIEF, DATES, hostile, sample


def reviewed(*verdicts: str) -> BriefAnswer:
    """Return a brief with these verdicts, an hour apart."""
    reviews = [
        Review(verdict=v, by="j.doe", at=datetime(2025, 12, 13, hour, tzinfo=UTC), reason=None)
        for hour, v in enumerate(verdicts, 1)
    ]
    return sample().model_copy(update={"reviews": reviews})


def body(item: dict[str, Any], role: str, content_type: str = "text/plain") -> str:
    (found,) = [
        b["value"] for b in item["bodies"] if (b["role"], b["contentType"]) == (role, content_type)
    ]
    return str(found)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"headline": "", "headline_citations": ()},
        {"disagreements": ()},
        {"sentences": (), "text": "", "disagreements": (), "articles": ()},
        {"text": "- Belarus released", "style": "bullets"},
    ],
)
def test_a_brief_is_valid(changes: dict[str, Any]) -> None:
    """Against the rules of version 3.1, also where parts of it are empty."""
    assert broken(json.loads(to_ninjs(sample(**changes)))) == []


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_text_of_an_article_makes_it_invalid(text: str) -> None:
    """Nor breaks the JSON."""
    safe = text.encode("utf-8", "replace").decode()
    assert broken(json.loads(to_ninjs(hostile(safe)))) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"pubStatus": "approved"}, "pubStatus"),
        ({"versionCreated": "2025-12-13"}, "versionCreated"),
        ({"pubstatus": "withheld"}, "unknown property pubstatus"),
        ({"uri": "brf_1"}, "uri"),
        ({"digitalSourceType": "trainedAlgorithmicMedia"}, "digitalSourceType"),
        ({"bodies": [{"role": "main"}]}, "lacks value"),
        ({"bodies": [{"value": "a", "wordCount": "1"}]}, "wordCount"),
        ({"infoSources": [{"outlet": "AP"}]}, "unknown property outlet"),
        ({"urgency": 10}, "out of range"),
    ],
)
def test_the_rules_find_what_is_wrong(change: dict[str, Any], found: str) -> None:
    """Else the tests above would say nothing."""
    assert [f for f in broken(item_of(sample()) | change) if found in f]


def test_it_says_which_standard_it_follows() -> None:
    """With the schema to check it by."""
    item = item_of(sample())
    assert item["standard"] == {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    }
    assert (item["type"], item["language"]) == ("text", "en")


def test_its_name_is_a_uuid_and_stays() -> None:
    """For one brief always the same, for two briefs never."""
    assert uri_of("brf_1") == item_of(sample())["uri"]
    assert uuid.UUID(uri_of("brf_1")).version == 5
    assert uri_of("brf_1").startswith("urn:uuid:")
    assert uri_of("brf_1") != uri_of("brf_2")


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ((), "withheld"),
        (("rejected",), "withheld"),
        (("approved",), "usable"),
        (("rejected", "approved"), "usable"),
        (("approved", "rejected"), "withheld"),
    ],
)
def test_it_is_withheld_until_a_person_approved_it(verdicts: tuple[str, ...], status: str) -> None:
    """The last verdict counts."""
    assert item_of(reviewed(*verdicts))["pubStatus"] == status


def test_a_review_makes_a_new_version() -> None:
    """Under the same name."""
    before, after = item_of(sample()), item_of(reviewed("approved"))
    assert before["uri"] == after["uri"]
    assert (before["version"], after["version"]) == ("1", "2")
    assert before["versionCreated"] == before["firstCreated"] == after["firstCreated"]
    assert after["versionCreated"] == "2025-12-13T01:00:00+00:00"
    assert "approved by j.doe" in after["edNote"]


EDITED = "Belarus freed 123 people.\n\n<b>Vilnius</b> took\tthem in."


def edited(*reviews: tuple[str, str | None]) -> BriefAnswer:
    """Return a brief with these verdicts, each with the reviewer's text or without."""
    given = reviewed(*(verdict for verdict, _ in reviews))
    texts = [text for _, text in reviews]
    with_texts = [
        review.model_copy(update={"edited_text": text})
        for review, text in zip(given.reviews, texts, strict=True)
    ]
    return given.model_copy(update={"reviews": with_texts})


def test_the_text_that_was_approved_is_the_one_to_publish() -> None:
    """The reviewer's, where he approved his own; ours stands beside it under another role."""
    item = item_of(edited(("approved", EDITED)))
    assert broken(item) == []
    assert item["pubStatus"] == "usable"
    told = "Belarus freed 123 people.\n<b>Vilnius</b> took them in."
    assert body(item, "main") == told
    html = "<p>Belarus freed 123 people.</p>\n<p>&lt;b&gt;Vilnius&lt;/b&gt; took them in.</p>"
    assert body(item, "main", "text/html") == html
    assert body(item, "generated") == body(item_of(sample()), "main")
    counted = [b for b in item["bodies"] if "wordCount" in b]
    assert [(b["role"], b["wordCount"]) for b in counted] == [("generated", 9), ("main", 8)]
    assert "descriptions" not in item
    assert "main is the text of j.doe, which was not checked" in item["edNote"]


@pytest.mark.parametrize(
    "reviews", [(("rejected", EDITED),), (("approved", None), ("rejected", EDITED))]
)
def test_an_edited_text_is_not_approved_by_a_rejection(
    reviews: tuple[tuple[str, str | None], ...],
) -> None:
    """It is shown to the desk, and everything is withheld."""
    item = item_of(edited(*reviews))
    assert broken(item) == []
    assert item["pubStatus"] == "withheld"
    assert body(item, "main") == body(item_of(sample()), "main")
    assert body(item, "edited").startswith("Belarus freed 123 people.")
    assert "edited is the text of j.doe" in item["edNote"]


@pytest.mark.parametrize(
    "reviews",
    [(("approved", None),), (("rejected", EDITED), ("approved", None)), (("approved", "\u200b"),)],
)
def test_an_approval_without_a_text_is_of_ours(reviews: tuple[tuple[str, str | None], ...]) -> None:
    """Whatever somebody wanted before."""
    item = item_of(edited(*reviews))
    assert item["pubStatus"] == "usable"
    assert item["bodies"] == item_of(reviewed(*(v for v, _ in reviews)))["bodies"]
    assert {b["role"] for b in item["bodies"]} == {"main", "disagreements", "annotated"}


def test_it_says_that_a_model_made_it() -> None:
    """By IPTC's code."""
    assert item_of(sample())["digitalSourceType"]["uri"] == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    )


def test_each_outlet_is_a_source_once() -> None:
    """But for one of which nothing was read."""
    reports = BRIEF.articles
    unread = replace(reports[0], id="a4", source="Gone", sentences=0, used=0)
    again = replace(reports[0], id="a5")
    item = item_of(sample(articles=(*reports, unread, again)))
    assert [s["name"] for s in item["infoSources"]] == ["Reuters", "AP", "Daily Pennant"]
    assert {s["role"] for s in item["infoSources"]} == {
        "http://cv.iptc.org/newscodes/contentprodpartyrole/contentSource"
    }


def test_disagreements_stand_in_the_note_and_in_bodies_of_their_own() -> None:
    """Both sides, who holds them, and what they are about."""
    item = item_of(sample())
    told = (
        "- the release of the prisoners (date, contradiction): Saturday (Reuters [1], "
        "Daily Pennant [3]); Friday (AP [2]). Reuters dates the release to Saturday; AP to Friday."
    )
    assert told in item["edNote"].splitlines()
    assert told in body(item, "disagreements").splitlines()
    assert "Belarus on Saturday released" in body(item, "disagreements", "text/html")
    assert "not yet approved by a person" in item["edNote"]
    assert "The article is dated in the future." in item["edNote"]


def test_that_there_is_no_disagreement_is_said_too() -> None:
    """A missing entry could mean anything."""
    item = item_of(sample(disagreements=()))
    assert "No disagreement was found" in item["edNote"]
    assert "No disagreement was found" in body(item, "disagreements")


def test_more_disagreements_are_counted() -> None:
    """In words that fit."""
    item = item_of(sample(disagreements=(DATES, replace(DATES, id="d2"))))
    assert "The sources disagree on 2 points:" in item["edNote"]
    assert "The sources disagree on 1 point:" in item_of(sample())["edNote"]


def test_the_brief_is_a_body_in_text_and_in_html() -> None:
    """Ready to be published: without marks and links that lead nowhere there."""
    item = item_of(sample())
    said = "Belarus released 123 prisoners, on Saturday according to Reuters."
    assert body(item, "main") == said
    assert body(item, "main", "text/html") == f"<p>{said}</p>"
    assert item["headlines"][0]["value"] == "Belarus frees 123 prisoners"
    assert item["descriptions"][0]["value"] == said
    assert item["bodies"][0]["charCount"] == len(said)
    assert item["bodies"][0]["wordCount"] == 9


def test_bullets_stay_bullets() -> None:
    """In text and in HTML."""
    two = (*BRIEF.sentences, *BRIEF.sentences)
    item = item_of(sample(text="- Belarus released", sentences=two))
    assert body(item, "main").count("\n- ") == 1
    assert body(item, "main", "text/html").count("<li>") == 2


def test_the_whole_brief_with_its_evidence_is_a_body_too() -> None:
    """For the desk that checks it."""
    annotated = body(item_of(sample()), "annotated", "text/html")
    assert "Belarus on Saturday released" in annotated
    assert "characters 40 to 91" in annotated
