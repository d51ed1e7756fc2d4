"""The exit codes of the command line, and the one place where errors become them.

==== =====================================================================================
code meaning
==== =====================================================================================
0    the brief was made
2    the command was not used as it should be (an option, a setting)
3    bad input: a file that is missing, unreadable, not text, empty or over a limit
4    weights are missing or not those that were measured: ``crosswire models install``
5    no brief could be made: nothing in the articles is usable
6    a remote writer did not answer
7    the database cannot be used
130  interrupted
==== =====================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from api.render.plain import one_line
from models.errors import Cancelled, CrosswireError, InputError, WeightsError, WriterUnavailable

BAD_INPUT, WEIGHTS, NO_BRIEF, WRITER, DATABASE, INTERRUPTED = 3, 4, 5, 6, 7, 130
INSTALL = "crosswire models install"
HELP = (
    "Exit codes: 0 done; 2 wrong usage; 3 bad input (file missing, unreadable, not text, empty, "
    f"over a limit); 4 weights missing or changed (run: {INSTALL}); 5 no brief could be made; "
    "6 a remote writer did not answer; 7 the database cannot be used; 130 interrupted."
)


class NothingToSay(CrosswireError):
    """No sentence of the articles could enter a brief."""


_CODES: tuple[tuple[type[CrosswireError], int], ...] = (
    (InputError, BAD_INPUT),
    (WeightsError, WEIGHTS),
    (NothingToSay, NO_BRIEF),
    (WriterUnavailable, WRITER),
    (Cancelled, INTERRUPTED),
)


@contextmanager
def exit_codes() -> Iterator[None]:
    """End with the code that stands for an error, and say on standard error what to do."""
    try:
        yield
    except CrosswireError as error:
        for line in _lines(error):
            say(f"error: {line}")
        code = next((code for kind, code in _CODES if isinstance(error, kind)), 1)
        raise typer.Exit(code) from None


def say(line: str) -> None:
    """Write one line to standard error, without anything that a terminal would obey."""
    typer.echo(one_line(line), err=True)


def _lines(error: CrosswireError) -> list[str]:
    if isinstance(error, InputError):
        return [f"{flaw.pointer}: {flaw.detail}" for flaw in error.flaws]
    if isinstance(error, WeightsError) and INSTALL not in str(error):
        return [f"{error} (run: {INSTALL})"]
    return [str(error)]
