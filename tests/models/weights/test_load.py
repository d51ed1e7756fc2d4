"""Which files are loaded, that they are the measured ones, and what is said where they are not."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from models.errors import WeightsChanged, WeightsMissing, WriterUnavailable
from models.news import Posted
from models.pipeline import Newsroom, summarise
from models.weights import load
from models.weights.load import (
    ENCODER,
    READER,
    WRITER,
    Embedded,
    ModelChoice,
    inventory,
    load_newsroom,
    prepare,
    sha256,
    verified,
)
from tests.models.weights.tiny import (
    save_adapter,
    save_classifier,
    save_encoder,
    save_gguf,
    save_reader,
    save_writer,
)

STORY = (
    "MINSK – Belarus released 123 prisoners on Saturday, the United States said. "
    "Among them was the activist Maria Kalesnikava. The two sides had talked in Minsk for two days."
)
OTHER = (
    "Belarus freed over 100 prisoners on Friday after talks in Minsk. "
    "The activist Maria Kalesnikava was among those freed. Washington lifted its potash sanctions."
)


# --- the embedded weights ---------------------------------------------------------------------


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Embedded:
    """A weight package on the path that fails when it is imported."""
    package = tmp_path / "weights_of_a_test"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('imported')")
    file = package / "model" / "model.safetensors"
    file.write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    return Embedded(
        "encoder", package.name, "model", "model/model.safetensors", sha256(file), "tiny"
    )


def test_the_folder_of_the_measured_weights_is_found_without_importing_them(
    embedded: Embedded, tmp_path: Path
) -> None:
    assert verified(embedded) == tmp_path / "weights_of_a_test" / "model"


def test_a_package_that_is_not_installed_is_named_with_what_to_do() -> None:
    missing = Embedded("encoder", "no_such_weights", "model", "model/x", "0" * 64, "tiny")
    with pytest.raises(WeightsMissing, match=r"no_such_weights.*`crosswire models install`"):
        verified(missing)


def test_a_file_that_is_not_there_is_named_with_what_to_do(embedded: Embedded) -> None:
    (verified(embedded) / "model.safetensors").unlink()
    with pytest.raises(WeightsMissing, match=r"model\.safetensors.*`crosswire models install`"):
        verified(embedded)


def test_weights_other_than_the_measured_ones_are_refused(embedded: Embedded) -> None:
    (verified(embedded) / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(WeightsChanged, match=f"expected {embedded.sha256}.*encoder"):
        verified(embedded)


def test_without_the_packages_the_start_names_the_command_that_installs_them(
    uninstalled: None,
) -> None:
    with pytest.raises(WeightsMissing, match="`crosswire models install`"):
        load_newsroom()


@pytest.fixture
def uninstalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which no weight package can be found."""
    for part in (ENCODER, READER, WRITER):
        monkeypatch.setitem(sys.modules, part.package, None)


# --- models of one's own ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> ModelChoice:
    """Folders of tiny models for every part."""
    folder = tmp_path_factory.mktemp("own")
    return ModelChoice(
        encoder=str(save_encoder(folder / "encoder")),
        judge=str(save_classifier(folder / "judge", "entailment", "neutral", "contradiction")),
        reader=str(save_reader(folder / "reader")),
        writer=str(save_writer(folder / "writer")),
        precision="float32",
        threads=1,
    )


@pytest.fixture(scope="module")
def newsroom(own: ModelChoice) -> Newsroom:
    return load_newsroom(own)


def test_folders_of_models_make_a_newsroom(own: ModelChoice, newsroom: Newsroom) -> None:
    for part in ("encoder", "judge", "reader", "writer"):
        assert newsroom.models[part] == getattr(own, part)


def test_a_brief_is_made_with_models_of_ones_own(newsroom: Newsroom) -> None:
    posted = [Posted("a1", "Reuters", STORY), Posted("a2", "AP", OTHER)]
    brief = summarise(posted, newsroom)
    assert brief.sentences
    texts = {p.id: p.text or "" for p in posted}
    for citation in (c for s in brief.sentences for c in s.citations):
        assert texts[citation.article_id][citation.start : citation.end] == citation.quote


def test_equal_requests_give_equal_briefs(newsroom: Newsroom) -> None:
    posted = [Posted("a1", "Reuters", STORY), Posted("a2", "AP", OTHER)]
    first, second = summarise(posted, newsroom), summarise(posted, newsroom)
    assert (first.text, first.claims) == (second.text, second.claims)


@pytest.mark.parametrize("part", ["encoder", "judge", "reader", "writer"])
def test_a_folder_without_a_model_is_named_with_its_part(
    own: ModelChoice, part: str, tmp_path: Path
) -> None:
    settings = {p: getattr(own, p) for p in ("encoder", "judge", "reader", "writer")}
    with pytest.raises(WeightsMissing, match=f"the {part} .*{tmp_path.name}.*cannot be loaded"):
        load_newsroom(ModelChoice(**{**settings, part: str(tmp_path)}))


def test_a_writer_behind_an_endpoint_is_named_by_its_model(own: ModelChoice) -> None:
    choice = ModelChoice(
        encoder=own.encoder,
        reader=own.reader,
        writer_url="https://writer.example/v1",
        writer_model="some-model",
    )
    assert load_newsroom(choice).models["writer"] == "some-model"


