"""A short brief uses its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.filling import filled
from models.lexical import LexicalJudge
from models.limits import LIMITS
from models.news import Candidate, DraftSentence, Plan, PlannedSentence
from tests.models.support import claim_of, told

LEAD = "The dam above the town of Olmo broke on Monday night and two bridges were swept away."
SECOND = (
    "Rescuers with boats took forty people off the roofs of their houses, the mayor said on "
    "Tuesday, after the river had risen by three metres within a single hour of the night."
)


def drafted(max_words: int) -> tuple[Plan, list[DraftSentence]]:
    """Return a plan of two places and a sentence for each."""
    sentences = told(LEAD, SECOND)
    places = tuple(PlannedSentence(claim_of(s), (s,), 40, rank=i) for i, s in enumerate(sentences))
    plan = Plan(places[0], places, (), (), max_words, "prose")
    texts = (Candidate(s.text, "compressed", (s,)) for s in sentences)
    return plan, [DraftSentence(c, p, 1.0) for c, p in zip(texts, places, strict=True)]


def first_words(place: PlannedSentence, room: int) -> Iterator[Candidate]:
    """Cut a place's evidence after so many words."""
    words = place.evidence[0].text.rstrip(".").split()[:room]
    yield Candidate(" ".join(words) + ".", "compressed", place.evidence)


def texts(found: list[DraftSentence]) -> list[str]:
    return [s.candidate.text for s in found]


def test_a_second_sentence_is_cut_to_the_room_that_is_left() -> None:
    plan, chosen = drafted(max_words=30)
    lead, second = texts(filled(chosen, plan, {}, first_words, LexicalJudge(), LIMITS))
    assert lead == LEAD
    assert len(lead.split()) + len(second.split()) == plan.max_words
    assert SECOND.startswith(second.rstrip("."))


def test_nothing_is_cut_where_it_fits_or_where_the_brief_is_long() -> None:
    for words in (len(f"{LEAD} {SECOND}".split()), LIMITS.short_brief + 1):
        plan, chosen = drafted(max_words=words)
        assert filled(chosen, plan, {}, first_words, LexicalJudge(), LIMITS) == chosen


def test_what_the_evidence_does_not_support_fills_nothing() -> None:
    plan, chosen = drafted(max_words=30)

    def invented(place: PlannedSentence, room: int) -> Iterator[Candidate]:
        yield Candidate("Nobody there had slept for weeks.", "compressed", place.evidence)

    assert filled(chosen, plan, {}, invented, LexicalJudge(), LIMITS) == chosen


def test_without_room_for_another_sentence_the_lead_is_told_in_more_words() -> None:
    plan, chosen = drafted(max_words=20)
    short = replace(chosen[0].candidate, text="The dam above the town of Olmo broke on Monday.")
    chosen[0] = replace(chosen[0], candidate=short)
    whole = Candidate(LEAD, "compressed", chosen[0].place.evidence)

    def nothing(place: PlannedSentence, room: int) -> Iterator[Candidate]:
        yield from ()

    able = {chosen[0].place: [whole]}
    found = filled(chosen, plan, able, nothing, LexicalJudge(), LIMITS)
    assert texts(found) == [LEAD, SECOND]


def test_a_longer_lead_is_of_the_same_passage() -> None:
    """Another source's words may leave out whom the lead names."""
    plan, chosen = drafted(max_words=20)
    short = replace(chosen[0].candidate, text="The dam above the town of Olmo broke on Monday.")
    chosen[0] = replace(chosen[0], candidate=short)
    other = Candidate(LEAD, "compressed", chosen[1].place.evidence)
    found = filled(
        chosen, plan, {chosen[0].place: [other]}, lambda *_: iter(()), LexicalJudge(), LIMITS
    )
    assert texts(found) == [short.text, SECOND]
