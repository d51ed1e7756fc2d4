"""Setting the app up: manifests and page are what the code needs, the check says the rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from typer.main import get_command

from api.cli import app
from api.settings import Settings
from api.slack import names
from api.slack.blocks_modals import FIELDS
from api.slack.checking import SCOPES
from api.slack.collecting import LEAST
from api.slack.doors import router
from api.slack.errors import NO_FETCHING, NOT_HERE, NOT_INVITED, REVOKED, said_of
from tests.api.cli_support import crosswire
from tests.api.slack.stand_in import APP_TOKEN, TOKEN, Slack
from tests.readme import SHELL, arguments_of_crosswire, blocks, commands, problems

DOCS = Path(__file__).parents[3] / "docs" / "slack"
PAGE = (DOCS / "README.md").read_text(encoding="utf-8")
MANIFESTS = ("manifest-http.yaml", "manifest-socket.yaml")


def manifest(name: str) -> Any:
    return yaml.safe_load((DOCS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_asks_for_what_the_code_needs(name: str) -> None:
    """Scopes, command, shortcuts, events."""
    found = manifest(name)
    assert tuple(found["oauth_config"]["scopes"]["bot"]) == SCOPES
    (command,) = found["features"]["slash_commands"]
    assert command["command"] == names.COMMAND
    assert command["should_escape"] is False
    shortcuts = {s["callback_id"]: s["type"] for s in found["features"]["shortcuts"]}
    assert shortcuts == {names.BRIEF_THREAD: "message", names.BRIEF_ARTICLES: "global"}
    events = found["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_mention", "app_uninstalled", "tokens_revoked"]
    assert found["settings"]["interactivity"]["is_enabled"] is True
    home = found["features"]["app_home"]
    assert home["messages_tab_enabled"] is True, "the last way to tell somebody something"


def test_the_manifests_differ_in_how_slack_reaches_us() -> None:
    """By address, or by socket."""
    paths = {route.path for route in router.routes}  # type: ignore[attr-defined]
    text = (DOCS / MANIFESTS[0]).read_text(encoding="utf-8")
    assert set(re.findall(r"https://crosswire\.example\.com(/\S+)", text)) == paths
    assert manifest(MANIFESTS[0])["settings"]["socket_mode_enabled"] is False
    assert manifest(MANIFESTS[1])["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in (DOCS / MANIFESTS[1]).read_text(encoding="utf-8")


def test_the_page_has_ten_steps_whose_commands_and_settings_exist() -> None:
    """And its figures are the code's."""
    assert len(re.findall(r"^\d+\. ", PAGE, re.MULTILINE)) == 10
    cli = get_command(app)
    shells = [b for b in blocks(PAGE) if b.language in SHELL]
    said = filter(None, (arguments_of_crosswire(w) for b in shells for w in commands(b)))
    assert [p for words in said for p in problems(cli, words)] == []
    settings = set(re.findall(r"\bCROSSWIRE_([A-Z_]+)", PAGE))
    assert settings <= {name.upper() for name in Settings.model_fields}
    assert f"from {LEAST} characters on" in PAGE
    assert f"{FIELDS} texts of 3,000 characters" in PAGE


def test_what_the_page_says_of_troubles_is_what_is_said() -> None:
    """Word by word."""
    codes = ["missing_scope", "is_archived", "restricted_action", *REVOKED]
    told = [NOT_INVITED, NOT_HERE, NO_FETCHING, *map(said_of, codes)]
    rows = re.findall(r"^\| (.+?) \| ", PAGE.partition("## When")[2], re.MULTILINE)[2:-1]
    assert len(rows) == 7
    assert [row for row in rows if not any(row.strip(" …") in said for said in told)] == []


def test_the_check_names_what_is_not_set() -> None:
    """Without asking Slack."""
    result = crosswire("slack", "check")
    assert result.exit_code == 1
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN"):
        assert f"CROSSWIRE_SLACK_{name}" in result.stdout


@pytest.fixture
def secrets(workspace: Slack, monkeypatch: pytest.MonkeyPatch) -> Slack:
    """All secrets set, for a workspace on loopback."""
    given = {"BOT_TOKEN": TOKEN, "APP_TOKEN": APP_TOKEN, "SIGNING_SECRET": "zq-signing"}
    for name, secret in {**given, "API": workspace.api}.items():
        monkeypatch.setenv(f"CROSSWIRE_SLACK_{name}", secret)
    return workspace


def test_the_check_says_that_all_is_there(secrets: Slack) -> None:
    """Without showing a secret."""
    result = crosswire("slack", "check")
    assert result.exit_code == 0, result.stdout
    assert "scopes: all there" in result.stdout
    for secret in (TOKEN, APP_TOKEN, "zq-signing"):
        assert secret not in result.output


def test_the_check_names_scopes_that_are_missing(secrets: Slack) -> None:
    """And what is to be done."""
    secrets.scopes = "chat:write,commands"
    result = crosswire("slack", "check")
    assert result.exit_code == 1
    assert "files:read" in result.stdout
    assert "chat:write" not in result.stdout


def test_the_check_knows_a_token_that_is_no_bots(secrets: Slack) -> None:
    """Somebody copied the one below it."""
    secrets.bot = None
    result = crosswire("slack", "check")
    assert result.exit_code == 1
    assert "no bot's" in result.stdout


def test_the_check_says_that_a_token_is_revoked(secrets: Slack) -> None:
    """Of both tokens."""
    secrets.revoked = True
    result = crosswire("slack", "check")
    assert result.exit_code == 1
    assert result.stdout.count("token_revoked") == 2


def test_socket_mode_names_the_token_that_is_missing() -> None:
    """Before anything is started."""
    result = crosswire("slack", "run")
    assert result.exit_code == 2
    assert "CROSSWIRE_SLACK_BOT_TOKEN" in result.output


def test_socket_mode_is_started_with_its_tokens(secrets: Slack) -> None:
    """By the part that was handed in."""
    served: list[Settings] = []
    assert crosswire("slack", "run", slack=served.append).exit_code == 0
    assert len(served) == 1
