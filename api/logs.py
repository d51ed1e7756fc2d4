"""The log: one line for each event, as text or as JSON (``CROSSWIRE_LOG=json``).

A line has the id of the request that it belongs to. It never has what was posted: messages are
written for it, and of an exception only its type and the places that it came through are told,
because its own words may quote an article.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from secrets import token_hex
from types import TracebackType
from typing import Any, Literal, TextIO

REQUEST_ID: ContextVar[str | None] = ContextVar("crosswire_request_id", default=None)
"""The id of the request that is being served, in its tasks and their threads."""
ABOUT = "about"
"""The attribute of a record that holds its fields: ``extra={ABOUT: {...}}``."""

_SAFE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_QUOTING = ("trafilatura", "htmldate")
"""Libraries whose warnings quote pages."""

Form = Literal["text", "json"]
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def request_id(given: str | None) -> str:
    """Return the id that a caller gave, if it is one that a log can bear; else a new one."""
    return given if given and _SAFE.fullmatch(given) else token_hex(8)


class Lines(logging.Formatter):
    """Readable lines; the request's id at their end."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return one record as a line; the frames of an exception follow on lines of their own."""
        found = REQUEST_ID.get()
        return super().format(record) + (f" [{found}]" if found else "")

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  # logging's own name
        """Return type and places of an exception, without its words."""
        return _without_words(ei)


class JsonLines(Lines):
    """One JSON object on each line: ``time``, ``level``, ``logger``, ``event``, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one record as JSON without line breaks."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        said: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if found := REQUEST_ID.get():
            said["request_id"] = found
        said |= getattr(record, ABOUT, {})
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def _without_words(raised: _Raised) -> str:
    kind, _, trace = raised
    frames = "".join(traceback.format_tb(trace))
    return f"{frames}{kind.__qualname__ if kind else ''}"


def log_to_stderr(form: Form = "text", stream: TextIO | None = None) -> None:
    """Log everything to standard error, this project's and the server's own events included."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("crosswire", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in _QUOTING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
