"""From parsed JSON to a request within the limits, or to a list of what is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.errors import InvalidRequest, OverLimit, UrlNotSupported, summary_of
from api.schemas.request import ArticleIn, BriefRequest, OptionsIn
from api.schemas.review import ReviewIn
from api.settings import Settings
from models.errors import Flaw

Place = Sequence[str | int]
M = TypeVar("M", bound=BaseModel)

_SAID = {
    "missing": "is required",
    "string_type": "must be a string",
    "string_unicode": "must not contain lone surrogates",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "too_short": "must hold at least one article",
}
"""Where pydantic's own message speaks of Python, or says less."""


def request_of(raw: Any, settings: Settings) -> BriefRequest:
    """Return parsed JSON as a request.

    Raises:
        OverLimit: too many articles or too much text.
        InvalidRequest: anything else is wrong with it.
        UrlNotSupported: an article is to be fetched, and fetching is off.
    """
    _check_count(raw, settings.max_articles)
    request = _validated(raw, BriefRequest)
    _refuse_over(list(_too_long(request, settings)))
    if not settings.fetch:
        _refuse_urls(request)
    return request


def review_of(raw: Any) -> ReviewIn:
    """Return parsed JSON as a review.

    Raises:
        InvalidRequest: it is none.
    """
    return _validated(raw, ReviewIn)


def _validated(raw: Any, model: type[M]) -> M:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        flaws = [flaw_of(detail, raw, model) for detail in details]
        raise InvalidRequest(summary_of(flaws), flaws) from None


# --- limits -----------------------------------------------------------------------------------


def _check_count(raw: Any, most: int) -> None:
    """First of all, so that an absurd list is not validated article by article."""
    count = article_count(raw)
    if count is not None and count > most:
        _refuse_over([Flaw("#/articles", f"has {count:,} articles; at most {most:,}")])


def article_count(raw: Any) -> int | None:
    """Return how many articles parsed JSON holds, or None where it holds no list of them."""
    articles = raw.get("articles") if isinstance(raw, dict) else None
    return len(articles) if isinstance(articles, list) else None


def _too_long(request: BriefRequest, settings: Settings) -> Iterator[Flaw]:
    total = 0
    for place, article in enumerate(request.articles):
        size = len(article.text or article.html or "")
        pointer = f"#/articles/{place}/{'text' if article.text else 'html'}"
        name = article.id or f"a{place + 1}"
        if size > settings.max_article_chars:
            most = settings.max_article_chars
            yield Flaw(pointer, f"has {size:,} characters; at most {most:,}", name)
        if total <= settings.max_total_chars < total + size:
            most = settings.max_total_chars
            yield Flaw(pointer, f"with it, all articles have more than {most:,} characters", name)
        total += size


def _refuse_over(flaws: list[Flaw]) -> None:
    if flaws:
        raise OverLimit(summary_of(flaws), flaws)


def _refuse_urls(request: BriefRequest) -> None:
    flaws = [
        Flaw(f"#/articles/{place}/url", "has neither text nor html", a.id or f"a{place + 1}")
        for place, a in enumerate(request.articles)
        if a.text is None and a.html is None
    ]
    if flaws:
        said = "Fetching by URL is off (CROSSWIRE_FETCH=1 turns it on): post text or html."
        raise UrlNotSupported(said, flaws)


# --- pydantic's findings, said to the caller --------------------------------------------------


def flaw_of(detail: ErrorDetails, raw: Any, model: type[BaseModel] = BriefRequest) -> Flaw:
    """Return one finding with its JSON pointer and the article's id."""
    place = detail["loc"]
    if detail["type"] == "extra_forbidden":
        said = _unknown(place, model)
    else:
        said = _SAID.get(detail["type"]) or _lower_first(detail["msg"])
    return Flaw(pointer_of(place), said, _article_at(place, raw))


def _unknown(place: Place, model: type[BaseModel]) -> str:
    name = str(place[-1])
    known = sorted(_model_at(place[:-1], model).model_fields)
    near = difflib.get_close_matches(name[:40], known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"unknown field {_shortened(name)!r}{hint}; known are {', '.join(known)}"


def _model_at(place: Place, model: type[BaseModel]) -> type[BaseModel]:
    if place and place[0] == "articles":
        return ArticleIn
    return OptionsIn if place else model


def _shortened(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"


def _lower_first(message: str) -> str:
    said = message.removeprefix("Input ").removeprefix("Value ")
    return said[:1].lower() + said[1:]


def pointer_of(place: Place) -> str:
    """Return a place as a JSON pointer in a URI fragment (RFC 6901)."""
    return "#" + "".join(f"/{_step(part)}" for part in place)


def _step(part: str | int) -> str:
    step = _shortened(str(part)).replace("~", "~0").replace("/", "~1")
    return quote(step, safe="~!$&'()*+,;=:@")


def _article_at(place: Place, raw: Any) -> str | None:
    """The id that the article at a place has or would get."""
    match place:
        case ["articles", int(index), *_]:
            article = raw["articles"][index]
            given = article.get("id") if isinstance(article, dict) else None
            usable = isinstance(given, str) and given.isprintable() and 1 <= len(given) <= 64
            return given if usable else f"a{index + 1}"
    return None
