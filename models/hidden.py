"""What a web page holds and does not show: text in it is no part of the article.

A reader of the page never saw it, so it is left out before the article is looked for. Judged by
the page alone (attributes, inline styles, plain class and id rules of its own style sheets):
nothing is fetched and nothing is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring, tostring

_NEVER_SHOWN = frozenset({"template", "noscript", "script", "style"})
_FRAME = frozenset({"html", "head", "body", "main", "article"})  # shown once scripts have run
_ZERO = r"0*(?:\.0+)?(?:[01](?:\.\d+)?px|0(?:\.\d+)?(?:pt|em|rem|%|vh|vw)?)\s*(?:;|!|$)"
_STYLES = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    rf"|opacity\s*:\s*0*(?:\.0\d*)?\s*(?:;|!|$)|font-size\s*:\s*{_ZERO}"
    rf"|(?:max-)?(?:height|width)\s*:\s*{_ZERO}"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(|clip-path\s*:\s*inset\((?:50|100)%|transform\s*:\s*scale\(0)",
    re.IGNORECASE,
)
_WHITE = r"(?:#fff(?:f{3})?(?:f{1,5})?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
_LETTERS = re.compile(rf"(?:^|[;{{\s])color\s*:\s*(?:{_WHITE}|transparent)", re.IGNORECASE)
_GROUND = re.compile(r"(?:^|[;{\s])background(?:-color)?\s*:\s*(?P<value>[^;]*)", re.IGNORECASE)
_PALE = re.compile(rf"\s*(?:{_WHITE}|transparent|none|inherit|initial)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[.#][\w-]+")


def without_hidden(html: str) -> str:
    """Return the page without what it hides; the page as it is where it hides nothing."""
    try:
        page = document_fromstring(html.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, ValueError):
        return html  # empty, or no page at all: what reads it next says so
    named = set(_hiding_names(page))
    hidden = [e for e in page.iter() if isinstance(e.tag, str) and _is_hidden(e, named)]
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()
    return tostring(page, encoding="unicode") if hidden else html


def _parser() -> Any:
    return HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)


def _is_hidden(element: Any, named: set[str]) -> bool:
    if element.tag in _NEVER_SHOWN - {"script", "style"}:
        return True
    if element.tag in _FRAME:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    style = element.get("style", "")
    names = {f".{c}" for c in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
    return bool(named & names) or _STYLES.search(style) is not None or _is_pale(element, style)


def _is_pale(element: Any, style: str) -> bool:
    """Tell white letters on what nobody gave another ground."""
    if not _LETTERS.search(style):
        return False
    grounds = (_GROUND.search(e.get("style", "")) for e in [element, *element.iterancestors()])
    ground = next((g["value"] for g in grounds if g), "white")
    return _PALE.match(ground) is not None


def _hiding_names(page: Any) -> Iterator[str]:
    """Yield the classes and ids that a plain rule of the page's own style sheets hides."""
    for sheet in page.iter("style"):
        for selectors, rule in _RULE.findall(_without_blocks(_COMMENT.sub(" ", sheet.text or ""))):
            if _STYLES.search(rule):
                yield from (
                    s
                    for s in map(str.strip, selectors.rpartition(";")[2].split(","))
                    if _SIMPLE.fullmatch(s)
                )


def _without_blocks(sheet: str) -> str:
    """Return a style sheet without "@media print {...}": what it hides may be shown elsewhere."""
    kept: list[str] = []
    depth, skipped = 0, False
    for piece in re.split(r"([{}])", sheet):
        if depth == 0 and piece not in "{}":
            skipped = piece.rpartition(";")[2].lstrip().startswith("@")
        depth = max(0, depth + (piece == "{") - (piece == "}"))
        kept += [] if skipped else [piece]
    return "".join(kept)
