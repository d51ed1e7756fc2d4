"""For every check a correct answer passes and a broken one is caught; no server is needed."""

import copy
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks import check_answers
from benchmarks.checks.answer import Finding
from benchmarks.checks.dates import dates_of, find_dates
from benchmarks.checks.disputes import names_source, names_speaker
from benchmarks.checks.door import Door
from benchmarks.checks.draw import Event, draw, load_events, request_of, shuffled
from benchmarks.checks.every import check_answer
from benchmarks.checks.figures import find_figures, readings_of
from benchmarks.checks.fold import fold
from benchmarks.checks.form import word_count
from benchmarks.checks.names import find_names, is_named, ordinary_words, words_of
from benchmarks.checks.quotations import find_quotations, is_quoted
from benchmarks.checks.record import Record
from benchmarks.checks.repeats import check_order, check_repeat
from benchmarks.checks.tally import summary

FERRY = (
    "Twelve people died when a ferry sank off Port Alma on Friday, Jan. 5, police said. "
    "Mayor Ana Ruiz called it “a dark day,” and promised an inquiry. "
    "The boat cost $5 million."
)
HARBOUR = (
    "A ferry went down off Port Alma on Friday, killing 15 people, according to the coast guard. "
    "“It was a dark day,” said Ruiz.\u200b Divers search on."
)
SOURCES = {"a1": "Reuters", "a2": "Fox Online News"}
TEXTS = {"a1": FERRY, "a2": HARBOUR}
ORDINARY = frozenset(("ferry", "rescuers", "lawmakers", "officials"))
Answer = dict[str, Any]
Break = Callable[[Answer], object]


def cite(article: str, quote: str) -> dict[str, Any]:
    """A citation of a quote where it stands in the article."""
    start = TEXTS[article].index(quote)
    span = {"article_id": article, "source": SOURCES[article], "start": start}
    return {**span, "end": start + len(quote), "quote": quote}


def span(article: str, quote: str) -> dict[str, Any]:
    """A citation without its source."""
    return {key: value for key, value in cite(article, quote).items() if key != "source"}


DIED_12 = FERRY.split(" Mayor")[0]
DIED_15 = HARBOUR.split(" “It")[0]
QUOTED = "Mayor Ana Ruiz called it “a dark day,” and promised an inquiry."
COST = "The boat cost $5 million."


def request(**options: Any) -> dict[str, Any]:
    """The request that the answer of `good` belongs to."""
    articles = [{"source": SOURCES[key], "text": TEXTS[key]} for key in TEXTS]
    return {"articles": articles, "options": {"max_words": 60, "store": False} | options}


def good() -> Answer:
    """An answer that keeps every promise."""
    sentences = [
        sentence(
            "Reuters put the dead of Friday's ferry sinking at 12, Fox News at 15.",
            [cite("a1", DIED_12), cite("a2", DIED_15)],
            ["d1"],
        ),
        sentence('Ruiz, the mayor, called it "a dark day."', [cite("a1", QUOTED)]),
    ]
    return {
        "id": "brf_1",
        "status": "succeeded",
        "created_at": "2026-01-06T10:00:00Z",
        "headline": "Ferry sinks off Port Alma",
        "headline_citations": [cite("a1", "a ferry sank off Port Alma"), cite("a2", DIED_15)],
        "text": " ".join(s["text"] for s in sentences),
        "sentences": sentences,
        "disagreements": [disagreement()],
        "claims": [claim()],
        "single_source_total": 1,
        "single_source": [single("a2", "said Ruiz.\u200b Divers", "said Ruiz. Divers")],
        "duplicates": [
            {"kept": span("a1", DIED_12), "merged": [span("a2", DIED_15) | {"similarity": 0.9}]}
        ],
        "dropped": [{"text": "…", "reason": "number 15 not in evidence"}],
        "articles": [article_report(key) for key in TEXTS],
        "neutrality": {"brief": 0.0, "articles": {"a1": 0.1, "a2": 0}},
        "warnings": [{"code": "zero_width", "article_id": "a2", "detail": "…"}],
        "reviews": [],
        "models": {"encoder": "e", "judge": "j", "writer": "w", "crosswire": "0.1.0"},
        "timings_ms": {"total": 3, "write": 2},
    }


