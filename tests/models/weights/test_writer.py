"""The writer gives one sentence for each task, whatever else is in the batch."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models.ports import TaskKind, WritingTask
from models.weights.writer import LanguageModelWriter, first_line, first_sentence
from tests.models.weights.tiny import save_parrot, save_translator, save_writer


def load(folder: Path, *, trained: bool = True) -> LanguageModelWriter:
    return LanguageModelWriter.load(folder, "tiny", torch.float32, trained)


@pytest.fixture(scope="module")
def random(tmp_path_factory: pytest.TempPathFactory) -> LanguageModelWriter:
    """A writer of random weights without a padding token; its headlines are any bytes."""
    return load(save_writer(tmp_path_factory.mktemp("random")), trained=False)


@pytest.fixture(scope="module")
def parrot(tmp_path_factory: pytest.TempPathFactory) -> LanguageModelWriter:
    """A writer that says one thing after the colon with which every prompt ends."""
    return load(save_parrot(tmp_path_factory.mktemp("parrot"), " Minsk."))


def tasks(kind: TaskKind, *texts: str, max_words: int = 12) -> list[WritingTask]:
    return [WritingTask((("Reuters", t),), max_words, kind) for t in texts]


TEXTS = ("Belarus freed prisoners.", "The United States said so on Saturday, in Minsk.", "No.")


def test_each_task_gets_its_sentence_however_long_the_prompts_beside_it(
    parrot: LanguageModelWriter,
) -> None:
    """The end of the shorter prompts would be padding, were they padded on the right."""
    assert parrot.write(tasks("report", *TEXTS)) == [["Minsk."]] * 3


@pytest.mark.parametrize("kind", ["report", "attribute", "dispute", "headline"])
def test_every_kind_of_task_is_answered(parrot: LanguageModelWriter, kind: TaskKind) -> None:
    assert parrot.write(tasks(kind, *TEXTS)) == [["Minsk."]] * 3


def test_what_is_no_sentence_is_no_candidate(tmp_path: Path) -> None:
    writer = load(save_parrot(tmp_path, " Minsk"))
    assert writer.write(tasks("report", TEXTS[0])) == [[]]
    assert writer.write(tasks("headline", TEXTS[0])) == [["Minsk"]]


def test_a_sentence_that_would_go_on_for_too_long_is_lost(parrot: LanguageModelWriter) -> None:
    assert parrot.write(tasks("report", TEXTS[0], max_words=2)) == [[]]


def test_a_sentence_may_say_little_more_than_its_evidence(tmp_path: Path) -> None:
    """What is longer than the passage invents; its speaker and its end may come on top."""
    writer = load(save_parrot(tmp_path, " Minsk" * 20 + "."))
    short, long = (writer.write(tasks("report", t, max_words=200)) for t in ("No.", "No. " * 90))
    assert (short, bool(long[0])) == ([[]], True)


def test_a_model_of_no_training_here_is_asked_in_full(tmp_path: Path) -> None:
    """What it is asked ends with a line's end, not with the colon of the short prompt."""
    writer = load(save_parrot(tmp_path, " Minsk.", after="\n"), trained=False)
    assert writer.write(tasks("report", *TEXTS)) == [["Minsk."]] * 3


def test_a_model_with_a_chat_template_is_asked_by_it(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}{{ m.role }}: {{ m.content }}|{% endfor %}"
        "{% if add_generation_prompt %}>{% endif %}"
    )
    writer = load(save_parrot(tmp_path, " Minsk.", after=">", template=template), trained=False)
    assert writer.write(tasks("report", *TEXTS)) == [["Minsk."]] * 3


def test_a_model_that_reads_first_and_then_writes_is_taken_too(tmp_path: Path) -> None:
    writer = load(save_translator(tmp_path), trained=False)
    together = writer.write(tasks("headline", *TEXTS))
    assert all(together)
    assert writer.write(tasks("headline", *TEXTS)) == together
    assert [writer.write(tasks("headline", t))[0] for t in TEXTS] == together


def test_the_batch_changes_nothing(random: LanguageModelWriter) -> None:
    together = random.write(tasks("headline", *TEXTS))
    assert [random.write(tasks("headline", t))[0] for t in TEXTS] == together
    assert random.write(tasks("headline", *TEXTS[::-1]))[::-1] == together
    assert all(together)


def test_equal_requests_give_equal_answers(random: LanguageModelWriter) -> None:
    assert random.write(tasks("headline", *TEXTS)) == random.write(tasks("headline", *TEXTS))


def test_no_tasks_give_no_answers(random: LanguageModelWriter) -> None:
    assert random.write([]) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (" Belarus freed 123 prisoners.", "Belarus freed 123 prisoners."),
        ("\n\nBelarus freed 123. The U.S. agreed.", "Belarus freed 123."),
        ("U.S. officials agreed.\nThey left.", "U.S. officials agreed."),
        (
            "The U.S. said Dr. Smith paid $1.5 million. More",
            "The U.S. said Dr. Smith paid $1.5 million.",
        ),
        ("She said: “It is over.” Then she left.", "She said: “It is over.”"),
        ("Is it over? Yes.", "Is it over?"),
        ("Belarus freed 123 prisoners and", None),
        ("Prisoners:", None),
        (" \n ", None),
        ("", None),
    ],
)
def test_only_the_first_complete_sentence_is_taken(written: str, sentence: str | None) -> None:
    assert first_sentence(written) == sentence


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (" Belarus frees 123 \n\nBelarus", "Belarus frees 123"),
        ("\n \n U.S. lifts sanctions", "U.S. lifts sanctions"),
        ("\n", None),
        ("", None),
    ],
)
def test_a_headline_is_the_first_line(written: str, line: str | None) -> None:
    assert first_line(written) == line
