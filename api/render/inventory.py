"""The weights as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from api.render.plain import one_line

if TYPE_CHECKING:
    from models.weights.load import Weights

_VERIFIED = {True: "verified", False: "CHANGED", None: "not checked"}


def sound(weights: Weights) -> bool:
    """Whether a part is there and not other than it was measured."""
    return weights.path is not None and weights.verified is not False


def to_json(weights: Sequence[Weights]) -> str:
    """Return the list as JSON."""
    return json.dumps([asdict(one) for one in weights], indent=2)


def to_terminal(weights: Sequence[Weights]) -> Group:
    """Return part, model and state on a line, and below it from where, never cut or wrapped."""
    return Group(*(line for one in weights for line in _lines(one)))


def _lines(one: Weights) -> Iterator[Text]:
    state = _VERIFIED[one.verified] if one.path else "MISSING"
    colour = "green" if one.verified else "yellow" if sound(one) else "red"
    yield Text.assemble(
        (f"{one_line(one.part):<8} ", "bold"), f"{one_line(one.name)}, ", (state, colour)
    )
    for line in filter(None, (one.path, one.detail)):
        yield Text(f"{'':<8} {one_line(line)}", no_wrap=True, overflow="ignore")
