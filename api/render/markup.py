"""HTML, piece by piece. What is not known to be HTML cannot get in: the types see to it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NewType

from api.render.plain import one_line

Html = NewType("Html", str)
"""Made by the functions of this module alone."""

NOTHING = Html("")
SPACE = Html(" ")


def text(raw: str) -> Html:
    """Return text of an article, harmless and on one line, without outer spaces."""
    return Html(escape(one_line(raw)))


def element(name: str, /, *children: Html, **attributes: str) -> Html:
    """Return an element; ``aria_label`` and ``class_`` stand for what Python cannot name so."""
    return Html(f"<{name}{_attributes(attributes)}>{''.join(children)}</{name}>")


def void(name: str, /, **attributes: str) -> Html:
    """Return an element that has no content."""
    return Html(f"<{name}{_attributes(attributes)}>")


def joined(parts: Iterable[Html], between: Html = NOTHING) -> Html:
    """Return the parts that are not empty, one after the other."""
    return Html(between.join(filter(None, parts)))


def lines(parts: Iterable[Html]) -> Html:
    """Return the parts that are not empty, each on a line of its own."""
    return Html("\n".join(filter(None, parts)))


def _attributes(given: dict[str, str]) -> str:
    names = (name.rstrip("_").replace("_", "-") for name in given)
    values = (escape(one_line(value)) for value in given.values())
    return "".join(f' {n}="{v}"' for n, v in zip(names, values, strict=True))
