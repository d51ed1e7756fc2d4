"""The answer on standard output, and nothing else there."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from api.schemas import BriefAnswer


def print_answer(answer: BriefAnswer, form: str) -> None:
    """Print the answer for the ``terminal``, or in a format, always as UTF-8."""
    if form == "json":
        from api.render.plain import json_safe

        typer.echo(json_safe(answer.model_dump_json(indent=2)).encode())
    elif form == "terminal":
        from api.render.terminal import to_terminal

        console().print(to_terminal(answer))
    else:
        from api.render.formats import rendered
        from api.render.plain import json_safe

        document = rendered(answer, form)
        typer.echo((json_safe(document) if form == "ninjs" else document).encode(), nl=False)


def console() -> Console:
    """Return standard output as rich sees it: no markup, no emoji, no colours in a pipe."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def tolerate_any_character() -> None:
    """Let no character stop the command that the terminal's encoding does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
