"""Drawing clusters from the data, and making requests of them."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROLES = frozenset(("look", "train"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WORDS_FROM = 600


@dataclass(frozen=True, slots=True)
class Event:
    """A cluster as drawn: its id and the articles to post."""

    id: str
    articles: tuple[Mapping[str, Any], ...]


def load_events(data: Path) -> list[Event]:
    """The events that may be looked at, ordered by id; those of role `test` are not read."""
    roles = json.loads((data / "splits.json").read_text(encoding="utf-8"))
    events = []
    with gzip.open(data / "clusters_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if roles.get(row["id"]) in ROLES:
                events.append(Event(row["id"], tuple(_article(a) for a in row["articles"])))
    return sorted(events, key=lambda event: event.id)


def draw(events: Sequence[Event], clusters: int, seed: int) -> list[Event]:
    """As many events as wanted (or all), chosen by seed."""
    return random.Random(seed).sample(events, min(clusters, len(events)))


def texts_of(events: Sequence[Event]) -> Iterator[str]:
    """Texts from which the ordinary words of English are counted."""
    for event in events[:WORDS_FROM]:
        yield from (article["text"] for article in event.articles)


def request_of(event: Event, max_words: int, style: str = "paragraph") -> dict[str, Any]:
    """The body for POST /v1/briefs, ids left to the service."""
    options: dict[str, Any] = {"max_words": max_words, "store": False}
    if style != "paragraph":
        options["style"] = style
    return {"articles": [dict(article) for article in event.articles], "options": options}


def shuffled(body: Mapping[str, Any], seed: str) -> dict[str, Any]:
    """The same request with its articles in another order, each under its default id."""
    articles = [
        {"id": f"a{number}", **article} for number, article in enumerate(body["articles"], start=1)
    ]
    order = list(articles)
    random.Random(seed).shuffle(order)
    if order == articles:
        order.reverse()
    return {**body, "articles": order}


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    posted = {key: article[key] for key in ("source", "title", "url", "text") if article.get(key)}
    date = article.get("date") or ""
    return posted | ({"published_at": date} if _DAY.fullmatch(date) else {})
