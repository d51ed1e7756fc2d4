"""Briefs made by hand, for tests of what the desk shows of them."""

from __future__ import annotations

import json
from typing import Any

from api.web.opened import Opened

AT = "2026-03-12T10:00:00Z"


def opened(texts: dict[str, str], **parts: Any) -> Opened:
    """Return a brief of articles, whose ids are their outlets' names too, with some parts."""
    request = {"articles": [{"id": n, "source": n, "text": t} for n, t in texts.items()]}
    answer = {
        "id": "brf_x1WkLJq0a2Q7mJ4e",
        "created_at": AT,
        "headline": "",
        "headline_citations": [],
        "text": "",
        "sentences": [],
        "disagreements": [],
        "claims": [],
        "single_source_total": 0,
        "single_source": [],
        "duplicates": [],
        "dropped": [],
        "articles": [_report(name) for name in texts],
        "neutrality": {"brief": 0.0, "articles": {}},
        "warnings": [],
        "models": {},
        "timings_ms": {},
        **parts,
    }
    return Opened.of(json.dumps(answer), json.dumps(request))


def _report(name: str) -> dict[str, Any]:
    used = {"sentences": 1, "used": 1, "boilerplate_spans": [], "same_copy_as": None, "text": None}
    return {"id": name, "source": name, **used}


def evidence(name: str, text: str, quote: str) -> dict[str, Any]:
    """Return the evidence of a quote, which stands in a text."""
    start = text.index(quote)
    place = {"start": start, "end": start + len(quote), "quote": quote}
    return {"article_id": name, "source": name, **place}


def claim(number: int, said: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a claim in the words of its first evidence."""
    names = [one["article_id"] for one in said]
    found = {"id": f"c{number}", "text": said[0]["quote"], "date": None, "articles": names}
    return {**found, "origins": len(names), "disagreements": [], "evidence": said, **more}


def dispute(number: int, *sides: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return a disagreement on a figure: each side with its value and its evidence."""
    positions = [
        {"value": value, "articles": [e["article_id"] for e in said], "evidence": said}
        for value, said in sides
    ]
    about = {"kind": "number", "status": "contradiction", "topic": "the dead", "note": ""}
    return {"id": f"d{number}", **about, "score": 0.9, "positions": positions}
