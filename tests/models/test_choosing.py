"""Nothing unsupported is chosen; every loser is listed; the attributed evidence stands in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.choosing import choose, flaws
from models.disputing import dispute_flaws
from models.lexical import LexicalReader
from models.limits import LIMITS
from models.news import (
    Candidate,
    Disagreement,
    Draft,
    Headline,
    Plan,
    PlannedSentence,
    Sentence,
    Written,
)
from models.ports import Judge
from tests.models.support import (
    COURIER,
    POST,
    WIRE,
    YES,
    Opinion,
    dispute_of,
    parses_of,
    place_of,
    plan_of,
    position_of,
    reasons,
    told,
)

KILLED = "The blast in the port of Ellin killed 12 people on Monday, Mayor Ann Rill said."
QUOTED = 'Mayor Ann Rill said the blast in the port of Ellin was "a wound to us all".'
FEW = "The blast in the port of Ellin killed 12 people on Monday."
MORE = "A blast at the port of Ellin killed 15 people on Monday."


def chosen(
    plan: Plan,
    places: Sequence[Sequence[str]] = (),
    disputes: Sequence[Sequence[str]] = (),
    headlines: Sequence[Sequence[str]] = (),
    contested: Sequence[Disagreement] = (),
    judge: Judge = YES,
) -> Draft:
    """Choose among candidates given place by place; those left out are empty."""
    wanted = [*plan.places, *plan.spare]
    written = Written(
        tuple(map(tuple, [*places, *[()] * (len(wanted) - len(places))])),
        tuple(map(tuple, [*disputes, *[()] * (len(plan.disputes) - len(disputes))])),
        tuple(map(tuple, headlines)),
    )
    sentences = [s for p in wanted for s in p.evidence]
    parses = parses_of(*sentences)
    return choose(written, plan, contested, parses, LexicalReader(), judge, LIMITS)


def titled(where: PlannedSentence, title: Headline) -> Draft:
    """Choose a headline where the writer has none and an article this title."""
    written = Written(((),), (), ((),), (title,))
    parses = parses_of(*where.evidence)
    return choose(written, plan_of(where), [], parses, LexicalReader(), YES, LIMITS)


def place(*texts: str, **rest: int) -> PlannedSentence:
    return place_of(*told(*texts), **rest)


WRONG = {
    "an invented number": ("The blast in the port of Ellin killed 19 people.", "number 19"),
    "a number in words": ("The blast in the port of Ellin killed nineteen people.", "number"),
    "another unit": ("The blast in Ellin killed 12 percent of people.", "number 12 percent"),
    "another day": ("The blast in Ellin killed 12 people on Tuesday.", "date Tuesday"),
    "an invented date": ("The blast in Ellin killed 12 people on 3 May.", "date 3 May"),
    "an invented name": ("The blast killed 12 people, Mayor Bo Rill said.", "name"),
    "a wrong name": ("The blast killed 12 people, Governor Ann Marsh said.", "name"),
    "an invented place": ("The blast in the port of Orsk killed 12 people.", "name Orsk"),
    "a fake quotation": ('"It was terrible," said Mayor Ann Rill.', "quotation"),
    "a bent quotation": ('Rill called the blast "a wound to all of us".', "quotation"),
    "a denial": ("The blast in the port of Ellin did not kill 12 people.", "denies"),
    "a denial by a word": ("Rill denied the blast in Ellin killed 12 people.", "denies"),
    "today": ("The blast in the port of Ellin killed 12 people today.", "today"),
    "yesterday": ("A blast killed 12 people yesterday in the port of Ellin.", "yesterday"),
    "last night": ("A blast killed 12 people last night in the port of Ellin.", "last night"),
    "no end": ("The blast in the port of Ellin killed 12 people on", "end as a sentence"),
    "no beginning": ("and the blast in the port of Ellin killed 12 people.", "begin as a"),
    "a fake quotation in single marks": (
        "Rill called the blast in Ellin ‘a crime against us all’.",
        "quotation",
    ),
    "half a quotation": ('Rill called the blast "a wound to us all.', "quotation mark"),
    "half a bracket": ("The blast (in the port of Ellin killed 12 people.", "bracket"),
    "HTML": ("The <b>blast</b> in the port of Ellin killed 12 people.", "markup"),
    "Markdown": ("The **blast** in the port of Ellin killed 12 people.", "markup"),
    "a link": ("The blast killed 12 people, see https://ellin.example.", "link"),
    "a chat token": ("<|im_start|>The blast in Ellin killed 12 people.", "begin as a"),
    "two lines": ("The blast in Ellin killed 12 people.\nIt was Monday.", ""),
    "too long": (f"The blast in the port of Ellin {'very ' * 45}hard hit people.", "longer than"),
    "nothing": ("", "end as a sentence"),
    "white space": ("   ", "end as a sentence"),
}


@pytest.mark.parametrize(("text", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_wording_loses_and_is_listed_and_the_evidence_stands_in(
    text: str, why: str
) -> None:
    draft = chosen(plan_of(place(KILLED, QUOTED)), [[text]])
    assert why in reasons(draft.dropped)[text]
    (sentence,) = draft.sentences
    assert sentence.candidate.text != text
    assert sentence.candidate.method == "compressed"
    assert any(o in sentence.candidate.text for o in (WIRE, COURIER, "Rill"))


def test_the_first_that_is_right_wins_over_the_wrong_ones() -> None:
    right = "A blast in the port of Ellin killed 12 people, Mayor Ann Rill said."
    wrong = [text for text, _ in WRONG.values()]
    draft = chosen(plan_of(place(KILLED, QUOTED)), [[*wrong, right]])
    assert [s.candidate.text for s in draft.sentences] == [right]
    assert set(wrong) <= set(reasons(draft.dropped))


@pytest.mark.parametrize("offered", [[], [""]])
def test_where_the_writer_has_nothing_the_evidence_stands_in(offered: list[str]) -> None:
    draft = chosen(plan_of(place(FEW)), [offered])
    (sentence,) = draft.sentences
    assert sentence.candidate.text == f"{FEW[:-1]}, {WIRE} reported."
    assert sentence.candidate.method == "compressed"


def test_nobody_says_we_outside_of_a_quotation() -> None:
    said = "Mayor Ann Rill said the port of Ellin was built by our fathers for the coast."
    draft = chosen(plan_of(place(said)), [["Ann Rill said the port was built by our fathers."]])
    lost = reasons(draft.dropped)["Ann Rill said the port was built by our fathers."]
    assert lost == "says I or we outside of a quotation"


def test_a_copied_sentence_gets_its_source() -> None:
    draft = chosen(plan_of(place(FEW)), [[FEW]])
    (sentence,) = draft.sentences
    assert sentence.candidate.method == "compressed"
    assert sentence.candidate.text == f"{FEW[:-1]}, {WIRE} reported."


def test_only_what_says_the_same_is_cited_beside_the_sentence_that_was_followed() -> None:
    other = "The mayor of Ellin will open an inquiry into the safety of the port on Friday."
    told_again = "On Monday the blast killed 12 people in the port of Ellin, the mayor said."
    where = place(FEW, other, told_again)
    draft = chosen(plan_of(where), [["A blast killed 12 people in the port of Ellin."]])
    (sentence,) = draft.sentences
    assert {s.text for s in sentence.candidate.evidence} <= {FEW, told_again}


def test_what_the_judge_does_not_find_in_the_evidence_loses() -> None:
    text = "The blast in the port of Ellin very quickly killed 12 people on Monday."
    draft = chosen(plan_of(place(FEW)), [[text]], judge=Opinion(denies="quickly"))
    assert "support" in reasons(draft.dropped)[text]
    assert "quickly" not in draft.sentences[0].candidate.text


def test_a_place_that_nobody_can_fill_stays_empty() -> None:
    draft = chosen(plan_of(place(FEW)), [[FEW]], judge=Opinion(support_of_all=0.0))
    assert draft.sentences == ()
    assert {d.text for d in draft.dropped} == {f"{FEW[:-1]}, {WIRE} reported."}


def test_of_two_that_are_right_the_less_loaded_wins() -> None:
    evidence = "The brutal blast in the port of Ellin killed 12 people on Monday."
    plain = "A blast in the port of Ellin killed 12 people on Monday."
    loaded = "A brutal blast in the port of Ellin killed 12 people."
    draft = chosen(plan_of(place(evidence)), [[loaded, plain]])
    assert draft.sentences[0].candidate.text == plain


def test_a_lone_outlet_is_named_for_a_loaded_word_or_it_is_left_out() -> None:
    """No source's evaluation becomes the brief's own."""
    evidence = "The brutal blast in the port of Ellin killed 12 people on Monday."
    draft = chosen(plan_of(place(evidence)), [["A brutal blast in Ellin killed 12 people."]])
    text = draft.sentences[0].candidate.text
    assert "brutal" not in text or WIRE in text


def test_a_fallback_fits_its_place() -> None:
    long = (
        "The blast in the port of Ellin, which is the largest port of the Corrow coast, killed 12 "
        "people, who had come from the villages of the valley, on Monday, Mayor Ann Rill said."
    )
    for most in (12, 20, 30, 42):
        for sentence in chosen(plan_of(place(long, max_words=most)), [[]]).sentences:
            assert len(sentence.candidate.text.split()) <= most


# --- disputed values --------------------------------------------------------------------------


def dispute(*extra: Sentence) -> tuple[PlannedSentence, Disagreement]:
    few, more = told(FEW, MORE)
    found = dispute_of(position_of("12", few), position_of("15", more))
    return place_of(few, more, disagreements=(found,)), found


PLAIN = [
    "A blast in the port of Ellin killed 12 people.",
    "A blast in the port of Ellin killed 15 people.",
    "A blast in the port of Ellin killed twelve people.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_disputed_value_is_no_plain_fact(text: str) -> None:
    where, found = dispute()
    draft = chosen(plan_of(where), [[text]], contested=[found])
    assert "disputed" in reasons(draft.dropped)[text]
    for sentence in draft.sentences:
        named = any(o in sentence.candidate.text for o in (WIRE, COURIER))
        assert named or not {"12", "15", "twelve"} & set(sentence.candidate.text.split())


def test_a_value_in_any_of_its_sources_words_is_disputed() -> None:
    """One outlet of a side writes "Twelve", another "12": both words stand for the side."""
    words, digits, more = told("Twelve people died in the blast in Ellin.", FEW, MORE)
    found = dispute_of(position_of("Twelve", words, digits), position_of("15", more))
    where = place_of(words, digits, disagreements=(found,))
    for text in ("A blast in Ellin killed 12 people.", "A blast in Ellin killed twelve people."):
        assert flaws(Candidate(text, "abstractive", where.evidence), where, [found])


def test_a_disputed_value_with_its_outlet_may_stand() -> None:
    where, found = dispute()
    text = f"A blast in the port of Ellin killed 12 people, {WIRE} reported."
    draft = chosen(plan_of(where), [[text]], contested=[found])
    assert [s.candidate.text for s in draft.sentences] == [text]


def test_a_disputed_value_with_the_outlet_of_the_other_side_may_not() -> None:
    where, found = dispute()
    text = f"A blast in the port of Ellin killed 15 people, {WIRE} reported."
    assert flaws(Candidate(text, "abstractive", where.evidence), where, [found])


def test_a_speaker_of_something_else_does_not_vouch_for_a_disputed_value() -> None:
    few, more = told(f"{FEW[:-1]}, and Ann Rill said the port was closed.", MORE)
    found = dispute_of(position_of("12", few), position_of("15", more))
    where = place_of(few, disagreements=(found,))
    text = "A blast in Ellin killed 12 people. Ann Rill said the port was closed."
    assert flaws(Candidate(text, "abstractive", where.evidence), where, [found])


@pytest.mark.parametrize("status", ["contradiction", "superseded", "inconsistent"])
def test_no_disputed_value_heads_the_brief(status: str) -> None:
    few, more = told(FEW, MORE)
    found = dispute_of(position_of("12", few), position_of("15", more), status=status)
    where = place_of(few, more, disagreements=(found,))
    draft = chosen(
        plan_of(where), headlines=[["Blast in port of Ellin kills 12"]], contested=[found]
    )
    assert draft.headline is None or "12" not in draft.headline.text


# --- the sentence that tells of a dispute -----------------------------------------------------

RIGHT = f"{WIRE} reported that 12 people were killed, while {COURIER} reported 15."

MISTOLD = {
    "sides swapped": f"{WIRE} reported that 15 people were killed, while {COURIER} reported 12.",
    "sides swapped, joined by and": f"{WIRE} reported 15 killed and {COURIER} reported 12 killed.",
    "both values for both": f"{WIRE} and {COURIER} reported that 12 and 15 people were killed.",
    "one side alone": f"{WIRE} reported that 12 people were killed.",
    "no outlets": "Reports said that 12 people were killed, while others said 15.",
    "another outlet": f"{WIRE} reported 12 killed, while {POST} reported 15.",
    "an invented value": f"{WIRE} reported 12 killed, while {COURIER} reported 15, or even 40.",
    "a denial": f"{WIRE} reported 12 killed, while {COURIER} did not report 15.",
    "no end": f"{WIRE} reported that 12 people were killed, while {COURIER} reported 15",
    "today": f"{WIRE} reported 12 killed today, while {COURIER} reported 15.",
    "too long": f"{WIRE} reported 12 killed, while {COURIER} reported 15{', killed' * 60}.",
}


def test_the_writers_sentence_tells_of_a_dispute() -> None:
    where, found = dispute()
    draft = chosen(plan_of(where, disputes=[found]), disputes=[[RIGHT]], contested=[found])
    assert [(d.text, d.method) for d in draft.disputes] == [(RIGHT, "abstractive")]
    assert dispute_flaws(RIGHT, found, LIMITS) == []


@pytest.mark.parametrize("text", MISTOLD.values(), ids=MISTOLD)
def test_a_dispute_told_wrongly_loses_and_the_note_stands_in(text: str) -> None:
    where, found = dispute()
    draft = chosen(plan_of(where, disputes=[found]), disputes=[[text]], contested=[found])
    assert [(d.text, d.method) for d in draft.disputes] == [(found.note, "compressed")]


@pytest.mark.parametrize("text", MISTOLD.values(), ids=MISTOLD)
def test_a_dispute_told_wrongly_is_listed(text: str) -> None:
    where, found = dispute()
    draft = chosen(plan_of(where, disputes=[found]), disputes=[[text]], contested=[found])
    assert text in reasons(draft.dropped)


def test_a_dispute_that_says_more_than_the_judge_finds_loses() -> None:
    where, found = dispute()
    text = f"{WIRE} reported 12 people murdered, while {COURIER} reported 15."
    draft = chosen(
        plan_of(where, disputes=[found]),
        disputes=[[text]],
        contested=[found],
        judge=Opinion(denies="murdered"),
    )
    assert [d.text for d in draft.disputes] == [found.note]


# --- the headline -----------------------------------------------------------------------------


def test_the_writers_line_heads_the_brief_and_cites_its_evidence() -> None:
    where = place(KILLED, QUOTED)
    draft = chosen(plan_of(where), headlines=[["Blast in the port of Ellin killed 12 people"]])
    assert draft.headline is not None
    assert draft.headline.text == "Blast in the port of Ellin killed 12 people"
    assert draft.headline.evidence == tuple(s.evidence for s in where.evidence)


LINES = {
    "an invented number": "Blast in port of Ellin kills 19",
    "an invented name": "Blast in port of Orsk kills 12",
    "another day": "Blast in port of Ellin kills 12 on Sunday",
    "a fake quotation": 'Mayor on blast in Ellin: "We will rebuild"',
    "too long": "Blast in the port of Ellin kills 12 people on Monday, Mayor Ann Rill has said",
    "today": "Blast in port of Ellin kills 12 today",
    "markup": "**Blast in port of Ellin kills 12**",
    "a denial": "Blast in port of Ellin did not kill 12",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_wrong_line_does_not_head_the_brief_and_is_listed(line: str) -> None:
    draft = chosen(plan_of(place(KILLED, QUOTED)), headlines=[[line]])
    assert draft.headline is None or draft.headline.text != line
    assert line in reasons(draft.dropped)


def test_the_judge_is_asked_about_the_headline() -> None:
    line = "Criminal blast in port of Ellin kills 12"
    draft = chosen(
        plan_of(place(KILLED)), headlines=[[line]], judge=Opinion(denies="Criminal blast")
    )
    assert draft.headline is None or draft.headline.text != line


def test_where_the_writer_has_no_line_the_lead_gives_one() -> None:
    lead, second = told("Fire destroyed the grain store in Ellin.", "Rill opened the new bridge.")
    draft = chosen(plan_of(place_of(lead), place_of(second)))
    assert draft.headline is not None
    assert draft.headline.text == "Fire destroyed the grain store in Ellin"
    assert draft.headline.evidence == (lead.evidence,)


def test_a_title_heads_the_brief_before_a_clause_cut_from_a_sentence_does() -> None:
    where = place("The harbour fire on Monday destroyed the grain store in Ellin, Rill said.")
    title = Headline("Fire destroyed grain store in Ellin", (where.evidence[0].evidence,))
    assert titled(where, title).headline == title


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"blast": 1.0, "ellin": 1.0, "kill": 1.0, "12": 1.0}, "Blast in Ellin killed 12 people"),
        (
            {"mayor": 1.0, "rill": 1.0, "wound": 1.0, "city": 1.0},
            "Mayor Ann Rill saw a wound to the city of Ellin",
        ),
    ],
)
def test_the_line_that_tells_most_of_the_event_heads_the_brief(
    event: dict[str, float], expected: str
) -> None:
    where = place(KILLED, "Mayor Ann Rill saw a wound to the city of Ellin.")
    lines = (("Blast in Ellin killed 12 people",),)
    written = Written(((),), (), lines, (), event)
    parses = parses_of(*where.evidence)
    draft = choose(written, plan_of(where), [], parses, LexicalReader(), YES, LIMITS)
    assert draft.headline is not None
    assert draft.headline.text == expected


EVENT = {"fire": 1.0, "grain": 1.0, "store": 1.0, "ellin": 1.0}


def _headed(where: PlannedSentence, event: dict[str, float], *titles: str) -> Headline | None:
    """Choose among titles where the writer has no line, the event known."""
    lines = tuple(Headline(t, (where.evidence[0].evidence,)) for t in titles)
    parses = parses_of(*where.evidence)
    written = Written(((),), (), ((),), lines, event)
    return choose(written, plan_of(where), [], parses, LexicalReader(), YES, LIMITS).headline


def test_a_less_loaded_title_heads_the_brief() -> None:
    where = place("A massive fire on Monday destroyed the grain store in Ellin, Rill said.")
    plain, loaded = (
        "Fire destroyed grain store in Ellin",
        "Massive fire destroyed grain store Ellin",
    )
    found = _headed(where, EVENT, loaded, plain)
    assert found is not None
    assert found.text == plain


def test_no_headline_is_better_than_one_that_tells_nothing_of_the_event() -> None:
    where = place("Rill opened the new bridge in Olmo.")
    assert _headed(where, {"fire": 1.0, "grain": 1.0}) is None
    assert _headed(where, {}) is not None  # where nothing is known of it


def test_a_sentence_that_cannot_be_cut_so_short_may_be_longer() -> None:
    names = ", ".join(f"Port {n}" for n in "Ellin Orsk Olmo Trevi Harm Varn Lusk Tarn Melk".split())
    text = f"The council closed the ports of {names}, Sorn and Port Vik for the rest of the week."
    assert LIMITS.cut_words - 3 < len(text.split()) <= LIMITS.sentence_words - 5
    (sentence,) = chosen(plan_of(place(text))).sentences
    assert sentence.candidate.text == f"{text.rstrip('.')}, {WIRE} reported."


@pytest.mark.parametrize(
    "line",
    [
        "Fire destroyed 9 grain stores in Ellin",
        "Fire destroyed store",
        "Shameful fire destroyed grain store in Ellin",
        "They destroyed grain store in Ellin",
        "Fire destroyed grain store in",
        "Monday in the harbour of Ellin",
    ],
)
def test_a_title_that_is_wrong_or_tells_nothing_heads_no_brief(line: str) -> None:
    where = place("The harbour fire on Monday destroyed the grain store in Ellin, Rill said.")
    draft = titled(where, Headline(line, (where.evidence[0].evidence,)))
    assert draft.headline is None or draft.headline.text != line


def test_words_in_single_marks_may_be_quoted_in_double_ones() -> None:
    where = place("Mayor Ann Rill called the blast in the port 'a wound to us all' on Monday.")
    text = 'Mayor Ann Rill on Monday called the blast "a wound to us all".'
    found = flaws(Candidate(text, "abstractive", where.evidence), where, [])
    assert not [reason for reason in found if "quot" in reason]


def test_an_empty_plan_gives_an_empty_draft() -> None:
    draft = chosen(plan_of())
    assert (draft.headline, draft.sentences, draft.disputes, draft.dropped) == (None, (), (), ())
