"""Where walks are made: the seam between those who want a brief and the models.

``OwnDesk`` walks in the calling thread, with models in this process; ``api.annex`` has a desk whose
models are in a process of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from api.schemas import BriefAnswer, answer_of
from models.news import Options, Posted
from models.pipeline import Newsroom, summarise
from models.ports import Progress


@dataclass(frozen=True, slots=True)
class Order:
    """One walk: articles with their texts, what was chosen, and the name of the brief."""

    posted: Sequence[Posted]
    options: Options
    id: str
    created_at: dt.datetime


class Desk(Protocol):
    """Makes briefs; several threads may ask at once."""

    @property
    def models(self) -> dict[str, str]:
        """What briefs are made with, by part."""
        ...

    def brief(self, order: Order, progress: Progress) -> BriefAnswer:
        """Make a brief: blocks for seconds; what ``progress`` raises ends the walk.

        Raises:
            InputError: an article cannot be used as it is.
            WriterUnavailable: a remote writer did not answer.
            BriefFailed: it failed in another process, which has logged why.
            ModelsLost: that process came to its end.
        """
        ...


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """The models of this process."""

    newsroom: Newsroom

    @property
    def models(self) -> dict[str, str]:
        """What is loaded."""
        return self.newsroom.models

    def brief(self, order: Order, progress: Progress) -> BriefAnswer:
        """Walk in this thread."""
        made = summarise(order.posted, self.newsroom, order.options, progress=progress)
        return answer_of(made, order.id, order.created_at)
