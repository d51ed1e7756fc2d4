"""What somebody in Slack asked for, as it is kept until it is answered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article's text, and its outlet where that was given."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of Slack's."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish for a brief, and where it goes.

    ``thread`` is the message under which the answer goes; None: a message of ours is put into the
    channel for that. ``read`` is the message whose thread holds the articles. ``again`` is a brief
    whose articles are to be briefed in ``words`` words.
    """

    team: str
    channel: str
    user: str
    thread: str | None = None
    read: str | None = None
    urls: tuple[str, ...] = ()
    texts: tuple[Pasted, ...] = ()
    files: tuple[Attached, ...] = ()
    again: str | None = None
    words: int | None = None

    @property
    def owner(self) -> str:
        """Return whom the brief belongs to."""
        return owner_of(self.team)

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self))


def asked_of(written: str) -> Asked:
    """Return what ``Asked.written`` wrote."""
    fields = json.loads(written)
    return Asked(
        **{
            **fields,
            "urls": tuple(fields["urls"]),
            "texts": tuple(Pasted(**text) for text in fields["texts"]),
            "files": tuple(Attached(**file) for file in fields["files"]),
        }
    )


def owner_of(team: str) -> str:
    """Return whom the briefs of a workspace belong to."""
    return f"slack:{team}"[:64]


def key_of(*parts: str) -> str:
    """Return the key of a request: what stays the same however often Slack delivers it."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
