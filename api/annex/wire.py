"""What service and annex say to each other: JSON in frames, never pickled objects.

Service to annex: settings first; then orders, and after each report whether to go on.
Annex to service: what was loaded, or why nothing; then reports, and one end for each order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from multiprocessing.connection import Connection
from typing import Any

from pydantic import SecretStr

from api.desks import Order
from api.errors import BriefFailed, problem_of
from api.schemas import BriefAnswer, Problem
from api.settings import Settings
from models.errors import Cancelled, Flaw, InputError, WriterUnavailable
from models.news import Options, Posted

Said = dict[str, Any]
LOST = (EOFError, OSError)
"""What a connection raises when the other side came to its end."""

_OF_MODELS = (
    "encoder", "judge", "reader", "writer", "writer_url", "writer_model", "writer_key", "cache",
    "precision", "threads", "log",
)  # fmt: skip
"""The settings that loading takes, and how to log."""


def tell(connection: Connection, said: Mapping[str, Any]) -> None:
    """Send one message.

    Raises:
        OSError: the other side came to its end.
    """
    connection.send_bytes(json.dumps(said).encode())


def hear(connection: Connection) -> Said:
    """Wait for one message.

    Raises:
        EOFError, OSError: the other side came to its end.
    """
    found: Said = json.loads(connection.recv_bytes())
    return found


def of_settings(settings: Settings) -> Said:
    """Return what a loader needs to know, the writer's key in the clear: it stays in the pipe."""
    return {name: _plain(getattr(settings, name)) for name in _OF_MODELS}


def to_settings(said: Said) -> Settings:
    """Return the settings of this environment with what the service said."""
    return Settings(**said)


def _plain(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return value if value is None or isinstance(value, int) else str(value)


def of_order(order: Order) -> Said:
    """Return an order as it is sent."""
    return {
        "posted": [
            {**asdict(p), "published_at": p.published_at and p.published_at.isoformat()}
            for p in order.posted
        ],
        "options": asdict(order.options),
        "id": order.id,
        "created_at": order.created_at.isoformat(),
    }


def to_order(said: Said) -> Order:
    """Return an order that was sent."""
    posted = [
        Posted(**{**article, "published_at": _moment(article["published_at"])})
        for article in said["posted"]
    ]
    created_at = datetime.fromisoformat(said["created_at"])
    return Order(posted, Options(**said["options"]), said["id"], created_at)


def _moment(text: str | None) -> date | datetime | None:
    """A plain date stays one: it is day precision."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def of_answer(answer: BriefAnswer) -> Said:
    """Return the end of a walk that succeeded."""
    return {"answer": answer.model_dump_json()}


def of_error(error: Exception) -> Said:
    """Return the end of a walk that failed; what is unforeseen is logged here, and told by number.

    ``problem_of`` says nothing that was not written for callers.
    """
    if isinstance(error, Cancelled):
        return {"stopped": str(error)}
    if isinstance(error, WriterUnavailable):
        return {"writer": str(error)}
    if isinstance(error, InputError):
        return {"flaws": [asdict(flaw) for flaw in error.flaws]}
    return {"problem": problem_of(error).model_dump(mode="json")}


def to_answer(said: Said) -> BriefAnswer:
    """Return the answer that a walk ended with.

    Raises:
        Cancelled: it was stopped.
        WriterUnavailable: a remote writer did not answer.
        InputError: an article cannot be used.
        BriefFailed: anything else went wrong.
    """
    match said:
        case {"answer": str(answer)}:
            return BriefAnswer.model_validate_json(answer)
        case {"stopped": str(stage)}:
            raise Cancelled(stage)
        case {"writer": str(why)}:
            raise WriterUnavailable(why)
        case {"flaws": list(flaws)}:
            raise InputError(*(Flaw(**flaw) for flaw in flaws))
    raise BriefFailed(Problem.model_validate(said["problem"]))
