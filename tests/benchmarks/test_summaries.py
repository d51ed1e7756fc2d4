"""The measures of summaries, on texts whose figures can be counted by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.summing import wording
from benchmarks.summing.figures import interval, per_100, report
from benchmarks.summing.rouge import common, rouge
from benchmarks.summing.stories import cut, read_story, wanted_rows


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The dam broke on Friday.", (1.0, 1.0, 1.0)),
        ("THE DAM BROKE ON FRIDAY", (1.0, 1.0, 1.0)),
        ("On Friday the dam broke.", (1.0, 0.75, 0.6)),
        ("The dam broke", (0.75, 2 / 3, 0.75)),
        ("Dam dam dam", (0.25, 0.0, 0.25)),  # a word counts as often as the reference has it
        ("", (0.0, 0.0, 0.0)),
        ("Rain fell", (0.0, 0.0, 0.0)),
    ],
)
def test_rouge_is_the_f1_of_shared_words_pairs_and_order(
    text: str, figures: tuple[float, ...]
) -> None:
    found = rouge(text, "The dam broke on Friday.")
    assert tuple(found.values()) == pytest.approx(figures)


def test_the_longest_common_subsequence_keeps_order() -> None:
    assert common("a b c d".split(), "a c b d".split()) == 3
    assert common([], ["a"]) == 0


def test_a_text_is_cut_at_the_word() -> None:
    assert cut(["The dam broke.", "Rain fell."], 4) == "The dam broke. Rain"


def test_loaded_words_outside_quotations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "lexicon", lambda: frozenset({"awful"}))
    assert wording.counted('An awful dam, "an awful one", broke.') == (1, 4)


def _record(ours: float, other: float, left: int, right: int) -> dict[str, Any]:
    def system(score: float, loaded: int) -> dict[str, Any]:
        counts = {"loaded": (loaded, 100), "loaded_long": (loaded, 100)}
        scores = dict.fromkeys(("rouge1", "rouge2", "rougeL"), score)
        return scores | counts | {"words": 40, "words_long": 150, "sentences": 2, "support": 1.5,
                                  "invented": 1}  # fmt: skip

    return {
        "cluster": "c",
        "systems": {
            "ours": system(ours, 1),
            "lexrank": system(other, 2),
            "reference": {"loaded": (0, 50)},
        },
        "sources": {"left": [(left, 100)] if left else [], "center": [], "right": [(right, 100)]},
    }


def test_figures_are_means_and_bars_are_read_off_them() -> None:
    result = report([_record(0.5, 0.4, 2, 2), _record(0.3, 0.2, 0, 5)])
    assert result["systems"]["ours"]["rouge1"] == 0.4
    assert result["systems"]["ours"]["support"] == 0.75
    assert result["systems"]["lexrank"]["loaded"] == 2.0
    assert result["ours_ahead"]["lexrank"]["rouge1"] == pytest.approx([0.1, 0.1, 0.1])
    assert result["sources"] == {
        "events": 1, "left": 2.0, "center": 0.0, "right": 2.0, "left_and_right": 2.0, "ours": 1.0,
        "less": 0.5,
    }  # fmt: skip
    assert all(result["bars"].values())
    behind = report([_record(0.3, 0.4, 1, 1)])["bars"]
    assert not behind["rouge1_ahead_of_each"]
    assert not behind["40_percent_less_loaded_than_left_and_right"]


def test_rates_are_pooled_and_intervals_hold_the_mean() -> None:
    assert per_100([(1, 10), (0, 90)]) == 1.0
    assert per_100([]) == 0.0
    low, high = interval([0.0, 1.0, 0.0, 1.0])
    assert 0.0 <= low < 0.5 < high <= 1.0


def _cluster(name: str, chosen: str, articles: int, reference: str | None) -> dict[str, Any]:
    article = {
        "source": "Wire", "title": "Dam", "date": "2025-03-12", "bias": "left",
        "text": "The dam broke on Friday. Share this article. Ten people fled the flooded town.",
        "selected_by": chosen,
    }  # fmt: skip
    return {"id": name, "reference_neutral_summary": reference, "articles": [article] * articles}


def test_events_of_a_role_with_a_reference_come_three_articles_first(tmp_path: Path) -> None:
    rows = [
        _cluster("two", "allsides_left", 2, "A dam broke."),
        _cluster("matched", "tfidf", 3, "A dam broke."),
        _cluster("best", "allsides_left", 3, "A dam broke."),
        _cluster("none", "allsides_left", 3, None),
        _cluster("other", "allsides_left", 3, "A dam broke."),
    ]
    lines = "\n".join(map(json.dumps, rows))
    (tmp_path / "clusters_dev.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    roles = {r["id"]: "look" for r in rows} | {"other": "test"}
    (tmp_path / "splits.json").write_text(json.dumps(roles))
    wanted = wanted_rows(tmp_path, "look", 10, 0)
    assert [r["id"] for r in wanted] == ["best", "matched", "two"]
    assert wanted_rows(tmp_path, "look", 1, 0) == wanted[:1]


def test_a_story_has_its_articles_as_sentences_with_their_lean() -> None:
    story = read_story(_cluster("one", "allsides_left", 2, "A dam  broke."))
    assert story.reference == "A dam broke."
    assert story.leans == {"a1": "left", "a2": "left"}
    assert {s[0] for s in story.articles.values()} == {"The dam broke on Friday."}
