"""Whatever choosing lets through, nothing unsupported leaves verification, and nothing is lost."""

from __future__ import annotations

import pytest

from models.limits import LIMITS
from models.news import (
    Candidate,
    Checked,
    Disagreement,
    DisputeSentence,
    Draft,
    DraftSentence,
    Dropped,
    Headline,
    Method,
    PlannedSentence,
)
from models.ports import Judge
from models.verify import verify
from tests.models.support import (
    COURIER,
    WIRE,
    YES,
    Opinion,
    dispute_of,
    place_of,
    plan_of,
    position_of,
    reasons,
    told,
)

FEW = "The blast in the port of Ellin killed 12 people on Monday."
MORE = "A blast at the port of Ellin killed 15 people on Monday."
BRIDGE = "Engineers closed the northern bridge because of cracks in its pillars."
SCHOOL = "The school board hired eleven new teachers for the coming autumn term."


def drafted(
    place: PlannedSentence, text: str, support: float = 1.0, method: Method = "abstractive"
) -> DraftSentence:
    return DraftSentence(Candidate(text, method, place.evidence), place, support)


def verified(
    *sentences: DraftSentence,
    headline: Headline | None = None,
    disputes: tuple[DisputeSentence, ...] = (),
    disagreements: tuple[Disagreement, ...] = (),
    dropped: tuple[Dropped, ...] = (),
    max_words: int = 180,
    judge: Judge = YES,
) -> Checked:
    places = [s.place for s in sentences]
    told_of = [d.disagreement for d in disputes]
    plan = plan_of(*places, disputes=told_of, max_words=max_words)
    draft = Draft(headline, sentences, disputes, dropped, plan)
    return verify(draft, disagreements or tuple(told_of), {}, judge, LIMITS)


def test_what_is_right_stays_with_its_citations_and_origins() -> None:
    a, b = told(FEW, "A blast at the port of Ellin killed 12 people on Monday.")
    place = place_of(a, b)
    checked = verified(drafted(place, "A blast in the port of Ellin killed 12 people.", 0.87654))
    (sentence,) = checked.sentences
    assert sentence.citations == (a.evidence, b.evidence)
    assert (sentence.origins, sentence.support, sentence.method) == (2, 0.8765, "abstractive")
    assert sentence.disputed == ()
    assert checked.dropped == ()


def test_copies_are_one_origin() -> None:
    a, b = told(FEW, "A blast at the port of Ellin killed 12 people on Monday.")
    sentence = drafted(place_of(a, b), "A blast in the port of Ellin killed 12 people.")
    draft = Draft(None, (sentence,), (), (), plan_of(sentence.place))
    copies = {b.evidence.article_id: a.evidence.article_id}
    assert verify(draft, (), copies, YES, LIMITS).sentences[0].origins == 1


SLIPPED = {
    "a number": "A blast in the port of Ellin killed 19 people.",
    "a name": "A blast in the port of Orsk killed 12 people.",
    "a day": "A blast in the port of Ellin killed 12 people on Friday.",
    "a quotation": 'A "brutal" blast in the port of Ellin killed 12 people.',
    "a denial": "A blast in the port of Ellin did not kill 12 people.",
    "today": "A blast in the port of Ellin killed 12 people today.",
    "no end": "A blast in the port of Ellin killed 12 people",
    "markup": "A blast in the *port* of Ellin killed 12 people.",
    "two lines": "A blast in the port\nof Ellin killed 12 people.",
}


@pytest.mark.parametrize("text", SLIPPED.values(), ids=SLIPPED)
def test_what_slipped_through_is_dropped_and_listed(text: str) -> None:
    checked = verified(drafted(place_of(*told(FEW)), text))
    assert checked.sentences == ()
    assert reasons(checked.dropped)[text]


def test_what_was_dropped_before_stays_listed() -> None:
    before = Dropped("A wording.", "its reason")
    text = SLIPPED["a number"]
    checked = verified(drafted(place_of(*told(FEW)), text), dropped=(before,))
    assert checked.dropped[0] == before
    assert text in reasons(checked.dropped)


def test_weak_support_is_not_enough() -> None:
    text = "A blast in the port of Ellin killed 12 people."
    checked = verified(drafted(place_of(*told(FEW)), text, LIMITS.support - 0.01))
    assert reasons(checked.dropped) == {text: "not supported well enough by its evidence"}


def test_a_sentence_is_told_once() -> None:
    a, b = told(FEW, "A blast at the port of Ellin killed 12 people on Monday.")
    first = drafted(place_of(a), f"A blast at the port of Ellin killed 12 people, {WIRE} said.")
    again = drafted(place_of(b), f"A blast at the port of Ellin killed 12 people, {COURIER} said.")
    checked = verified(first, again)
    assert [s.text for s in checked.sentences] == [first.candidate.text]
    assert "again" in reasons(checked.dropped)[again.candidate.text]


@pytest.mark.parametrize("words", range(30, 61, 3))
def test_the_words_are_a_hard_limit_and_what_finds_no_room_is_listed(words: int) -> None:
    sentences = [
        drafted(place_of(s), f"{text[:-1]}, {s.source} said.", method="compressed")
        for text, s in zip([FEW, BRIDGE, SCHOOL], told(FEW, BRIDGE, SCHOOL), strict=True)
    ]
    checked = verified(*sentences, max_words=words)
    assert sum(len(s.text.split()) for s in checked.sentences) <= words
    assert checked.sentences[0].text == sentences[0].candidate.text, "the lead comes first"
    assert len(checked.sentences) + len(checked.dropped) == 3