def sentence(text: str, citations: list[Any], disputed: list[str] | None = None) -> dict[str, Any]:
    """A sentence of the brief."""
    return {
        "text": text,
        "support": 0.9,
        "origins": 1,
        "method": "abstractive",
        "citations": citations,
        "disputed": disputed or [],
    }


def disagreement() -> dict[str, Any]:
    """Twelve dead or fifteen."""
    return {
        "id": "d1",
        "kind": "number",
        "status": "contradiction",
        "topic": "how many people died",
        "note": "Reuters gives 12 dead; Fox News 15.",
        "score": 1,
        "positions": [
            {"value": "12", "articles": ["a1"], "evidence": [cite("a1", DIED_12)]},
            {"value": "15", "articles": ["a2"], "evidence": [cite("a2", DIED_15)]},
        ],
    }


def claim() -> dict[str, Any]:
    """What both articles report."""
    return {
        "id": "c1",
        "text": DIED_12,
        "date": None,
        "origins": 2,
        "articles": ["a1", "a2"],
        "disagreements": ["d1"],
        "evidence": [cite("a1", DIED_12), cite("a2", DIED_15)],
    }


def single(article: str, quote: str, text: str) -> dict[str, Any]:
    """What only one source says."""
    where = cite(article, quote)
    return {"text": text} | {key: where[key] for key in ("article_id", "start", "end")}


def article_report(key: str) -> dict[str, Any]:
    """What became of an article."""
    return {
        "id": key,
        "source": SOURCES[key],
        "sentences": 3,
        "used": 1,
        "boilerplate_spans": [[0, 5]],
        "same_copy_as": None,
        "text": None,
    }


def violations(answer: Answer, **options: Any) -> set[str]:
    """The names of the checks that an answer fails."""
    found = check_answer(request(**options), answer, ORDINARY)
    return {finding.check for finding in found if not finding.info}


def noted(answer: Answer) -> set[str]:
    """The names of what is only noted."""
    found = check_answer(request(), answer, ORDINARY)
    return {finding.check for finding in found if finding.info}


def say(text: str, number: int = 1) -> Break:
    """Have a sentence (the second, which cites the mayor's quote) say something else."""

    def change(answer: Answer) -> None:
        answer["sentences"][number]["text"] = text
        answer["text"] = " ".join(s["text"] for s in answer["sentences"])

    return change


def put(*path: str | int, to: Any) -> Break:
    """Put a value at a place of the answer."""

    def change(answer: Answer) -> None:
        place: Any = answer
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


def drop(*path: str | int) -> Break:
    """Take a key out of the answer."""

    def change(answer: Answer) -> None:
        place: Any = answer
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


def test_a_correct_answer_passes_every_check() -> None:
    assert list(check_answer(request(), good(), ORDINARY)) == [
        Finding("position_value_unquoted", "d1 number/contradiction: '12'", info=True)
    ]


