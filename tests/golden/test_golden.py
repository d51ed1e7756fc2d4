"""The briefs of the example stories are as somebody last read them, word for word."""

from __future__ import annotations

import json

import pytest

from tests.golden.stories import GOLDEN, UPDATE, as_golden, names, read


@pytest.mark.parametrize("name", names())
def test_a_brief_is_as_it_was(name: str) -> None:
    story = read(name)
    assert story.golden.is_file(), f"there is no {story.golden.name}: make it with `{UPDATE}`"
    found = json.loads(as_golden(story.brief))
    wanted = json.loads(story.golden.read_text(encoding="utf-8"))
    assert found == wanted, f"if the difference is meant, write it down with `{UPDATE}`"


def test_every_golden_file_has_its_story() -> None:
    assert {p.stem for p in GOLDEN.glob("*.json")} <= set(names()), f"run `{UPDATE}`"


def test_there_are_stories() -> None:
    assert len(names()) >= 3
