"""A finished brief becomes the JSON of the contract."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from api.schemas import answer_of, new_id, now
from models.news import (
    ArticleReport,
    Brief,
    BriefClaim,
    BriefSentence,
    Disagreement,
    Dropped,
    Duplicate,
    Evidence,
    Merged,
    Position,
    SingleSource,
    Warned,
)

HERE = Evidence("a1", "Reuters", 0, 5, "Minsk")
THERE = Evidence("a2", "AP", 3, 8, "Minsk")
BRIEF = Brief(
    headline="Minsk",
    headline_citations=(HERE,),
    text="Minsk.",
    style="paragraph",
    sentences=(BriefSentence("Minsk.", 0.97, 2, "quoted", (HERE,), ("d1",)),),
    disagreements=(
        Disagreement(
            "d1",
            "date",
            "inconsistent",
            "the release",
            "AP says Friday.",
            0.9,
            (Position("Friday", ("a2",), (THERE,)), Position("Saturday", (), (), "calendar")),
            ("c1",),
        ),
    ),
    claims=(BriefClaim("c1", "Minsk", date(2025, 12, 13), 2, ("a1", "a2"), (HERE,), ("d1",)),),
    single_source_total=12,
    single_source=(SingleSource("a2", "Bus.", 9, 13),),
    duplicates=(Duplicate(HERE, (Merged(THERE, 0.91),)),),
    dropped=(Dropped("15 died.", "number 15 not in evidence"),),
    articles=(ArticleReport("a1", "Reuters", 25, 9, ((0, 42),), None, None),),
    neutrality_brief=0.01,
    neutrality_articles={"a1": 0.03},
    warnings=(Warned("future-date", "It lies ahead.", "a2"), Warned("single-article", "Only one.")),
    models={"encoder": "lexical"},
    timings_ms={"encode": 1.6, "total": 3.2},
)


def test_the_answer_has_the_shape_of_the_contract() -> None:
    """Field by field as DESIGN section 4 has it."""
    answer = answer_of(BRIEF, "brf_x", datetime(2025, 12, 13, 11, tzinfo=UTC))
    here = {"article_id": "a1", "start": 0, "end": 5, "quote": "Minsk"}
    there = {"article_id": "a2", "start": 3, "end": 8, "quote": "Minsk"}
    shown = json.loads(answer.model_dump_json())
    version = shown["models"].pop("crosswire")
    assert version[0].isdigit()
    assert shown == {
        "id": "brf_x",
        "status": "succeeded",
        "created_at": "2025-12-13T11:00:00Z",
        "headline": "Minsk",
        "headline_citations": [{**here, "source": "Reuters"}],
        "text": "Minsk.",
        "sentences": [
            {
                "text": "Minsk.",
                "support": 0.97,
                "origins": 2,
                "method": "quoted",
                "citations": [{**here, "source": "Reuters"}],
                "disputed": ["d1"],
            }
        ],
        "disagreements": [
            {
                "id": "d1",
                "kind": "date",
                "status": "inconsistent",
                "topic": "the release",
                "note": "AP says Friday.",
                "score": 0.9,
                "positions": [
                    {
                        "value": "Friday",
                        "articles": ["a2"],
                        "evidence": [{**there, "source": "AP"}],
                        "basis": None,
                    },
                    {"value": "Saturday", "articles": [], "evidence": [], "basis": "calendar"},
                ],
            }
        ],
        "claims": [
            {
                "id": "c1",
                "text": "Minsk",
                "date": "2025-12-13",
                "origins": 2,
                "articles": ["a1", "a2"],
                "disagreements": ["d1"],
                "evidence": [{**here, "source": "Reuters"}],
            }
        ],
        "single_source_total": 12,
        "single_source": [{"article_id": "a2", "text": "Bus.", "start": 9, "end": 13}],
        "duplicates": [{"kept": here, "merged": [{**there, "similarity": 0.91}]}],
        "dropped": [{"text": "15 died.", "reason": "number 15 not in evidence"}],
        "articles": [
            {
                "id": "a1",
                "source": "Reuters",
                "sentences": 25,
                "used": 9,
                "boilerplate_spans": [[0, 42]],
                "same_copy_as": None,
                "text": None,
            }
        ],
        "neutrality": {"brief": 0.01, "articles": {"a1": 0.03}},
        "warnings": [
            {"code": "future-date", "article_id": "a2", "detail": "It lies ahead."},
            {"code": "single-article", "article_id": None, "detail": "Only one."},
        ],
        "reviews": [],
        "models": {"encoder": "lexical"},
        "timings_ms": {"encode": 2, "total": 3},
    }


def test_an_answer_is_made_of_known_parts_only() -> None:
    """A noun that grows in the walk is not shown by accident."""
    with pytest.raises(ValueError, match="extra"):
        type(answer_of(BRIEF, "brf_x", now())).model_validate({"id": "x", "extra": 1})


def test_ids_cannot_be_guessed() -> None:
    """96 random bits."""
    found = {new_id() for _ in range(100)}
    assert len(found) == 100
    assert all(i.startswith("brf_") and len(i) == 20 for i in found)


def test_now_is_in_utc() -> None:
    """Whatever the machine's zone."""
    assert now().tzinfo is UTC
