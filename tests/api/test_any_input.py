"""Whatever is posted is a request or a problem, never a surprise."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from api.body import parse
from api.errors import DoorError, respond
from api.reading import request_of
from api.schemas import posted_of
from api.settings import Settings
from models.errors import InputError

TEXT = st.text(st.characters(), max_size=12) | st.sampled_from(["\ud800", "\x00", " ", "a1", "en"])
NAMES = (
    st.sampled_from(
        [
            "articles",
            "options",
            "id",
            "text",
            "html",
            "url",
            "source",
            "title",
            "published_at",
            "language",
            "max_words",
            "style",
            "min_score",
            "store",
        ]
    )
    | TEXT
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5)
)
ARTICLES = st.lists(st.dictionaries(NAMES, JSON, max_size=5), max_size=4)


def settled(raw: Any) -> None:
    """Read a request to its end; a refusal must be sayable as a problem."""
    try:
        posted_of(request_of(raw, Settings()))
    except (DoorError, InputError) as error:
        response = respond(error)
        assert 400 <= response.status_code < 500
        assert all(e["pointer"].startswith("#") for e in json.loads(response.body)["errors"])


@settings(max_examples=150, deadline=None)
@given(JSON | st.fixed_dictionaries({"articles": ARTICLES | JSON}, optional={"options": JSON}))
def test_any_json_is_a_request_or_a_problem(raw: Any) -> None:
    """Also when parsed from its escaped spelling."""
    settled(raw)
    settled(parse(json.dumps(raw).replace("Infinity", "1").encode()))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60)
    | st.text(st.sampled_from('{}[]":,0e-NaInfity\\u \n'), max_size=40).map(str.encode)
)
def test_any_bytes_are_json_or_a_problem(body: bytes) -> None:
    """Nothing but the door's own errors comes out of the parser."""
    with contextlib.suppress(DoorError):
        parse(body)
