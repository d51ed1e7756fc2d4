"""Every way to fail has its exit code, says why on standard error and prints no answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import Result

from api import exits
from models.errors import WeightsChanged, WeightsMissing
from models.lexical import lexical_newsroom
from tests.api.cli_support import crosswire, stories, with_newsroom
from tests.api.support import STORY, SilentWriter, articles


def failed(result: Result, code: int, *words: str) -> None:
    assert result.exit_code == code, (result.stderr, result.exception)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for said in words:
        assert said in " ".join(result.stderr.split())


def raising(error: BaseException) -> dict[str, Any]:
    def newsroom(_: object) -> NoReturn:
        raise error

    return {"newsroom": newsroom}


def test_all_bad_files_are_named_and_nothing_is_done(tmp_path: Path) -> None:
    binary = tmp_path / "photo.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    result = crosswire("brief", *stories(tmp_path), tmp_path / "gone.txt", binary)
    failed(result, exits.BAD_INPUT, "gone.txt: there is no such file", "photo.txt: is not text")


def test_the_name_of_a_file_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    result = crosswire("brief", tmp_path / "\x1b[2Jgone.txt")
    failed(result, exits.BAD_INPUT, "[2Jgone.txt: there is no such file")
    assert "\x1b" not in result.stderr


def test_a_page_without_an_article_is_named_by_its_file(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body></body></html>")
    result = crosswire("brief", page, **with_newsroom(lexical_newsroom()))
    failed(result, exits.BAD_INPUT, "page.html: ")


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        (b"not json", "line 1, column 1"),
        (b"\xff{}", "not UTF-8"),
        (json.dumps(articles(STORY, " ")).encode(), "#/articles/1/text: must not be empty"),
        (json.dumps({"articles": [{"txt": STORY}]}).encode(), "unknown field 'txt'"),
        (json.dumps({"articles": [{"url": "https://x.example/a"}]}).encode(), "neither text"),
    ],
)
def test_a_bad_request_is_refused_in_the_words_of_the_service(stdin: bytes, words: str) -> None:
    failed(crosswire("brief", "-", stdin=stdin), exits.BAD_INPUT, words)


def test_a_request_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_MAX_BODY_BYTES", "100")
    result = crosswire("brief", "-", stdin=json.dumps(articles(STORY)))
    failed(result, exits.BAD_INPUT, "more than 100 bytes")


@pytest.mark.parametrize("error", [WeightsMissing("encoder: no file"), WeightsChanged("judge")])
def test_missing_or_changed_weights_name_the_command_that_helps(
    tmp_path: Path, error: Exception
) -> None:
    result = crosswire("brief", *stories(tmp_path), **raising(error))
    failed(result, exits.WEIGHTS, "crosswire models install")


def test_articles_of_which_nothing_is_usable_make_no_brief(tmp_path: Path) -> None:
    russian = tmp_path / "ru.txt"
    russian.write_text("В субботу в Минске освободили более ста заключённых, сообщили власти. " * 5)
    result = crosswire("brief", russian, **with_newsroom(lexical_newsroom()))
    failed(result, exits.NO_BRIEF, "no brief could be made", "ru.txt: ")


def test_a_remote_writer_that_does_not_answer_has_its_own_code(tmp_path: Path) -> None:
    silent = replace(lexical_newsroom(), writer=SilentWriter())
    result = crosswire("brief", *stories(tmp_path), **with_newsroom(silent))
    failed(result, exits.WRITER, "timed out")


def test_an_interruption_has_the_code_of_the_shell(tmp_path: Path) -> None:
    result = crosswire("brief", *stories(tmp_path), **raising(KeyboardInterrupt()))
    failed(result, exits.INTERRUPTED)


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief",),
        ("brief", "a.txt", "--json", "--markdown"),
        ("brief", "a.txt", "--html", "--ninjs"),
        ("brief", "a.txt", "-"),
        ("brief", "-", "--source", "AP=a.txt"),
        ("brief", "a.txt", "--source", "AP=b.txt"),
        ("brief", "a.txt", "--source", "AP"),
        ("brief", "a.txt", "--source", "=a.txt"),
        ("brief", "a.txt", "--max-words", "29"),
        ("brief", "a.txt", "--style", "poem"),
        ("brief", "a.txt", "--min-score", "1.1"),
        ("brief", "a.txt", "--unknown"),
        ("serve", "--port", "70000"),
    ],
)
def test_wrong_usage_is_told_apart_from_bad_input(arguments: tuple[str, ...]) -> None:
    failed(crosswire(*arguments), 2)


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_THREADS", "many")
    failed(crosswire("brief", "a.txt"), 2, "CROSSWIRE_THREADS")
