"""What the walk reports: running it, its sides as passages, and what it would show by default."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from benchmarks.disputes.scoring import Passage, Side
from models.limits import LIMITS
from models.news import Disagreement, Options, Posted
from models.pipeline import Newsroom, compare

FLOOR: float = LIMITS.disagreement_score
FRAMING_FLOOR: float = getattr(LIMITS, "framing_score", LIMITS.disagreement_score)


def day(written: str | None) -> date | None:
    """Read a date of the data: ISO, or a few with the month first."""
    for form in ("%Y-%m-%d", "%m/%d/%y"):
        try:
            return datetime.strptime(written or "", form).date()
        except ValueError:
            continue
    return None


def is_framing(d: Disagreement) -> bool:
    """Tell whether this is one of wording, motive or blame alone."""
    return d.kind == "framing" or d.status == "framing"


def floor_of(d: Disagreement, min_score: float | None) -> float:
    """Return the score from which this one is reported."""
    if min_score is not None:
        return min_score
    return FRAMING_FLOOR if is_framing(d) else FLOOR


def shown(found: Sequence[Disagreement], min_score: float | None) -> list[Disagreement]:
    """Return what is reported at the default or the given threshold."""
    return [d for d in found if d.score >= floor_of(d, min_score)]


def sides_of(d: Disagreement) -> list[Side]:
    """Return the passages of each position."""
    return [[Passage(e.article_id, e.start, e.end) for e in p.evidence] for p in d.positions]


def find(posted: Sequence[Posted], newsroom: Newsroom) -> list[Disagreement]:
    """Return all disagreements the walk has a score for."""
    return list(compare(posted, newsroom, Options(min_score=0.0)).disagreements)
