"""crosswire webhooks adds, lists, removes and seals again; without its secret key it is off."""

from __future__ import annotations

import base64
import re

import pytest

from api import exits
from api.keys.tokens import Token
from api.sealing import Seal, new_key
from api.settings import Settings
from api.store import Store
from api.webhooks.receivers import Receiver
from tests.api.cli_support import crosswire

URL = "https://hooks.example/x?token=zq-token"


@pytest.fixture
def key_id(monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a key, where there is a secret key."""
    monkeypatch.setenv("CROSSWIRE_SECRET_KEY", crosswire("secret-key").stdout.strip())
    made = crosswire("keys", "create", "--owner", "Desk", "--scope", "brief:write")
    token = Token.read(made.stdout.strip())
    assert token
    return token.id


def test_a_webhook_is_added_listed_and_removed(key_id: str) -> None:
    """Its secret is all there is on standard output, once."""
    added = crosswire("webhooks", "add", URL, "--key-id", key_id)
    assert added.exit_code == 0, added.stderr
    secret = added.stdout.strip()
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert "zq-token" not in added.stderr
    listed = crosswire("webhooks", "list").stdout
    assert URL in listed
    assert "0 waiting, 0 given up" in listed
    assert secret not in listed
    (webhook_id,) = re.findall(r"wh_\w+", listed)
    assert crosswire("webhooks", "remove", webhook_id).exit_code == 0
    assert crosswire("webhooks", "remove", webhook_id).exit_code == exits.BAD_INPUT
    assert crosswire("webhooks", "list").stdout.strip() == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/x",
        "https://127.0.0.1:9/x",
        "ftp://hooks.example",
        "x",
        "https://me:pw@hooks.example/",
        "https://hooks.example:8443/",
        "https://[::1",
    ],
)
def test_where_nothing_would_be_sent_nothing_is_registered(key_id: str, url: str) -> None:
    """Wrong usage, with the reason."""
    result = crosswire("webhooks", "add", url, "--key-id", key_id)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_host_inside_may_be_exempt(key_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Newsroom systems live there."""
    monkeypatch.setenv("CROSSWIRE_ALLOW_HOSTS", "cms.newsroom.example:8080")
    url = "http://cms.newsroom.example:8080/hooks"
    assert crosswire("webhooks", "add", url, "--key-id", key_id).exit_code == 0


def test_the_key_has_to_be_there(key_id: str) -> None:
    """And not be revoked."""
    assert crosswire("webhooks", "add", URL, "--key-id", "cw_0").exit_code == 2
    crosswire("keys", "revoke", key_id)
    assert crosswire("webhooks", "add", URL, "--key-id", key_id).exit_code == 2


def test_without_a_secret_key_they_are_off(key_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is said; the list shows hosts, and no more."""
    crosswire("webhooks", "add", URL, "--key-id", key_id)
    monkeypatch.delenv("CROSSWIRE_SECRET_KEY")
    result = crosswire("webhooks", "add", URL, "--key-id", key_id)
    assert result.exit_code == 2
    assert "webhooks are off" in " ".join(result.stderr.split())
    listed = crosswire("webhooks", "list").stdout
    assert "hooks.example (the rest is sealed)" in listed
    assert "zq-token" not in listed


def test_the_secret_key_can_be_changed(key_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one in front, seal again, and the old one can go."""
    secret = crosswire("webhooks", "add", URL, "--key-id", key_id).stdout.strip()
    settings = Settings()
    assert settings.secret_key
    old, new = settings.secret_key.get_secret_value(), new_key()
    monkeypatch.setenv("CROSSWIRE_SECRET_KEY", new)
    assert crosswire("webhooks", "seal-again").exit_code == 2
    monkeypatch.setenv("CROSSWIRE_SECRET_KEY", f"{new}, {old}")
    assert crosswire("webhooks", "seal-again").exit_code == 0
    store = Store(settings.database())
    (told,) = store.webhooks.all()
    store.close()
    assert Receiver.of(told.webhook.sealed, Seal(new)).shown_secret == secret


@pytest.mark.parametrize("key", ["zq-secret", ",", "zq-secret,zq-other"])
def test_a_secret_key_that_is_none_is_not_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the setting."""
    monkeypatch.setenv("CROSSWIRE_SECRET_KEY", key)
    result = crosswire("webhooks", "list")
    assert result.exit_code == 2
    assert "CROSSWIRE_SECRET_KEY" in result.stderr
    assert "zq-" not in result.stderr
    with pytest.raises(ValueError, match="secret-key") as caught:
        Settings()
    assert "zq-" not in str(caught.value)