BROKEN: list[tuple[str, Break]] = [
    ("contract_key", drop("warnings")),
    ("contract_key", drop("sentences", 0, "origins")),
    ("contract_type", put("headline", to=None)),
    ("contract_type", put("claims", to={})),
    ("contract_type", put("models", to=[])),
    ("contract_word", put("sentences", 0, "method", to="guessed")),
    ("contract_word", put("disagreements", 0, "kind", to="mood")),
    ("contract_word", put("disagreements", 0, "status", to="open")),
    ("contract_word", put("status", to="queued")),
    ("contract_word", put("status", to=["succeeded"])),
    ("single_source_count", put("single_source_total", to=0)),
    ("offset", put("sentences", 0, "citations", 0, "start", to=1)),
    ("offset", put("headline_citations", 0, "end", to=9999)),
    ("offset", put("disagreements", 0, "positions", 0, "evidence", 0, "quote", to="12 died")),
    ("offset", put("claims", 0, "evidence", 0, "start", to=3)),
    ("offset", put("duplicates", 0, "kept", "end", to=7)),
    ("offset", put("duplicates", 0, "merged", 0, "quote", to="else")),
    ("offset", put("single_source", 0, "text", to="Ruiz. Divers")),
    ("offset", put("single_source", 0, "start", to=-1)),
    ("article_id", put("claims", 0, "evidence", 0, "article_id", to="a9")),
    ("article_id", put("single_source", 0, "article_id", to="a9")),
    ("article_id", put("articles", 0, "id", to="a9")),
    ("source", put("sentences", 0, "citations", 0, "source", to="AP")),
    ("source", put("articles", 1, "source", to="AP")),
    ("boilerplate_span", put("articles", 0, "boilerplate_spans", to=[[5, 9999]])),
    ("boilerplate_span", put("articles", 0, "boilerplate_spans", to=[[5, 4]])),
    ("uncited", put("sentences", 1, "citations", to=[])),
    ("uncited", put("headline_citations", to=[])),
    ("sentence_number", say("Ruiz called 40 of them a loss.")),
    ("sentence_date", say("Ruiz promised an inquiry on Monday.")),
    ("sentence_date", say("Ruiz promised an inquiry in 2019.")),
    ("sentence_name", say("The mayor, Ana Gomez, promised an inquiry.")),
    ("sentence_name", say("Gomez promised an inquiry.")),
    ("sentence_name", say("Rescuers said NATO promised an inquiry.")),
    ("sentence_quotation", say("Ruiz called it “the darkest day.”")),
    ("headline_number", put("headline", to="Ferry sinks with 300 people")),
    ("headline_name", put("headline", to="Ferry sinks off Port Said")),
    ("topic_number", put("disagreements", 0, "topic", to="the 30 people who died")),
    ("note_date", put("disagreements", 0, "note", to="Reuters says Sunday.")),
    ("note_name", put("disagreements", 0, "note", to="Reuters and CNN differ.")),
    ("note_quotation", put("disagreements", 0, "note", to='Reuters has "a dozen".')),
    ("sentence_in_text", put("text", to="Something else.")),
    ("text_joined", put("text", to="Something else.")),
    ("max_words", say("The mayor promised an inquiry" + " and an inquiry" * 20 + ".")),
    ("repeated", say(good()["sentences"][0]["text"])),
    ("sentence_end", say("Ruiz, the mayor, promised an inquiry")),
    ("sentence_start", say("the mayor promised an inquiry.")),
    ("sentence_space", say("The mayor promised an inquiry. ")),
    ("day_word", say("The mayor promised an inquiry today.")),
    ("day_word", say("Yesterday the mayor promised an inquiry.")),
    ("disputed_unlisted", put("sentences", 0, "disputed", to=[])),
    ("disputed_unattributed", say("The ferry sinking killed 12 people or 15.", 0)),
    ("headline_disputed", put("headline", to="Ferry sinks, killing 15")),
    ("disagreement_id", put("sentences", 1, "disputed", to=["d7"])),
    ("disagreement_id", put("claims", 0, "disagreements", to=["d7"])),
    ("disagreement_id", lambda a: a["disagreements"].append(disagreement())),
    ("kind_and_status", put("disagreements", 0, "kind", to="framing")),
    ("kind_and_status", put("disagreements", 0, "status", to="framing")),
    ("positions", lambda a: a["disagreements"][0]["positions"].pop()),
    ("positions", put("disagreements", 0, "positions", 0, "value", to="15")),
    ("position_articles", put("disagreements", 0, "positions", 0, "articles", to=["a2"])),
    ("position_articles", put("disagreements", 0, "positions", 0, "evidence", to=[])),
]


@pytest.mark.parametrize(
    ("check", "change"), BROKEN, ids=[f"{n}-{c}" for n, (c, _) in enumerate(BROKEN)]
)
def test_a_broken_answer_is_caught(check: str, change: Break) -> None:
    answer = good()
    change(answer)
    assert check in violations(answer)


