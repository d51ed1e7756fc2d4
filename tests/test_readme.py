"""What README.md shows works: its Python runs, its commands exist, its requests are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from api.cli import app
from api.settings import Settings
from models.lexical import lexical_newsroom
from tests.api.support import service
from tests.readme import (
    MARK,
    SHELL,
    Block,
    Request,
    arguments_of_crosswire,
    blocks,
    commands,
    problems,
    request_of,
)

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FOUND = blocks(README.read_text(encoding="utf-8")) if README.is_file() else []
_NAME = re.compile(r"`(?:CROSSWIRE_)?([A-Z_]+)`")
PYTHON = [b for b in FOUND if b.language == "python" and b.executed]
SHELLS = [b for b in FOUND if b.language in SHELL]
CLI = get_command(app)


def name_of(block: Block) -> str:
    return block.name


@pytest.fixture(scope="module")
def door() -> Iterator[TestClient]:
    with service(lexical_newsroom()) as client:
        yield client


def test_there_is_a_readme_with_examples() -> None:
    assert README.is_file(), "README.md is missing"
    assert any(_crosswire(b) for b in SHELLS), "README.md shows no crosswire command"
    assert any(_requests(b) for b in SHELLS if b.executed), "README.md shows no request"


@pytest.mark.parametrize("block", PYTHON, ids=name_of)
def test_python_runs(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = "\n" * (block.line - 1) + block.code
    exec(compile(code, str(README), "exec"), {"__name__": "readme"})


@pytest.mark.parametrize("block", SHELLS, ids=name_of)
def test_commands_and_options_exist(block: Block) -> None:
    assert [p for words in _crosswire(block) for p in problems(CLI, words)] == []


@pytest.mark.parametrize("block", SHELLS, ids=name_of)
def test_files_that_are_briefed_exist(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for words in (w for w in _crosswire(block) if block.executed and w[:1] == ["brief"]):
        paths = [w for w in words[1:] if w.startswith("examples/")]
        assert [p for p in paths if not list(Path().glob(p))] == []


@pytest.mark.parametrize("block", SHELLS, ids=name_of)
def test_make_targets_exist(block: Block) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for words in (w for w in commands(block) if w[:1] == ["make"]):
        targets = [w for w in words[1:] if "=" not in w and not w.startswith("-")]
        assert [t for t in targets if f"\n{t}:" not in makefile] == []


@pytest.mark.parametrize("block", [b for b in SHELLS if b.executed], ids=name_of)
def test_requests_are_answered(block: Block, door: TestClient) -> None:
    for request in _requests(block):
        answer = door.request(
            request.method, request.path, headers=request.headers, content=request.body
        )
        assert answer.status_code < 400, f"{request.method} {request.path}: {answer.text}"


def _crosswire(block: Block) -> list[list[str]]:
    found = (arguments_of_crosswire(words) for words in commands(block))
    return [words for words in found if words is not None]


def _requests(block: Block) -> list[Request]:
    """Return what is sent to this service."""
    found = (request_of(words, ROOT) for words in commands(block))
    return [r for r in found if r is not None and r.host in {"127.0.0.1", "localhost"}]


def test_settings_exist() -> None:
    page = README.read_text(encoding="utf-8")
    named = {
        n for row in re.findall(r"^\| (`[A-Z_`, ]+`) \|", page, re.M) for n in _NAME.findall(row)
    }
    named |= set(re.findall(r"\bCROSSWIRE_([A-Z_]+)", page))
    assert named
    assert named <= {name.upper() for name in Settings.model_fields}


# --- the reading of the page ------------------------------------------------------------------

PAGE = f"""
```python
answer = 42
```

{MARK}
```python
raise SystemExit
```

```console
$ crosswire brief examples/ferry-fire/*.txt \\
    --max-words 90 --json | jq .text > out.txt
not a command --at-all
$ curl -s localhost:8000/v1/briefs -H 'Content-Type: application/json' -d '{{
  "articles": [{{"source": "A", "text": "It\\u0027s done."}}]
}}'
```

~~~~
```bash
```
"""


def test_marked_blocks_are_told_from_others() -> None:
    first, second, third, *_ = blocks(PAGE)
    assert [b.executed for b in (first, second, third)] == [True, False, True]
    assert first.code == "answer = 42\n"
    assert PAGE.splitlines()[first.line - 1] == "answer = 42"


def test_a_console_is_read_as_its_commands() -> None:
    console = blocks(PAGE)[2]
    first, second, third = commands(console)
    assert first == ["crosswire", "brief", *first[2:3], "--max-words", "90", "--json"]
    assert second == ["jq", ".text"]
    request = request_of(third, ROOT)
    assert request is not None
    assert (request.host, request.method, request.path) == ("localhost", "POST", "/v1/briefs")
    assert request.headers == {"Content-Type": "application/json"}
    assert request.body is not None
    assert '"articles"' in request.body


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("crosswire brief a.txt --json", 0),
        ("crosswire brief a.txt --source 'AP=a.txt' --style bullets", 0),
        ("crosswire models install", 0),
        ("crosswire models --json", 0),
        ("crosswire serve --port 80", 0),
        ("crosswire --version", 0),
        (".venv/bin/crosswire brief -", 0),
        ("CROSSWIRE_CACHE=x crosswire models prepare", 0),
        ("crosswire brief a.txt --jsn", 1),
        ("crosswire brieff a.txt", 1),
        ("crosswire models instal", 1),
        ("crosswire brief", 1),
        ("crosswire serve 8000", 1),
        ("echo crosswire nonsense", 0),
    ],
)
def test_a_command_that_does_not_exist_is_found(line: str, wrong: int) -> None:
    found = _crosswire(Block("bash", line + "\n", 1, True))
    assert len([p for words in found for p in problems(CLI, words)]) == wrong


def test_the_readme_names_no_place_of_one_machine() -> None:
    page = README.read_text(encoding="utf-8") if README.is_file() else ""
    assert str(ROOT) not in page
    assert f"{Path.home()}/" not in page
