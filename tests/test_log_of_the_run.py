"""What must not be logged would be found: the search of the run's log can fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.keys.tokens import Token
from tests.api.support import STORY
from tests.log_of_the_run import KEEP, leaks

ROOT = Path(__file__).parent.parent
_TEST = """
import logging, sys
from api.logs import ABOUT
from tests.api.support import STORY

def test_one():
    {leak}

def test_another():
    logging.getLogger("crosswire").info("nothing")
"""
_LINE = '{"time": "2025-12-13T10:00:00.000+00:00", "level": "info", "event": '


@pytest.mark.parametrize(
    "said",
    [
        STORY,
        STORY[30:75].upper(),
        repr(STORY).replace(" ", "\\n"),
        Path(ROOT / "examples" / "ferry-fire" / "meridian-wire.txt").read_text("utf-8")[200:260],
        Token.mint().text,
        "whsec_" + "C2FVsBQIhrscChlQIMV" + "b5sSYspob7oDazfgh",
        "xoxb-" + "123456789012-abcdef",
        "xapp-" + "1-A012-345-abcdef",
    ],
    ids=["whole", "part", "escaped", "sample", "key", "webhook", "bot", "app"],
)
def test_what_must_not_be_logged_is_found(said: str) -> None:
    """A text in any spelling, and whatever is secret by its form."""
    assert leaks(f'{_LINE} "all is well"}}\n{_LINE} "{said}"}}\n')


@pytest.mark.parametrize(
    "said",
    [
        "POST /v1/briefs 200 12 ms, articles: 2",
        "job brf_x1WkLJq0a2Q7mJ4e, attempt 1: succeeded, 812 ms",
        "key cw_3f9a2b7c41d0 was revoked",
    ],
)
def test_what_may_be_logged_is_not(said: str) -> None:
    """Ids and names of keys are no secrets."""
    assert leaks(f'{_LINE} "{said}"}}\n') == []


@pytest.mark.parametrize(
    ("leak", "failed"),
    [
        ("logging.getLogger('httpx').debug('sent: %s', STORY)", 1),
        ("logging.getLogger('crosswire').info('x', extra={ABOUT: {'text': STORY}})", 1),
        ("print(STORY, file=sys.stderr)", 1),
        ("logging.getLogger('crosswire').info('2 articles')", 0),
    ],
)
def test_a_run_that_leaks_fails(tmp_path: Path, leak: str, failed: int) -> None:
    """Though each of its tests passes; whichever logger, at whatever level."""
    habits = "from tests.conftest import nothing_is_leaked, pytest_configure\n"
    (tmp_path / "conftest.py").write_text(habits)
    kept = tmp_path / "kept"  # deeper than where this run's own search looks
    kept.mkdir()
    (tmp_path / "test_it.py").write_text(_TEST.format(leak=leak))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-cov", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), KEEP: str(kept)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == failed, run.stdout
    assert "2 passed" in run.stdout
    assert ("the log of the whole run shows" in run.stdout) == bool(failed)
