"""Which places exclude each other."""

from __future__ import annotations

import pytest

from models.places import may_contain, sort_of


@pytest.mark.parametrize(
    ("a", "b"),
    [("Ohio", "Texas"), ("Mexico", "Haiti"), ("Olmo", "Verda"), ("the Philippines", "Japan")],
)
def test_two_of_one_sort_exclude_each_other(a: str, b: str) -> None:
    assert not may_contain(a, b)
    assert not may_contain(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Houston", "Texas"), ("Texas", "United States"), ("U.S.", "the United States"),
        ("England", "Britain"), ("Gaza Strip", "Rafah"), ("Africa", "Sahel"),
    ],
)  # fmt: skip
def test_one_may_lie_in_the_other(a: str, b: str) -> None:
    assert may_contain(a, b)
    assert may_contain(b, a)


def test_sorts_are_told_by_name() -> None:
    """Whatever article or dots a name has."""
    assert [sort_of(p) for p in ("North Dakota", "The Netherlands", "U.S.", "Paris")] == [
        "state", "country", "country", "",
    ]  # fmt: skip
