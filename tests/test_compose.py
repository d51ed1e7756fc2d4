"""compose.yaml keeps what it promises: non-root, checked for health, no secrets, known settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings

TEXT = (Path(__file__).parent.parent / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]


def test_there_are_four_services() -> None:
    assert set(SERVICES) == {"api", "worker", "redis", "postgres"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_is_root_or_becomes_more_than_it_is(name: str) -> None:
    found = SERVICES[name]
    assert str(found["user"]).split(":")[0] not in {"0", "root"}
    assert found["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in found["security_opt"]


@pytest.mark.parametrize("name", SERVICES)
def test_health_is_checked(name: str) -> None:
    """Of the service itself the image does it."""
    assert name == "api" or SERVICES[name]["healthcheck"]["test"]
    for needed in SERVICES[name].get("depends_on", {}).values():
        assert needed == {"condition": "service_healthy"}


def test_only_the_service_can_be_reached_and_only_from_this_machine() -> None:
    assert [n for n, s in SERVICES.items() if "ports" in s] == ["api"]
    assert all(p.startswith("127.0.0.1:") for p in SERVICES["api"]["ports"])
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_no_secret_stands_in_it() -> None:
    """Every password and key is a variable without a value."""
    given = re.findall(r"^ +\w*(?:PASSWORD|_KEY): *(.*)$", TEXT, re.MULTILINE)
    assert given
    assert [value for value in given if not value.startswith("${")] == []
    assert re.findall(r"://[^$@\s]+@", TEXT) == []
    assert set(re.findall(r"\$\{\w*(?:PASSWORD|KEY)\w*:-([^}]*)\}", TEXT)) <= {""}


def test_settings_exist() -> None:
    named = set(re.findall(r"^ +CROSSWIRE_([A-Z_]+):", TEXT, re.MULTILINE))
    assert named <= {name.upper() for name in Settings.model_fields}


def test_briefs_outlive_their_container() -> None:
    assert SERVICES["postgres"]["volumes"] == ["briefs:/var/lib/postgresql/data"]
