"""crosswire keys makes, lists and revokes; a key is shown once, on standard output alone."""

from __future__ import annotations

import pytest

from api import exits
from api.keys.tokens import Token
from api.settings import Settings
from api.store import Store
from tests.api.cli_support import crosswire

MAKE = ("keys", "create", "--owner", "Desk", "--scope", "brief:write", "--scope", "brief:read")


def test_a_key_is_printed_once_and_works() -> None:
    """It is all there is on standard output, so that a script can take it."""
    made = crosswire(*MAKE, "--expires", "90d")
    assert made.exit_code == 0, made.stderr
    token = Token.read(made.stdout.strip())
    assert token
    assert token.secret not in made.stderr
    store = Store(Settings().database())
    kept = store.keys.find(token.id)
    store.close()
    assert kept
    assert token.matches(kept.digest)
    assert (kept.owner, kept.scopes) == ("Desk", ("brief:write", "brief:read"))
    assert kept.expires_at
    assert (kept.expires_at - kept.created_at).days == 90
    listed = crosswire("keys", "list").stdout
    assert token.id in listed
    assert "Desk, active" in listed
    assert "brief:write, brief:read" in listed
    assert token.secret not in listed


def test_a_revoked_key_stays_listed() -> None:
    """So that it is known later whose it was."""
    token = Token.read(crosswire(*MAKE).stdout.strip())
    assert token
    assert crosswire("keys", "revoke", token.id).exit_code == 0
    assert "Desk, revoked" in crosswire("keys", "list").stdout
    again = crosswire("keys", "revoke", token.id)
    assert again.exit_code == exits.BAD_INPUT
    assert "no such key" in again.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("--owner", "", "--scope", "admin"),
        ("--owner", "x" * 65, "--scope", "admin"),
        ("--owner", "a\nb", "--scope", "admin"),
        ("--owner", "Desk", "--scope", "everything"),
        ("--owner", "Desk"),
        ("--owner", "Desk", "--scope", "admin", "--expires", "soon"),
        ("--owner", "Desk", "--scope", "admin", "--expires", "0d"),
        ("--owner", "Desk", "--scope", "admin", "--expires", "99999999d"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(wrong: tuple[str, ...]) -> None:
    """Wrong usage."""
    assert crosswire("keys", "create", *wrong).exit_code == 2
    assert crosswire("keys", "list").stdout.strip() == ""


def test_a_database_that_is_away_has_its_own_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback."""
    monkeypatch.setenv("CROSSWIRE_DATABASE_URL", "postgresql://me@127.0.0.1:1/nothing")
    result = crosswire("keys", "list")
    assert result.exit_code == exits.DATABASE
    assert "Traceback" not in result.stderr
