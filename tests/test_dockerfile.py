"""The Dockerfile keeps what it promises: non-root, pinned, checked for health, no addresses."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Dockerfile").read_text()


def _instructions() -> list[tuple[str, str]]:
    """Return instructions in order, continued lines joined and comments gone."""
    lines = [line for line in TEXT.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [(name.upper(), rest.strip()) for name, _, rest in found]


INSTRUCTIONS = _instructions()
STAGES = [rest for name, rest in INSTRUCTIONS if name == "FROM"]
FINAL = INSTRUCTIONS[[name for name, _ in INSTRUCTIONS].index("FROM", 1) :]


def of(name: str, instructions: list[tuple[str, str]] = INSTRUCTIONS) -> list[str]:
    return [rest for found, rest in instructions if found == name]


def test_there_are_two_stages_on_one_pinned_image() -> None:
    images = {stage.split()[0] for stage in STAGES}
    assert len(STAGES) == 2
    assert len(images) == 1
    assert re.fullmatch(r"python:3\.11\.\d+-slim-\w+", images.pop())


def test_the_service_runs_as_a_fixed_user_that_is_not_root() -> None:
    user, group = of("USER", FINAL)[-1].split(":")
    assert int(user) > 1000
    assert int(group) > 1000
    assert f"--uid {user}" in " ".join(of("RUN", FINAL))


def test_health_is_checked_and_arguments_are_lists() -> None:
    (check,) = of("HEALTHCHECK", FINAL)
    (command,) = of("CMD", FINAL)
    probe = json.loads(check.partition("CMD ")[2])
    assert probe[:2] == ["python", "-c"]
    assert "/healthz" in probe[2]
    compile(probe[2], "healthcheck", "exec")
    assert json.loads(command)[:4] == ["crosswire", "serve", "--host", "0.0.0.0"]


def test_weights_are_installed_and_converted_into_a_fixed_folder_while_building() -> None:
    built = " ".join(of("RUN", INSTRUCTIONS[: -len(FINAL)]))
    assert "crosswire models install" in built
    assert "crosswire models prepare" in built
    (cache,) = re.findall(r"CROSSWIRE_CACHE=(\S+)", " ".join(of("ENV", FINAL)))
    assert f"--from=build {cache} {cache}" in of("COPY", FINAL)


def test_briefs_are_kept_on_a_volume_of_the_service() -> None:
    (volume,) = of("VOLUME", FINAL)
    user, _ = of("USER", FINAL)[-1].split(":")
    assert f"CROSSWIRE_DATABASE_URL=sqlite:///{volume}/" in " ".join(of("ENV", FINAL))
    assert re.search(rf"--owner={user} .*{volume}\b", " ".join(of("RUN", FINAL)))


def test_nothing_is_fetched_but_from_the_package_index() -> None:
    assert not of("ADD")
    assert "latest" not in TEXT
    assert re.findall(r"https?://[^\s'\"]+", TEXT) == ["http://127.0.0.1:8000/healthz"]
    assert not re.search(r"(?i)\b(curl|wget|git clone|apt-get)\b", TEXT)


def test_the_extra_index_is_an_argument_of_the_build_alone() -> None:
    assert of("ARG") == ['EXTRA_INDEX=""']
    assert not of("ARG", FINAL)
    assert "EXTRA_INDEX" not in " ".join(of("ENV"))


def test_no_secret_stands_in_it() -> None:
    assert not re.search(r"(?i)(password|secret|token|api_?key)", TEXT)


def test_every_pip_installation_is_pinned_and_leaves_no_cache() -> None:
    installs = [rest for rest in of("RUN") if "pip install" in rest]
    assert installs
    assert all("--constraint constraints.txt" in i and "--no-cache-dir" in i for i in installs)


def test_what_is_copied_is_let_through_to_the_build() -> None:
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    sources = of("COPY", INSTRUCTIONS[: -len(FINAL)])
    names = {name for source in sources for name in source.split()[:-1]}
    assert "*" in allowed
    assert {f"!{name}" for name in names} <= set(allowed)
