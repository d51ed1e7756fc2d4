"""A workspace and the service in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.lexical import lexical_newsroom
from tests.api.slack.desk import Newsdesk, newsdesk
from tests.api.slack.stand_in import Slack, slack


@pytest.fixture
def workspace() -> Iterator[Slack]:
    with slack() as found:
        yield found
        assert found.flaws == []


@pytest.fixture
def desk(workspace: Slack) -> Iterator[Newsdesk]:
    """The running service, with the Slack app on."""
    with newsdesk(workspace, lexical_newsroom()) as found:
        yield found
