"""Draft -> checked: what is not supported, repeats or does not fit is dropped, and listed.

The hard checks are run again here, on the finished sentences, so that nothing that choosing or a
later change does can bring an unsupported word into a brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.checks import UNSUPPORTED, folded
from models.choosing import flaws, same_side
from models.coherence import in_order, unanchored
from models.disputing import dispute_flaws
from models.headlines import headline_flaws
from models.limits import Limits
from models.news import (
    BriefSentence,
    Candidate,
    Checked,
    Disagreement,
    DisputeSentence,
    Draft,
    DraftSentence,
    Dropped,
    Headline,
    PlannedSentence,
)
from models.origins import count_origins
from models.persons import Known, introduced
from models.ports import Judge
from models.similarity import shared_counts, stem
from models.values import contested, holds_value

_FITTINGS = 8  # tries to find sentences that fit with their names in full


def verify(
    draft: Draft,
    disagreements: Sequence[Disagreement],
    copies: Mapping[str, str],
    judge: Judge,
    limits: Limits,
    known: Known = MappingProxyType({}),
) -> Checked:
    """Return the sentences that pass, in order, within the plan's words.

    Args:
        draft: what choosing made.
        disagreements: all of them; those worth telling get a sentence of their own.
        copies: which article is a copy of which.
        judge: asked about the sentences that report a dispute.
        limits: thresholds.
        known: persons by article and surname, to be named in full at first.
    """
    at_issue = contested(disagreements)
    told, untold = _told(draft, judge, limits)
    room = draft.plan.max_words - sum(len(d.text.split()) for d in told)
    for _ in range(_FITTINGS):
        kept, lost = _coherent(draft, at_issue, room, limits)
        finished = [_finished(s, at_issue, copies) for s in kept]
        bare = _with_disputes(finished, told, at_issue, copies)
        sentences = introduced(bare, known, draft.plan.max_words)
        over = _words(sentences) - draft.plan.max_words
        if over <= 0:
            break
        room -= over  # full names need room too
    else:
        sentences = introduced(bare, known, draft.plan.max_words - _words(bare))
    headline, unheaded = _headline(draft, at_issue)
    dropped = (*draft.dropped, *lost, *untold, *unheaded)
    return Checked(headline, tuple(sentences), dropped)


def _words(sentences: Sequence[BriefSentence]) -> int:
    return sum(len(s.text.split()) for s in sentences)


def _coherent(
    draft: Draft, at_issue: Sequence[Disagreement], room: int, limits: Limits
) -> tuple[list[DraftSentence], list[Dropped]]:
    """Return the sentences that pass and fit and lean on nothing that is not told, in order.

    Where one is left out for that, another gets its room. A few are told even so.
    """
    out: list[DraftSentence] = []
    reasons: list[Dropped] = []
    while True:
        able = [s for s in draft.sentences if s not in out]
        kept, lost = _kept(replace(draft, sentences=tuple(able)), at_issue, room, limits)
        lead = next((s for s in kept if s.place == draft.plan.lead), None)
        ordered = in_order(kept, lead)
        loose = next(((s, w) for s, w in _leaning(ordered, draft.plan.lead) if w), None)
        if loose is None or len(ordered) <= limits.fewest_sentences:
            return ordered, [*reasons, *lost]
        out.append(loose[0])
        said = f'speaks of "the {min(loose[1])}" before anything told of it'
        reasons.append(Dropped(loose[0].candidate.text, said))


def _leaning(
    ordered: Sequence[DraftSentence], lead: PlannedSentence | None
) -> Iterator[tuple[DraftSentence, frozenset[str]]]:
    """Yield the sentences with what they take for told and is not; a lead may name its things."""
    for i, sentence in enumerate(ordered):
        before = [s.candidate.text for s in ordered[:i]]
        takes = sentence.opens_with if sentence.place == lead else sentence.leans
        yield sentence, unanchored(takes, before)


def _kept(
    draft: Draft, at_issue: Sequence[Disagreement], room: int, limits: Limits
) -> tuple[list[DraftSentence], list[Dropped]]:
    """Return the sentences that pass and fit, the lead and the most salient first."""
    kept: list[DraftSentence] = []
    lost: list[Dropped] = []
    for sentence in sorted(
        draft.sentences, key=lambda s: (s.place != draft.plan.lead, s.place.rank)
    ):
        length = len(sentence.candidate.text.split())
        wrong = _wrong(sentence, kept, at_issue, limits)
        if not wrong and length > room:
            wrong = "no room within max_words"
        if wrong:
            lost.append(Dropped(sentence.candidate.text, wrong))
            continue
        kept.append(sentence)
        room -= length
    return kept, lost


def _wrong(
    sentence: DraftSentence,
    kept: Sequence[DraftSentence],
    at_issue: Sequence[Disagreement],
    limits: Limits,
) -> str | None:
    """Return why a sentence may not stay, or None."""
    found = flaws(sentence.candidate, sentence.place, at_issue)
    if found:
        return found[0]
    if sentence.support < limits.support:
        return UNSUPPORTED
    if any(_repeats(sentence.candidate, k.candidate, limits) for k in kept):
        return "says again what an earlier sentence says"
    return None


def _repeats(a: Candidate, b: Candidate, limits: Limits) -> bool:
    mine, theirs = _stems(a.text), _stems(b.text)
    if shared_counts(a.text, b.text):
        return True
    return len(mine & theirs) >= limits.repeated_share * min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {stem(w) for w in folded(text).split() if len(w) > 3}


def _finished(
    sentence: DraftSentence, at_issue: Sequence[Disagreement], copies: Mapping[str, str]
) -> BriefSentence:
    candidate = sentence.candidate
    evidence = same_side(candidate.text, candidate.evidence, at_issue)
    disputed = tuple(d.id for d in at_issue if holds_value(candidate.text, d))
    return BriefSentence(
        text=candidate.text,
        support=round(sentence.support, 4),
        origins=count_origins(evidence, copies),
        method=candidate.method,
        citations=tuple(s.evidence for s in evidence),
        disputed=disputed,
    )


def _told(
    draft: Draft, judge: Judge, limits: Limits
) -> tuple[list[DisputeSentence], list[Dropped]]:
    """Return the disputes that may be told, in at most half of the words, beside the lead.

    What happened comes first: a dispute that has no room beside it stands in the list alone.
    """
    told: list[DisputeSentence] = []
    lost: list[Dropped] = []
    lead = (s.candidate.text for s in draft.sentences if s.place == draft.plan.lead)
    left = draft.plan.max_words - len(next(lead, "").split())
    room = min(draft.plan.max_words // 2, left)
    for dispute in draft.disputes:
        wrong = dispute_flaws(dispute.text, dispute.disagreement, limits)
        quotes = "\n".join(folded(e.quote) for e in dispute.evidence)
        if not wrong and dispute.method == "abstractive":
            support = judge.support([(quotes, dispute.text)])[0]
            wrong = [] if support >= limits.support else [UNSUPPORTED]
        if not wrong and len(dispute.text.split()) > room:
            wrong = ["no room within max_words"]
        if wrong:
            lost.append(Dropped(dispute.text, wrong[0]))
            continue
        told.append(dispute)
        room -= len(dispute.text.split())
    return told, lost


def _with_disputes(
    sentences: list[BriefSentence],
    told: Sequence[DisputeSentence],
    at_issue: Sequence[Disagreement],
    copies: Mapping[str, str],
) -> list[BriefSentence]:
    """Put each dispute behind the first sentence that rests on the same evidence."""
    result = list(sentences)
    for dispute in told:
        evidence = dispute.evidence
        report = BriefSentence(
            text=dispute.text,
            support=round(dispute.support, 4),
            origins=len({copies.get(e.article_id, e.article_id) for e in evidence}),
            method=dispute.method,
            citations=evidence,
            disputed=tuple(d.id for d in at_issue if holds_value(dispute.text, d)),
        )
        at = next((i for i, s in enumerate(result) if set(s.citations) & set(evidence)), None)
        result.insert(len(result) if at is None else at + 1, report)
    return result


def _headline(
    draft: Draft, at_issue: Sequence[Disagreement]
) -> tuple[Headline | None, list[Dropped]]:
    headline = draft.headline
    if headline is None:
        return None, []
    wrong = headline_flaws(headline.text, [e.quote for e in headline.evidence], at_issue)
    if wrong:
        return None, [Dropped(headline.text, f"headline: {wrong[0]}")]
    return headline, []