HARMLESS: list[tuple[str, Break]] = [
    ("unknown_key", put("extra", to=1)),
    ("unknown_key", put("sentences", 0, "place", to=1)),
    ("sentence_quotation_open", say('"Ruiz promised an inquiry.')),
    ("disputed_value_elsewhere", say("The mayor, Ruiz, called it 15 times a dark day.")),
    ("disputed_speaker_unnamed", say("Officials said the ferry sinking killed 12.", 0)),
    ("day_word_in_quotation", say('Ruiz said: "a dark day today."')),
]


@pytest.mark.parametrize(("check", "change"), HARMLESS, ids=[c for c, _ in HARMLESS])
def test_what_breaks_no_promise_of_its_own_is_noted(check: str, change: Break) -> None:
    answer = good()
    change(answer)
    assert check in noted(answer)
    assert check not in violations(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ruiz promised an inquiry.",
        "Ruiz's call: “A dark day”?".replace("A dark", "a dark"),
        "Lawmakers promised an inquiry.",
        "Reuters quoted Ruiz.",
        "Ruiz called it 'a dark day'.",
        "No one but Ruiz promised an inquiry.",
        "Ruiz was one of half a million.",
    ],
)
def test_what_the_evidence_holds_is_no_invention(text: str) -> None:
    answer = good()
    say(text)(answer)
    assert violations(answer) == set()


def test_the_calendar_is_a_position_without_evidence_that_notes_may_name() -> None:
    answer = good()
    calendar = {"value": "Saturday", "articles": [], "evidence": [], "basis": "calendar"}
    change = {
        "kind": "date",
        "status": "inconsistent",
        "note": "Reuters: Friday; it was a Saturday.",
    }
    answer["disagreements"][0].update(change)
    answer["disagreements"][0]["positions"][1] = calendar
    assert violations(answer) == set()
    del calendar["basis"]
    assert violations(answer) == {"position_articles", "note_date"}


def test_bullets_are_lines_and_their_marks_are_no_words() -> None:
    answer = good()
    assert violations(answer, style="bullets") == {"text_joined"}
    answer["text"] = "\n".join("- " + s["text"] for s in answer["sentences"])
    assert violations(answer, style="bullets") == set()
    assert violations(answer) == {"text_joined"}
    assert word_count("- Two words\n• and two") == 4


def test_an_empty_brief_is_no_violation() -> None:
    answer = good()
    answer |= {"sentences": [], "text": "", "headline": "", "headline_citations": []}
    assert violations(answer) == set()


@pytest.mark.parametrize(
    ("brief", "evidence"),
    [
        ("12 died", "twelve died"),
        ("Twenty-five died", "25 died"),
        ("1,200 people", "1200 people"),
        ("$5m", "$5 million"),
        ("$5 million", "5 million dollars"),
        ("5%", "five per cent"),
        ("5 percent", "between 5 and 10%"),
        ("$5 million to $10 million", "$5-10 million"),
        ("two dozen", "24"),
        ("a million", "1,000,000"),
        ("one hundred and five", "105"),
        ("the third", "the 3rd"),
        ("7 p.m.", "7:00pm"),
        ("the 1990s", "the '90s"),
        ("a single shot and one man", "one shot"),
        ("the G20", "the G-20"),
        ("2018's", "2018"),
        ("two-thirds", "nothing of the sort"),
        ("one of them, no one", "nobody"),
    ],
)
def test_equal_numbers_are_equal_however_they_are_written(brief: str, evidence: str) -> None:
    known = readings_of(fold(evidence))
    assert all(figure.readings & known for figure in find_figures(fold(brief)))


