"""The house of DESIGN section 2, read off the source: who imports what, and what nobody does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("api", "models")
HEAVY = frozenset({"torch", "transformers", "sentence_transformers", "peft", "spacy"})
UNSAFE = frozenset({"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve"})
MOST_LINES = 450  # models/news.py holds every noun; all others are far shorter
STEPS = {
    "clean": "models.articles",
    "split_sentences": "models.sentences",
    "read_light": "models.facts",
    "group_sentences": "models.clusters",
    "read_claims": "models.claims",
    "find_disagreements": "models.disagreements",
    "plan_brief": "models.planning",
    "write": "models.tasks",
    "write_again": "models.tasks",
    "choose": "models.choosing",
    "verify": "models.verify",
    "compose": "models.answer",
}


def sources(*folders: str) -> list[Path]:
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """Return all that stands in a file; it is parsed once for all tests."""
    return list(ast.walk(ast.parse(text_of(path), filename=str(path))))


@cache
def imports(path: Path) -> list[tuple[str, str]]:
    """Return module and imported name, wherever in the file it is imported, by name too."""
    return list(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import"
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield from ((a.value, "") for a in node.args[:1] if _is_text(a))


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def top(module: str) -> str:
    return module.split(".")[0]


def test_there_is_something_to_look_at() -> None:
    assert len(sources("models")) > 20
    assert len(sources("api")) > 20


@pytest.mark.parametrize("path", sources("models"), ids=name_of)
def test_the_walk_knows_nothing_of_its_doors(path: Path) -> None:
    assert not [m for m, _ in imports(path) if top(m) == "api"]


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_only_the_weights_import_the_model_libraries(path: Path) -> None:
    if name_of(path).startswith("models/weights/"):
        return
    assert not [m for m, _ in imports(path) if top(m) in HEAVY]


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_tests_training_and_benchmarks_are_not_imported(path: Path) -> None:
    assert not [m for m, _ in imports(path) if top(m) in {"tests", "training", "benchmarks"}]


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_nothing_is_unpickled(path: Path) -> None:
    assert not [m for m, _ in imports(path) if top(m) in UNSAFE]
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            text = ast.unparse(node.func)
            assert text not in {"torch.load", "torch.save", "pd.read_pickle"}, text
            assert not _given(node, "allow_pickle"), ast.unparse(node)


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_no_code_of_a_model_is_trusted(path: Path) -> None:
    calls = [n for n in nodes_of(path) if isinstance(n, ast.Call)]
    assert not [ast.unparse(c) for c in calls if _given(c, "trust_remote_code")]


def _given(call: ast.Call, option: str) -> bool:
    """Tell whether a call gives an option anything but a plain ``False``."""
    values = [k.value for k in call.keywords if k.arg == option]
    return any(not (isinstance(v, ast.Constant) and v.value is False) for v in values)


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_the_order_of_the_steps_is_known_to_the_pipeline_alone(path: Path) -> None:
    if name_of(path) == "models/pipeline.py":
        return
    assert not [(m, n) for m, n in imports(path) if STEPS.get(n) == m]


def test_the_pipeline_takes_every_step() -> None:
    taken = set(imports(ROOT / "models" / "pipeline.py"))
    assert {(module, step) for step, module in STEPS.items()} <= taken


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_no_file_is_long(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", sources(*FOLDERS), ids=name_of)
def test_no_path_of_one_machine_is_written_down(path: Path) -> None:
    assert not re.search(r"[\"'](?:/home/|/root/|/Users/)", text_of(path))


# --- thresholds -------------------------------------------------------------------------------

LIMITS = ROOT / "models" / "limits.py"


def thresholds() -> list[tuple[str, int, int]]:
    """Return name, first and last line of each threshold."""
    (limits,) = (n for n in nodes_of(LIMITS) if isinstance(n, ast.ClassDef))
    return [
        (n.target.id, n.lineno, n.end_lineno or n.lineno)
        for n in limits.body
        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    ]


def provenance(first: int, last: int) -> str:
    """Return the comment at a threshold and what follows the colon in its section's comment."""
    lines = text_of(LIMITS).splitlines()
    beside = " ".join(lines[first - 1 : last]).replace("# fmt: skip", "").partition("#")[2]
    above = first - 2
    while lines[above].strip() and not lines[above].lstrip().startswith("#"):
        above -= 1
    section = []
    while lines[above].lstrip().startswith("#"):
        section.insert(0, lines[above].strip(" #"))
        above -= 1
    return f"{beside.strip()} {' '.join(section).partition(':')[2]}".strip()


@pytest.mark.parametrize(("name", "first", "last"), thresholds(), ids=[t[0] for t in thresholds()])
def test_every_threshold_says_where_it_comes_from(name: str, first: int, last: int) -> None:
    assert provenance(first, last), (
        f"{name} in models/limits.py has no comment of its own, and the comment above its section "
        'says nothing after a colon ("# section: where from")'
    )


@pytest.mark.parametrize("name", [t[0] for t in thresholds()])
def test_every_threshold_is_used(name: str) -> None:
    use = re.compile(rf"\blimits\.{name}\b", re.IGNORECASE)
    users = [p for p in sources("models") if p != LIMITS]
    assert any(use.search(text_of(p)) for p in users)
