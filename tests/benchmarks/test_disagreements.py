"""The scoring of disagreements: overlaps, hits, intervals, curves; no weights are needed."""

from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import disagreements
from benchmarks.disputes import events, ours, pairs
from benchmarks.disputes.events import (
    Event,
    Label,
    NearMiss,
    event_report,
    label_of,
    posted_of,
    read_event,
)
from benchmarks.disputes.listing import listing
from benchmarks.disputes.ours import day, is_framing, shown
from benchmarks.disputes.pairs import Scored, neighbours, pair_report, score_pair, small_article
from benchmarks.disputes.scoring import (
    Passage,
    average_precision,
    bootstrap,
    buckets,
    curve,
    is_hit,
    overlaps,
    precision_at,
    share,
)
from models.lexical import lexical_newsroom
from models.news import Disagreement, Evidence, Kind, Options, Position, Posted, Status

A, B, C = Passage("a1", 0, 10), Passage("a2", 5, 20), Passage("a1", 30, 40)
FIRST = "Officials said 12 people died when a ferry sank off Port Alma on Friday."
SECOND = "Officials said 15 people died when a ferry sank off Port Alma on Friday."


def report(
    *sides: Passage, kind: Kind = "number", status: Status = "contradiction", score: float = 0.8
) -> Disagreement:
    positions = tuple(
        Position(f"v{i}", (s.article,), (Evidence(s.article, "X", s.start, s.end, "said"),))
        for i, s in enumerate(sides)
    )
    return Disagreement("d1", kind, status, "topic", "a note", score, positions)


def label(*sides: Passage, kind: str = "number", core: bool = True) -> Label:
    status = "framing" if kind == "framing" else "contradiction"
    quotes = tuple((f"w{i}", ("words",)) for i in range(len(sides)))
    return Label(kind, status, "the toll", "its note", 2, core, tuple((s,) for s in sides), quotes)


# --- overlap and hit ----------------------------------------------------------------------------


def test_passages_overlap_by_a_character_of_one_article() -> None:
    assert overlaps(A, Passage("a1", 9, 12))
    assert not overlaps(A, Passage("a1", 10, 12))
    assert not overlaps(A, Passage("a2", 0, 10))


def test_a_hit_needs_two_sides_on_two_sides() -> None:
    assert is_hit([[A], [B]], [[B], [A]])
    assert not is_hit([[A], [C]], [[A], [B]])
    assert not is_hit([[A, B]], [[A], [B]])
    assert not is_hit([[A], [A]], [[A], [B]])
    assert is_hit([[C], [A], [B]], [[A], [C, B]])


def test_two_sides_may_stand_in_one_sentence() -> None:
    whole = Passage("a1", 0, 40)
    assert is_hit([[whole], [whole]], [[A], [C]])
    assert not is_hit([[whole], []], [[A], [C]])


def test_one_side_is_enough_where_the_label_has_one() -> None:
    assert is_hit([[A], [C]], [[A], []])
    assert not is_hit([[C]], [[A]])
    assert not is_hit([[A]], [[], []])


# --- shares, curves -----------------------------------------------------------------------------


def test_the_interval_is_by_event_and_the_same_each_time() -> None:
    parts = [(1, 2), (0, 1), (3, 3), (0, 0), (1, 4)]
    low, high = bootstrap(parts) or (1.0, 0.0)
    assert (low, high) == bootstrap(parts)
    assert 0 <= low < 0.5 < high <= 1
    assert bootstrap([(1, 1), (2, 2)]) == (1.0, 1.0)
    assert bootstrap([(0, 0)]) is None
    assert bootstrap([]) is None


def test_a_share_of_nothing_is_none() -> None:
    assert share([])["share"] is None
    assert share([(1, 2), (0, 2)])["share"] == 0.25


def test_the_curve_leaves_out_what_was_never_found() -> None:
    points = curve([0.9, 0.5, 0.5, 0.0], [True, True, False, True])
    assert points == [(0.9, 1.0, pytest.approx(1 / 3)), (0.5, *[pytest.approx(2 / 3)] * 2)]
    assert average_precision(points) == pytest.approx(1 / 3 + 2 / 9)
    assert curve([0.0], [True]) == []
    assert average_precision([]) == 0


