"""The judges: near evidence and shared words, or a classifier that reads both together."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel

from models.errors import WeightsChanged
from models.lexical import LexicalEncoder
from models.weights.heads import PairModel
from models.weights.judge import CrossEncoderJudge, EmbeddingJudge, HeadedJudge
from tests.models.weights.tiny import save_classifier, save_encoder

EVIDENCE = "Belarus freed 123 prisoners on Saturday."
OTHER = "The ferry burned for two days off the coast."


@pytest.fixture(scope="module")
def judge() -> EmbeddingJudge:
    return EmbeddingJudge(LexicalEncoder())


def test_a_sentence_supports_itself(judge: EmbeddingJudge) -> None:
    assert judge.support([(EVIDENCE, EVIDENCE)]) == [pytest.approx(1.0, abs=1e-3)]


def test_other_evidence_supports_less(judge: EmbeddingJudge) -> None:
    partly, not_at_all = judge.support([(EVIDENCE, "Belarus freed dogs."), (OTHER, EVIDENCE)])
    assert 1.0 > partly > not_at_all
    assert not_at_all < 0.2


def test_the_nearest_line_of_the_evidence_counts(judge: EmbeddingJudge) -> None:
    alone, among = judge.support([(EVIDENCE, EVIDENCE), (f"{OTHER}\n{EVIDENCE}", EVIDENCE)])
    assert among == alone


def test_words_from_all_lines_of_the_evidence_count(judge: EmbeddingJudge) -> None:
    """Cited sentences support a fused sentence together."""
    one, both = judge.support(
        [(EVIDENCE, "Belarus freed prisoners; a ferry burned."),
         (f"{EVIDENCE}\n{OTHER}", "Belarus freed prisoners; a ferry burned.")]
    )  # fmt: skip
    assert both > one


def test_same_slot_does_not_depend_on_which_is_named_first(judge: EmbeddingJudge) -> None:
    a, b = "[MASK] people died in the fire", "The fire killed [MASK] people"
    there, back = judge.same_slot([(a, b), (b, a)])
    assert there == back


def test_alike_sentences_fill_one_slot_rather_than_others(judge: EmbeddingJudge) -> None:
    alike, apart = judge.same_slot(
        [("[MASK] people died in the fire", "[MASK] people died in a fire"),
         ("[MASK] people died in the fire", "Washington lifted sanctions on [MASK]")]
    )  # fmt: skip
    assert alike > 0.9
    assert apart < 0.5


def test_scores_lie_between_nothing_and_one(judge: EmbeddingJudge) -> None:
    pairs = [(a, b) for a in (EVIDENCE, OTHER, "") for b in (EVIDENCE, OTHER, "")]
    assert all(0.0 <= s <= 1.0 for s in judge.support(pairs) + judge.same_slot(pairs))


def test_no_pairs_give_no_scores(judge: EmbeddingJudge) -> None:
    assert judge.support([]) == []
    assert judge.same_slot([]) == []


def test_its_name_says_what_it_is_made_of(judge: EmbeddingJudge) -> None:
    assert judge.name == "lexical (cosine)"


# --- a cross-encoder --------------------------------------------------------------------------

PAIRS = [
    ("belarus freed prisoners", "the prisoners"),
    ("belarus freed prisoners on saturday", "belarus"),
    ("the united said", "freed"),
] * 12


def classifier(folder: Path, judge: EmbeddingJudge, *labels: str) -> CrossEncoderJudge:
    return CrossEncoderJudge.load(str(save_classifier(folder, *labels)), torch.float32, judge)


def test_a_classifier_gives_the_probability_of_entailment(
    tmp_path: Path, judge: EmbeddingJudge
) -> None:
    """Wherever that label stands: the three probabilities of a pair add up to one."""
    first = classifier(tmp_path / "1", judge, "ENTAILMENT", "neutral", "contradiction")
    second = classifier(tmp_path / "2", judge, "neutral", "entailment", "contradiction")
    third = classifier(tmp_path / "3", judge, "contradiction", "neutral", "entailment")
    columns = [j.support(PAIRS[:3]) for j in (first, second, third)]
    assert [sum(row) for row in zip(*columns, strict=True)] == pytest.approx([1.0] * 3, abs=1e-5)


def test_a_single_score_is_brought_between_nothing_and_one(
    tmp_path: Path, judge: EmbeddingJudge
) -> None:
    scores = classifier(tmp_path, judge, "supported").support(PAIRS)
    assert len(scores) == len(PAIRS)
    assert all(0.0 < s < 1.0 for s in scores)
    assert len({round(s, 4) for s in scores}) == 3


def test_a_score_does_not_depend_on_the_pairs_beside_it(
    tmp_path: Path, judge: EmbeddingJudge
) -> None:
    cross = classifier(tmp_path, judge, "supported")
    alone = [cross.support([pair])[0] for pair in PAIRS[:3]]
    assert cross.support(PAIRS)[:3] == pytest.approx(alone, abs=1e-6)
    assert cross.support([]) == []


def test_slots_are_left_to_the_embedded_judge(tmp_path: Path, judge: EmbeddingJudge) -> None:
    pairs = [("[MASK] people died", "[MASK] were killed")]
    assert classifier(tmp_path, judge, "supported").same_slot(pairs) == judge.same_slot(pairs)


# --- trained heads ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_encoder(tmp_path_factory.mktemp("body"))


def trained(body: Path, folder: Path) -> Path:
    """Save what training would have changed in a tiny body, and its heads."""
    torch.manual_seed(1)
    state = PairModel(AutoModel.from_pretrained(body)).state_dict()
    kept = {k: v.half() for k, v in state.items() if not k.startswith("body.embeddings")}
    save_file(kept, folder / "judge.safetensors")
    return folder / "judge.safetensors"


def headed(body: Path, file: Path, words: EmbeddingJudge) -> HeadedJudge:
    return HeadedJudge.load(body, file, "tiny", torch.float32, words)


def test_the_heads_answer_each_pair_alike_alone_and_in_a_batch(
    body: Path, tmp_path: Path, judge: EmbeddingJudge
) -> None:
    found = headed(body, trained(body, tmp_path), judge)
    pairs = [(f"belarus freed [MASK] prisoners {'on ' * i}", "[MASK] freed") for i in range(40)]
    together = found.same_slot(pairs)
    assert together == [pytest.approx(found.same_slot([p])[0], abs=2e-3) for p in pairs]
    assert all(0 <= score <= 1 for score in together)
    assert len(found.opposed(pairs[:3])) == 3
    assert found.same_slot([]) == []


def test_support_is_what_embeddings_and_words_say(
    body: Path, tmp_path: Path, judge: EmbeddingJudge
) -> None:
    found = headed(body, trained(body, tmp_path), judge)
    pairs = [(EVIDENCE, OTHER), (EVIDENCE, EVIDENCE)]
    assert found.support(pairs) == judge.support(pairs)


def test_heads_of_another_body_are_refused(
    body: Path, tmp_path: Path, judge: EmbeddingJudge
) -> None:
    file = trained(body, tmp_path)
    state = load_file(file)
    state.pop("heads.slot.0.bias")
    save_file(state, file)
    with pytest.raises(WeightsChanged, match="belongs to another model"):
        headed(body, file, judge)