@pytest.mark.parametrize(
    ("brief", "evidence"),
    [
        ("12 died", "15 died"),
        ("5 million", "5 billion"),
        ("5 million", "5"),
        ("5%", "5 people"),
        ("$12", "€12"),
        ("dozens", "12"),
        ("hundreds", "dozens"),
        ("the third", "three"),
        ("7 p.m.", "7 a.m."),
        ("seven", "7 p.m."),
        ("1.5", "15"),
        ("one man", "a man"),
        ("two hundred", "2 and 100"),
        ("1,234", "234"),
    ],
)
def test_other_numbers_are_other(brief: str, evidence: str) -> None:
    figures = find_figures(fold(brief))
    assert figures
    assert not figures[0].readings & readings_of(fold(evidence))


@pytest.mark.parametrize(
    ("brief", "evidence", "same"),
    [
        ("Jan. 5", "January 5th", True),
        ("Sept. 5", "5 September", True),
        ("May 6", "May 5-6", True),
        ("on 7 May", "2018-05-07", True),
        ("in May 2018", "on May 7, 2018", True),
        ("on Friday", "Fri., Jan. 5", True),
        ("It may rain", "no date", True),
        ("May 5", "May 6", False),
        ("May 5", "June 5", False),
        ("in May 2018", "in May 2017 and 2018", False),
        ("on Friday", "on Thursday", False),
        ("in March", "they march", False),
    ],
)
def test_dates_are_compared_as_dates(brief: str, evidence: str, same: bool) -> None:
    known = dates_of(fold(evidence))
    assert all(date.key in known for date in find_dates(fold(brief))) is same


@pytest.mark.parametrize(
    ("brief", "evidence", "same"),
    [
        ("told the U.S. Senate", "the US Senate", True),
        ("for Erdoğan's aides", "Erdogan said", True),
        ("by Senator Cruz", "Sen. Cruz", True),
        ("a Trump-Kim meeting", "Trump met Kim", True),
        ("the President", "the president", True),
        ("told US officials", "told us", False),
        ("by Ted Cruz", "by Cruz", False),
        ("a Republican-led group", "a group", False),
    ],
)
def test_names_are_compared_word_by_word(brief: str, evidence: str, same: bool) -> None:
    known = words_of([fold(evidence)])
    assert all(is_named(name, known, frozenset()) for name in find_names(fold(brief))) is same


def test_ordinary_words_are_those_that_mostly_stand_in_lower_case() -> None:
    texts = ["the apple fell from an apple tree, an apple tree"] + ["at Apple, with Apple"] * 4
    assert "apple" not in ordinary_words(texts)
    assert ordinary_words(texts[:1]) == {"apple"}


def test_quotations_are_found_and_must_be_exact() -> None:
    assert find_quotations('He said “a  b,” and "c". It was 6\'2" tall.') == ["a b,", "c"]
    assert is_quoted("a b,", ["so a b it is"])
    assert not is_quoted("a c", ["so a b it is"])


@pytest.mark.parametrize(
    "text",
    [
        "Smith said 12 died.",
        "Ana Ruiz, the mayor, later told reporters that 12 died.",
        "Twelve died, according to NASA.",
        "“Twelve died,” said Mayor Ruiz.",
    ],
)
def test_a_name_with_a_verb_of_speech_is_a_speaker(text: str) -> None:
    assert names_speaker(text)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve died in Alma.",
        "The officials said so.",
        "Officials said so.",
        "They said so.",
        "It was, they said on Friday, so.",
        "Twelve died, police said Alma was told.",
    ],
)
def test_a_place_or_an_office_is_no_named_speaker(text: str) -> None:
    assert not names_speaker(text, ORDINARY)


def test_a_source_is_named_by_its_usual_short_name() -> None:
    assert names_source("CNN reported it.", ["CNN (Web News)"])
    assert names_source("The New York Times has it.", ["New York Times - News"])
    assert not names_source("The foxes have it.", ["Fox Online News"])


