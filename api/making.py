"""From a request to its answer: the same for a caller who waits and for a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from api.desks import Desk, Order
from api.fetching.gathered import Gathered
from api.schemas import BriefAnswer, BriefRequest, new_id, now, options_of, posted_of
from api.store import Asker, Claim, Draft
from models.news import Posted
from models.pipeline import STAGES
from models.ports import Progress

NOBODY = Asker()


def draft_of(request: BriefRequest, asker: Asker = NOBODY, claim: Claim | None = None) -> Draft:
    """Return a request as it is queued or kept, under a new id.

    Raises:
        InputError: two articles have the same id.
    """
    posted_of(request)
    return Draft(
        id=new_id(),
        request=request.model_dump_json(exclude_unset=True),
        articles=len(request.articles),
        stages=len(STAGES),
        created_at=now(),
        keep=request.options.store,
        asker=asker,
        claim=claim,
    )


def answer_to(
    request: BriefRequest,
    gathered: Gathered,
    desk: Desk,
    id: str,  # noqa: A002
    created_at: dt.datetime,
    progress: Progress,
) -> BriefAnswer:
    """Walk from articles to the answer: seconds of a thread's time.

    Args:
        request: its options count.
        gathered: its articles, with those that were fetched.
        desk: where it is made.
        id: of the brief.
        created_at: when it was asked for.
        progress: hears of every stage.

    Raises:
        InputError: an article cannot be used as it is.
        WriterUnavailable: a remote writer did not answer.
        ModelsLost: the process that holds the models came to its end.
    """
    options = options_of(request)

    def brief(posted: Sequence[Posted]) -> BriefAnswer:
        return desk.brief(Order(posted, options, id, created_at), progress)

    return gathered.briefed(brief)


def size_of(gathered: Gathered) -> int:
    """Return what the time to make a brief grows with: the characters of its articles."""
    return sum(len(p.text or p.html or "") for p in gathered.posted)
