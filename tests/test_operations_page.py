"""What docs/operations.md names exists: settings, commands, metrics, files."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from api.cli import app
from api.metrics import Metrics
from api.settings import Settings
from tests.readme import SHELL, arguments_of_crosswire, blocks, commands, problems

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_settings_exist() -> None:
    named = set(re.findall(r"\bCROSSWIRE_([A-Z_]+)", PAGE))
    assert named
    assert named <= {name.upper() for name in Settings.model_fields}


def test_metrics_exist() -> None:
    named = set(re.findall(r"`(crosswire_[a-z_]+)", PAGE))
    shown = Metrics().shown().decode()
    assert len(named) > 5
    assert [name for name in named if f"# TYPE {name} " not in shown] == []


def test_commands_exist() -> None:
    shells = [b for b in blocks(PAGE) if b.language in SHELL]
    found = [arguments_of_crosswire(words) for b in shells for words in commands(b)]
    assert [p for words in found if words for p in problems(get_command(app), words)] == []


def test_files_exist() -> None:
    named = set(re.findall(r"`((?:docs|benchmarks)/[\w.]+)`", PAGE)) | {"compose.yaml"}
    assert [name for name in named if not (ROOT / name).is_file()] == []
