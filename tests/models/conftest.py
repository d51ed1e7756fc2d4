"""What tests of the walk share."""

from __future__ import annotations

import pytest

from models.errors import WeightsMissing
from models.ports import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The embedded parser, where it is installed."""
    from models.weights.load import READER, verified
    from models.weights.reader import SpacyReader

    try:
        return SpacyReader.load(verified(READER), READER.name)
    except WeightsMissing as missing:
        pytest.skip(f"{missing} (`crosswire models install`)")
