"""From what somebody asked for to a request as the HTTP door takes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from anyio.to_thread import run_sync

from api.files.decoding import Unreadable, decode
from api.files.posting import posting_of
from api.reading import request_of
from api.schemas import BriefRequest
from api.settings import Settings
from api.slack.asked import Asked, Attached, Pasted
from api.slack.blocks_brief import counted
from api.slack.collecting import Collected, collected
from api.slack.errors import NO_FETCHING, CannotBrief
from api.slack.web import Web
from api.store import Store

NOTHING_THERE = (
    "I found no article here: no link, no text of some length, no text file. Put links or texts "
    "into the thread and ask again, or use the shortcut “Brief articles”."
)
OFF = ". Fetching is off (CROSSWIRE_FETCH=1 turns it on)."
INSIDE = " inside longer texts. On a line of its own a link is briefed."
NO_TEXT = " without readable text. Only text, Markdown and HTML files can be briefed."
GONE = "That brief was erased, so its articles are no longer here."
LEAST_WORDS, MOST_WORDS, STEP = 30, 600, 1.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that can be queued; ``left_out`` tells the asker what is not part of it."""

    request: BriefRequest
    left_out: str = ""


async def wanted(
    asked: Asked, web: Web, store: Store, settings: Settings, bot_user: str | None
) -> Wanted:
    """Return the request for a brief.

    Raises:
        SlackTrouble: Slack does not give the articles, or there are none.
        DoorError: the request is not one that the service takes.
    """
    if asked.again:
        return Wanted(await _again(asked, store, settings))
    whole = await _collected(asked, web, bot_user)
    if whole.urls and not settings.fetch and not (whole.texts or whole.files):
        raise CannotBrief(NO_FETCHING)
    articles = [
        *([{"url": url} for url in whole.urls] if settings.fetch else []),
        *[_pasted(text, number) for number, text in enumerate(whole.texts, start=1)],
        *[await _file(file, web, settings) for file in whole.files],
    ]
    if not articles:
        raise CannotBrief(NOTHING_THERE)
    request = await run_sync(request_of, {"articles": articles}, settings)
    return Wanted(request, _left_out(whole, fetching=settings.fetch))


def _left_out(whole: Collected, *, fetching: bool) -> str:
    """Return what is no part of the brief, and what would make it one; nothing for nothing."""
    why = (
        (0 if fetching else len(whole.urls), "link", OFF),
        (whole.inside, "link", INSIDE),
        (whole.no_text, "file", NO_TEXT),
    )
    return " ".join(f"Left out: {counted(n, noun)}{said}" for n, noun, said in why if n)


async def _collected(asked: Asked, web: Web, bot_user: str | None) -> Collected:
    """Return what was given, or what the thread holds."""
    if asked.read is None:
        return Collected(asked.urls, asked.texts, asked.files)
    return collected(await web.thread(asked.channel, asked.read), bot_user)


def _pasted(text: Pasted, number: int) -> dict[str, Any]:
    return posting_of(f"pasted text {number}.txt", text.text, text.source)


async def _file(file: Attached, web: Web, settings: Settings) -> dict[str, Any]:
    data = await web.download(file.url, 4 * settings.max_article_chars + 4)
    try:
        text = await run_sync(lambda: decode(data).text)
    except Unreadable as why:
        raise CannotBrief(f"A file cannot be used: it {why}.") from None
    return await run_sync(posting_of, file.name, text)


async def _again(asked: Asked, store: Store, settings: Settings) -> BriefRequest:
    owned = await run_sync(store.slack.brief_of, asked.again or "", asked.owner)
    if owned is None:
        raise CannotBrief(GONE)
    before = json.loads(owned.request)
    options = {**before.get("options", {}), "max_words": asked.words}
    return await run_sync(request_of, {**before, "options": options}, settings)


def other_length(request: str, *, longer: bool) -> int | None:
    """Return the words of a longer or shorter brief; None where there is no such brief.

    Args:
        request: of the brief before, as JSON.
        longer: whether it is to be longer.
    """
    before: int = BriefRequest.model_validate_json(request).options.max_words
    words = round(before * STEP if longer else before / STEP)
    words = min(max(words, LEAST_WORDS), MOST_WORDS)
    return None if words == before else words
