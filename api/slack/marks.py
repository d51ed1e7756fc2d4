"""Which messages of a brief stand in Slack already, though nobody noted them.

Slack has no key that makes posting twice harmless. So each message carries, as its metadata, which
brief it is of and its place in it, and whoever takes an errand over looks for that before posting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

ANNOUNCEMENT = 0
"""The place of the message that is edited; those of the brief itself are counted from 1."""

_EVENT = "crosswire_brief"


def mark(brief: str, place: int) -> dict[str, Any]:
    """Return the metadata of a message. Every app of the workspace may read it."""
    return {"event_type": _EVENT, "event_payload": {"brief": brief, "place": str(place)}}


def marked(messages: Iterable[Mapping[str, Any]], brief: str) -> dict[int, str]:
    """Return the timestamps of the messages of a brief by their places."""
    found: dict[int, str] = {}
    for message in messages:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        place = str(payload.get("place", ""))
        ours = metadata.get("event_type") == _EVENT and payload.get("brief") == brief
        if ours and place.isdecimal():
            found.setdefault(int(place), str(message["ts"]))
    return found
