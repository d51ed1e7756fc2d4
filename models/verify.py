"""Draft -> checked: what is not supported, repeats or does not fit is dropped, and listed.

The hard checks are run again here, on the finished sentences, so that nothing that choosing or a
later change does can bring an unsupported word into a brief.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.checks import folded
from models.choosing import UNSUPPORTED, flaws
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
)
from models.origins import count_origins
from models.ports import Judge
from models.similarity import stem
from models.values import contested, holds_value


def verify(
    draft: Draft,
    disagreements: Sequence[Disagreement],
    copies: Mapping[str, str],
    judge: Judge,
    limits: Limits,
) -> Checked:
    """Return the sentences that pass, in order, within the plan's words.

    Args:
        draft: what choosing made.
        disagreements: all of them; those worth telling get a sentence of their own.
        copies: which article is a copy of which.
        judge: asked about the sentences that report a dispute.
        limits: thresholds.
    """
    at_issue = contested(disagreements)
    kept: list[DraftSentence] = []
    dropped = list(draft.dropped)
    words = 0
    told = _told(draft, limits)
    reserve = sum(len(d.text.split()) for d in told)
    for sentence in _by_weight(draft):
        length = len(sentence.candidate.text.split())
        wrong = _wrong(sentence, kept, at_issue, limits)
        if not wrong and words + length + reserve > draft.plan.max_words:
            wrong = "no room within max_words"
        if wrong:
            dropped.append(Dropped(sentence.candidate.text, wrong))
            continue
        kept.append(sentence)
        words += length
    ordered = [s for s in draft.sentences if s in kept]
    sentences = [_finished(s, at_issue, copies) for s in ordered]
    sentences = _with_disputes(sentences, told, at_issue, copies)
    return Checked(_headline(draft, at_issue), tuple(sentences), tuple(dropped))


def _by_weight(draft: Draft) -> list[DraftSentence]:
    """Return the lead, then the planned places, then the spare ones."""
    places = [*draft.plan.places, *draft.plan.spare]
    return sorted(draft.sentences, key=lambda s: places.index(s.place))


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
    return len(mine & theirs) >= limits.repeated_share * min(len(mine), len(theirs))


def _stems(text: str) -> set[str]:
    return {stem(w) for w in folded(text).split() if len(w) > 3}


def _finished(
    sentence: DraftSentence, at_issue: Sequence[Disagreement], copies: Mapping[str, str]
) -> BriefSentence:
    candidate = sentence.candidate
    disputed = tuple(d.id for d in at_issue if holds_value(candidate.text, d))
    return BriefSentence(
        text=candidate.text,
        support=round(sentence.support, 4),
        origins=count_origins(candidate.evidence, copies),
        method=candidate.method,
        citations=tuple(s.evidence for s in candidate.evidence),
        disputed=disputed,
    )


def _told(draft: Draft, limits: Limits) -> list[DisputeSentence]:
    """Return the disputes that may be told, in at most half of the brief's words."""
    told: list[DisputeSentence] = []
    room = draft.plan.max_words // 2
    for dispute in draft.disputes:
        length = len(dispute.text.split())
        if length <= room and not dispute_flaws(dispute.text, dispute.disagreement, limits):
            told.append(dispute)
            room -= length
    return told


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


def _headline(draft: Draft, at_issue: Sequence[Disagreement]) -> Headline | None:
    headline = draft.headline
    if headline is None:
        return None
    quotes = [e.quote for e in headline.evidence]
    return None if headline_flaws(headline.text, quotes, at_issue) else headline
