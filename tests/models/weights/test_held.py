"""A model that is held to a vocabulary says nothing else, whatever it would rather say."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models.ports import WritingTask
from models.weights.decoding import Decoded
from models.weights.held import Grounded, Held
from models.weights.writer import LanguageModelWriter
from tests.models.weights.tiny import save_parrot, save_translator, save_writer

WORDS = frozenset({"the", "council", "council's", "Rill", "12,500", "2.5", "(", ")"})


class Letters:
    """A tokenizer whose tokens are letters."""

    def decode(self, tokens: list[int], skip_special_tokens: bool = True) -> str:
        assert skip_special_tokens
        return "".join(map(chr, tokens))


def takes(text: str, *, ended: bool = False) -> bool:
    return Held(WORDS, Letters()).takes([ord(c) for c in text], ended)


@pytest.mark.parametrize(
    "text",
    ["The", "The coun", "the council’s", "Rill the", "The 12,", "The 2.5", "(the", "The council."],
)
def test_a_text_may_begin_so(text: str) -> None:
    assert takes(text)


@pytest.mark.parametrize(
    "text", ["The town", "the Council", "Orsk", "The rill", "The 13", "The 2.6", 'the "', "The x"]
)
def test_a_text_may_not_begin_so(text: str) -> None:
    assert not takes(text)


def test_a_text_ends_only_behind_a_whole_word() -> None:
    assert takes("The council", ended=True)
    assert not takes("The coun", ended=True)


def test_a_text_does_not_run_in_circles() -> None:
    assert not takes("the the ")
    assert takes("the the")


def test_a_held_writer_says_what_it_may_or_nothing(tmp_path: Path) -> None:
    parrot = LanguageModelWriter.load(
        save_parrot(tmp_path, " Minsk."), "tiny", torch.float32, trained=True
    )
    free = WritingTask((("Reuters", "No."),), 12)
    held = WritingTask(free.evidence, 12, words=frozenset({"Minsk"}))
    other = WritingTask(free.evidence, 12, words=frozenset({"Orsk"}))
    said, again, nothing = parrot.write([free, held, other])
    assert (said, again) == (["Minsk."], ["Minsk."])
    assert nothing != ["Minsk."]


def test_a_model_that_cannot_be_held_offers_nothing(tmp_path: Path) -> None:
    writer = LanguageModelWriter.load(
        save_translator(tmp_path), "tiny", torch.float32, trained=False
    )
    assert writer.write([WritingTask((("Reuters", "No."),), 12, words=WORDS)]) == [[]]


def test_of_a_trained_writer_what_it_is_not_sure_of_is_no_candidate(tmp_path: Path) -> None:
    task = WritingTask((("Reuters", "No."),), 12, "headline")
    folder = save_writer(tmp_path)
    for trained, some in ((False, True), (True, False)):
        writer = LanguageModelWriter.load(folder, "tiny", torch.float32, trained=trained)
        assert bool(writer.write([task])[0]) is some


def test_sureness_is_the_mean_over_the_tokens_and_the_end() -> None:
    text = Decoded()
    assert text.go_on([-0.2], [5], {0}, None) == 1
    assert text.go_on([-0.4], [0], {0}, None) == float("inf")
    assert text.tokens == [5]
    assert text.sureness == pytest.approx(-0.3)


PASSAGES = (("The Hill", "Mayor Ann Rill’s council spent $2.5 million on 12 bridges in March."),)


def grounds(text: str, *, ended: bool = False) -> bool:
    return Grounded(PASSAGES, Letters()).takes([ord(c) for c in text], ended)


@pytest.mark.parametrize(
    "text",
    ["Yesterday the town", "The Hill", "the Ri", "the Rill’s", "the Mayors", "about 2.5", "in Mar"],
)
def test_names_and_figures_of_the_passages_may_stand(text: str) -> None:
    assert grounds(text)


@pytest.mark.parametrize(
    "text", ["the Riley", "the Ann Smith", "about 3", "2.6", "in May of", "on 120 bridges"]
)
def test_other_names_and_figures_may_not(text: str) -> None:
    assert not grounds(text)


def test_a_name_must_be_whole_where_the_text_ends() -> None:
    assert grounds("so said Rill", ended=True)
    assert not grounds("so said Ri", ended=True)