def test_an_endpoint_without_a_model_is_refused_at_the_start(own: ModelChoice) -> None:
    choice = ModelChoice(
        encoder=own.encoder, reader=own.reader, writer_url="https://writer.example/v1"
    )
    with pytest.raises(WriterUnavailable, match="name of a model"):
        load_newsroom(choice)


# --- the list of what is loaded ---------------------------------------------------------------


def test_the_inventory_says_what_was_chosen(own: ModelChoice) -> None:
    rows = {row.part: row for row in inventory(own)}
    assert list(rows) == ["encoder", "reader", "judge", "writer"]
    for part, row in rows.items():
        assert (row.name, row.verified) == (getattr(own, part), None)


def test_the_inventory_names_the_endpoint_but_not_its_key(uninstalled: None) -> None:
    choice = ModelChoice(
        writer_url="https://writer.example/v1", writer_model="some-model", writer_key="sk-secret"
    )
    writer = inventory(choice)[-1]
    assert (writer.name, writer.path) == ("some-model", "https://writer.example/v1")
    assert "sk-secret" not in repr(inventory(choice))


def test_the_inventory_lists_missing_weights_with_what_to_do(uninstalled: None) -> None:
    for row in inventory():
        assert (row.path, row.verified) == (None, False)
        assert row.part == "judge" or "crosswire models install" in row.detail


# --- the converted writer ---------------------------------------------------------------------


@pytest.fixture
def converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelChoice:
    """A writer of a test in place of the embedded one, and a cache of its own."""
    package = tmp_path / "writer_of_a_test"
    package.mkdir()
    file = save_gguf(package / "tiny.gguf")
    monkeypatch.syspath_prepend(tmp_path)
    tiny = Embedded("writer", package.name, file.name, file.name, sha256(file), "tiny")
    monkeypatch.setattr(load, "WRITER", tiny)
    save_adapter(tmp_path / "adapters" / "writer")
    monkeypatch.setattr(load, "ADAPTERS", tmp_path / "adapters")
    return ModelChoice(cache=tmp_path / "cache")


def test_the_writer_is_converted_once(converted: ModelChoice) -> None:
    folder = prepare(converted)
    before = {f.name: f.stat().st_mtime_ns for f in folder.iterdir()}
    assert "model.safetensors" in before
    assert prepare(converted) == folder
    assert {f.name: f.stat().st_mtime_ns for f in folder.iterdir()} == before


def test_the_conversion_says_nothing_on_standard_error(
    converted: ModelChoice, capfd: pytest.CaptureFixture[str]
) -> None:
    prepare(converted)
    assert capfd.readouterr() == ("", "")


def test_the_adapter_is_added_to_the_weights_it_was_trained_on(converted: ModelChoice) -> None:
    merged = load_file(prepare(converted) / "model.safetensors")
    base = load_file(load.base_writer(converted) / "model.safetensors")
    adapter = load_file(load.ADAPTERS / "writer" / "adapter_model.safetensors")
    down, up = (adapter[key] for key in sorted(adapter))
    name = "model.layers.0.self_attn.v_proj.weight"
    change = merged.pop(name).float() - base.pop(name).float()
    assert change.allclose(2.0 * up @ down, atol=0.1)
    assert all(merged[key].equal(base[key]) for key in base)


def test_an_adapter_of_another_model_is_refused_and_leaves_nothing_behind(
    converted: ModelChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_adapter(tmp_path / "others" / "writer", layer="model.layers.7.self_attn.v_proj")
    monkeypatch.setattr(load, "ADAPTERS", tmp_path / "others")
    with pytest.raises(WeightsChanged, match="another model"):
        prepare(converted)
    assert list((tmp_path / "cache").iterdir()) == []


def test_everybody_may_read_what_was_converted(converted: ModelChoice) -> None:
    """An image is built as root and run as somebody else."""
    folder = prepare(converted)
    assert folder.stat().st_mode & 0o777 == 0o755
    assert {f.stat().st_mode & 0o777 for f in folder.iterdir()} == {0o644}


@pytest.mark.parametrize("manifest", [b"", b'{"model.safe', b"{}", b"null", b"[1]", b"\xff"])
def test_a_damaged_manifest_means_that_it_is_converted_again(
    converted: ModelChoice, manifest: bytes
) -> None:
    folder = prepare(converted)
    (folder / "manifest.json").write_bytes(manifest)
    assert json.loads((prepare(converted) / "manifest.json").read_bytes())
    assert [f.name for f in folder.parent.iterdir()] == [folder.name]


def test_damaged_weights_are_converted_again(converted: ModelChoice) -> None:
    weights = prepare(converted) / "model.safetensors"
    whole = sha256(weights)
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    prepare(converted)
    assert sha256(weights) == whole


def test_a_conversion_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    there = tmp_path / "writer"
    there.mkdir()
    (there / "old").write_text("old")
    with contextlib.suppress(KeyboardInterrupt), load._replacing(there) as fresh:
        (fresh / "new").write_text("half")
        raise KeyboardInterrupt
    assert [f.relative_to(tmp_path).as_posix() for f in tmp_path.rglob("*")] == [
        "writer",
        "writer/old",
    ]


def test_another_process_that_was_quicker_is_left_alone(converted: ModelChoice) -> None:
    folder = prepare(converted)
    before = folder.stat().st_ino
    with load._replacing(folder) as fresh:
        (fresh / "late").write_text("late")
    assert folder.stat().st_ino == before
    assert not (folder / "late").exists()
    assert [f.name for f in folder.parent.iterdir()] == [folder.name]
