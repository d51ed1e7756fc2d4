"""A request becomes the nouns of the walk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from api.schemas import BriefRequest, options_of, posted_of
from api.schemas.fields import moment
from models.errors import InputError
from models.news import Options, Posted


def posted(*given: dict[str, Any]) -> list[Posted]:
    return posted_of(BriefRequest.model_validate({"articles": list(given)}))


def test_ids_are_given_by_position() -> None:
    """a1, a2, … where the caller has none."""
    assert [p.id for p in posted({"text": "x"}, {"text": "y"})] == ["a1", "a2"]


def test_given_ids_are_kept_and_never_given_again() -> None:
    """A default steps aside for an id that the caller chose."""
    found = posted(
        {"text": "x"},
        {"text": "y"},
        {"id": "a2", "text": "z"},
        {"id": "a1-2", "text": "w"},
        {"id": "a1", "text": "v"},
    )
    assert [p.id for p in found] == ["a1-3", "a2-2", "a2", "a1-2", "a1"]


def test_duplicate_ids_name_the_second() -> None:
    """The error points at the later article, and says which is the first."""
    with pytest.raises(InputError) as caught:
        posted({"id": "x", "text": "x"}, {"id": "x", "text": "y"})
    assert [f.pointer for f in caught.value.flaws] == ["#/articles/1/id"]
    assert "#/articles/0/id" in caught.value.flaws[0].detail


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ({"source": "AP", "url": "https://apnews.com/x"}, "AP"),
        ({"url": "https://www.Example.com:8443/x"}, "example.com"),
        ({"url": "http://user:pass@news.example.org"}, "news.example.org"),
        ({"source": "  "}, "a1"),
        ({"source": "The\n  Daily "}, "The Daily"),
        ({}, "a1"),
    ],
)
def test_a_source_is_given_or_the_host_or_the_id(given: dict[str, Any], source: str) -> None:
    """In this order; blank counts as absent."""
    assert posted({"text": "x", **given})[0].source == source


def test_a_text_is_handed_on_as_posted() -> None:
    """Offsets refer to it, so that not a character may change."""
    text = "  \u200bÀ A\u0300 line\r\n\tand more \U0001f54a "
    assert posted({"text": text})[0].text == text


def test_every_field_reaches_the_walk() -> None:
    """Nothing that a caller says is lost."""
    article = posted(
        {
            "id": "n1",
            "source": "AP",
            "title": "A title",
            "url": "https://apnews.com/x",
            "published_at": "2025-12-13",
            "language": "en-GB",
            "html": "<p>x</p>",
        }
    )[0]
    assert article == Posted(
        id="n1",
        source="AP",
        html="<p>x</p>",
        title="A title",
        url="https://apnews.com/x",
        published_at=date(2025, 12, 13),
        language="en-GB",
    )


def test_null_counts_as_absent() -> None:
    """Serialisers that write every field are welcome."""
    fields = ("id", "source", "title", "url", "published_at", "language", "html")
    assert posted({"text": "x", **dict.fromkeys(fields)}) == posted({"text": "x"})


def test_options_have_defaults() -> None:
    """180 words in a paragraph, the service's own thresholds."""
    request = BriefRequest.model_validate({"articles": [{"text": "x"}]})
    assert options_of(request) == Options(max_words=180, style="paragraph", min_score=None)


@pytest.mark.parametrize("store", [True, False])
def test_options_reach_the_walk(store: bool) -> None:
    """All but store, which is for the service alone."""
    options = {"max_words": 30, "style": "bullets", "min_score": 1, "store": store}
    request = BriefRequest.model_validate({"articles": [{"text": "x"}], "options": options})
    assert options_of(request) == Options(max_words=30, style="bullets", min_score=1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-13", date(2025, 12, 13)),
        ("2025-12-13T10:00:00Z", datetime(2025, 12, 13, 10, tzinfo=UTC)),
        ("2025-12-13t10:00:00.25z", datetime(2025, 12, 13, 10, 0, 0, 250_000, tzinfo=UTC)),
        ("2025-12-13T10:00:00.123456789Z", datetime(2025, 12, 13, 10, 0, 0, 123_456, tzinfo=UTC)),
        (
            "2025-12-13T10:00:00+03:00",
            datetime(2025, 12, 13, 10, tzinfo=timezone(timedelta(hours=3))),
        ),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("9999-12-31", date(9999, 12, 31)),
        (None, None),
    ],
)
def test_a_moment_is_rfc_3339_or_a_plain_date(text: str | None, expected: date | None) -> None:
    """A plain date stays a date: its precision is the day."""
    found = moment(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "20251213",
        "2025-W50-6",
        "2025-12",
        "2025-13-01",
        "2025-12-13 10:00:00Z",
        "2025-12-13T10:00:00",
        "2025-12-13T10:00Z",
        "2025-12-13T10:00:00 Z",
        "2025-12-13T25:00:00Z",
        "2025-12-13T10:00:00+0300",
        "2025-12-13T10:00:00+25:00",
        "2025-12-13T10:00:00Z\n",
        "٢٠٢٥-12-13",
        "0000-01-01",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_any_other_date_is_malformed(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="RFC 3339"):
        moment(text)
