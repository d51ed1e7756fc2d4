"""What is said while a brief is made, and where there will be none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.slack.blocks import Message, Said, header, paragraph
from api.slack.blocks_brief import counted
from api.slack.cutting import shortened

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer
    from api.store import Snapshot

MOST_WHY = 600
"""Characters of a reason; more helps nobody."""

STAGES = {
    "clean": "cleaning the articles",
    "encode": "reading the sentences",
    "group": "grouping what is said",
    "read": "reading facts",
    "compare": "comparing the sources",
    "write": "writing",
    "check": "checking each sentence",
}


def progress(snapshot: Snapshot, asker: str) -> Message:
    """Return how far a brief is; ``asker`` is the id of the person who wants it."""
    articles = counted(snapshot.articles, "article")
    said = f"is getting a brief of {articles}: {_stage(snapshot)}"
    return Message(
        f"A brief of {articles} is being made.", tuple(paragraph(Said("", user=asker), Said(said)))
    )


def _stage(snapshot: Snapshot) -> str:
    if snapshot.status == "queued" or snapshot.stage is None:
        return "waiting for its turn …"
    doing = STAGES.get(snapshot.stage, "working")
    return f"{doing} (step {min(snapshot.done + 1, snapshot.total)} of {snapshot.total}) …"


def finished(answer: BriefAnswer, asker: str) -> Message:
    """Return what the message above a brief says in the end: the brief stands in its thread."""
    articles = counted(len(answer.articles), "article")
    disputes = counted(len(answer.disagreements), "disagreement")
    said = f"asked for a brief of {articles}: it stands in the thread, with {disputes}."
    title = [header(answer.headline)] if answer.headline.strip() else []
    blocks = [*title, *paragraph(Said("", user=asker), Said(said))]
    return Message(f"A brief of {articles} is in the thread.", tuple(blocks))


def note(said: str, asker: str | None = None) -> Message:
    """Return a message of one paragraph; only in our words, for a notification shows it too."""
    person = [Said("", user=asker)] if asker else []
    return Message(said, tuple(paragraph(*person, Said(said))))


def failure(why: str, asker: str) -> Message:
    """Return why there is no brief; ``why`` may name what a caller gave."""
    said = "There is no brief."
    told = Said(f"{said} {shortened(why, MOST_WHY)}")
    return Message(said, tuple(paragraph(Said("", user=asker), told)))
