"""The formats that an answer is rendered in, by their names in ``?format=``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from api.render.html import to_html
from api.render.markdown import to_markdown
from api.render.ninjs import to_ninjs
from api.render.style import policy

if TYPE_CHECKING:
    from api.schemas.answer import BriefAnswer


def rendered(answer: BriefAnswer, format_name: str) -> str:
    """Return the answer in a format."""
    match format_name:
        case "markdown":
            return to_markdown(answer)
        case "html":
            return to_html(answer)
        case "ninjs":
            return to_ninjs(answer)
    return answer.model_dump_json()


def headers_of(format_name: str) -> Mapping[str, str]:
    """Return the headers that go with a format."""
    page = {"Content-Security-Policy": policy()} if format_name == "html" else {}
    return {"Vary": "Accept", **page}