# --- disputes ---------------------------------------------------------------------------------


def dispute() -> tuple[PlannedSentence, Disagreement]:
    few, more = told(FEW, MORE)
    found = dispute_of(position_of("12", few), position_of("15", more))
    return place_of(few, more, disagreements=(found,)), found


def test_a_dispute_stands_behind_the_sentence_with_its_evidence() -> None:
    place, found = dispute()
    lead = drafted(place, f"A blast in the port of Ellin killed 12 people, {WIRE} reported.")
    bridge = drafted(
        place_of(told(FEW, MORE, BRIDGE)[2]), f"{BRIDGE[:-1]}, Ridge Post said.", 1.0, "compressed"
    )
    checked = verified(lead, bridge, disputes=(DisputeSentence(found.note, "compressed", found),))
    assert [s.text for s in checked.sentences] == [
        lead.candidate.text,
        found.note,
        bridge.candidate.text,
    ]
    assert [s.disputed for s in checked.sentences] == [("d1",), ("d1",), ()]
    assert checked.sentences[1].citations == tuple(e for p in found.positions for e in p.evidence)
    assert checked.sentences[1].origins == 2


@pytest.mark.parametrize(
    "text",
    [
        f"{WIRE} reported that 15 people were killed, while {COURIER} reported 12.",
        f"{WIRE} reported that 12 people were killed.",
        f"{WIRE} reported 12 killed, while {COURIER} reported 15, or even 40.",
        f"{WIRE} reported 12 killed, while {COURIER} reported 15",
    ],
    ids=["swapped", "one side", "invented", "no end"],
)
def test_a_dispute_told_wrongly_is_dropped_and_listed(text: str) -> None:
    _, found = dispute()
    checked = verified(disputes=(DisputeSentence(text, "abstractive", found),))
    assert checked.sentences == ()
    assert text in reasons(checked.dropped)


def test_a_dispute_is_put_before_the_judge() -> None:
    _, found = dispute()
    text = f"{WIRE} reported 12 people murdered, while {COURIER} reported 15."
    checked = verified(
        disputes=(DisputeSentence(text, "abstractive", found),), judge=Opinion(denies="murdered")
    )
    assert checked.sentences == ()
    assert text in reasons(checked.dropped)


def test_a_dispute_without_room_is_listed() -> None:
    _, found = dispute()
    long = f"{WIRE} reported that 12 people were killed in the port, while {COURIER} reported 15."
    one = DisputeSentence(long, "abstractive", found)
    checked = verified(disputes=(one, one, one), max_words=30)
    assert sum(len(s.text.split()) for s in checked.sentences) <= 30
    assert long in reasons(checked.dropped)


def test_a_dispute_does_not_take_the_place_of_the_lead() -> None:
    """Thirty words hold what happened; a dispute that does not fit beside it is in the list."""
    place, found = dispute()
    lead = drafted(
        place, f"A blast in the port of Ellin killed 12 people at noon, {WIRE} reported."
    )
    told = DisputeSentence(found.note, "compressed", found)
    words = len(lead.candidate.text.split()) + len(found.note.split())
    for room, expected in (
        (words, [lead.candidate.text, found.note]),
        (words - 1, [lead.candidate.text]),
    ):
        checked = verified(lead, disputes=(told,), max_words=room)
        assert [s.text for s in checked.sentences] == expected


def test_a_disputed_value_without_its_source_is_dropped() -> None:
    place, found = dispute()
    text = "A blast in the port of Ellin killed 12 people."
    checked = verified(drafted(place, text), disagreements=(found,))
    assert checked.sentences == ()
    assert "disputed" in reasons(checked.dropped)[text]


def test_the_other_side_is_no_origin_of_a_disputed_value() -> None:
    place, found = dispute()
    text = f"A blast in the port of Ellin killed 12 people, {WIRE} reported."
    checked = verified(drafted(place, text), disagreements=(found,))
    assert [s.origins for s in checked.sentences] == [1]


@pytest.mark.parametrize("status", ["contradiction", "superseded", "inconsistent"])
def test_a_sentence_with_a_disputed_value_names_the_dispute(status: str) -> None:
    few, more = told(FEW, MORE)
    found = dispute_of(position_of("12", few), position_of("15", more), status=status)
    text = f"A blast in the port of Ellin killed 12 people, {WIRE} reported."
    checked = verified(drafted(place_of(few), text), disagreements=(found,))
    assert [s.disputed for s in checked.sentences] == [("d1",)]


# --- the headline -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Blast in Ellin kills 19", "Blast in Orsk kills 12", 'Blast in Ellin: "We will rebuild"'],
)
def test_a_wrong_headline_is_dropped_and_listed(line: str) -> None:
    (few,) = told(FEW)
    checked = verified(headline=Headline(line, (few.evidence,)))
    assert checked.headline is None
    assert line in reasons(checked.dropped)


def test_a_headline_with_a_disputed_value_is_dropped() -> None:
    place, found = dispute()
    line = Headline("Blast in Ellin kills 12", (place.evidence[0].evidence,))
    assert verified(headline=line, disagreements=(found,)).headline is None


def test_a_right_headline_stays() -> None:
    (few,) = told(FEW)
    line = Headline("Blast in port of Ellin kills 12", (few.evidence,))
    assert verified(headline=line).headline == line


def test_an_empty_draft_gives_an_empty_brief() -> None:
    checked = verified()
    assert (checked.headline, checked.sentences, checked.dropped) == (None, (), ())
