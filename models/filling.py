"""A short brief uses its words: where no second sentence fits, one is cut to fit.

Forty words hold a lead of 25 and no sentence more of its kind. Rather than to leave a third of them
empty, the most central place is told in fewer words, or else the lead in more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from models.limits import Limits
from models.news import Candidate, DraftSentence, Plan, PlannedSentence
from models.ports import Judge

Shortened = Callable[[PlannedSentence, int], Iterator[Candidate]]
"""Called as ``shortened(place, words)``: wordings of a place in at most so many words."""


def filled(
    chosen: Sequence[DraftSentence],
    plan: Plan,
    able: Mapping[PlannedSentence, Sequence[Candidate]],
    shortened: Shortened,
    judge: Judge,
    limits: Limits,
) -> list[DraftSentence]:
    """Return the sentences, one of them reworded if a short brief would else end early.

    Args:
        chosen: one for each place that can be filled.
        plan: a long one (``limits.short_brief``) is returned as it is.
        able: by place, what else could stand there: supported and without flaws.
        shortened: cuts what is evidence of a place.
        judge: asked about what is cut.
        limits: thresholds.
    """
    lead = next((s for s in chosen if s.place == plan.lead), None)
    if lead is None or plan.max_words > limits.short_brief:
        return list(chosen)
    room = plan.max_words - _words(lead.candidate)
    rest = sorted((s for s in chosen if s is not lead), key=lambda s: s.place.rank)
    for sentence in rest[: limits.refilled] if room >= limits.least_room else ():
        if _words(sentence.candidate) <= room:
            return list(chosen)
        shorter = _fitting(sentence, room, able, shortened, judge, limits)
        if shorter:
            return [shorter if s is sentence else s for s in chosen]
    if any(_words(s.candidate) <= room for s in rest):
        return list(chosen)
    own = {lead.place: [c for c in able.get(lead.place, ()) if _of_one(c, lead.candidate)]}
    longer = _fitting(lead, plan.max_words, own, shortened, judge, limits, own=True) or lead
    more = _words(longer.candidate) >= _words(lead.candidate) + limits.more_of_lead
    return [longer if more and s is lead else s for s in chosen]


def _fitting(
    sentence: DraftSentence,
    room: int,
    able: Mapping[PlannedSentence, Sequence[Candidate]],
    shortened: Shortened,
    judge: Judge,
    limits: Limits,
    *,
    own: bool = False,
) -> DraftSentence | None:
    """Return the longest wording of a place that fits, or None; ``own``: of the same passage."""
    told = [c for c in able.get(sentence.place, ()) if _words(c) <= room]
    cut = [c for c in shortened(sentence.place, room) if _words(c) <= room]
    cut = [c for c in cut if not own or _of_one(c, sentence.candidate)]
    for candidate in sorted({*told, *cut}, key=lambda c: (-_words(c), c.text)):
        evidence = "\n".join(s.text for s in candidate.evidence)
        support = judge.support([(evidence, candidate.text)])[0]
        if support >= limits.support:
            return replace(sentence, candidate=candidate, support=support)
    return None


def _of_one(a: Candidate, b: Candidate) -> bool:
    """Tell wordings of one passage: another may leave out whom the lead names."""
    return a.evidence[0] == b.evidence[0]


def _words(candidate: Candidate) -> int:
    return len(candidate.text.split())