def test_precision_at_a_recall_or_at_the_highest_reached() -> None:
    points = [(0.9, 1.0, 0.2), (0.7, 0.5, 0.5), (0.6, 0.6, 0.6)]
    assert precision_at(points, 0.45) == (0.6, 0.6, 0.6)
    assert precision_at(points, 0.8) == (0.6, 0.6, 0.6)
    assert precision_at(points, 0.1) == (0.9, 1.0, 0.2)
    assert precision_at([], 0.5) is None


def test_buckets_hold_each_score_once() -> None:
    rows = buckets([(0.55, True), (0.6, False), (1.0, True)], (0.5, 0.6, 0.9, 1.0))
    assert [r["reported"] for r in rows] == [1, 1, 1]
    assert [r["precision"] for r in rows] == [1.0, 0.0, 1.0]
    assert "precision" not in buckets([], (0.5, 1.0))[0]


# --- whole events -------------------------------------------------------------------------------


def event() -> Event:
    found = (
        report(A, B),
        report(C, B, kind="framing", status="framing", score=0.9),
        report(A, C, score=0.3),
    )
    labels = (label(A, B), label(C, B, kind="framing"), label(A, C, kind="polarity", core=False))
    return Event("e", labels, (NearMiss("none", ((A,), (C,))),), found)


def test_what_is_reported_counts_at_the_threshold() -> None:
    result = event_report([event()], None)
    assert result["recall"]["core"]["share"] == 1.0
    assert result["recall"]["all_besides_framing"]["share"] == 0.5
    assert result["recall"]["framing"]["share"] == 1.0
    assert result["near_misses_reported"]["share"] == 0.0
    assert result["precision_besides_framing"]["on_a_label"]["of"] == 1
    assert result["precision_framing"]["on_a_label"]["share"] == 1.0
    assert result["per_event"]["besides_framing"]["mean"] == 1
    assert result["reliability"]["besides_framing"][0]["reported"] == 1


def test_another_threshold_reports_more() -> None:
    result = event_report([event()], 0.0)
    assert result["recall"]["all_besides_framing"]["share"] == 1.0
    assert result["recall"]["all_by_kind"]["polarity"]["share"] == 1.0
    assert result["near_misses_reported"]["share"] == 1.0
    assert result["kinds_of_hits"] == {
        "same_kind": 1,
        "another_kind": 1,
        "found_as_framing_only": 0,
    }
    assert event_report([], None) == {"events": 0}


def test_the_listing_tells_hits_and_misses() -> None:
    text = listing([event()], None)
    assert "number/contradiction 0.800 [HIT number/contradiction, core: the toll]" in text
    assert "MISSED polarity/contradiction, importance 2: the toll" in text
    near = Event("n", (), (NearMiss("none of it", ((A,), (B,))),), (report(A, B), report(B, C)))
    assert "[NEARMISS: none of it]" in listing([near], None)
    assert "[unlabelled]" in listing([near], None)


def test_framing_is_by_kind_or_status() -> None:
    assert is_framing(report(A, B, kind="certainty", status="framing"))
    assert not is_framing(report(A, B))
    assert len(shown([report(A, B, score=0.49), report(A, B, score=0.5)], 0.5)) == 1


def test_dates_are_iso_or_with_the_month_first() -> None:
    assert str(day("2018-05-07")) == "2018-05-07"
    assert str(day("8/29/18")) == "2018-08-29"
    assert day(None) is None


def test_the_walk_is_asked_for_all_that_has_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def compare(posted: Any, newsroom: Any, options: Options) -> SimpleNamespace:
        asked.append((posted, newsroom, options.min_score))
        return SimpleNamespace(disagreements=[report(A, B)])

    monkeypatch.setattr(ours, "compare", compare)
    newsroom = lexical_newsroom()
    assert ours.find([], newsroom) == [report(A, B)]
    assert asked == [([], newsroom, 0.0)]


def labelled(**more: Any) -> dict[str, Any]:
    positions = [
        {"value": v, "evidence": [{"article": i, "quote": q, "start": 0}]}
        for i, (v, q) in enumerate((("12", FIRST), ("15", SECOND)))
    ]
    row = {"kind": "number", "status": "contradiction", "topic": "the toll", "note": "12 or 15"}
    return {**row, "importance": 2, "confidence": "high", "positions": positions, **more}


