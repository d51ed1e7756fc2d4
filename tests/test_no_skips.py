"""In CI a skipped test fails; elsewhere it skips and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = "pytester"

CONFTEST = Path(__file__).with_name("conftest.py")
TEST = "import pytest\ndef test_it():\n    pytest.skip('run `crosswire models install`')\n"
FILE = "import pytest\npytest.skip('no such package', allow_module_level=True)\n"


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


@pytest.mark.parametrize("source", [TEST, FILE], ids=["test", "file"])
def test_what_skips_on_a_desk_fails_in_ci(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    suite.makepyfile(test_it=source)
    monkeypatch.delenv("CI", raising=False)
    suite.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(skipped=1)
    monkeypatch.setenv("CI", "true")
    found = suite.runpytest_inprocess("-p", "no:cacheprovider")
    outcomes = found.parseoutcomes()
    assert outcomes.get("skipped", 0) == 0
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 1
    found.stdout.fnmatch_lines(["*nothing may skip in CI*"])


@pytest.mark.parametrize("source", [TEST, FILE], ids=["test", "file"])
def test_what_a_worker_skips_fails_in_ci_too(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    suite.makepyfile(test_it=source)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PYTHONPATH", str(CONFTEST.parent.parent))  # what conftest.py imports
    found = suite.runpytest_subprocess("-p", "no:cacheprovider", "--numprocesses=1")
    assert found.ret != 0
    assert found.parseoutcomes().get("skipped", 0) == 0
    found.stdout.fnmatch_lines(["*nothing may skip in CI*"])


def test_what_passes_passes_in_ci(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    suite.makepyfile(test_it="def test_it():\n    assert True\n")
    monkeypatch.setenv("CI", "true")
    suite.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
