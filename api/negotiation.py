"""Which format an answer is rendered in: ``?format=`` first, then ``Accept`` (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterator

from api.errors import NotAcceptable

FORMATS = {
    "json": "application/json",
    "markdown": "text/markdown",
    "html": "text/html",
    "ninjs": "application/ninjs+json",
}
"""What there is, by its name in ``?format=``; the first is the default, and wins among equals."""

_ALSO = {"ninjs": "application/vnd.iptc.ninjs+json"}
"""What a format is asked for by too: for ninjs no media type is registered, and callers guess."""


def choose(accept: str | None, named: str | None) -> str:
    """Return the name of the format to answer in.

    Raises:
        NotAcceptable: there is no such format, or none that the caller accepts.
    """
    if named is not None:
        return named if named in FORMATS else _refuse()
    ranges = dict(_ranges(accept or "*/*"))
    weights = {name: _weight_of(name, ranges) for name in FORMATS}
    best = max(weights, key=lambda name: weights[name])  # the first of equals
    return best if weights[best] > 0 else _refuse()


def _refuse() -> str:
    there_is = ", ".join(f"{media} (?format={name})" for name, media in FORMATS.items())
    raise NotAcceptable(f"There is {there_is}.", headers={"Vary": "Accept"})


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Each media range with its weight; parameters other than q are of no matter here."""
    for part in accept.split(","):
        media_range, *parameters = (p.strip().lower() for p in part.split(";"))
        if media_range:
            yield media_range, _quality(parameters)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _weight_of(name: str, ranges: dict[str, float]) -> float:
    also = ranges.get(_ALSO.get(name, ""), 0.0)
    return max(also, _weight(FORMATS[name], ranges))


def _weight(media_type: str, ranges: dict[str, float]) -> float:
    """The weight of the most specific range that covers a media type."""
    whole_type = media_type.split("/")[0] + "/*"
    for covering in (media_type, whole_type, "*/*"):
        if covering in ranges:
            return ranges[covering]
    return 0.0


def wants_later(prefer: str | None) -> bool:
    """Whether ``Prefer`` asks to be answered asynchronously (RFC 7240)."""
    names = ((p.split(";")[0].strip().lower()) for p in (prefer or "").split(","))
    return "respond-async" in names
