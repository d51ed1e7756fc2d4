"""Every answer of the service is one that its OpenAPI document tells of."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("cases", [300, pytest.param(2_000, marks=pytest.mark.slow)])
def test_the_service_keeps_to_its_document(cases: int) -> None:
    """Whatever is sent: no failure, no status, header, type or shape that is not documented."""
    from tests.contract.fuzz import calling, fuzz, operations, shares  # only where it runs: slow

    with calling() as caller:
        found = operations(caller.address)
        for operation, share in zip(found, shares(found, cases), strict=True):
            fuzz(caller, operation, share)
        assert caller.sent >= cases
        print({"sent": caller.sent, "answers": sorted(caller.seen.items())})
