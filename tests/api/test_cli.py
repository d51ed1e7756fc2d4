"""``crosswire brief`` answers as the service does, and prints nothing but the answer."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from models.lexical import lexical_newsroom
from tests.api.cli_support import crosswire, stories, with_newsroom
from tests.api.fetching.outside import page as page_of_a_site
from tests.api.fetching.outside import site
from tests.api.render.ninjs_rules import broken
from tests.api.support import OTHER, STORY, articles

LEXICAL = with_newsroom(lexical_newsroom())
VARYING = ("id", "created_at", "timings_ms")


def same(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what two equal requests have in common."""
    return {name: value for name, value in answer.items() if name not in VARYING}


def test_a_brief_is_printed_with_headline_disagreements_and_sources(tmp_path: Path) -> None:
    result = crosswire("brief", *stories(tmp_path), **LEXICAL)
    assert result.exit_code == 0, result.stderr
    assert "Where the sources disagree" in result.stdout
    assert "[1] Reuters: " in result.stdout
    assert "[2] AP: " in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_json_is_the_answer_of_the_service(tmp_path: Path, walk: TestClient) -> None:
    request = articles(STORY, OTHER)
    result = crosswire("brief", "-", "--json", stdin=json.dumps(request), **LEXICAL)
    assert result.exit_code == 0, result.stderr
    assert same(json.loads(result.stdout)) == same(walk.post("/v1/briefs", json=request).json())


def test_offsets_refer_to_the_whole_file(tmp_path: Path) -> None:
    paths = stories(tmp_path)
    result = crosswire("brief", *paths, "--json", **LEXICAL)
    texts = {f"a{n}": path.read_bytes().decode() for n, path in enumerate(paths, 1)}
    claims = json.loads(result.stdout)["claims"]
    evidence = [e for claim in claims for e in claim["evidence"]]
    assert evidence
    assert all(texts[e["article_id"]][e["start"] : e["end"]] == e["quote"] for e in evidence)


def test_markdown_is_printed_as_the_service_renders_it(tmp_path: Path) -> None:
    result = crosswire("brief", *stories(tmp_path), "--markdown", **LEXICAL)
    assert result.stdout.startswith("# ")
    assert "## Where the sources disagree" in result.stdout


def test_a_source_can_be_named(tmp_path: Path) -> None:
    paths = stories(tmp_path)
    result = crosswire("brief", *paths, "--json", "--source", f"The Times={paths[0]}", **LEXICAL)
    assert [a["source"] for a in json.loads(result.stdout)["articles"]] == ["The Times", "AP"]


def test_options_reach_the_walk(tmp_path: Path) -> None:
    paths = stories(tmp_path)
    options = ("--style", "bullets", "--max-words", "30", "--min-score", "1")
    answer = json.loads(crosswire("brief", *paths, "--json", *options, **LEXICAL).stdout)
    assert answer["text"].startswith("- ")
    assert len(answer["text"].split()) <= 30 + len(answer["sentences"])  # and the bullets
    assert all(d["score"] == 1 for d in answer["disagreements"])


def test_options_of_the_command_win_over_those_of_the_request() -> None:
    request = {**articles(STORY, OTHER), "options": {"style": "paragraph"}}
    stdin = json.dumps(request)
    result = crosswire("brief", "-", "--json", "--style", "bullets", stdin=stdin, **LEXICAL)
    assert json.loads(result.stdout)["text"].startswith("- ")


def test_a_guessed_encoding_is_noted_on_standard_error(tmp_path: Path) -> None:
    paths = stories(tmp_path)
    paths[0].write_bytes(f"{STORY} It cost £5 million.".encode("cp1252"))
    result = crosswire("brief", *paths, "--json", **LEXICAL)
    assert result.exit_code == 0
    assert "reuters.txt: is not UTF-8 and was read as cp1252" in result.stderr
    json.loads(result.stdout)


HOSTILE = f"\x1b]0;owned\x07{STORY} \u202eReversed\u202c words were said on Sunday in Minsk."


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",), ("--html",), ("--ninjs",)])
def test_control_characters_never_reach_the_terminal(tmp_path: Path, form: tuple[str]) -> None:
    paths = stories(tmp_path)
    paths[0].write_text(f"{HOSTILE}\n")
    result = crosswire("brief", *paths, *form, **LEXICAL)
    assert result.exit_code == 0, result.stderr
    assert not set(result.stdout) & set("\x1b\x07\u202e\u202c")


COMMAND = """
import sys
from api.cli import app
from api.parts import Parts
from models.lexical import lexical_newsroom
app(sys.argv[1:], obj=Parts(newsroom=lambda settings: lexical_newsroom()))
"""


def test_a_terminal_that_lacks_characters_is_no_reason_to_fail(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "brief", *map(str, stories(tmp_path))]
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=env, check=True)
    assert b"Where the sources disagree" in done.stdout
    assert done.stdout.isascii()


def everything(terminal: int) -> bytes:
    """Read a terminal until nobody writes to it any more."""
    seen = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while chunk := os.read(terminal, 4096):
            seen += chunk
    os.close(terminal)
    return seen


def test_progress_is_shown_on_a_terminal_and_only_there(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", COMMAND, "brief", "--json", *map(str, stories(tmp_path))]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    answer = tmp_path / "answer.json"
    with answer.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=theirs, env=env):
        os.close(theirs)
        watched = everything(ours)
    assert json.loads(answer.read_bytes())["status"] == "succeeded"
    assert b"\x1b[" in watched


def test_html_and_ninjs_are_printed_as_the_service_renders_them(tmp_path: Path) -> None:
    paths = stories(tmp_path)
    page = crosswire("brief", *paths, "--html", **LEXICAL)
    assert page.stdout.startswith("<!doctype html>\n")
    assert page.stdout.endswith("</html>\n")
    item = json.loads(crosswire("brief", *paths, "--ninjs", **LEXICAL).stdout)
    assert broken(item) == []
    assert [s["name"] for s in item["infoSources"]] == ["Reuters", "AP"]


def test_articles_of_a_request_are_fetched_where_that_is_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with site({"/a": page_of_a_site()}) as there:
        request = articles(STORY)
        request["articles"] += [{"url": there.url("/a")}, {"url": there.url("/gone")}]
        refused = crosswire("brief", "-", stdin=json.dumps(request))
        assert refused.exit_code == 3
        monkeypatch.setenv("CROSSWIRE_FETCH", "1")
        monkeypatch.setenv("CROSSWIRE_ALLOW_HOSTS", there.host_port)
        result = crosswire("brief", "-", "--json", stdin=json.dumps(request), **LEXICAL)
        assert result.exit_code == 0, result.stderr
        answer = json.loads(result.stdout)
        gone = {"articles": [{"url": there.url("/gone")}]}
        nothing = crosswire("brief", "-", stdin=json.dumps(gone))
    assert [a["id"] for a in answer["articles"]] == ["a1", "a2", "a3"]
    assert answer["articles"][1]["text"]
    assert ("not_fetched", "a3") in [(w["code"], w["article_id"]) for w in answer["warnings"]]
    assert nothing.exit_code == 3
    assert "#/articles/0/url: it was answered with status 404" in nothing.stderr
