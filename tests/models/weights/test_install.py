"""Weights are installed by the environment's own pip, pinned, hashed and without dependencies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.errors import WeightsMissing
from models.weights.install import REQUIREMENTS, install_weights


def interpreter(folder: Path, *, pip: int = 0, install: int = 0) -> Path:
    """Write a stand-in for Python that records how its pip was called."""
    script = folder / "python"
    script.write_text(
        "#!/bin/sh\n"
        f'echo "$@" >> "{folder}/calls"\n'
        f'case "$*" in *--version*) exit {pip};; esac\n'
        "echo what pip says\n"
        f"exit {install}\n"
    )
    script.chmod(0o755)
    return script


def test_pip_is_called_with_hashes_and_without_dependencies(tmp_path: Path) -> None:
    install_weights(str(interpreter(tmp_path)))
    call = (tmp_path / "calls").read_text().splitlines()[-1]
    assert call.startswith("-m pip ")
    for option in ("--no-deps", "--require-hashes", "--only-binary :all:", f"-r {REQUIREMENTS}"):
        assert option in call


def test_what_pip_says_stays_off_standard_output(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    install_weights(str(interpreter(tmp_path)))
    assert capfd.readouterr() == ("", "what pip says\n")


def test_an_environment_without_pip_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="ensurepip"):
        install_weights(str(interpreter(tmp_path, pip=1)))


def test_a_failure_of_pip_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="exit code 1"):
        install_weights(str(interpreter(tmp_path, install=1)))


def test_every_package_is_pinned_to_one_hash() -> None:
    text = REQUIREMENTS.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) == 3
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[\d.]+\s+--hash=sha256:[0-9a-f]{64}", line)
