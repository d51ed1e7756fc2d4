"""The formats of a brief besides JSON, for the OpenAPI document: each with an example."""

from __future__ import annotations

from typing import Any

from api.negotiation import FORMATS
from api.render.ninjs import CONTENT_SOURCE, MADE_BY_MODEL, STANDARD

_MARKDOWN_EXAMPLE = "# Belarus frees 123 prisoners\n\nBelarus released 123 prisoners …\n"
_HTML_EXAMPLE = '<!doctype html>\n<html lang="en">…<h1>Belarus frees 123 prisoners</h1>…</html>\n'
_NINJS_EXAMPLE = {
    "uri": "urn:uuid:e973ff1f-251d-55e3-b2d6-52b5fc3b87c6",
    "standard": STANDARD,
    "type": "text",
    "versionCreated": "2025-12-13T11:00:00+00:00",
    "pubStatus": "withheld",
    "language": "en",
    "digitalSourceType": MADE_BY_MODEL,
    "edNote": "Made by software and not yet approved by a person.\nThe sources disagree …",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": "Belarus frees 123"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "Belarus released 123 prisoners …"},
        {"role": "disagreements", "contentType": "text/plain", "value": "The sources disagree …"},
    ],
    "infoSources": [{"name": "Reuters", "role": CONTENT_SOURCE}],
}

FORMATS_SHOWN: dict[str, Any] = {
    FORMATS["markdown"]: {"schema": {"type": "string"}, "example": _MARKDOWN_EXAMPLE},
    FORMATS["html"]: {"schema": {"type": "string"}, "example": _HTML_EXAMPLE},
    FORMATS["ninjs"]: {"schema": {"type": "object"}, "example": _NINJS_EXAMPLE},
}
"""What an answer of 200 has besides its schema in JSON."""