def test_equal_requests_may_differ_in_id_and_time_only() -> None:
    first, second = good(), good()
    second |= {"id": "brf_2", "created_at": "later", "timings_ms": {"total": 9}}
    assert list(check_repeat(first, second)) == []
    second["sentences"][1]["support"] = 0.8
    assert [f.detail for f in check_repeat(first, second)] == ["sentences/1/support: 0.9 and 0.8"]


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("order_claims", put("claims", 0, "evidence", to=[cite("a1", DIED_12)])),
        ("order_duplicates", put("duplicates", to=[])),
        ("order_disagreements", put("disagreements", 0, "positions", 0, "value", to="twelve")),
    ],
)
def test_order_may_change_no_cluster_and_no_disagreement(check: str, change: Break) -> None:
    first: Any = good()
    second: Any = copy.deepcopy(first)
    second["claims"][0]["evidence"].reverse()
    second["claims"][0]["id"] = "c8"
    assert list(check_order(first, second)) == []
    change(second)
    assert [finding.check for finding in check_order(first, second)] == [check]


def event(name: str = "e1") -> Event:
    """A cluster of the two articles."""
    return Event(name, tuple(request()["articles"]))


def test_shuffled_articles_keep_their_ids() -> None:
    turned = shuffled(request_of(event(), 60), "seed")
    assert [article["id"] for article in turned["articles"]] == ["a2", "a1"]
    assert turned["articles"][1]["text"] == FERRY


def test_the_test_role_is_never_drawn(tmp_path: Path) -> None:
    roles = {"e1": "look", "e2": "test", "e3": "train"}
    article = {"source": "X", "title": "", "url": None, "date": "8/29", "text": "T"}
    rows = [json.dumps({"id": key, "articles": [article]}) for key in [*roles, "e4"]]
    (tmp_path / "splits.json").write_text(json.dumps(roles))
    (tmp_path / "clusters_dev.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    events = load_events(tmp_path)
    assert [e.id for e in events] == ["e1", "e3"]
    assert events[0].articles == ({"source": "X", "text": "T"},)
    assert draw(events, 9, seed=1) == draw(events, 9, seed=1)


def door(answer: Answer, status: int = 200) -> Door:
    """A service that always gives the same answer."""

    def handle(request: httpx.Request) -> httpx.Response:
        style = json.loads(request.content)["options"].get("style", "paragraph")
        lines = [("- " if style == "bullets" else "") + s["text"] for s in answer["sentences"]]
        return httpx.Response(status, json=answer | {"text": "\n".join(lines)})

    return Door(httpx.Client(base_url="http://test", transport=httpx.MockTransport(handle)))


@pytest.mark.parametrize("number", [1, 3, 5, 10])
def test_a_cluster_of_a_sound_service_has_no_violation(number: int) -> None:
    record = check_answers.Checker(door(good()), ORDINARY, 60).check(number, event())
    assert [finding for _, finding in record.findings if not finding.info] == []
    assert record.figures["methods"] == ["abstractive", "abstractive"]


def test_a_refusal_is_a_violation_and_ends_the_cluster() -> None:
    record = check_answers.Checker(door(good(), 422), ORDINARY, 60).check(5, event())
    assert [finding.check for _, finding in record.findings] == ["status"]
    assert record.figures == {}


def test_the_summary_counts_violations_apart_from_notes() -> None:
    findings = [
        ("first", Finding("offset", "x")),
        ("first", Finding("unknown_key", "y", info=True)),
    ]
    figures = check_answers.Checker(door(good()), ORDINARY, 60).check(1, event()).figures
    result = summary(3, [Record("e1", findings, figures), Record("e2", [], figures)])
    assert (result["clusters"], result["checked"]) == (3, 2)
    assert result["violations"] == {"offset": 1}
    assert result["info"] == {"unknown_key": 1}
    assert result["examples"]["offset"] == [{"cluster": "e1", "request": "first", "detail": "x"}]
    counts = result["counts"]
    assert counts["sentences"] == 4
    assert counts["dropped"] == {"number N not in evidence": 2}
    assert counts["disagreements_by_kind"] == {"number": 2}
    assert counts["briefs_with_fallback"] == counts["empty_briefs"] == 0
    assert json.dumps(summary(0, []))
