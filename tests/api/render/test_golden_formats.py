"""Every format is as somebody last read it, character by character."""

from __future__ import annotations

import pytest

from api.negotiation import FORMATS
from tests.api.render.golden.files import FILES, UPDATE, golden


@pytest.mark.parametrize("format_name", FILES)
def test_a_format_is_as_it_was(format_name: str) -> None:
    file = FILES[format_name]
    assert file.is_file(), f"there is no {file.name}: make it with `{UPDATE}`"
    wanted = file.read_text(encoding="utf-8")
    assert golden(format_name) == wanted, f"if the difference is meant, write it with `{UPDATE}`"


def test_every_format_has_a_golden_file() -> None:
    """But JSON, which ``tests/golden`` has for whole stories."""
    assert set(FILES) == set(FORMATS) - {"json"}
