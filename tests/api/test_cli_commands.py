"""The other commands: what is loaded, installing and preparing it, serving, help and version."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from api import exits
from models.errors import WeightsMissing
from models.weights.load import Weights
from tests.api.cli_support import crosswire

THERE = Weights("encoder", "all-MiniLM-L6-v2", "/weights/encoder", True, "embedded")
OWN = Weights("writer", "own-model", "/weights/writer", None, "chosen")
CHANGED = Weights("judge", "heads", "/weights/judge", False, "another checksum")
MISSING = Weights("reader", "en_core_web_sm", None, None, "not installed")


def test_models_shows_what_is_loaded_from_where_and_verified_or_not() -> None:
    result = crosswire("models", inventory=lambda _: [THERE, OWN])
    assert result.exit_code == 0, result.stderr
    for words in ("encoder", "all-MiniLM-L6-v2", "verified", "/weights/encoder", "not checked"):
        assert words in result.stdout


@pytest.mark.parametrize(("amiss", "state"), [(CHANGED, "CHANGED"), (MISSING, "MISSING")])
def test_models_fails_where_something_is_amiss(amiss: Weights, state: str) -> None:
    result = crosswire("models", inventory=lambda _: [THERE, amiss])
    assert result.exit_code == exits.WEIGHTS
    assert state in result.stdout


def test_models_can_be_read_by_a_script() -> None:
    result = crosswire("models", "--json", inventory=lambda _: [THERE])
    assert json.loads(result.stdout) == [
        {
            "part": "encoder",
            "name": "all-MiniLM-L6-v2",
            "path": "/weights/encoder",
            "verified": True,
            "detail": "embedded",
        }
    ]


def test_models_install_and_prepare_do_their_work_and_nothing_else() -> None:
    done: list[str] = []
    assert crosswire("models", "install", install=lambda: done.append("install")).exit_code == 0
    assert crosswire("models", "prepare", prepare=lambda _: done.append("prepare")).exit_code == 0
    assert done == ["install", "prepare"]


def test_an_installation_that_fails_says_why() -> None:
    def install() -> None:
        raise WeightsMissing("this environment has no pip")

    result = crosswire("models", "install", install=install)
    assert result.exit_code == exits.WEIGHTS
    assert "error: this environment has no pip" in result.stderr


def test_serve_listens_where_it_is_told() -> None:
    told: list[tuple[str, int, bool | None]] = []
    serve = lambda *given: told.append(given)  # noqa: E731
    assert crosswire("serve", serve=serve).exit_code == 0
    assert crosswire("serve", "--host", "0.0.0.0", "--port", "80", serve=serve).exit_code == 0
    assert crosswire("serve", "--no-keys", serve=serve).exit_code == 0
    assert crosswire("serve", "--keys", serve=serve).exit_code == 0
    here = ("127.0.0.1", 8000)
    assert told == [(*here, None), ("0.0.0.0", 80, None), (*here, False), (*here, True)]


def test_the_version_is_that_of_the_distribution() -> None:
    assert crosswire("--version").stdout.strip() == version("crosswire")


@pytest.mark.parametrize("command", [("--help",), ("brief", "--help")])
def test_help_documents_the_exit_codes(command: tuple[str, ...]) -> None:
    shown = " ".join(crosswire(*command).stdout.split())
    for words in ("3 bad input", "4 weights missing", "crosswire models install", "130"):
        assert words in shown


def test_nothing_heavy_is_imported_before_a_command_needs_it() -> None:
    heavy = ("torch", "transformers", "spacy", "fastapi", "pydantic", "trafilatura", "numpy")
    code = f"import sys, api.cli; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
