"""Settings come from the environment, when asked for."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a variable with the prefix CROSSWIRE_."""
    monkeypatch.setenv("CROSSWIRE_MAX_ARTICLES", "7")
    monkeypatch.setenv("CROSSWIRE_PRECISION", "float32")
    monkeypatch.setenv("CROSSWIRE_WRITER_KEY", "sk-secret")
    settings = Settings()
    assert settings.max_articles == 7
    assert settings.precision == "float32"
    assert settings.writer_key is not None
    assert settings.writer_key.get_secret_value() == "sk-secret"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass variables on even where they are empty."""
    monkeypatch.setenv("CROSSWIRE_THREADS", "")
    assert Settings().threads is None


def test_a_setting_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Better no service than one without a seat."""
    monkeypatch.setenv("CROSSWIRE_CONCURRENCY", "0")
    with pytest.raises(ValidationError, match="concurrency"):
        Settings()


def test_a_key_is_never_shown() -> None:
    """Neither by repr nor by str."""
    settings = Settings(writer_key="sk-secret")
    assert "sk-secret" not in f"{settings!r} {settings}"


def test_settings_say_which_models_to_load() -> None:
    """The loader of weights gets the key in the clear, and everything else as it was set."""
    choice = Settings(writer_url="http://localhost:8000/v1", writer_key="sk-secret").choice()
    assert choice.writer_key == "sk-secret"
    assert choice.writer_url == "http://localhost:8000/v1"
    assert choice.encoder is None
    assert choice.precision == "auto"


def test_importing_the_app_loads_no_model_library() -> None:
    """Models are loaded once the service has started, in a thread of their own."""
    script = "import sys, api.app; sys.exit('torch' in sys.modules or 'spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30d", timedelta(days=30)),
        ("12h", timedelta(hours=12)),
        (" 45M ", timedelta(minutes=45)),
        ("90s", timedelta(seconds=90)),
        ("7", timedelta(days=7)),
    ],
)
def test_retention_is_written_with_its_unit(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: timedelta
) -> None:
    """A bare number is of days."""
    monkeypatch.setenv("CROSSWIRE_RETAIN", written)
    assert Settings().retain == meant


@pytest.mark.parametrize("written", ["soon", "1y", "-1d", "0d", "59s", "999999d"])
def test_a_retention_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """Nothing is erased by mistake."""
    monkeypatch.setenv("CROSSWIRE_RETAIN", written)
    with pytest.raises(ValidationError, match="retain"):
        Settings()


def test_addresses_with_passwords_are_never_shown() -> None:
    """Neither of the database nor of the broker."""
    settings = Settings(database_url="postgresql://me:zq-1@h/n", broker_url="redis://:zq-2@h/0")
    assert "zq-" not in f"{settings!r} {settings}"
    assert settings.database() == "postgresql://me:zq-1@h/n"
    assert settings.broker() == "redis://:zq-2@h/0"
