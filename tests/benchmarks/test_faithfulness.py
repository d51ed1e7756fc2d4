"""Each kind of finding is made on a sentence that earns it, and on none that does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from benchmarks.checks.answer import Answer, Case, posted_articles
from benchmarks.checks.reading import is_leaning, is_unfinished, new_bigrams, repeats
from benchmarks.faithfulness import figures_of, findings_of, joined_names, summary

TEXT = (
    "Sanders said on Tuesday, Jan. 6, that Jim Acosta and Ann Kelly had met twelve neo-Nazi "
    'leaders in Port Alma. "We were not told," Mayor Ana Ruiz said. Later Sanders left.'
)
ORDINARY = frozenset(("later", "leaders"))


def sentence(text: str, method: str = "abstractive") -> dict[str, Any]:
    citation = {
        "article_id": "a1", "source": "Fox News", "start": 0, "end": len(TEXT), "quote": TEXT,
    }  # fmt: skip
    return {
        "text": text, "support": 1.0, "origins": 1, "method": method, "citations": [citation],
        "disputed": [],
    }  # fmt: skip


def case(*texts: str, headline: str = "") -> Case:
    sentences = [sentence(t) for t in texts]
    answer = {
        "headline": headline,
        "headline_citations": sentence("")["citations"],
        "sentences": sentences,
        "text": " ".join(texts),
    }
    body = {"articles": [{"source": "Fox News", "text": TEXT}]}
    return Case(posted_articles(body), cast(Answer, answer), ordinary=ORDINARY)


def found(*texts: str, headline: str = "") -> set[tuple[int, str]]:
    return {(f["sentence"], f["check"]) for f in findings_of(case(*texts, headline=headline))}


@pytest.mark.parametrize(
    "text",
    [
        "Fox News reported that Sanders spoke of 12 neo-Nazi leaders on January 6.",
        'Ana Ruiz, the mayor, said they "were not told."',
        "Twelve leaders were met in Port Alma.",
    ],
)
def test_what_the_evidence_holds_is_no_finding(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Sanders spoke of 13 leaders.", "number"),
        ("Sanders spoke on Jan. 7.", "date"),
        ("Sanders met Ruth Kelly.", "name"),
        ("Later Jim Kelly was met.", "joined_name"),
        ('Ruiz said they "were told."', "quotation"),
        ("According to Fox News, sanders left.", "lowered_name"),
        ("Sanders said that Ruiz and the.", "unfinished"),
        ("Sanders left Port Alma", "unfinished"),
        ("He left Port Alma later.", "dangling"),
    ],
)
def test_what_the_evidence_lacks_is_named(text: str, check: str) -> None:
    assert (1, check) in found(text)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("They named Fire Secretary Kelly.", []),  # an initial is no step from name to name
        ("Gen. John F. Kelly left.", []),
        ("They named Fire Secretary Ruiz.", ["Fire Secretary Ruiz."]),
    ],
)
def test_an_initial_is_no_word_of_a_name(text: str, joined: list[str]) -> None:
    told = "They named Fire Secretary Gen. John F. Kelly in a hall where Mayor Ann Ruiz spoke."
    evidence = cast(Any, SimpleNamespace(texts=(told,)))
    assert list(joined_names(text, evidence, frozenset({"they"}))) == joined


def test_the_headline_is_sentence_0() -> None:
    assert found(headline="Ruiz met 14 leaders") == {(0, "number")}


def test_a_sentence_may_end_in_a_verb_or_a_quotation_but_not_in_an_article() -> None:
    assert not is_unfinished("It was announced that it was.")
    assert not is_unfinished('He called it "one of the."')
    assert is_unfinished("He met the.")
    assert is_unfinished("He met, .")
    assert is_unfinished("The mayor met Gov.")


def test_an_empty_it_leans_on_nothing() -> None:
    assert is_leaning("It left the port.")
    assert not is_leaning("It was not clear whether the boat left.")


def test_what_another_sentence_says_nearly_word_for_word_is_a_repetition() -> None:
    texts = ("Sanders met Jim Acosta.", "Later Sanders met Jim Acosta in Port Alma.")
    assert [(n, check) for n, check, _ in repeats([sentence(t) for t in texts])] == [  # type: ignore[misc]
        (0, "repeated_nearly")
    ]
    again = [sentence("Sanders left."), sentence("Sanders left.")]
    assert [(n, check) for n, check, _ in repeats(again)] == [(1, "repeated_exactly")]  # type: ignore[arg-type]


def test_new_pairs_of_words_are_counted_against_the_quotes() -> None:
    assert new_bigrams(sentence("Sanders said on Monday.")) == (1, 3)  # type: ignore[arg-type]


def test_the_summary_adds_up() -> None:
    one = case("Sanders spoke of 13 leaders.", "Later Sanders left.")
    record = {
        "cluster": "c", "findings": findings_of(one), "figures": figures_of(one.answer, 1.5),
    }  # fmt: skip
    result = summary(1, [record])
    assert result["violations"]["number"] == 1
    assert result["clusters_with_inventions"] == 1
    assert result["methods"] == {"abstractive": 1.0}
    assert result["abstractive_but_copied"] == 1