def test_a_label_is_core_when_confirmed_and_important() -> None:
    def verdict(v: str | None) -> dict[str, Any]:
        return labelled(second_reader={"verdict": v})

    assert label_of(verdict("contradiction")).core
    assert not any(label_of(verdict(v)).core for v in ("not_one", "framing", None))
    assert not label_of(labelled(second_reader=None)).core
    assert label_of(labelled()).core
    assert not label_of(labelled(confidence="medium")).core
    assert not label_of(labelled(importance=1)).core
    assert label_of(labelled()).sides[1] == (Passage("a2", 0, len(SECOND)),)


def test_an_event_is_read_with_its_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        {"source": s, "title": None, "date": "2018-05-07", "text": t}
        for s, t in (("Harbour Post", FIRST), ("Alma Times", SECOND))
    ]
    monkeypatch.setattr(events, "find", lambda posted, _: [report(whole(posted[0]), B)])
    near = [{"topic": "x", "quotes": [{"article": 0, "quote": FIRST, "start": 0}]}]
    row = {"cluster_id": "e", "disagreements": [labelled()], "near_misses": near}
    assert [p.id for p in posted_of({"articles": articles})] == ["a1", "a2"]
    one = read_event(row, {"articles": articles}, lexical_newsroom())
    assert one.near_misses == ()
    assert event_report([one], None)["recall"]["core"]["share"] == 1.0


def whole(posted: Posted) -> Passage:
    return Passage(posted.id, 0, len(posted.text or ""))


# --- labelled pairs -----------------------------------------------------------------------------


def side(text: str, source: str) -> dict[str, Any]:
    before = "Rescuers searched all night."
    return {"source": source, "date": None, "before": before, "sentence": text, "after": None}


def test_a_pair_takes_the_best_report_on_its_two_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"pair_id": "p", "cluster_id": "e", "relation": "conflict", "kind": "entity"}
    row |= {"a": side(FIRST, "Harbour Post"), "b": side(SECOND, "Alma Times")}
    (posted, one), (_, two) = small_article(row["a"], "a1"), small_article(row["b"], "a2")
    assert (posted.text or "")[one.start : one.end] == FIRST
    beside = Passage("a1", 0, one.start - 1)
    reports = [report(one, two, score=0.6), report(one, two), report(beside, two, score=0.9)]
    reports.append(report(two, one, kind="framing", status="framing", score=0.7))
    monkeypatch.setattr(pairs, "find", lambda *_: reports)
    found = score_pair(row, lexical_newsroom())
    assert (found.kind, found.score, found.framing_score) == ("name", 0.8, 0.7)


def test_words_cut_by_length_are_left_out() -> None:
    cut = {"text": "He left.", "before": "ff at noon. She came. ", "after": " It rained. And th"}
    assert neighbours(cut) == ("She came. ", " It rained.")
    assert neighbours({"text": "He left.", "before": "ff at", "after": "and th"}) == ("", "")
    whole = {"sentence": "He left.", "before": None, "after": "then"}
    assert neighbours(whole) == ("", "then")


def scored(relation: str, score: float, framing: float = 0.0, kind: str = "number") -> Scored:
    best = report(A, B, score=score) if score else None
    frame = report(A, B, kind="framing", status="framing", score=framing) if framing else None
    return Scored(f"{relation}{score}", f"{score}", relation, kind, best, frame)


def test_the_report_on_pairs() -> None:
    found_pairs = [
        scored("conflict", 0.9),
        scored("superseded", 0.8, kind="name"),
        scored("conflict", 0.0),
        scored("same", 0.85),
        scored("compatible", 0.2),
        scored("framing", 0.0, 0.9),
    ]
    result = pair_report(found_pairs, None)
    found = result["conflict"]
    assert found["recall"]["hits"] == 2
    assert found["positives"] == 3
    assert found["precision"]["share"] == pytest.approx(0.6667)
    assert found["false_alarms"]["same"]["share"] == 1.0
    assert found["false_alarms"]["compatible"]["share"] == 0.0
    assert found["precision_at_recall_0.45"] == [0.8, 0.6667, 0.6667]
    assert found["curve"][0] == [0.9, 1.0, 0.3333]
    assert result["conflict_right_kind"]["share"] == 0.5
    assert result["conflict_recall_by_kind"]["name"]["share"] == 1.0
    assert result["framing"]["average_precision"] == 1.0


# --- command line -------------------------------------------------------------------------------


def test_no_listing_of_the_test_part(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["x", "--part", "test", "--listing", "somewhere"])
    with pytest.raises(SystemExit):
        disagreements.arguments()
    assert "never read" in capsys.readouterr().err
