"""How often something may happen, as an operator writes it: ``60/minute``, ``5/second``."""

from __future__ import annotations

from typing import Annotated, Any

from limits import RateLimitItem, parse
from pydantic import BeforeValidator, InstanceOf


def rate(value: Any) -> Any:
    """Return what is meant by a number and a span of time.

    Raises:
        ValueError: it is no rate, or lets nothing through.
    """
    if not isinstance(value, str):
        return value
    found = parse(value)
    if found.amount < 1:
        raise ValueError("must let something through, such as 60/minute")
    return found


Rate = Annotated[InstanceOf[RateLimitItem], BeforeValidator(rate)]
