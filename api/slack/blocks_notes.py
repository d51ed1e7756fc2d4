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


def announcement(articles: int, asker: str) -> Message:
    """Return the message that will tell how far a brief is."""
    return _standing(articles, "waiting for its turn …", asker)


def progress(snapshot: Snapshot, asker: str) -> Message:
    """Return how far a brief is; ``asker`` is the id of the person who wants it."""
    return _standing(snapshot.articles, _stage(snapshot), asker)


def _standing(articles: int, doing: str, asker: str) -> Message:
    number = counted(articles, "article")
    said = f"is getting a brief of {number}: {doing}"
    blocks = paragraph(Said("", user=asker), Said(said))
    return Message(f"A brief of {number} is being made.", tuple(blocks))


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


def judged(verdict: str, by: str, reason: str | None) -> Message:
    """Return that somebody approved or rejected a brief, for all in its thread."""
    said = f"{verdict} this brief"
    why = [Said(f"“{shortened(reason, MOST_WHY)}”")] if reason else []
    blocks = paragraph(Said("", user=by), Said(f"{said}{':' if why else '.'}"), *why)
    return Message(f"Somebody {said}.", tuple(blocks))


def failure(why: str, asker: str) -> Message:
    """Return why there is no brief; ``why`` may name what a caller gave."""
    said = "There is no brief."
    told = Said(f"{said} {shortened(why, MOST_WHY)}")
    return Message(said, tuple(paragraph(Said("", user=asker), told)))
